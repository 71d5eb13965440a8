"""表述与会期: the rows that administrators keep beside those that ship, and what rules make of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Organization, User
from drafting.checks.context import DatedTerm, DatedTitle
from drafting.checks.events import Event
from drafting.lexicon import shipped_lexicon
from drafting.lexicon.shipped_lexicon import Shipped
from drafting.models import WORDINGS, ChangeKind, EntryKind, LexiconChange, LexiconEntry
from reports import permissions

# The columns of a row that administrators fill in, with their names in the record of changes.
LABELS = {
    "kind": "性质",
    "term": "名称",
    "forms": "其他写法",
    "since": "启用",
    "until": "停用",
    "replaced_by": "现行表述",
    "source": "依据",
}
FIELDS = tuple(LABELS)
NAMING = ("kind", "term")
NEVER = date.max


class LexiconConflict(Exception):  # noqa: N818 - named for what the person hit
    """A row stands differently now from what the person saw; the message says how."""


@dataclass(frozen=True, slots=True)
class Own:
    """The rows of a tree of organisations in the words of the rules."""

    terms: tuple[DatedTerm, ...] = ()
    titles: tuple[DatedTitle, ...] = ()
    events: tuple[Event, ...] = ()


def own_rows_for(organization: Organization) -> Own:
    """What the top of `organization`'s tree has added, corrected and switched off. One query."""
    rows = LexiconEntry.objects.filter(organization__path=top_path(organization)).order_by("pk")
    terms, titles, events = [], [], []
    for row in rows:
        if row.kind in WORDINGS:
            terms.append(
                DatedTerm(
                    row.term,
                    row.since,
                    row.until,
                    row.replaced_by,
                    row.source,
                    forms_of(row),
                    row.is_off,
                )
            )
        elif row.kind == EntryKind.TITLE:
            titles.append(
                DatedTitle(row.term, row.since, row.until, row.replaced_by, row.source, row.is_off)
            )
        else:
            start, end = row.since or NEVER, row.until or row.since or NEVER
            forms = forms_of(row)
            events.append(Event(row.term, row.kind, forms, start, end, row.source, row.is_off))
    return Own(tuple(terms), tuple(titles), tuple(events))


def forms_of(row: LexiconEntry) -> tuple[str, ...]:
    """The wordings by which a row is known in a text, besides the term of an expression."""
    if row.kind == EntryKind.CONGRESS:
        return (f"党的{row.term}",)
    written = tuple(filter(None, map(str.strip, row.forms.splitlines())))
    named = row.kind in {EntryKind.CAMPAIGN, EntryKind.PLAN, EntryKind.FOUNDING}
    return tuple(dict.fromkeys((row.term, *written))) if named else written


def top_path(organization: Organization) -> str:
    """The path of the organisation at the top of the tree."""
    return str(organization.path[: organization.steplen])


def same_place(kind: str) -> tuple[str, ...]:
    """The kinds among which a term names one row."""
    return WORDINGS if kind in WORDINGS else (kind,)


@transaction.atomic
def keep(
    top: Organization,
    values: dict[str, Any],
    *,
    by: User,
    pk: int | None = None,
    seen_version: int = 0,
) -> LexiconEntry:
    """Add a row, or change the one with `pk`; one that was off holds again.

    The same words sent twice are kept once. Raises PermissionDenied for who may not, and
    LexiconConflict where there is such a row already or somebody was faster.
    """
    _locked(top, by)
    wanted: dict[str, Any] = {name: values[name] for name in FIELDS}
    others = LexiconEntry.objects.filter(
        organization=top, kind__in=same_place(wanted["kind"]), term=wanted["term"]
    )
    taken = others.exclude(pk=pk or 0).select_related("by").first()
    if taken is not None:
        if pk is None and _said(taken) == wanted and not taken.is_off:
            return taken
        raise LexiconConflict(f"本单位已有“{taken.term}”这一条，请直接修改那一条。")
    entry = LexiconEntry(organization=top) if pk is None else _seen(top, pk, seen_version, wanted)
    if pk is not None and _said(entry) == wanted and not entry.is_off:
        return entry
    details = difference(entry, wanted)
    for name, value in wanted.items():
        setattr(entry, name, value)
    entry.is_off, entry.reason, entry.by = False, "", by
    entry.version += pk is not None
    entry.save()
    _record(entry, ChangeKind.ADDED if pk is None else ChangeKind.CHANGED, by, details)
    return entry


