"""A table of the text as a table of Word: lines, widths by content, a head said again on each page.

The standard says nothing of tables; practice has Heiti for the head and Fangsong of size small 4,
size 5 where the columns need it. Their lines have a least height, not an exact one, so that
nothing is clipped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.word import styles
from reports.word.blocks import Block, Run
from reports.word.geometry import POINTS_PER_MM, Layout, twips

PADDING, PADDING_ABOVE = 3.5, 2  # points beside the words in a cell, above and below them
SMALLER = 10.5  # size 5
_WIDEST_WISH = 14.0  # characters; a column of longer texts asks for a quarter of the rest
_CROWDED = 1.25  # of the room; what wishes more is set in the smaller size
_SHORT = 8  # characters: a column of nothing longer is centred
_LONGEST_HEAD = 16
_SLACK = 0.7  # characters: what is to stay in one line must not be broken by a rounding
_KEPT_WHOLE, _KEPT_WORD = 10, 5  # a figure or date, and a name, up to this length is not broken
_GAP = 0.25
_BOUNDARY = re.compile("(?<=[0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9])")
_FIGURE = re.compile(r"[\d０-９.,，:：%％/年月日—-]+")
_NUMBERED = re.compile(r"[\d０-９一二三四五六七八九十]{1,3}[.、．）)]?")
THICK_LINE, THIN_LINE = 12, 6  # eighths of a point


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in the body of a document."""

    rows: Sequence[Sequence[str]]
    layout: Layout

    def xml(self) -> str:
        """Return it as WordprocessingML."""
        size, widths = _measures(self.rows, self.layout)
        has_head = is_head(self.rows[0])
        own = ""
        if size != self.layout.table_size:
            own = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        centred = [_is_centred(column) for column in zip(*self.rows, strict=True)]
        rows = []
        for number, row in enumerate(self.rows):
            head = has_head and number == 0
            cells = "".join(
                self._cell(text, width, own, head=head, centred=head or middle)
                for text, width, middle in zip(row, widths, centred, strict=True)
            )
            again = "<w:tblHeader/>" if head else ""
            rows.append(f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{cells}</w:tr>")
        padding, above = twips(PADDING), twips(PADDING_ABOVE)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'{self._borders()}<w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="{padding}" w:type="dxa"/>'
            f'<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _cell(self, text: str, width: int, own: str, *, head: bool, centred: bool) -> str:
        edge = ""
        if head and self.layout.table_style == "three_lines":
            edge = f"<w:tcBorders>{_line('bottom', THIN_LINE)}</w:tcBorders>"
        block = Block(
            styles.TABLE_HEAD if head else styles.TABLE_TEXT,
            [Run(text, own=own)] if text else [],
            align='<w:jc w:val="center"/>' if centred and not head else "",
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edge}<w:vAlign w:val="center"/>'
            f"</w:tcPr>{block.xml()}</w:tc>"
        )

    def _borders(self) -> str:
        if self.layout.table_style == "three_lines":
            lines = _line("top", THICK_LINE) + _line("bottom", THICK_LINE)
        else:
            sides = ("top", "left", "bottom", "right", "insideH", "insideV")
            lines = "".join(_line(side, THIN_LINE) for side in sides)
        return f"<w:tblBorders>{lines}</w:tblBorders>"


def _line(side: str, weight: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="auto"/>'


def is_head(row: Sequence[str]) -> bool:
    """Tell whether a first row names the columns: short names in all of them, and no number."""
    return (
        all(row)
        and not _NUMBERED.fullmatch(row[0])
        and all(len(cell) <= _LONGEST_HEAD and "。" not in cell for cell in row)
    )


def _is_centred(column: Sequence[str]) -> bool:
    return all(len(cell) <= _SHORT or _FIGURE.fullmatch(cell) for cell in column[1:])


def _measures(rows: Sequence[Sequence[str]], layout: Layout) -> tuple[float, list[int]]:
    """Return the size of the type and the widths of the columns in twentieths of a point."""
    room = layout.type_width * POINTS_PER_MM
    columns = list(zip(*rows, strict=True))
    least, wishes = [], []
    for column in columns:
        lengths = [_width(cell) for cell in column]
        whole = [
            length
            for length, cell in zip(lengths, column, strict=True)
            if length <= (_KEPT_WHOLE if _FIGURE.fullmatch(cell) else _KEPT_WORD)
        ]
        least.append(max(2.0, min(lengths[0], 4.0), *whole) + _SLACK)
        longest = max(lengths)
        wish = min(longest, _WIDEST_WISH + max(0.0, longest - _WIDEST_WISH) / 4)
        wishes.append(max(wish, least[-1]))
    size = layout.table_size
    if _needed(least, size) > room or _needed(wishes, size) > _CROWDED * room:
        size = min(size, SMALLER)
    free = room / size - len(columns) * 2 * PADDING / size
    widths = _shared(free, least, wishes)
    points = [width * size + 2 * PADDING for width in widths]
    scale = room / sum(points)  # more columns than there is room for: narrower than they need
    return size, [twips(width * scale) for width in points]


def _needed(characters: Sequence[float], size: float) -> float:
    return sum(characters) * size + len(characters) * 2 * PADDING


def _shared(free: float, least: Sequence[float], wishes: Sequence[float]) -> list[float]:
    """Return the widths in characters that fill `free`: at least the least, then by wish."""
    wanted = sum(wishes)
    if wanted <= free:
        return [wish * free / wanted for wish in wishes]
    surplus = max(0.0, free - sum(least))
    above = wanted - sum(least)
    return [
        low + (surplus * (wish - low) / above if above else 0.0)
        for low, wish in zip(least, wishes, strict=True)
    ]


def _width(text: str) -> float:
    """Return the width in characters; LibreOffice leaves a gap between 2026 and 年 in any case."""
    return styles.characters(text) + _GAP * len(_BOUNDARY.findall(text))
