"""From selected words to a comment's anchor, and back to the place where they stand now."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from drafting.locating import Piece, Row, Spot, StoredText, spot_of
from drafting.models import Comment
from reports.models import Entry, Report, Section
from reports.outline import anchor
from reports.outline.anchor import Anchor, Found
from reports.outline.writer import write
from reports.places import Place

# What `tie` and `retie` write.
TIES = ["section", "entry", "field", "offset", "home", "start", "length", "before", "after"]
FOOT = frozenset({"signature", "date_line"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment and where its words are now; `found` is None when they are gone.

    `piece` is the one stored piece that holds exactly the quoted words, if there is one: what a
    suggestion can be put in the place of.
    """

    comment: Comment
    found: Found | None = None
    piece: Piece | None = None
    spots: tuple[Spot, ...] = field(default=())
    words: str = ""

    @property
    def key(self) -> str:
        """Its name on the page."""
        return f"comment-{self.comment.pk}"

    @property
    def is_gone(self) -> bool:
        """Whether there were words, and they are not there any more."""
        return bool(self.comment.quote) and self.found is None

    @property
    def is_changed(self) -> bool:
        """Whether the words are there, but not as they were."""
        return self.found is not None and self.words != self.comment.quote

    @property
    def places(self) -> list[list[str | int]]:
        """The spots as the page's script reads them."""
        return [[s.block, s.field, s.start, s.end, s.words] for s in self.spots]


def all_placed(comments: Iterable[Comment], stored: StoredText) -> list[Placed]:
    """Every comment with its place, in the order of the text; those without one come last."""
    text = write(stored.outline)
    found = [placed(comment, stored, text) for comment in comments]
    end = len(text) + 1
    return sorted(found, key=lambda each: each.found.start if each.found else end)


def placed(comment: Comment, stored: StoredText, text: str | None = None) -> Placed:
    """Where the words of `comment` are now; `text` saves writing the outline again."""
    if not comment.quote:
        return Placed(comment)
    text = write(stored.outline) if text is None else text
    found = anchor.find(anchor_of(comment), text, home_of(comment, stored))
    if found is None:
        return Placed(comment)
    pieces = stored.pieces(found.start, found.end)
    words = text[found.start : found.end]
    is_one = len(pieces) == 1 and pieces[0].words == words == comment.quote
    spots = tuple(spot_of(piece) for piece in pieces)
    seen = tuple(spot for spot in spots if spot.start < spot.end)
    return Placed(comment, found, pieces[0] if is_one else None, seen or spots[:1], words)


def anchor_of(comment: Comment) -> Anchor:
    """The anchor as it was tied last: the words may have changed since they were quoted."""
    last = comment.home[comment.start : comment.start + comment.length]
    quote = last if len(last) == comment.length else comment.quote
    return Anchor(quote, comment.before, comment.after, comment.home, comment.start)


def selected(stored: StoredText, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """What somebody selected, without blanks at its ends; None when other words stand there."""
    text = write(stored.outline)
    words = text[max(0, start) : end]
    if _bare(words) != _bare(quote) or not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _bare(words: str) -> str:
    return "".join(words.split())


def tie(comment: Comment, stored: StoredText, start: int, end: int) -> None:
    """Anchor `comment` to the words from `start` to `end`."""
    text = write(stored.outline)
    comment.quote = text[start:end]
    _tie(comment, stored, text, start, end)


def retie(found: Placed, stored: StoredText) -> bool:
    """Anchor a comment where its words are now; says whether they are anywhere."""
    if found.found is None:
        return False
    _tie(found.comment, stored, write(stored.outline), found.found.start, found.found.end)
    return True


def _tie(comment: Comment, stored: StoredText, text: str, start: int, end: int) -> None:
    place = next(each for each in stored.places if each.start <= start < each.end)
    home = span_of(stored.places, place)
    tied = anchor.anchored(text, start, end, home)
    row = stored.row(place)
    comment.section = row if isinstance(row, Section) else None
    comment.entry = row if isinstance(row, Entry) else None
    comment.field, comment.offset = place.field, start - place.start
    comment.home, comment.start, comment.length = tied.home, tied.start, end - start
    comment.before, comment.after = tied.before, tied.after


def home_of(comment: Comment, stored: StoredText) -> tuple[int, int] | None:
    """Where the part that held the words stands in the text now; None when it is gone."""
    for place in stored.places:
        if _is_home(stored.row(place), place, comment):
            return span_of(stored.places, place)
    return None


def _is_home(row: Row, place: Place, comment: Comment) -> bool:
    if isinstance(row, Report):
        has_part = comment.entry_id or comment.section_id
        return not has_part and (place.field in FOOT) == (comment.field in FOOT)
    own = comment.entry_id if isinstance(row, Entry) else comment.section_id
    return row.pk == own


def span_of(places: list[Place], place: Place) -> tuple[int, int]:
    """From where to where the part of `place` goes: its neighbours of the same row."""
    index = places.index(place)
    first = last = index
    while first and _same(places[first - 1], place):
        first -= 1
    while last + 1 < len(places) and _same(places[last + 1], place):
        last += 1
    return places[first].start, places[last].end


def _same(one: Place, other: Place) -> bool:
    return (one.section, one.entry, one.field in FOOT) == (
        other.section,
        other.entry,
        other.field in FOOT,
    )