@transaction.atomic
def switch_off(top: Organization, shipped: Shipped, *, reason: str, by: User) -> LexiconEntry:
    """Leave out a row that ships, for a reason; an own row in its place goes with it.

    Raises PermissionDenied for who may not.
    """
    _locked(top, by)
    place = {"organization": top, "kind__in": same_place(shipped.kind), "term": shipped.term}
    entry = LexiconEntry.objects.filter(**place).first()
    if entry is not None and entry.is_off and entry.reason == reason:
        return entry
    said = {name: getattr(shipped, name) for name in FIELDS if name != "forms"}
    entry = entry or LexiconEntry(organization=top, **said, forms="\n".join(shipped.forms))
    entry.version += entry.pk is not None
    entry.is_off, entry.reason, entry.by = True, reason, by
    entry.save()
    _record(entry, ChangeKind.SWITCHED_OFF, by, f"理由：{reason}")
    return entry


@transaction.atomic
def remove(top: Organization, pk: int, *, by: User) -> LexiconEntry | None:
    """Take a row away: what ships, if there is such a row, holds again. Gone already: None.

    Raises PermissionDenied for who may not.
    """
    _locked(top, by)
    entry = LexiconEntry.objects.filter(organization=top, pk=pk).first()
    if entry is None:
        return None
    entry.delete()
    restores = shipped_lexicon.in_place_of(entry.kind, entry.term) is not None
    kind = ChangeKind.RESTORED if restores else ChangeKind.REMOVED
    _record(entry, kind, by, difference(LexiconEntry(), _said(entry)))
    return entry


def _locked(top: Organization, by: User) -> None:
    """One change at a time in a tree."""
    permissions.require_keeper_of_lexicon(by, top)
    Organization.objects.select_for_update(of=("self",)).get(pk=top.pk)


def _seen(top: Organization, pk: int, version: int, wanted: dict[str, Any]) -> LexiconEntry:
    entry = LexiconEntry.objects.filter(organization=top, pk=pk).select_related("by").first()
    if entry is None:
        raise LexiconConflict("这一条刚被删除，没有保存。需要的话请重新添加。")
    if entry.version != version and _said(entry) != wanted:
        who = entry.by.full_name if entry.by else "别人"
        raise LexiconConflict(f"{who}刚改过这一条，没有保存。请刷新看过以后再改。")
    return entry


def _said(entry: LexiconEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in FIELDS}


def difference(entry: LexiconEntry, wanted: Mapping[str, Any]) -> str:
    """What `wanted` changes in words, one a line: 停用日期：2024-01-31 → 2024-12-31.

    Empty where it changes nothing.
    """
    lines = []
    for name, value in wanted.items():
        before = getattr(entry, name)
        if name in NAMING and not before:  # said beside it
            continue
        if (before or "") == (value or ""):
            continue
        label = LABELS[name]
        labels = [_shown(name, one) for one in (before, value)]
        lines.append(f"{label}：{' → '.join(labels) if before else labels[1]}")
    return "\n".join(lines)


def _shown(name: str, value: object) -> str:
    if name == "kind" and value:
        return str(EntryKind(str(value)).label)
    return str(value or "无").replace("\n", "、")


def _record(entry: LexiconEntry, change: ChangeKind, by: User, details: str) -> None:
    LexiconChange.objects.create(
        organization=entry.organization,
        change=change,
        kind=entry.kind,
        term=entry.term,
        details=details,
        by=by,
    )
