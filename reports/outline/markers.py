"""What a marker looks like (一、 （一） 1. （1） ① 第一， 一是 一要), and which level it opens.

Order of the standard styles: GB/T 9704-2012, 7.3.3 (一、 › （一） › 1. › （1）). The styles in
words (第一， 一是 一要) have no place in it: they take the level that the context gives them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reports.outline import numerals

BLANK = r"\s\ufeff\u200b"
BLANKS = re.compile(f"[{BLANK}]*")


class Style(StrEnum):
    """How a marker is made; the value is the marker of the first item."""

    PART = "第一部分"
    CHAPTER = "第一章"
    ARTICLE = "第一节"
    HAN = "一、"
    BRACKETED_HAN = "（一）"
    ARABIC = "1."
    BRACKETED_ARABIC = "（1）"
    HALF_BRACKETED_ARABIC = "1）"
    CIRCLED = "①"
    NTH = "第一，"
    IS = "一是"
    MUST = "一要"


STANDARD_ORDER = (
    Style.PART,
    Style.CHAPTER,
    Style.ARTICLE,
    Style.HAN,
    Style.BRACKETED_HAN,
    Style.ARABIC,
    Style.BRACKETED_ARABIC,
    Style.HALF_BRACKETED_ARABIC,
    Style.CIRCLED,
)
RANK = {style: rank for rank, style in enumerate(STANDARD_ORDER)}
ORDINAL_WORDS = frozenset({Style.IS, Style.MUST})


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as written at some place of a text, without the blanks that follow it."""

    text: str
    style: Style
    number: int


_HAN = f"[{numerals.HAN}]{{1,5}}"
_ARABIC = f"[{numerals.ARABIC}]{{1,3}}"
_INNER = "[ \t\u3000\xa0]{0,2}"
# The styles of headings, which may stand inside a line whose line ends were lost.
STANDARD_PATTERN = (
    f"(?P<part>第{_INNER}(?P<part_n>{_HAN}|{_ARABIC}){_INNER}(?P<unit>部分|[章篇编节])[：:、，,]?)"
    f"|(?P<bracketed>[（(]{_INNER}(?P<bracketed_n>{_HAN}|{_ARABIC}){_INNER}[）)][、．，,]?)"
    f"|(?P<half>(?P<half_n>{_HAN}|{_ARABIC})[）)])"
    f"|(?P<han>(?P<han_n>{_HAN}){_INNER}[、．.])"
    f"|(?P<arabic>(?P<arabic_n>{_ARABIC}){_INNER}[.．、](?!\\d(?!\\d{{3}}年)))"
    f"|(?P<single>(?P<single_n>[{numerals.SINGLES}])[、．.]?)"
)
PATTERN = (
    f"(?P<nth>第(?P<nth_n>{_HAN}|{_ARABIC})点?[，,、：:])"
    f"|{STANDARD_PATTERN}"
    f"|(?P<word>(?P<word_n>{_HAN})(?P<verb>[是要]))"
)
_LEADING = re.compile(PATTERN)
# What a marker begins with: most lines are ruled out by looking at one character.
FIRST = f"第（({numerals.HAN}{numerals.ARABIC}{numerals.SINGLES}"
_BEGINS = re.compile(f"[{FIRST}]")
_SHORT = 12  # characters; markers by themselves, of which a report has few different ones
_UNIT_STYLES = {
    "部分": Style.PART,
    "篇": Style.PART,
    "编": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.ARTICLE,
}

# 一、二季度 · 5、6月份 · 二、三产业: two numbers side by side, no marker.
_SIDE_BY_SIDE = re.compile(
    f"(?P<next>{_HAN}|{_ARABIC})(?:、(?:{_HAN}|{_ARABIC}))*"
    "(?:[季月日号期线级类批楼等组审届班版科区队次轮年周个名人位项条把]|产业|车间|支部)"
)
_FIVE_YEAR_PLAN = re.compile('五(?:规划|时期|期间|[”"])')
# 《条例》第（三）项, broken before the bracket; 三要素; 一是一、二是二.
_CITED = re.compile("[项款目](?:规定|之|的|、|和|，|所|要求)")
_NO_VERB = {
    "要": re.compile("[素件点务义害塞道职闻]"),
    "是": re.compile("[一二三](?:[，、。；]|[一二三]是)|非"),
}


def leading(text: str, start: int = 0) -> Marker | None:
    """The marker that stands at `start` of `text`, or None; look-alikes are refused."""
    if not start and len(text) <= _SHORT:
        return _leading_of_short(text)
    return _leading(text, start) if _BEGINS.match(text, start) else None


def _leading(text: str, start: int = 0) -> Marker | None:
    match = _LEADING.match(text, start)
    return marker_of(match) if match else None


_leading_of_short = lru_cache(maxsize=4096)(_leading)


def marker_of(match: re.Match[str]) -> Marker | None:
    """The marker that a match of `PATTERN` found, or None for a look-alike (一、二季度)."""
    kind = match.lastgroup or ""  # the outer groups close last
    number = numerals.value_of(match.group(f"{kind}_n"))
    if not number or _is_look_alike(match, kind, number):
        return None
    return Marker(match.group(kind), _style_of(match, kind), number)


def _style_of(match: re.Match[str], kind: str) -> Style:
    numeral = match.group(f"{kind}_n")
    in_arabic = numeral.isdecimal()
    match kind:
        case "part":
            return _UNIT_STYLES[match.group("unit")]
        case "nth":
            return Style.NTH
        case "bracketed":
            return Style.BRACKETED_ARABIC if in_arabic else Style.BRACKETED_HAN
        case "half":
            return Style.HALF_BRACKETED_ARABIC if in_arabic else Style.BRACKETED_HAN
        case "han":
            return Style.HAN
        case "arabic":
            return Style.ARABIC
        case "word":
            return Style.IS if match.group("verb") == "是" else Style.MUST
    return _style_of_single(numeral)


def _style_of_single(character: str) -> Style:
    if "㈠" <= character <= "㈩":
        return Style.BRACKETED_HAN
    if "⑴" <= character <= "⒇":
        return Style.BRACKETED_ARABIC
    if "⒈" <= character <= "⒛":
        return Style.ARABIC
    return Style.CIRCLED


def _is_look_alike(match: re.Match[str], kind: str, number: int) -> bool:
    text, end = match.string, match.end(kind)
    if kind in {"han", "arabic"}:
        neighbour = _SIDE_BY_SIDE.match(text, end)
        if neighbour and numerals.value_of(neighbour.group("next")) == number + 1:
            return True
        return number > 10 and bool(_FIVE_YEAR_PLAN.match(text, end))  # noqa: PLR2004 - 十一五 on
    if kind in {"bracketed", "half"}:
        return bool(_CITED.match(text, end))
    if kind == "word":
        return bool(_NO_VERB[match.group("verb")].match(text, end))
    return False
