"""Changing the order and number of sections and entries.

Each function takes the `arrangement` that the person saw and raises `Rearranged` when another
window has changed the order since, so that a double click or a second tab never acts on a
place that has moved.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from reports import permissions, records
from reports.editing.words import Save, Stale, lines, locked_entry, touch
from reports.models import Entry, Numbering, Report, Section
from reports.outline.tree import Role
from reports.permissions import Action

# The manager of a report's sections or of a section's entries: Django makes their classes.
Siblings = Any


class Rearranged(Exception):  # noqa: N818 - named for what the person hit
    """The order has changed since the person saw it; nothing was written."""

    def __init__(self) -> None:
        """Say what happened and what to do."""
        super().__init__("报告的结构在别处已有调整，已为您刷新，请再操作一次。")


class NothingBehind(Exception):  # noqa: N818 - named for what the person hit
    """There is no entry behind this one to merge with; nothing was written."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("后面没有可以合并的条目。")


def insert_section(
    report_pk: int, *, by: User, arrangement: int, after: int | None, role: str = Role.OTHER
) -> Section:
    """A new, empty section behind section `after` (None: at the start), with one empty entry."""
    with transaction.atomic():
        report = locked_report(report_pk, by, arrangement)
        order = _order(report.sections)
        outside = role in {Role.LEAD, Role.CLOSING}  # the numbering and its headings
        section = Section.objects.create(
            report=report,
            position=_free(report.sections),
            level=0 if outside else 1,
            numbering=Numbering.NONE if outside else Numbering.AUTO,
            heading_end="" if outside else "\n",
            role=role,
        )
        Entry.objects.create(
            section=section, position=0, numbering=Numbering.NONE, role=role, body="\n"
        )
        _arrange(report.sections, _with(order, section.pk, after))
        settle_order(report)
        return section


def insert_entry(
    section_pk: int, *, by: User, arrangement: int, after: int | None, numbered: bool = True
) -> Entry:
    """A new, empty entry behind entry `after` (None: first) in the section."""
    with transaction.atomic():
        section = Section.objects.live().get(pk=section_pk)
        report = locked_report(section.report_id, by, arrangement)
        entry = _new_entry(section, after, numbered=numbered, body="\n")
        settle_order(report)
        entry.section.report = report
        return entry


def move_section(pk: int, *, by: User, arrangement: int, to: int) -> Section:
    """Move a section to index `to` (0-based) among the live sections."""
    with transaction.atomic():
        section = Section.objects.live().get(pk=pk)
        report = locked_report(section.report_id, by, arrangement)
        order = [other for other in _order(report.sections) if other != pk]
        order.insert(max(0, to), pk)
        _arrange(report.sections, order)
        settle_order(report)
        return section


def move_entry(pk: int, *, by: User, arrangement: int, section_pk: int, to: int) -> Entry:
    """Move an entry to index `to` (0-based) in a section of the same report."""
    with transaction.atomic():
        entry = locked_entry(pk, by)
        report = locked_report(entry.section.report_id, by, arrangement)
        target = report.sections.live().get(pk=section_pk)
        order = [other for other in _order(target.entries) if other != pk]
        order.insert(max(0, to), pk)
        entry.section, entry.position = target, _free(target.entries)
        entry.save(update_fields=["section", "position"])
        _arrange(target.entries, order)
        settle_order(report)
        return entry


def split_entry(
    pk: int, *, by: User, arrangement: int, save: Save, before: str, after: str
) -> Entry:
    """Cut an entry's text in two and return the new entry that holds `after`.

    The texts come from the page, so that words which were not saved yet are not lost. Raises
    Stale when the stored text is not the one that the page had.
    """
    with transaction.atomic():
        entry = locked_entry(pk, by)
        report = locked_report(entry.section.report_id, by, arrangement)
        same_window = bool(save.writer) and entry.writer == save.writer
        if entry.wording != save.based_on and not same_window:
            raise Stale({"body": entry.body}, {"body": before + after}, entry.wording)
        second = lines(after.lstrip("\r\n"), entry.body)
        entry.body = lines(before, "\n")
        entry.wording += 1
        entry.writer, entry.sequence = save.writer, save.sequence
        entry.save(update_fields=["body", "wording", "writer", "sequence"])
        numbered = entry.numbering != Numbering.NONE
        new = _new_entry(entry.section, entry.pk, numbered=numbered, body=second, role=entry.role)
        settle_order(report)
        return new


def merge_with_next(pk: int, *, by: User, arrangement: int) -> Entry:
    """Append the next entry of the section to this one: heading and text, without its number.

    All its words are in this entry then, so nothing of it is kept to be brought back. Raises
    NothingBehind when there is none.
    """
    with transaction.atomic():
        entry = locked_entry(pk, by)
        report = locked_report(entry.section.report_id, by, arrangement)
        following = (
            entry.section.entries.live().filter(position__gt=entry.position).order_by("position")
        ).first()
        if following is None:
            raise NothingBehind
        first = entry.body if entry.body.strip() else ""
        if first and not first.endswith("\n"):
            first += "\n"
        entry.body = first + following.indent + following.heading + following.heading_end
        entry.body += following.body
        entry.wording += 1
        entry.writer = ""  # no window has written this; none may take it for its own words
        entry.save(update_fields=["body", "wording", "writer"])
        following.delete()
        settle_order(report)
        return entry


