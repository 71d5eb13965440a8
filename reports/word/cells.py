"""A table of Word as lines of text: a line a row, a tab between two cells.

Cells over several columns leave the others empty, so that all rows have as many tabs. A table
that only frames text (a form with a report in it) gives the paragraphs themselves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

_CLOSED = re.compile("[。；：，、！？;:,!?]$")
# A cell of so many lines and characters holds a text, not an entry.
_LINES_OF_A_TEXT, _LENGTH_OF_A_TEXT = 4, 200
_LONGEST_BAND = 20  # characters of a row of one cell that heads a group of rows


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines in a cell, over how many columns it goes, whether the one above goes on in it."""

    lines: Sequence[str]
    span: int = 1
    goes_on: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it holds a text with paragraphs rather than an entry."""
        lines = [line for line in self.lines if line.strip()]
        return len(lines) >= _LINES_OF_A_TEXT and sum(map(len, lines)) >= _LENGTH_OF_A_TEXT

    @property
    def entry(self) -> str:
        """The words in one line; a blank between two paragraphs that no mark parts."""
        entry = ""
        for line in self.lines:
            words = line.replace("\t", " ").strip()
            entry += words if not entry or _CLOSED.search(entry) or not words else f" {words}"
        return entry


class Row(str):
    """A line that is a row; `table` tells the tables of a document apart."""

    table: int

    __slots__ = ("table",)

    def __new__(cls, line: str, table: int) -> Self:
        """Make a row of the line."""
        row = super().__new__(cls, line)
        row.table = table
        return row


def lines_of(rows: Sequence[Sequence[Cell]], table: int) -> Iterator[str]:
    """Yield the lines of a table; those that belong together as rows are `Row`."""
    starts = sorted({at for row in rows for at, _ in _places(row)})
    column = {start: number for number, start in enumerate(starts)}
    for number, row in enumerate(rows):
        at_edge = number in (0, len(rows) - 1)
        if len(starts) == 1 or any(cell.is_text for cell in row) or _is_aside(row, at_edge):
            for cell in row:
                yield from (line for line in cell.lines if line.strip() or len(row) == 1)
            continue
        entries = [""] * len(starts)
        for at, cell in _places(row):
            entries[column[at]] = cell.entry
        if any(entries):
            yield Row("\t".join(entries), table)


def _places(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    at = 0
    for cell in row:
        yield at, cell
        at += cell.span


def _is_aside(row: Sequence[Cell], at_edge: bool) -> bool:  # noqa: FBT001 - said where it is asked
    """Tell whether a row of one cell is the title or a remark rather than a band in the table."""
    if len(row) != 1:
        return False
    return at_edge or len(row[0].entry) > _LONGEST_BAND


def apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield `lines` with a blank one where a table would run into what looks like its rows."""
    before = ""
    for line in lines:
        of, after = getattr(before, "table", None), getattr(line, "table", None)
        if of != after and before.strip() and before.count("\t") == line.count("\t") > 0:
            yield ""
        yield line
        before = line
