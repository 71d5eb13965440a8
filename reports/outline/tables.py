"""Tables in a text: consecutive lines with the same number of tabs between their words.

The text stays what it is, lines; a table is a way to look at them. The reader asks `table_lines`
so that it takes no row for a heading; who sets type asks `with_tables`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.outline.tree import Paragraph

FEWEST_ROWS = 2
# A first cell that is nothing but a number: what copying a numbered list from Word gives.
_BARE_MARKER = re.compile(
    r"(?:[(（]?[\d０-９一二三四五六七八九十]{1,3}[)）.．、]+|第[一二三四五六七八九十\d]{1,3}[章节条]?"
    r"|[①-⑳●•·■◆★○□▪\-–—*o])[,，、.．]?"
)
_LINE_END = re.compile("\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Table:
    """Paragraphs that are the rows of a table; `rows` are their cells, stripped of blanks."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[str, ...], ...]


def table_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indices of the lines (without line ends) that are rows of a table.

    A table has at least two lines with the same number of tabs, the cells at the edges may be
    empty. A line that only begins with tabs is an indented paragraph, and a single column behind
    bare numbers is a list; neither begins a table.
    """
    found: set[int] = set()
    at = 0
    for tabs, group in groupby(lines, _tabs):
        block = range(at, at + len(list(group)))
        at = block.stop
        if tabs:
            found.update(_rows_of(lines, block, tabs))
    return frozenset(found)


def row_starts(text: str) -> frozenset[int]:
    """The offsets at which the lines of `text` begin that are rows of a table."""
    if "\t" not in text:
        return frozenset()
    lines, starts, at = [], [], 0
    for end in _LINE_END.finditer(text):
        lines.append(text[at : end.start()])
        starts.append(at)
        at = end.end()
    lines.append(text[at:])
    starts.append(at)
    return frozenset(starts[row] for row in table_lines(lines))


def _tabs(line: str) -> int:
    return line.count("\t") if line.strip() else 0


def _rows_of(lines: Sequence[str], block: range, tabs: int) -> range:
    start, stop = block.start, block.stop
    while start < stop and not _may_begin(lines[start], tabs):
        start += 1
    while stop > start and _is_indented_text(lines[stop - 1], tabs):
        stop -= 1
    rows = range(start, stop)
    if len(rows) < FEWEST_ROWS or not any(_inner_tabs(lines[row]) == tabs for row in rows):
        return range(0)
    return rows


def _may_begin(line: str, tabs: int) -> bool:
    """Whether a line may be the first row: words in it on both sides of a tab."""
    if not _inner_tabs(line):
        return False
    first = line.partition("\t")[0].strip()
    return tabs > 1 or not _BARE_MARKER.fullmatch(first)


def _inner_tabs(line: str) -> int:
    return line.strip().count("\t")


def _is_indented_text(line: str, tabs: int) -> bool:
    """Whether the last line of a block of two columns is a paragraph indented by a tab."""
    return tabs == 1 and not _inner_tabs(line) and line.rstrip().endswith(("。", "：", "！"))


def with_tables(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph | Table]:
    """`paragraphs` in their order, those that are rows put together as tables."""
    given = tuple(paragraphs)
    if not any("\t" in p.text or "\t" in p.indent or "\t" in p.end for p in given):
        yield from given
        return
    lines: list[str] = []
    places: list[int] = []
    for paragraph in given:
        first, *rest = _LINE_END.split(paragraph.end)
        line = paragraph.indent.rpartition("\n")[2] + paragraph.text + first
        goes_on = bool(places) and not _LINE_END.search(given[len(places) - 1].end)
        places.append(len(lines))
        # A piece of a line is no row; neither is what blank lines stand before.
        lines += ["" if goes_on else line, *[""] * (len(rest) - 1)]
    rows = table_lines(lines)
    block: list[Paragraph] = []
    for paragraph, place in zip(given, places, strict=True):
        if block and (
            place not in rows or place - 1 not in rows or _cells_differ(block, lines[place])
        ):
            yield _table(block)
            block = []
        if place in rows:
            block.append(paragraph)
        else:
            yield paragraph
    if block:
        yield _table(block)


def _cells_differ(block: Sequence[Paragraph], line: str) -> bool:
    return _line_of(block[-1]).count("\t") != line.count("\t")


def _line_of(paragraph: Paragraph) -> str:
    before = paragraph.indent.rpartition("\n")[2]
    return before + paragraph.text + _LINE_END.split(paragraph.end)[0]


def _table(block: Sequence[Paragraph]) -> Table:
    rows = tuple(
        tuple(cell.strip() for cell in _line_of(paragraph).split("\t")) for paragraph in block
    )
    return Table(tuple(block), rows)
