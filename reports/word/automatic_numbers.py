"""Automatic numbering of a Word document as the text that a reader sees (ECMA-376-1, 17.9).

Word keeps `一、` out of the paragraph: a paragraph names a list and a level, the list names the
look of the number, and counting is left to the program that shows it.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.outline.numerals import LARGEST, circled, han
from reports.word.wordprocessing import W, is_on, value, w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

_LEVELS = 9
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FORMAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_COUNTING = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    )
)
_DIGITAL = frozenset(
    ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2")
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number looks, where it starts, after what it starts anew."""

    look: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None  # None: after any higher level; 0: never
    all_decimal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One `w:num`: the count it shares with its abstract list, and its own changes."""

    abstract: str
    levels: "dict[int, Level]"
    starts: dict[int, int] = field(default_factory=dict)


class AutomaticNumbers:
    """Counts through a document; `numbering` and `styles` are the roots of those parts.

    `before(paragraph)` must be called once for each paragraph, in order.
    """

    def __init__(self, numbering: "_Element | None", styles: "_Element | None") -> None:
        self._styles = {} if numbering is None else _style_numbers(styles)
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def before(self, paragraph: "_Element") -> str:
        """Return the number that stands before `paragraph`, "" for none.

        It ends with a space where the words would otherwise run into a figure or a letter.
        """
        place = self._place(paragraph) if self._lists else None
        if place is None:
            return ""
        key, depth = place
        numbered = self._lists[key]
        counts = self._counts.setdefault(numbered.abstract, {})
        self._count(key, numbered, counts, depth)
        text = _shown(numbered.levels, counts, depth)
        return f"{text} " if re.search(r"[0-9A-Za-z.．)]$", text) else text

    def _place(self, paragraph: "_Element") -> tuple[str, int] | None:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        key, depth = _numbered(own)
        inherited = self._styles.get(style, (None, None))
        if key is None:
            key = inherited[0]
        if key is None or key not in self._lists:
            return None
        if depth is None:
            depth = self._depth_of_style(key, style)
        if depth is None:
            depth = inherited[1] or 0
        return (key, depth) if depth in self._lists[key].levels else None

    def _depth_of_style(self, key: str, style: str) -> int | None:
        for depth, level in self._lists[key].levels.items():
            if style and level.style == style:
                return depth
        return None

    def _count(self, key: str, numbered: _List, counts: dict[int, int], depth: int) -> None:
        for higher in range(depth):
            # A level that was passed over counts as begun: （一） under no 一、 shows 1.1 as Word does.
            if higher in numbered.levels:
                counts.setdefault(higher, numbered.levels[higher].start)
        if depth in numbered.starts and (key, depth) not in self._begun:
            counts[depth] = numbered.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = numbered.levels[depth].start
        self._begun.add((key, depth))
        for lower in [lower for lower in counts if lower > depth]:
            restart = numbered.levels[lower].restart if lower in numbered.levels else None
            if restart is None or depth < restart:
                del counts[lower]


def _shown(levels: "Mapping[int, Level]", counts: "Mapping[int, int]", depth: int) -> str:
    level = levels[depth]
    if level.look == "bullet":
        # Bullets are letters of symbol fonts, which have no meaning outside them.
        return "●" if not level.text or "\ue000" <= level.text[0] <= "\uf8ff" else level.text
    if level.look == "none":
        return re.sub("%[1-9]", "", level.text)

    def numeral(match: "re.Match[str]") -> str:
        at = int(match[1]) - 1
        look = levels[at].look if at in levels else "decimal"
        return in_look(counts.get(at, 1), "decimal" if level.all_decimal else look)

    return re.sub("%([1-9])", numeral, level.text)


_ROWS = {
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}


def roman(number: int) -> str:
    """Return `number` in Roman capitals; decimal for what they cannot write (0, 4000 and more)."""
    if not 0 < number < 4000:  # noqa: PLR2004 - MMMCMXCIX is the last
        return str(number)
    words = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        words += letters * times
    return words


def _letters(number: int) -> str:
    """Return A … Z, AA, BB …: Word doubles the letter from the 27th on."""
    turn, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (turn + 1)


_LOOKS: "Mapping[str, Callable[[int], str]]" = {
    **dict.fromkeys(_COUNTING, han),
    **dict.fromkeys(_DIGITAL, lambda number: str(number).translate(_DIGITS)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), circled),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)
    ),
    # Formal numbers say the one of ten: 壹拾贰.
    "chineseLegalSimplified": lambda number: re.sub("^十", "一十", han(number)).translate(_FORMAL),
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}


def in_look(number: int, look: str) -> str:
    """Return `number` as `w:numFmt` `look` shows it; decimal where the look is not known."""
    row = _ROWS.get(look, "")
    if 0 < number <= len(row):
        return row[number - 1]
    if look in _LOOKS and 0 < number <= LARGEST:
        return _LOOKS[look](number)
    return str(number)


def _numbered(properties: "_Element | None") -> tuple[str | None, int | None]:
    """Return list and level that a `w:numPr` names; list "0" takes a paragraph out of its list."""
    if properties is None:
        return None, None
    key = properties.find(w("numId"))
    depth = properties.find(w("ilvl"))
    return (
        value(key) if key is not None else None,
        _whole(value(depth), 0) if depth is not None else None,
    )


def _style_numbers(styles: "_Element | None") -> dict[str, tuple[str | None, int | None]]:
    """Return list and level by paragraph style, taken from the nearest ancestor that has one."""
    if styles is None:
        return {}
    own, parent = {}, {}
    for style in styles.iterfind(w("style")):
        key = style.get(w("styleId"), "")
        own[key] = _numbered(style.find(f"{W}pPr/{W}numPr"))
        parent[key] = value(style.find(w("basedOn")))
    found = {}
    for key in own:
        ancestor, seen = key, set()
        while ancestor in own and own[ancestor][0] is None and ancestor not in seen:
            seen.add(ancestor)
            ancestor = parent[ancestor]
        number, depth = own.get(ancestor, (None, None))
        found[key] = number, own[key][1] if own[key][1] is not None else depth
    return found


def _lists(
    numbering: "_Element | None", styles: "Mapping[str, tuple[str | None, int | None]]"
) -> dict[str, _List]:
    if numbering is None:
        return {}
    abstracts = {a.get(w("abstractNumId"), ""): a for a in numbering.iterfind(w("abstractNum"))}
    nums = {num.get(w("numId"), ""): num for num in numbering.iterfind(w("num"))}
    lists = {}
    for key, num in nums.items():
        abstract = value(num.find(w("abstractNumId")))
        linked = value(abstracts[abstract].find(w("numStyleLink"))) if abstract in abstracts else ""
        if linked and (target := nums.get(styles.get(linked, (None, None))[0] or "")) is not None:
            abstract = value(target.find(w("abstractNumId")))
        if abstract not in abstracts:
            continue
        numbered = _List(abstract, _levels(abstracts[abstract]))
        for override in num.iterfind(w("lvlOverride")):
            depth = _whole(override.get(w("ilvl")), 0)
            if (level := override.find(w("lvl"))) is not None:
                numbered.levels[depth] = _level(level)
            if (start := override.find(w("startOverride"))) is not None:
                numbered.starts[depth] = _whole(value(start), 1)
        lists[key] = numbered
    return lists


def _levels(abstract: "_Element") -> dict[int, Level]:
    levels = {}
    for level in abstract.iterfind(w("lvl")):
        depth = _whole(level.get(w("ilvl")), -1)
        if 0 <= depth < _LEVELS:
            levels[depth] = _level(level)
    return levels


def _level(level: "_Element") -> Level:
    look = value(level.find(w("numFmt")), "decimal")
    restart = level.find(w("lvlRestart"))
    return Level(
        look=look,
        text=value(level.find(w("lvlText"))),
        start=_whole(value(level.find(w("start"))), 0 if look == "none" else 1),
        restart=_whole(value(restart), 0) if restart is not None else None,
        all_decimal=is_on(level.find(w("isLgl"))),
        style=value(level.find(w("pStyle"))),
    )


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
