"""Where a layout departs from GB/T 9704-2012, clause by clause, and what no layout may be.

A house may depart from the standard, but knows where: `deviations` names each place. What could
not be read or printed at all is refused by `faults`, with what to do.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.word.geometry import GB_9704, POINTS_PER_MM, Layout

# Lower and upper end of what can be printed and read, by field; lengths in mm, type in points.
LIMITS: dict[str, tuple[float, float]] = {
    "head": (10, 80),
    "back": (10, 60),
    "foot": (10, 80),
    "fore": (10, 60),
    "body_size": (9, 26),
    "line_pitch": (12, 60),
    "character_spacing": (-2, 6),
    "title_size": (12, 42),
    "title_pitch": (14, 80),
    "table_size": (7.5, 22),
    "page_number_size": (7.5, 22),
    "page_number_drop": (0, 30),
    "red_head_size": (22, 90),
    "red_head_drop": (0, 120),
    "imprint_size": (9, 22),
}
_UNITS = {"head": "毫米", "back": "毫米", "foot": "毫米", "fore": "毫米"} | {
    "page_number_drop": "毫米",
    "red_head_drop": "毫米",
}
_FONT = re.compile(r"[\w\- .]{1,40}")
_LEAST_LINES, _LEAST_CHARACTERS = 10, 15
_TOLERANCE = 1.0  # mm that 5.2.1 allows at the head and the back

# Names of the sizes of type (GB/T 9704-2012 speaks of 号), in points.
SIZES = {
    42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号",
    15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where a layout is not as the standard says."""

    clause: str
    what: str
    standard: str
    own: str


def foot(layout: Layout) -> float:
    """Return the lower margin in mm."""
    return round(layout.page_height - layout.head - layout.type_height, 2)


def fore(layout: Layout) -> float:
    """Return the right margin in mm."""
    return round(layout.page_width - layout.back - layout.type_width, 2)


