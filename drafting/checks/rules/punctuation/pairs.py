"""Brackets, quotation marks, title marks: unpaired, mixed, reversed, nested in themselves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from drafting.checks.context import Context
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from reports.outline.unwrap import is_hard_wrapped

SOURCE = "GB/T 15834-2011 4.8、4.9、4.15"

_PAIRS = {
    "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "“": "”", "‘": "’",
    "[": "]", "［": "］", "「": "」", "『": "』",
}  # fmt: skip
_CLOSERS = {closing: opening for opening, closing in _PAIRS.items()}
_ALIKE = {
    "(": "（", ")": "）", "［": "[", "］": "]",
}  # fmt: skip
_ROUND = "（()）"
_NAMES = {
    "“": "引号", "”": "引号", "‘": "单引号", "’": "单引号", "《": "书名号", "》": "书名号",
    "〈": "书名号", "〉": "书名号",
}  # fmt: skip
_MARK = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSERS)) + "]")
_NUMBER = re.compile(
    r"(?:^|[。；：，、！？\s])[ \t　]*(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[a-z])[）)]$"
)
# The marks of a line in which all are paired, with at most other pairs inside a pair.
_MARK_OR_END = re.compile(f"{_MARK.pattern[:-1]}\\n]")
_IN_ORDER = re.compile("(?:“(?:《》|（）)*”|《(?:“”|（）)*》|（(?:“”|《》)*）)*")
_NUMERAL = r"[一二三四五六七八九十\da-z]"
# A bracket that may close such a number: not that of （12）, which is a pair.
_AFTER_NUMERAL = re.compile(
    f"[）)](?<={_NUMERAL}.)(?<![（(]{_NUMERAL}.)(?<![（(]{_NUMERAL * 2}.)(?<![（(]{_NUMERAL * 3}.)"
)
# (一） before a heading is a matter of numbering.
_HEADING = re.compile(r"[（(] ?[一二三四五六七八九十\d]{1,3} ?[）)]")
DEEPEST = 64  # marks open at once that a closing one is looked for among
_INNER = {"“": "‘", "”": "’", "《": "〈", "》": "〉"}


class _Mark(NamedTuple):
    at: int
    sign: str


def _stretches(document: Document) -> list[tuple[int, tuple[_Mark, ...]]]:
    """The marks of each line, or of the whole text where its lines were broken inside sentences."""
    if is_hard_wrapped(document.text):
        return [(0, _marks(document.text))]
    marks = [(offset, _marks(line.text)) for offset, line in _lines_not_in_order(document)]
    return [(offset, found) for offset, found in marks if found]


def _lines_not_in_order(document: Document) -> Sequence[tuple[int, Line]]:
    """The lines that have to be looked at: nearly all have nothing but pair after pair."""
    text, lines = document.text, document.lines
    if "\r" in text:
        return lines
    signs = "".join(_MARK_OR_END.findall(text)).split("\n")
    places = {index for index, own in enumerate(signs) if not _IN_ORDER.fullmatch(own)}
    places.update(
        document.place(found.start())[0] - 1
        for found in _AFTER_NUMERAL.finditer(text)
        if _closes_number(text, found.start())
    )
    return [lines[index] for index in sorted(places)]


@lru_cache(maxsize=2048)
def _marks(text: str) -> tuple[_Mark, ...]:
    found = []
    skip_to = -1
    for match in _MARK.finditer(text):
        at, sign = match.start(), match.group()
        if at < skip_to:
            continue
        if sign in "（(" and (number := _HEADING.match(text, at)) and _opens_line(text, at):
            skip_to = number.end()
            continue
        if sign in "）)" and _closes_number(text, at):
            continue
        if sign in "‘’" and text[max(0, at - 1) : at].isascii() and at:
            continue
        found.append(_Mark(at, sign))
    return tuple(found)


def _closes_number(text: str, at: int) -> bool:
    """Whether the bracket stands after the number of a point: 1）学习；2）实干."""
    return bool(_NUMBER.search(text[max(0, at - 6) : at + 1]))


def _opens_line(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" \t　")
    return not before or before[-1] in "。；：，、！？\n"


@document_rule(
    "PUN10",
    "bracket-mismatch",
    Severity.ERROR,
    fires=(
        "落实⟦“⟧三会一课制度。",
        "落实三会一课⟦”⟧制度。",
        "打造“双争⟦“⟧活动品牌。",
        "打造⟦”⟧双争”活动品牌。",
        "学习⟦《⟧中国共产党章程和《条例》。",
        "学习中国共产党章程⟦》⟧。",
        "建成率94%⟦(⟧含在建）。",
        "共12人（含2名退休党员⟦)⟧参加。",
        "共12人⟦（⟧含2名退休党员参加。",
        "共12人含2名退休党员⟦）⟧参加。",
    ),
    quiet=(
        "落实“三会一课”（每月）制度，学习《章程》。",
        "1）学习；2）实干。",
        "（一）学习。抓学习。\n(一）学习。抓学习。",
        "他说：“‘四个意识’要增强。”",
        "it’s",
    ),
    source=SOURCE,
    is_literal=True,
)
def unpaired(document: Document, _context: Context) -> Iterable[Hit]:
    """括号、引号、书名号不成对"""
    for offset, marks in document.once(_stretches):
        for at, sign, message, suggestions in _unpaired(marks):
            yield Hit(offset + at, offset + at + len(sign), message, suggestions)


_Found = tuple[int, str, str, tuple[str, ...]]


@lru_cache(maxsize=2048)
def _unpaired(marks: tuple[_Mark, ...]) -> tuple[_Found, ...]:
    return tuple(_each_unpaired(marks))


def _each_unpaired(marks: tuple[_Mark, ...]) -> Iterator[_Found]:
    open_: list[_Mark] = []
    for index, mark in enumerate(marks):
        following = [later.sign for later in marks[index + 1 : index + 3]]
        if mark.sign in _PAIRS:
            if mark.sign == "“" and _is_wrong_way(open_, following):
                open_.pop()
                yield mark.at, mark.sign, "此处应为后引号”，引号方向写反了", ("”",)
            else:
                open_.append(mark)
        else:
            yield from _close(mark, open_, following)
    for left in open_:
        yield left.at, left.sign, _lost(left.sign, _PAIRS[left.sign], "后"), ()


def _is_wrong_way(open_: list[_Mark], following: list[str]) -> bool:
    """Whether a “ inside “ closes it: nothing closes two."""
    return bool(open_) and open_[-1].sign == "“" and following[:1] != ["”"]


def _close(mark: _Mark, open_: list[_Mark], following: list[str]) -> Iterator[_Found]:
    wanted = _CLOSERS[mark.sign]
    if open_ and open_[-1].sign == wanted:
        open_.pop()
    elif open_ and mark.sign in _ROUND and open_[-1].sign in _ROUND:
        half = open_.pop()
        if half.sign == "(":
            message = "括号一半是半角、一半是全角，此处应为“（”"
            yield half.at, half.sign, message, ("（",)
        else:
            message = "括号一半是全角、一半是半角，此处应为“）”"
            yield mark.at, mark.sign, message, ("）",)
    elif any(left.sign == wanted for left in open_[-DEEPEST:]):
        while open_[-1].sign != wanted:
            left = open_.pop()
            yield left.at, left.sign, _lost(left.sign, _PAIRS[left.sign], "后"), ()
        open_.pop()
    elif mark.sign == "”" and following[:1] == ["”"]:
        open_.append(_Mark(mark.at, "“"))
        yield mark.at, mark.sign, "此处应为前引号“，引号方向写反了", ("“",)
    else:
        yield mark.at, mark.sign, _lost(mark.sign, wanted, "前"), ()


def _lost(sign: str, other: str, side: str) -> str:
    name = _NAMES.get(sign, "括号")
    return f"“{sign}”不成对：缺少{side}{name}{other}，或者此处多余"


@document_rule(
    "PUN11",
    "punctuation",
    Severity.WARNING,
    fires=(
        "他说：“要增强⟦“⟧四个意识⟦”⟧，当好表率。”",
        "学习《关于印发⟦《⟧条例⟦》⟧的通知》。",
    ),
    quiet=(
        "他说：“要增强‘四个意识’，当好表率。”",
        "学习《关于印发〈条例〉的通知》。",
        "增强“四个意识”“四个自信”",
    ),
    source=SOURCE,
    is_literal=True,
)
def nested_in_itself(document: Document, _context: Context) -> Iterable[Hit]:
    """引号里又用双引号，书名号里又用双书名号"""
    for offset, marks in document.once(_stretches):
        open_: list[_Mark] = []
        for mark in marks:
            if mark.sign in "“《":
                open_.append(mark)
            elif mark.sign in "”》" and open_ and open_[-1].sign == _CLOSERS[mark.sign]:
                left = open_.pop()
                if any(outer.sign == left.sign for outer in open_) and len(open_) == 1:
                    for inner in (left, mark):
                        right = _INNER[inner.sign]
                        message = f"里层的“{inner.sign}”应为“{right}”"
                        yield Hit(offset + inner.at, offset + inner.at + 1, message, (right,))
