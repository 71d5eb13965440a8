"""Putting words in the place of words that somebody has pointed at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from reports import records
from reports.editing.arrangement import locked_report, settle_order
from reports.editing.words import Save, touch
from reports.models import Entry, Numbering, Report, Section

Row = Report | Section | Entry


class WordsChanged(Exception):  # noqa: N818 - named for what the person hit
    """The words to correct are not there any more; nothing was written."""

    def __init__(self) -> None:
        """Say what happened and what to do."""
        super().__init__("这里的文字已经改动，没有再改。请看最新的体检结果。")


@dataclass(frozen=True, slots=True)
class Correction:
    """`instead` for `words`, which stand at `start` in `field` of `row` as it was read."""

    row: Row
    field: str
    start: int
    words: str
    instead: str

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.words)


def correct(
    report_pk: int,
    corrections: Sequence[Correction],
    *,
    by: User,
    save: Save,
    keep_revision: bool = False,
) -> Report:
    """Make `corrections`, which do not overlap, all together or not at all; return the report.

    `save` names the browser window (its `based_on` does not matter: the words themselves are
    compared). With `keep_revision` the text as it was stays as a Revision. Raises
    Report.DoesNotExist for a report that `by` does not see, PermissionDenied, or WordsChanged.
    """
    with transaction.atomic():
        report = locked_report(report_pk, by)
        if keep_revision:
            records.snapshot(report, by)
        by_row: dict[tuple[type[Row], int], list[Correction]] = defaultdict(list)
        for correction in corrections:
            by_row[type(correction.row), correction.row.pk].append(correction)
        for (kind, pk), own in by_row.items():
            _write(_present(report, kind, pk), own, save)
        if any(correction.field == "marker" for correction in corrections):
            settle_order(report)
        else:
            touch(report)
        return report


def _present(report: Report, kind: type[Row], pk: int) -> Row:
    """The row as it is stored now, under the report's lock; raises WordsChanged if it is gone."""
    if kind is Report:
        return report
    live: dict[type[Row], object] = {
        Section: Section.objects.live().filter(report=report),
        Entry: Entry.objects.live().filter(
            section__report=report, section__removed_at__isnull=True
        ),
    }
    row = live[kind].filter(pk=pk).first()  # type: ignore[attr-defined] # a queryset
    if row is None:
        raise WordsChanged
    return row


def _write(row: Row, corrections: list[Correction], save: Save) -> None:
    for correction in sorted(corrections, key=lambda each: -each.start):
        text = getattr(row, correction.field)
        if text[correction.start : correction.end] != correction.words:
            raise WordsChanged
        instead = text[: correction.start] + correction.instead + text[correction.end :]
        setattr(row, correction.field, instead)
    changed = {correction.field for correction in corrections}
    if "marker" in changed:
        if row.numbering == Numbering.AUTO:  # type: ignore[union-attr] # heads have no marker
            raise WordsChanged
        if not row.marker:  # type: ignore[union-attr] # as above
            row.numbering = Numbering.NONE  # type: ignore[union-attr] # as above
        changed.add("numbering")
    row.wording += 1
    row.writer, row.sequence = save.writer, save.sequence
    row.save(update_fields=[*changed, "wording", "writer", "sequence"])