def lines_a_page(layout: Layout) -> int:
    """Return how many lines of the body a page has."""
    return int((layout.type_height * POINTS_PER_MM + 0.05) // layout.line_pitch)


def characters_a_line(layout: Layout) -> int:
    """Return how many characters of the body a line has."""
    return int((layout.type_width * POINTS_PER_MM + 0.05) // layout.character)


def size_name(points: float) -> str:
    """Return a size of type as people say it: `三号（16 磅）`, `17 磅`."""
    name = SIZES.get(points)
    return f"{name}（{points:g} 磅）" if name else f"{points:g} 磅"


def _face(font: str, size: float) -> str:
    return f"{font} {size_name(size)}"


def _millimetres(length: float) -> str:
    return f"{length:g} 毫米"


def _headings(layout: Layout) -> Iterator[str]:
    for level in range(1, 5):
        font, bold = layout.heading_face(level)
        yield f"{font}加粗" if bold else font


_PAGE_NUMBER_PLACES = {"outside": "单页居右、双页居左", "centre": "居中"}
_PAGE_NUMBER_STYLES = {"dashes": "左右各一字线", "plain": "只有数字"}

# Clause, what it is about, and how a layout words it; the standard is worded by itself.
_CLAUSES: tuple[tuple[str, str, Callable[[Layout], str]], ...] = (
    ("5.2.1", "版心", lambda one: f"{one.type_width:g}×{one.type_height:g} 毫米"),
    ("5.2.2", "正文字体字号", lambda one: _face(one.body_font, one.body_size)),
    ("5.2.3", "每面行数", lambda one: f"{lines_a_page(one)} 行"),
    ("5.2.3", "每行字数", lambda one: f"{characters_a_line(one)} 字"),
    ("7.3.1", "标题", lambda one: _face(one.title_font, one.title_size)),
    ("7.3.3", "段首空字", lambda one: f"{one.first_line} 字"),
    *(
        ("7.3.3", f"{name}级标题", lambda one, at=at: list(_headings(one))[at])
        for at, name in enumerate("一二三四")
    ),
    ("7.3.3", "“一是”等", lambda one: "加粗" if one.bold_points else "不加粗"),
    ("7.3.5.2", "署名右空", lambda one: f"{one.signature_indent} 字"),
    ("7.5", "页码", lambda one: "印" if one.page_numbers else "不印"),
    ("7.5", "页码字体字号", lambda one: _face(one.page_number_font, one.page_number_size)),
    ("7.5", "页码两侧", lambda one: _PAGE_NUMBER_STYLES[one.page_number_style]),
    ("7.5", "页码位置", lambda one: _PAGE_NUMBER_PLACES[one.page_number_place]),
    ("7.5", "页码距版心", lambda one: _millimetres(one.page_number_drop)),
    ("7.2.4", "发文机关标志字体", lambda one: one.red_head_font),
    ("7.2.4", "发文机关标志距版心上边缘", lambda one: _millimetres(one.red_head_drop)),
    ("7.4.2", "版记字体字号", lambda one: _face(one.imprint_font, one.imprint_size)),
)


def deviations(layout: Layout) -> list[Deviation]:
    """Return every place where `layout` is not as the standard says, in the order of a page."""
    found = list(_margins(layout))
    for clause, what, words in _CLAUSES:
        standard, own = words(GB_9704), words(layout)
        if standard != own:
            found.append(Deviation(clause, what, standard, own))
    return found


def _margins(layout: Layout) -> Iterator[Deviation]:
    for what, standard, own in (
        ("天头（上边距）", GB_9704.head, layout.head),
        ("订口（左边距）", GB_9704.back, layout.back),
    ):
        if abs(standard - own) > _TOLERANCE:
            yield Deviation("5.2.1", what, f"{standard:g}±1 毫米", _millimetres(own))


def faults(layout: Layout) -> dict[str, str]:
    """Return what makes `layout` unusable: the field that is wrong → what to do about it."""
    found = dict(_out_of_limits(layout))
    found |= {
        field: "字体名称只能有汉字、字母、数字、空格和下划线，不超过 40 个字。"
        for field, font in _fonts(layout)
        if not _FONT.fullmatch(font)
    }
    for field, sentence in _clashes(layout):
        found.setdefault(field, sentence)
    return found


def _out_of_limits(layout: Layout) -> Iterator[tuple[str, str]]:
    own = {"foot": foot(layout), "fore": fore(layout)}
    for field, (least, most) in LIMITS.items():
        value = own[field] if field in own else getattr(layout, field)
        if not least <= value <= most:
            yield field, f"请填 {least:g} 到 {most:g} {_UNITS.get(field, '磅')}之间的数。"


def _fonts(layout: Layout) -> Iterator[tuple[str, str]]:
    for field in (
        "body_font",
        "title_font",
        "subtitle_font",
        "table_font",
        "table_head_font",
        "page_number_font",
        "red_head_font",
        "imprint_font",
    ):
        yield field, getattr(layout, field)
    yield from ((f"heading_font_{at}", font) for at, font in enumerate(layout.heading_fonts, 1))


def _clashes(layout: Layout) -> Iterator[tuple[str, str]]:
    if layout.line_pitch < layout.body_size:
        yield "line_pitch", "行距小于字号，上下两行的字会叠在一起。请把行距改大。"
    if layout.title_pitch < layout.title_size:
        yield "title_pitch", "标题行距小于标题字号，字会被切掉。请把标题行距改大。"
    if layout.page_numbers:
        number = layout.page_number_drop + layout.page_number_size / POINTS_PER_MM
        if number > foot(layout) - 3:
            yield "page_number_drop", "页码落到纸边，印不出来。请改小页码距离，或加大下边距。"
    if layout.character > 0 and characters_a_line(layout) < _LEAST_CHARACTERS:
        yield "body_size", f"每行不到 {_LEAST_CHARACTERS} 个字。请改小字号、字距或左右边距。"
    if layout.line_pitch > 0 and lines_a_page(layout) < _LEAST_LINES:
        yield "line_pitch", f"每面不到 {_LEAST_LINES} 行。请改小行距或上下边距。"
