"""Bringing one passage of an earlier 稿次 back into a report, the rest staying as it is."""

from typing import Any

from django.db import transaction

from accounts.models import User
from reports import permissions, records, starting
from reports.models import EventKind, Report, Revision
from reports.passages import Passage, Where, partners, passages_of
from reports.permissions import Action
from reports.records import PART_FIELDS, Content
from reports.starting import CannotStart

GONE = "这一稿里没有这一段，请刷新页面后再试。"


def restore_passage(revision: Revision, *, place: str, by: User, seen_version: int) -> Report:
    """Give the passage at `place` of `revision` back its words, where it stands now.

    A passage that was taken out comes back behind the one that it followed. The report becomes a
    new Revision, as the words before it do. Raises PermissionDenied when `by` may not write the
    report, CannotStart when it has changed since the person saw it or has no such passage.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=revision.report_id)
        permissions.require(by, Action.EDIT, report)
        return starting.start_over(
            report.pk,
            by=by,
            seen_version=seen_version,
            content=with_passage(records.content_of(report), revision.content, place),
            kind=EventKind.RESTORE,
        )


def with_passage(now: Content, earlier: Content, place: str) -> Content:
    """`now` with the passage that stands at `place` in `earlier`.

    Raises CannotStart when there is none.
    """
    old, new = passages_of(earlier), passages_of(now)
    wanted = next((index for index, one in enumerate(old) if one.place == place), None)
    if wanted is None:
        raise CannotStart(GONE)
    passage = old[wanted]
    partner = {pair.before: pair.after for pair in partners(old, new)}
    at = partner[wanted]
    if passage.where is Where.HEAD:
        return {**now, passage.field: earlier[passage.field]}  # type: ignore[misc]
    sections = [{**section, "entries": [*section["entries"]]} for section in now["sections"]]
    if at is not None and new[at].where is passage.where:
        _replace(sections, new[at], earlier, passage)
    else:
        before = [new[n] for o in range(wanted) if (n := partner[o]) is not None]
        _insert(sections, _last_part(before), earlier, passage)
    return {**now, "sections": sections}


def _replace(
    sections: list[dict[str, Any]], present: Passage, earlier: Content, passage: Passage
) -> None:
    """Put the earlier words in the place of the present ones."""
    source = earlier["sections"][passage.section]
    if passage.where is Where.SECTION:
        fields = {field: source[field] for field in PART_FIELDS}
        sections[present.section] = {**sections[present.section], **fields}
    else:
        sections[present.section]["entries"][present.entry] = source["entries"][passage.entry]


def _last_part(passages: list[Passage]) -> Passage | None:
    """The last of them that is not in the head."""
    parts = [one for one in passages if one.where is not Where.HEAD]
    return max(
        parts, key=lambda one: (one.section, one.where is Where.ENTRY, one.entry), default=None
    )


def _insert(
    sections: list[dict[str, Any]], behind: Passage | None, earlier: Content, passage: Passage
) -> None:
    """Put the earlier passage behind the one that it followed, or at the beginning."""
    source = earlier["sections"][passage.section]
    if passage.where is Where.SECTION:
        sections.insert(behind.section + 1 if behind else 0, {**source, "entries": []})
        return
    entry = source["entries"][passage.entry]
    if not sections:
        sections.append({**source, "entries": []})
    place = behind.section if behind else 0
    position = behind.entry + 1 if behind and behind.where is Where.ENTRY else 0
    sections[place]["entries"].insert(position, entry)
