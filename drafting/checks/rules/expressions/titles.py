"""Titles of regulations, laws and documents inside 《》."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from drafting.checks import lexicon
from drafting.checks.context import Context, DatedTitle
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.fuzzy import Index, tables
from drafting.checks.period import period
from drafting.checks.phrases import day, several
from drafting.checks.registry import Example, Hit, rule

TITLE = re.compile(r"《([^《》\n]{2,60})》")
TRIAL = re.compile(r"[（(]试行[）)]$")
PARTY = "中国共产党"
SHORTEST = 8  # characters of a title that may be one edit away from another
# A document is deliberated on, and then spoken of, some weeks before it is issued.
DELIBERATED = timedelta(days=75)
MOST_OWN = 16  # organisations whose own titles are kept at hand


@dataclass(frozen=True, slots=True)
class Title:
    """One row. A row without `date` names something that is no document (《中央八项规定》)."""

    title: str
    short: tuple[str, ...]
    wrong: tuple[str, ...]
    issued: date | None
    repealed: date | None
    replaced_by: str
    source: str


Own = tuple[DatedTitle, ...]


@lru_cache(maxsize=MOST_OWN)
def _titles(own: Own) -> dict[str, Title]:
    """Every title with what is known of it; `own` are those of the organisation."""
    titles = dict(_shipped())
    for added in own:
        before = titles.pop(added.title, None)
        if not added.off:
            titles[added.title] = Title(
                added.title,
                before.short if before else (),
                before.wrong if before else (),
                added.issued,
                added.repealed,
                added.replaced_by,
                added.source,
            )
    return titles


@cache
def _shipped() -> dict[str, Title]:
    rows = (
        Title(
            row["title"],
            several(row["short"]),
            several(row["wrong"]),
            day(row["date"]),
            day(row["repealed"]),
            row["replaced_by"],
            row["source"],
        )
        for row in lexicon.rows("titles")
    )
    return {row.title: row for row in rows}


@lru_cache(maxsize=MOST_OWN)
def _by_other_form(own: Own) -> dict[str, tuple[Title, Severity, str]]:
    """Short, trial-less, party-less and wrong forms with their row, severity and what to say."""
    forms: dict[str, tuple[Title, Severity, str]] = {}
    for row in _titles(own).values():
        for wrong in row.wrong:
            forms[wrong] = (row, Severity.WARNING, "文件名称有误，应为")
        bare = TRIAL.sub("", row.title)
        shorts = [(short, "用的是简称，全称为") for short in row.short]
        if bare != row.title:
            shorts.append((bare, "名称缺“（试行）”，全称为"))
        if row.title.startswith(PARTY) and len(bare) > len(PARTY) + 4:
            shorts.append((row.title.removeprefix(PARTY), "缺“中国共产党”，全称为"))
            shorts.append((bare.removeprefix(PARTY), "用的是简称，全称为"))
        for short, message in shorts:
            forms.setdefault(short, (row, Severity.INFO, message))
    return {form: what for form, what in forms.items() if form not in _titles(own)}


@lru_cache(maxsize=MOST_OWN)
def _index(own: Own) -> Index:
    return Index(tables(title for title in _titles(own) if len(title) >= SHORTEST))


@lru_cache(maxsize=1024)
def _nearest(name: str, own: Own) -> str:
    """The title that `name` is one edit away from; empty when there is none."""
    if len(name) < SHORTEST or any(character.isdigit() for character in name):
        return ""
    for near in _index(own).near(name):
        if near.start == 0 and near.end == len(name):
            return near.phrase
    # The same characters in another order, or two of them lost: seldom anything else.
    for title in _titles(own):
        if len(title) >= 2 * SHORTEST and abs(len(title) - len(name)) <= 1:
            differing = (Counter(title) - Counter(name)) + (Counter(name) - Counter(title))
            if differing.total() <= 1:
                return title
    return ""


@rule(
    "EXP14",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        "学习⟦《中国共产党支部工作条例》⟧。",
        "学习⟦《中国共产党党支部工作条例（试行）》⟧。",
        "学习⟦《纪律处分条例》⟧。",
        "学习⟦《中国共产党党章》⟧。",
        Example(
            "落实⟦《中国共产党党员领导干部廉洁从政若干准则》⟧。",
            {"year": 2025},
        ),
        "执行⟦《中央八项规定》⟧精神。",
    ),
    quiet=(
        "学习《中国共产党支部工作条例（试行）》《中国共产党纪律处分条例》。",
        "印发《局机关党建工作要点》。",
        "学习《中国共产党章程》。",
    ),
    source="文件正式名称",
    is_literal=True,
    needs="《",
)
def title(line: Line, context: Context) -> Iterator[Hit]:
    """党内法规和文件名称不准确"""
    for found in TITLE.finditer(line.text):
        name = found.group(1)
        row = _titles(context.titles).get(name)
        if row is not None:
            yield from _about_known(*found.span(), row, context)
            continue
        form = _by_other_form(context.titles).get(name)
        if form is not None:
            row, severity, message = form
        elif near := _nearest(name, context.titles):
            row = _titles(context.titles)[near]
            severity, message = Severity.WARNING, "文件名称疑有误，应为"
        else:
            continue
        yield Hit(
            *found.span(),
            f"{message}《{row.title}》",
            (f"《{row.title}》",),
            severity=severity,
            source=row.source,
        )


def _about_known(start: int, end: int, row: Title, context: Context) -> Iterator[Hit]:
    time = period(context)
    if row.issued is None:
        message = f"{row.title}不是文件名称，不加书名号"
        yield Hit(start, end, message, (row.title,), severity=Severity.INFO, source=row.source)
    elif row.repealed is not None and row.repealed < time.start:
        now = f"，现行的是《{row.replaced_by}》" if row.replaced_by else ""
        yield Hit(
            start,
            end,
            f"该文件{row.repealed.year}年已废止{now}",
            (f"《{row.replaced_by}》",) if row.replaced_by else (),
            source=row.source,
        )
    elif row.issued > time.written + DELIBERATED:
        when = f"{row.issued.year}年{row.issued.month}月"
        message = f"该文件{when}才印发，与报告所属时间不符，请核对"
        yield Hit(start, end, message, source=row.source)
