"""How figures are written: 7个方面 and 七个方面 in one report."""

import re
from collections.abc import Iterable

from drafting.checks import phrases
from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from reports.outline import numerals

_WHAT = "(?P<what>(?:个|项|条|名|次|场|期|篇|件|类|种|支|户|家|人|大)[一-鿿]{2})"
# What may stand before a number is looked at behind its first character: a pattern that begins
# with a character is found several times as fast.
_ARABIC = re.compile(rf"(?P<number>[1-9](?<![\d.,第].)(?:(?<=[3-9])|(?<=1)\d|(?<=2)0)){_WHAT}")
_HAN = re.compile(
    "(?P<number>[二三四五六七八九十](?<![第每几数多〇零一二两三四五六七八九十百千万\\d].)"
    f"(?:(?<=[三四五六七八九])|(?<=十)[一二三四五六七八九]?|(?<=二)十)){_WHAT}"
)
_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》")


@document_rule(
    "CNT10",
    "count-mismatch",
    Severity.INFO,
    fires=(
        "一、工作\n支部从7个方面抓好落实，梳理问题12项。\n二、打算\n继续从⟦七个方面⟧用力。",
        "开展8次检查，推进5项任务，列出6项任务。\n完成⟦三项任务⟧。",
    ),
    quiet=(
        "一、工作\n支部从7个方面抓好落实。\n二、打算\n继续从7个方面用力。",
        "落实“三项任务”，推进5项任务。",
        "走访3个村，第三个村在山上。用两个月走完3个月的路。",
    ),
    source="GB/T 15835-2011 4：同一份材料里同类数目的写法应一致",
)
def two_ways(document: Document, _context: Context) -> Iterable[Hit]:
    """同一类数目有的用阿拉伯数字、有的用汉字"""
    arabic = _places(_ARABIC, document.text)
    if not arabic:
        return
    han = _places(_HAN, document.text)
    both = arabic.keys() & han.keys()
    named = _named_places(document.text) if both else []
    for what in both:
        mine = [found for found in arabic[what] if not _lies_in(found, named)]
        others = [found for found in han[what] if not _lies_in(found, named)]
        if not mine or not others:
            continue
        rare, usual = (others, mine) if len(others) <= len(mine) else (mine, others)
        first, *more = rare
        written, other = first.group(), usual[0].group()
        right = _like(first.group("number")) + first.group("what")
        yield Hit(
            *first.span(),
            f"别处写作“{other}”，这里写作“{written}”，同一类数目的写法宜一致",
            (right,),
            related=tuple(found.span() for found in (*more, usual[0])),
        )


def _places(pattern: re.Pattern[str], text: str) -> dict[str, list[re.Match[str]]]:
    found: dict[str, list[re.Match[str]]] = {}
    for match in pattern.finditer(text):
        found.setdefault(match.group("what"), []).append(match)
    return found


def _named_places(text: str) -> list[tuple[int, int]]:
    """Where quotations, titles and fixed expressions stand: their numbers are part of a name."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [*quoted, *phrases.index().scan(text).right]


def _lies_in(match: re.Match[str], places: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in places)


def _like(number: str) -> str:
    """The number in the other writing."""
    if number.isdecimal():
        return numerals.han(int(number))
    return str(numerals.value_of(number))
