"""From an offset in a report's text to the block of the editor, its field and the place in it."""

import bisect
from dataclasses import dataclass

from reports import records
from reports.editing.words import bare_lines, plain
from reports.models import Entry, Report, Section
from reports.outline.tree import Outline
from reports.places import Place, places_of

Row = Report | Section | Entry
LINES = frozenset({"title", "subtitle", "signature", "date_line"})  # shown without their blanks
SHOWN = LINES | {"heading", "body"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one stored field: `field` of `row` from `start` to `end`."""

    row: Row
    field: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as they are stored; empty for a number that follows its place."""
        return str(getattr(self.row, self.field))[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the editor's page: the id of the block, its field, and offsets in what it shows.

    Offsets count as browsers do, in units of UTF-16. `field` is `marker` for a number, which
    stands beside the fields. `words` are what stands there.
    """

    block: str
    field: str
    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class StoredText:
    """A report's words with the rows they come from."""

    report: Report
    sections: list[Section]
    outline: Outline
    places: list[Place]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The stored words from `start` to `end`, one piece a field; together they are the text.

        Where nothing lies between, the empty piece at that place (none in an empty text).
        """
        starts = [place.start for place in self.places]
        first = max(0, bisect.bisect_right(starts, start) - 1)
        found: list[Piece] = []
        for place in self.places[first:]:
            if place.start >= end and found:
                break
            low, high = max(start, place.start), min(end, place.end)
            if low < high or start == end:
                piece = Piece(self.row(place), place.field, low - place.start, high - place.start)
                found.append(piece)
        return found

    def row(self, place: Place) -> Row:
        """The row that a place belongs to."""
        if place.section is None:
            return self.report
        section = self.sections[place.section]
        return section if place.entry is None else section.live_entries[place.entry]

    def section_at(self, offset: int) -> Section | None:
        """The section that an offset lies in; None in the head and the foot."""
        pieces = self.pieces(offset, offset)
        row = pieces[0].row if pieces else self.report
        if isinstance(row, Entry):
            return next(each for each in self.sections if each.pk == row.section_id)
        return row if isinstance(row, Section) else None


def stored_text(report: Report) -> StoredText:
    """Read the words of `report`; two queries whatever its size."""
    sections = records.live_sections(report)
    content = records.content_of(report, sections)
    outline = records.outline_of(content)
    return StoredText(report, sections, outline, places_of(content, outline))


def spot_of(piece: Piece) -> Spot:
    """Where a piece is seen: in its field, or for layout at the nearest place that is."""
    row, field = piece.row, piece.field
    if field in SHOWN or field == "marker":
        start, end = shown_range(piece)
        return Spot(block_of(row), field, start, end, shown_words(piece, end - start))
    if isinstance(row, Report):  # the blanks before everything
        return Spot(block_of(row), "title", 0, 0)
    heading = str(row.heading)
    if field in {"indent", "gap"} and not heading and isinstance(row, Entry):
        return Spot(block_of(row), "body", 0, 0)
    place = browser_length(plain(heading)) if field == "heading_end" else 0
    return Spot(block_of(row), "heading", place, place)


def block_of(row: Row) -> str:
    """Id of the block on the editor's page."""
    if isinstance(row, Report):
        return "head"
    return f"{'section' if isinstance(row, Section) else 'entry'}-{row.pk}"


def shown_range(piece: Piece) -> tuple[int, int]:
    """Where the words of a piece stand in what the block shows."""
    if piece.field == "marker":
        return 0, 0
    text = str(getattr(piece.row, piece.field))
    return shown_offset(piece.field, text, piece.start), shown_offset(piece.field, text, piece.end)


def shown_words(piece: Piece, length: int) -> str:
    """The words of a piece as its block shows them; `length` in units of UTF-16."""
    words = bare_lines(piece.words) if piece.field in LINES else plain(piece.words)
    while browser_length(words) > length:  # the blanks that end a body are not shown
        words = words[:-1]
    return words


def shown_offset(field: str, text: str, offset: int) -> int:
    """An offset in the stored `text` as one in what the text area shows of it."""
    if field not in LINES:
        shown = plain(text).rstrip() if field == "body" else plain(text)
        return browser_length(shown[: len(plain(text[:offset]))])
    before = plain(text[:offset])
    whole_lines, _, last = before.rpartition("\n")
    line = plain(text)[len(before) - len(last) :].partition("\n")[0]
    skipped = len(line) - len(line.lstrip())
    shown = bare_lines(whole_lines)
    own = line.strip()[: max(0, len(last) - skipped)]
    return browser_length(shown) + bool(shown and line.strip()) + browser_length(own)


def browser_length(text: str) -> int:
    """Units of UTF-16, in which JavaScript counts."""
    return len(text) + sum(character > "\uffff" for character in text)
