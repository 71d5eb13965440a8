"""What a workbook of own words would change, and the change itself: the same code for both.

Each row goes through the form in which a single one is typed, and is kept by the same verb.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm

from accounts.models import Organization, User
from accounts.rehearsing import Outcome, Refused, Taken, rehearsed, step
from drafting.forms.lexicon import EntryForm, SwitchOffForm, bare_term
from drafting.forms.terms import TermForm
from drafting.lexicon import own_lexicon, shipped_lexicon, wordlist
from drafting.lexicon.own_lexicon import LexiconConflict
from drafting.lexicon.shipped_lexicon import Shipped
from drafting.lexicon.wordbook import workbook
from drafting.lexicon.wordbook.workbook import EXAMPLE, BookRow
from drafting.models import CALENDAR, EXPRESSIONS, EntryKind, LexiconEntry, Term, WordKind
from reports import permissions

IN_USE, OFF = "在用", "停用"
SEPARATOR = "；"
WORD_KINDS = {label: value for value, label in WordKind.choices}
ENTRY_KINDS = {
    workbook.EXPRESSIONS: {kind.label: kind for kind in EXPRESSIONS},
    workbook.CALENDAR: {kind.label: kind for kind in CALENDAR},
}
# A day as people write it: 2026-3-1, 2026/3/1, 2026.3.1, 2026年3月1日.
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
Seen = dict[tuple[str, ...], BookRow]
KindName = TypeVar("KindName", bound=str)


def rehearse(rows: Sequence[BookRow], top: Organization, *, by: User) -> Taken:
    """What `take` would do; nothing is changed."""
    return rehearsed(partial(take, rows, top, by=by))


@transaction.atomic
def take(rows: Sequence[BookRow], top: Organization, *, by: User) -> Taken:
    """Do what the rows say in the tree of `top`, all in one transaction."""
    taken, seen = Taken(), Seen()
    for row in rows:
        act = partial(_word if row.sheet == workbook.WORDS else _entry, row, top, by, seen)
        refusals = (Refused, PermissionDenied, LexiconConflict)
        taken.steps.append(step(row.sheet, row.line, row.words[0], act, refusals=refusals))
    return taken


def _word(row: BookRow, top: Organization, by: User, seen: Seen) -> tuple[Outcome, str]:
    said = row.fields
    word = _named(row, said["word"])
    kind = _one_of(WORD_KINDS, said["kind"])
    organization = _organization(said["organization"], top, by)
    _unless_said_above(row, seen, word, organization.name)
    before = Term.objects.filter(organization=organization, word=word).first()
    was = _shown(before) if before else {}
    form = TermForm(
        said | {"kind": kind, "organization": str(organization.pk)}, instance=before, user=by
    )
    values = _cleaned(form, row.sheet)
    now = _shown(Term(**values))
    if now == was:
        return Outcome.SAME, "与现有一致"
    wordlist.keep(values.pop("organization"), by=by, **values)
    if not was:
        return Outcome.CREATED, f"加入{organization}的词库"
    changes = [
        f"{head}：{was[head] or '无'} → {now[head] or '无'}"
        for head in now
        if now[head] != was[head]
    ]
    return Outcome.CHANGED, "；".join(changes)


def _shown(term: Term) -> dict[str, str]:
    """What is said of a word, under the heads of the columns."""
    return {"性质": term.get_kind_display(), "应写作": term.replacement, "说明": term.reason}


def _organization(name: str, top: Organization, by: User) -> Organization:
    if not name:
        raise Refused("请写适用范围：哪个党组织。")
    reached = Organization.objects.reached_by(by).filter(is_active=True, path__startswith=top.path)
    found = reached.filter(name=name).first() or reached.filter(short_name=name).first()
    if found is None:
        raise Refused(f"您管理的范围里没有名为“{name}”的党组织，请与组织列表里的名称核对。")
    return found


def _entry(row: BookRow, top: Organization, by: User, seen: Seen) -> tuple[Outcome, str]:
    permissions.require_keeper_of_lexicon(by, top)
    said = row.fields
    kind = _one_of(ENTRY_KINDS[row.sheet], said["kind"])
    term = bare_term(kind, _named(row, said["term"]))
    _unless_said_above(row, seen, *shipped_lexicon.place(kind, term))
    shipped = shipped_lexicon.in_place_of(kind, term)
    if shipped and shipped.kind != kind:
        label = EntryKind(shipped.kind).label
        raise Refused(f"系统自带的“{term}”是{label}，性质请写“{label}”。")
    existing = LexiconEntry.objects.filter(
        organization=top, kind__in=own_lexicon.same_place(kind), term=term
    ).first()
    state = said["state"] or IN_USE
    if state == OFF:
        return _off(shipped, existing, said["off_reason"], top, by)
    if state != IN_USE:
        raise Refused(f"状态“{state}”不认识，请写“{IN_USE}”或“{OFF}”。")
    values = _values(said | {"kind": kind, "term": term}, row.sheet, existing, shipped, top)
    return _kept(values, existing, shipped, top, by)


def _values(
    said: dict[str, str],
    sheet: str,
    existing: LexiconEntry | None,
    shipped: Shipped | None,
    top: Organization,
) -> dict[str, Any]:
    """The row as the form cleans it."""
    typed = {
        "forms": "\n".join(re.split("[;；\n]", said["forms"])),
        "since": _day(said["since"]),
        "until": _day(said["until"]),
    }
    form = EntryForm(
        said | typed,
        instance=LexiconEntry(pk=existing.pk if existing else None),
        initial={"kind": said["kind"], "term": said["term"]},
        top=top,
        kinds=tuple(ENTRY_KINDS[sheet].values()),
        back="",
        shipped=shipped,
    )
    values = _cleaned(form, sheet)
    return {name: values[name] for name in own_lexicon.FIELDS}


def _kept(
    values: dict[str, Any],
    existing: LexiconEntry | None,
    shipped: Shipped | None,
    top: Organization,
    by: User,
) -> tuple[Outcome, str]:
    if existing is None:
        own_lexicon.keep(top, values, by=by)
        return Outcome.CREATED, "代替系统自带的这一条" if shipped else "本单位增加"
    details = own_lexicon.difference(existing, values).splitlines()
    done = ["恢复使用"] * existing.is_off + details
    if not done:
        return Outcome.SAME, "与现有一致"
    own_lexicon.keep(top, values, by=by, pk=existing.pk, seen_version=existing.version)
    return Outcome.CHANGED, "；".join(done)


def _off(
    shipped: Shipped | None,
    existing: LexiconEntry | None,
    reason: str,
    top: Organization,
    by: User,
) -> tuple[Outcome, str]:
    if shipped is None:
        raise Refused("系统自带的里没有这一条，不用停用；本单位增加的，请在页面上删除。")
    if existing and existing.is_off and existing.reason == reason:
        return Outcome.SAME, "与现有一致"
    form = SwitchOffForm({"reason": reason}, back="")
    if not form.is_valid():
        raise Refused("停用理由：" + "".join(map(str, form.errors["reason"])))
    own_lexicon.switch_off(top, shipped, reason=form.cleaned_data["reason"], by=by)
    return Outcome.CHANGED, f"停用系统自带的这一条，理由：{reason}"


# --- what cells say


def _named(row: BookRow, name: str) -> str:
    if name.startswith(EXAMPLE):
        raise Refused("这是样表里的例子，不导入。")
    if not name:
        raise Refused(f"没有写{workbook.FIELDS[row.sheet][0][1].head}。")
    return name


def _unless_said_above(row: BookRow, seen: Seen, *name: str) -> None:
    before = seen.setdefault((row.sheet, *name), row)
    if before is not row:
        raise Refused(f"与第 {before.line} 行重复，请只留一行。")


def _one_of(known: Mapping[str, KindName], label: str) -> KindName:
    if label in known:
        return known[label]
    wanted = "、".join(known)
    raise Refused(
        f"性质“{label}”不认识，应为{wanted}。" if label else f"没有写性质，应为{wanted}。"
    )


def _day(written: str) -> str:
    """A day as the form takes it; what cannot be understood stays for the form to refuse."""
    found = DAY.fullmatch(written)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else written


def _cleaned(form: ModelForm, sheet: str) -> dict[str, Any]:
    """What the form makes of a row; raises Refused with its words under the heads of columns."""
    if form.is_valid():
        return form.cleaned_data
    heads = {name: column.head for name, column in workbook.FIELDS[sheet]}
    raise Refused(
        " ".join(
            f"{heads[field]}：{words}" if field in heads else str(words)
            for field, errors in form.errors.items()
            for words in errors
        )
    )