def remove(part: Section | Entry, *, by: User, arrangement: int) -> None:
    """Delete a section or an entry; `put_back` brings it back with everything in it."""
    with transaction.atomic():
        report = locked_report(_report_pk(part), by, arrangement)
        part.removed_at = timezone.now()
        part.save(update_fields=["removed_at"])
        settle_order(report)


def put_back(part: Section | Entry, *, by: User) -> None:
    """Undo `remove`: the part returns behind its former neighbour."""
    with transaction.atomic():
        report = locked_report(_report_pk(part), by, None)
        part.refresh_from_db()
        if part.removed_at is None:
            return
        siblings = report.sections if isinstance(part, Section) else part.section.entries
        before = siblings.live().filter(position__lt=part.position).order_by("-position").first()
        order = _order(siblings)
        part.removed_at, part.position = None, _free(siblings)
        part.save(update_fields=["removed_at", "position"])
        _arrange(siblings, _with(order, part.pk, before.pk if before else None))
        settle_order(report)


def renumber_all(report_pk: int, *, by: User, arrangement: int) -> Report:
    """Give every heading the number of its place, and let it follow its place from now on.

    The text as it was stays as a Revision.
    """
    with transaction.atomic():
        report = locked_report(report_pk, by, arrangement)
        records.snapshot(report, by)
        sections = records.live_sections(report)
        content = records.renumbered(records.content_of(report, sections))
        for section, row in zip(sections, content["sections"], strict=True):
            _take(section, marker=row["marker"], numbering=row["numbering"])
            for entry, line in zip(section.live_entries, row["entries"], strict=True):
                _take(entry, marker=line["marker"], numbering=line["numbering"], body=line["body"])
        settle_order(report)
        return report


def settle_order(report: Report) -> None:
    """Count a change of the order, and give every automatic number the place it has now.

    Stored numbers that are true tell a second series (一 二 三 一 二) from entries that moved.
    """
    touch(report, rearranged=True)
    sections = records.live_sections(report)
    content = records.content_of(report, sections)
    markers = records.markers_of(content, records.outline_of(content))
    stale_sections, stale_entries = [], []
    for section, (marker, below) in zip(sections, markers, strict=True):
        if _follows(section, marker):
            stale_sections.append(section)
        stale_entries += [
            entry
            for entry, own in zip(section.live_entries, below, strict=True)
            if _follows(entry, own)
        ]
    Section.objects.bulk_update(stale_sections, ["marker"])
    Entry.objects.bulk_update(stale_entries, ["marker"])


def _follows(part: Section | Entry, marker: str) -> bool:
    """Give `part` the number of its place where it is automatic, and say whether that is new."""
    if part.numbering != Numbering.AUTO or part.marker == marker:
        return False
    part.marker = marker
    return True


def _take(part: Section | Entry, **fields: str) -> None:
    """Store `fields` where they differ."""
    changed = [name for name, value in fields.items() if getattr(part, name) != value]
    if changed:
        for name in changed:
            setattr(part, name, fields[name])
        part.wording += 1
        part.writer = ""  # no window has written this; none may take it for its own words
        part.save(update_fields=[*changed, "wording", "writer"])


def _new_entry(
    section: Section, after: int | None, *, numbered: bool, body: str, role: str = ""
) -> Entry:
    """An entry behind `after`; it numbers itself like its neighbours when `numbered`."""
    order = _order(section.entries)
    neighbour = section.entries.live().exclude(marker="").order_by("position").first()
    entry = Entry.objects.create(
        section=section,
        position=_free(section.entries),
        numbering=Numbering.AUTO if numbered else Numbering.NONE,
        marker=neighbour.marker if numbered and neighbour else "",
        role=role or section.role,
        body=body,
    )
    _arrange(section.entries, _with(order, entry.pk, after))
    return entry


def _report_pk(part: Section | Entry) -> int:
    return part.report_id if isinstance(part, Section) else part.section.report_id


def locked_report(report_pk: int, by: User, arrangement: int | None = None) -> Report:
    """The report, locked.

    Raises Report.DoesNotExist for one that `by` does not see, PermissionDenied, or Rearranged when
    the order has changed.
    """
    report = (
        Report.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("organization", "template")
        .get(pk=report_pk)
    )
    permissions.require(by, Action.EDIT, report)
    if arrangement is not None and report.arrangement != arrangement:
        raise Rearranged
    return report


def _order(siblings: Siblings) -> list[int]:
    return list(siblings.live().order_by("position").values_list("pk", flat=True))


def _free(siblings: Siblings) -> int:
    """A position beyond all that are taken."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _with(order: Sequence[int], pk: int, after: int | None) -> list[int]:
    index = order.index(after) + 1 if after in order else 0
    return [*order[:index], pk, *order[index:]]


def _arrange(siblings: Siblings, order: Sequence[int]) -> None:
    """Set positions in this order, in a range above the present one: none collides on the way."""
    start = _free(siblings)
    rows = {row.pk: row for row in siblings.live()}
    for position, pk in enumerate(order, start):
        rows[pk].position = position
    siblings.model.objects.bulk_update(rows.values(), ["position"])
