"""Text → pieces: what may be a heading or a paragraph, with the white space around it.

A piece is a line, or a part of one: where the line breaks of a document were lost, a heading is
found after a full stop or straight after another heading.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from reports.outline.markers import BLANK, RANK, STANDARD_PATTERN, Marker, Style, leading, marker_of
from reports.outline.tables import row_starts

# What `str.strip` takes away, and the invisible marks that editors leave (U+FEFF, U+200B).
BLANKS = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
LONGEST_HEADING = 30  # characters before the first full stop (a run-in heading)
_LINE = re.compile(r"[^\r\n]+")
_INLINE = re.compile(
    f"(?:(?P<stop>[。！？][”’）]?)|(?P<colon>：)|[；，;:,]|(?P<blank>(?=[{BLANK}])))[{BLANK}]*(?={STANDARD_PATTERN})"
)
# Where line ends became blanks: in a line with headings, or a long one with several such places.
_LOST_LINE_END = re.compile(f"[。！？：][”’）]?[{BLANK}]+(?=[^{BLANK}])")
FEWEST_GAPS, LONG_LINE = 3, 300
_NEXT_LEVEL = re.compile(r"(?<!第)[（(]一[）)]|(?<![\d第.．])1[.．、](?!\d)")
_HAN_STYLES = frozenset({Style.HAN, Style.BRACKETED_HAN})
_SPLITTING = frozenset(RANK) - {Style.CIRCLED, Style.HALF_BRACKETED_ARABIC}


@dataclass(slots=True)
class Piece:
    """`indent + text + end` is what the source says; `text` has no blanks at either end.

    `glued`: it follows other words without a blank. `crowded`: its line holds several paragraphs.
    `row`: it is a row of a table. `rest`: the lines in which its paragraph goes on, where lines
    were broken at a fixed width.
    """

    text: str
    indent: str
    end: str
    marker: Marker | None = None
    glued: bool = False
    crowded: bool = False
    row: bool = False
    rest: tuple["Piece", ...] = ()

    @property
    def whole(self) -> str:
        """The words of the whole paragraph."""
        return self.text + "".join([line.text for line in self.rest]) if self.rest else self.text


def pieces(text: str, *, whole_lines: bool = False) -> tuple[str, list[Piece]]:
    """The white space before the first words, and all pieces in order.

    With `whole_lines` no line is searched for markers.
    """
    places: list[tuple[int, int, int]] = []
    for match in _LINE.finditer(text):
        if words := match.group().strip(BLANKS):
            start = match.start() + match.group().index(words[0])
            places.append((match.start(), start, start + len(words)))
    if not places:
        return text, []
    first = max(places[0][0], 1 if text[0] == "\ufeff" else 0)
    begins = [first, *(begin for begin, _, _ in places[1:]), len(text)]
    rows = row_starts(text)
    seen: set[Style] = set()
    found: list[Piece] = []
    for (at, start, stop), begin, after in zip(places, begins, begins[1:], strict=False):
        line = Piece(text[start:stop], text[begin:start], text[stop:after], row=at in rows)
        found += [line] if whole_lines or line.row else _split(line, seen)
    return text[:first], found


def _split(line: Piece, seen: set[Style]) -> list[Piece]:
    """`line` cut at the headings inside it; `seen` are the styles that opened pieces so far."""
    text = line.text
    line.marker = leading(text)
    if line.marker:
        seen.add(line.marker.style)
    cuts: dict[int, Marker | None] = dict(_cuts(text, line.marker, seen))
    gaps = [match.end() for match in _LOST_LINE_END.finditer(text)]
    if cuts or (len(gaps) >= FEWEST_GAPS and len(text) >= LONG_LINE):
        cuts |= {gap: leading(text, gap) for gap in gaps if gap not in cuts}
    if not cuts:
        return [line]
    starts = [0, *sorted(cuts)]
    parts: list[Piece] = []
    for start, stop in pairwise([*starts, len(text)]):
        words = text[start:stop].rstrip(BLANKS)
        blanks = text[start + len(words) : stop]
        glued = start > 0 and text[start - 1] not in BLANKS
        parts.append(Piece(words, "", blanks, cuts.get(start), glued, crowded=True))
    parts[0].indent, parts[0].marker = line.indent, line.marker
    parts[-1].end = line.end
    return parts


@dataclass(frozen=True, slots=True)
class _Inner:
    """A marker inside a line: where it is, and what stands before it (stop, colon, blank)."""

    start: int
    marker: Marker
    before: str | None


def _cuts(text: str, first: Marker | None, seen: set[Style]) -> list[tuple[int, Marker]]:
    """Where headings begin inside a line, each with its marker."""
    inner = _inner_markers(text)
    followers = _followers(inner)
    cuts = _straight_after(text, 0, first) if first else []
    seen.update(marker.style for _, marker in cuts)
    lists: set[Style] = set()
    for found, follower in zip(inner, followers, strict=True):
        style = found.marker.style
        if cuts and found.start <= cuts[-1][0]:
            continue
        if style in lists or not _opens(found, follower, seen, crowded=bool(cuts)):
            lists.add(style)
            continue
        lists = {listed for listed in lists if RANK[listed] < RANK[style]}
        cuts.append((found.start, found.marker))
        cuts += _straight_after(text, found.start, found.marker)
        seen.update(marker.style for _, marker in cuts[-2:])
    return cuts


def _inner_markers(text: str) -> list[_Inner]:
    """Markers of headings at the start of a clause, except at the start of the line."""
    found: list[_Inner] = []
    for match in _INLINE.finditer(text):
        marker = marker_of(match)
        if marker and marker.style in _SPLITTING:
            before = next(
                (b for b in ("stop", "colon", "blank") if match.group(b) is not None), None
            )
            if before != "blank" or marker.style in _HAN_STYLES:
                found.append(_Inner(match.end(), marker, before))
    return found


def _followers(inner: list[_Inner]) -> list[_Inner | None]:
    """For each marker the next one of its style."""
    latest: dict[Style, _Inner] = {}
    followers: list[_Inner | None] = []
    for found in reversed(inner):
        followers.append(latest.get(found.marker.style))
        latest[found.marker.style] = found
    return followers[::-1]


def _opens(found: _Inner, follower: _Inner | None, seen: set[Style], *, crowded: bool) -> bool:
    """Whether a marker inside a line is a heading rather than an item of a list in a sentence.

    A list begins after a colon, or its items end with ；. Only 一、 is a heading even after
    汇报如下：, if 二、 begins a sentence.
    """
    style, number = found.marker.style, found.marker.number
    goes_on = follower is not None and follower.marker.number == number + 1
    if found.before == "colon":
        return style is Style.HAN and number == 1 and goes_on and _is_apart(follower)
    if not _is_apart(found) or (style is Style.BRACKETED_ARABIC and not crowded):
        return False
    if number > 1:
        return style in seen or style is Style.HAN
    return not goes_on or _is_apart(follower)


def _is_apart(found: _Inner | None) -> bool:
    return found is not None and found.before in {"stop", "blank"}


def _straight_after(text: str, start: int, marker: Marker) -> list[tuple[int, Marker]]:
    """The first heading of the next level where it follows a heading without a full stop."""
    begin = start + len(marker.text)
    match = _NEXT_LEVEL.search(text, begin + 2, begin + LONGEST_HEADING + 4)
    if match is None or re.search("[。；：，“《]", text[begin : match.start()][-1:]):
        return []
    after = leading(text, match.start())
    between = text[begin : match.start()]
    if after is None or "。" in between or RANK.get(marker.style, 99) >= RANK[after.style]:
        return []
    return [(match.start(), after)]
