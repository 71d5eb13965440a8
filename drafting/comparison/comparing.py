"""Two versions of a report side by side or in one column, passage by passage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from drafting.comparison.differences import html, segmented, with_figures
from reports.outline.compare import Change, Pair, Piece, pairs, words
from reports.passages import Passage, Where, partners, passages_of
from reports.records import Content


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph before, after, and both in one; None on the side that lacks it."""

    before: SafeString | None
    after: SafeString | None
    both: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in both versions. `kept` counts the figures that are the same in both."""

    old: Passage | None
    new: Passage | None
    lines: list[Line]
    is_changed: bool
    is_moved: bool
    kept: int = 0

    @property
    def label(self) -> str:
        """Its number or name, as it is now."""
        return (self.new or self.old).label  # type: ignore[union-attr] # one of them is there

    @property
    def number(self) -> str:
        """Its number as it is now."""
        return (self.new or self.old).marker  # type: ignore[union-attr] # one of them is there

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a section."""
        return (self.new or self.old).where is Where.SECTION  # type: ignore[union-attr]

    @property
    def differs(self) -> bool:
        """Whether there is anything to show."""
        return self.is_changed or self.is_moved


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows that all differ, or all do not."""

    differs: bool
    rows: list[Row]

    @property
    def kept(self) -> int:
        """How many figures in it are the same in both versions."""
        return sum(row.kept for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and what is to be said about them."""

    rows: list[Row]

    @property
    def stretches(self) -> list[Stretch]:
        """All rows, those without a difference gathered, in the order of the text."""
        return [
            Stretch(differs, list(rows))
            for differs, rows in groupby(self.rows, key=lambda row: row.differs)
        ]

    @property
    def changed(self) -> int:
        """How many passages have other words now."""
        return sum(bool(row.is_changed and row.old and row.new) for row in self.rows)

    @property
    def added(self) -> int:
        """How many are new."""
        return sum(row.old is None for row in self.rows)

    @property
    def removed(self) -> int:
        """How many were taken out."""
        return sum(row.new is None for row in self.rows)

    @property
    def moved(self) -> int:
        """How many stand elsewhere now."""
        return sum(row.is_moved for row in self.rows)

    @property
    def kept(self) -> int:
        """How many figures are the same in both."""
        return sum(row.kept for row in self.rows)


def compared(before: Content, after: Content, *, figures: bool = False) -> Comparison:
    """`before` beside `after`; with `figures`, numbers that stayed the same are marked."""
    old, new = passages_of(before), passages_of(after)
    return Comparison([_row(pair, old, new, figures=figures) for pair in partners(old, new)])


def _row(pair: Pair, old: Sequence[Passage], new: Sequence[Passage], *, figures: bool) -> Row:
    one = None if pair.before is None else old[pair.before]
    other = None if pair.after is None else new[pair.after]
    lines, kept = [], 0
    for before, after in _paragraphs(one, other):
        line, count = _line(before, after, figures=figures)
        lines.append(line)
        kept += count
    same = one is not None and other is not None and one.words == other.words
    return Row(one, other, lines, is_changed=not same, is_moved=pair.is_moved, kept=kept)


def _paragraphs(
    one: Passage | None, other: Passage | None
) -> Iterable[tuple[str | None, str | None]]:
    """The paragraphs of both passages that belong together; None where one side lacks it."""
    left, right = lines(one.words if one else ""), lines(other.words if other else "")
    for pair in pairs(left, right):
        yield (
            None if pair.before is None else left[pair.before],
            None if pair.after is None else right[pair.after],
        )


def lines(text: str) -> list[str]:
    """The paragraphs that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(before: str | None, after: str | None, *, figures: bool) -> tuple[Line, int]:
    """A paragraph as HTML, and how many figures are the same on both sides."""
    if before == after:
        pieces = [Piece(Change.SAME, after or "")]
    else:
        pieces = words(before or "", after or "", segmented)
    shown, kept = with_figures(pieces) if figures else ([html([p]) for p in pieces], 0)
    parts = list(zip(pieces, shown, strict=True))
    return Line(
        None if before is None else _joined(h for p, h in parts if p.change is not Change.ADDED),
        None if after is None else _joined(h for p, h in parts if p.change is not Change.REMOVED),
        _joined(h for _, h in parts),
    ), kept


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
