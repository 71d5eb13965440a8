"""Taking the advice of the check: one suggestion, or all that are safe."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from drafting.checking import proofing
from drafting.checking.proofing import Checked
from drafting.locating import Piece, Row, StoredText, stored_text
from drafting.models import CheckRecord
from reports import editing, permissions
from reports.editing import Correction, Save, WordsChanged
from reports.models import Numbering, Report
from reports.permissions import Action


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was written: for each finding its words and what stands there now."""

    changes: tuple[tuple[str, str], ...]


def accept(report_pk: int, *, by: User, key: str, suggestion: str, save: Save) -> Corrected:
    """Put `suggestion` in the place of the words of the finding `key`.

    Raises WordsChanged when the finding is not there any more or makes another suggestion,
    Report.DoesNotExist for a report that `by` does not see, PermissionDenied.
    """
    with transaction.atomic():
        report = _locked(report_pk, by)
        text = stored_text(report)
        for item in proofing.checked(report, text.outline):
            if item.key == key and suggestion in item.finding.suggestions:
                return _correct(report, text, [(item, suggestion)], by=by, save=save)
        raise WordsChanged


def accept_safe(report_pk: int, *, by: User, rule: str = "", save: Save) -> Corrected:
    """Take every safe suggestion (of `rule`, if given) at once; the text before stays as a 稿次.

    Raises as `accept` does, WordsChanged when there is none.
    """
    with transaction.atomic():
        report = _locked(report_pk, by)
        text = stored_text(report)
        safe = [
            (item, item.finding.suggestions[0])
            for item in apart(safe_ones(text, proofing.checked(report, text.outline)))
            if rule in {"", item.finding.rule}
        ]
        if not safe:
            raise WordsChanged
        return _correct(report, text, safe, by=by, save=save, keep_revision=True)


def safe_ones(text: StoredText, found: Iterable[Checked]) -> list[Checked]:
    """Findings whose first suggestion may be taken without looking."""
    return [
        item
        for item in found
        if item.finding.is_safe
        and item.finding.suggestions
        and item.dismissal is None
        and correctable(text, item)
    ]


def apart(found: Iterable[Checked]) -> list[Checked]:
    """Of findings that overlap or touch the first one only."""
    kept: list[Checked] = []
    for item in found:
        if not kept or item.finding.start > kept[-1].finding.end:
            kept.append(item)
    return kept


def correctable(text: StoredText, item: Checked) -> Piece | None:
    """The one stored piece that holds the words of a finding, if they can be replaced there."""
    piece = _replaceable(text, item.finding.start, item.finding.end)
    return piece if piece and piece.words == item.finding.text else None


def _replaceable(text: StoredText, start: int, end: int) -> Piece | None:
    """The one stored piece that holds the words at a place, if they can be replaced there."""
    pieces = text.pieces(start, end)
    if len(pieces) != 1 or _follows_its_place(pieces[0].row, pieces[0].field):
        return None
    return pieces[0]


def _follows_its_place(row: Row, field: str) -> bool:
    return field == "marker" and not isinstance(row, Report) and row.numbering == Numbering.AUTO


def _locked(report_pk: int, by: User) -> Report:
    report = (
        Report.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("organization", "template", "assignment")
        .get(pk=report_pk)
    )
    permissions.require(by, Action.EDIT, report)
    return report


def _correct(
    report: Report,
    text: StoredText,
    accepted: list[tuple[Checked, str]],
    *,
    by: User,
    save: Save,
    keep_revision: bool = False,
) -> Corrected:
    corrections = []
    taken = []
    for item, suggestion in accepted:
        if (piece := correctable(text, item)) is None:
            raise WordsChanged
        taken.append((item.finding.start, item.finding.end))
        corrections.append(_correction(piece, suggestion))
    for item, suggestion in accepted:
        for start, end in item.finding.places[1:]:
            # A place that another correction touches is found again by the next check.
            is_free = all(end < other or last < start for other, last in taken)
            if is_free and (piece := _replaceable(text, start, end)) is not None:
                taken.append((start, end))
                corrections.append(_correction(piece, suggestion))
    editing.correct(report.pk, corrections, by=by, save=save, keep_revision=keep_revision)
    _count(report, Counter(item.finding.rule for item, _ in accepted))
    return Corrected(tuple((item.finding.text, instead) for item, instead in accepted))


def _correction(piece: Piece, suggestion: str) -> Correction:
    return Correction(piece.row, piece.field, piece.start, piece.words, suggestion)


def _count(report: Report, accepted: Counter[str]) -> None:
    """Remember that these suggestions were taken; the caller holds the report's lock."""
    row, _created = CheckRecord.objects.get_or_create(report=report)
    row.corrected = dict(Counter(row.corrected) + accepted)
    row.save(update_fields=["corrected", "at"])
