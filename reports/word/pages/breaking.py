"""Break a paragraph into lines as Word and LibreOffice do for Chinese.

A full-width character takes its size, a half-width one half of it: so do the Chinese fonts of
Windows and WPS. Times New Roman has widths of its own. No line begins with a mark that closes or
ends with one that opens; figures and Latin words stay whole; nothing hangs in the margin.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reports.word.pages.sheet import Face, Piece

# Those of Word for simplified Chinese (标准 level of 按中文习惯控制首尾字符).
_NEVER_FIRST = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"  # noqa: RUF001 - these are the marks
)
_NEVER_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥")
# Pairs that are one mark: —— and ……
_DOUBLED = frozenset("—…")
_NARROW_WORDS = frozenset("-_/.,:;%$#@&'\"")
TAB_STOP = 32.0
# Thousandths of the size for the characters from the space to the tilde (Adobe's Times metrics).
_TIMES = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
_ROUNDING = 0.3  # points that programs let a line be too long: they count in twentieths of a point


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its face and the width that it takes in the line."""

    character: str
    face: Face
    width: float

    @property
    def font(self) -> str:
        """The font that sets it."""
        return self.face.latin if self.face.latin and is_narrow(self.character) else self.face.font


@cache
def is_narrow(character: str) -> bool:
    """Tell whether `character` takes half a square in a Chinese font."""
    return unicodedata.east_asian_width(character) in ("Na", "H", "N")


def glyph(character: str, face: Face) -> Glyph:
    """Measure `character` in `face`."""
    if not is_narrow(character):
        width = face.size
    elif face.latin.startswith("Times") and " " <= character <= "~":
        width = face.size * _TIMES[ord(character) - 32] / 1000
    else:
        width = 0.0 if unicodedata.combining(character) else face.size / 2
    return Glyph(character, face, width + face.spacing)


def width(glyphs: Sequence[Glyph]) -> float:
    """How wide the characters are in one line."""
    return sum(one.width for one in glyphs)


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end with `before` and the next begin with `after`."""
    if after == " " or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if before == after and before in _DOUBLED:
        return False
    if before == " ":
        return True
    return not (_is_of_word(before) and _is_of_word(after))


def _is_of_word(character: str) -> bool:
    return character in _NARROW_WORDS or (is_narrow(character) and character.isalnum())


def lines(
    glyphs: Sequence[Glyph], first: float, rest: float, stops: Sequence[tuple[float, str]] = ()
) -> Iterator[list[Glyph]]:
    r"""Yield the lines of a paragraph whose first line is `first` points wide, the others `rest`.

    A line break (`\n`) ends a line, a tab reaches to the next of `stops`. A paragraph without
    characters is one empty line.
    """
    room, at = first, 0
    while True:
        line: list[Glyph] = []
        used = 0.0
        while at < len(glyphs):
            one = glyphs[at]
            if one.character == "\n":
                at += 1
                break
            if one.character == "\t":
                behind = _until_tab(glyphs[at + 1 :])
                one = Glyph(" ", one.face, _to_stop(used + rest - room, stops, behind))
            if line and one.character != " " and used + one.width > room + _ROUNDING:
                keep = _last_break(line, one.character)
                at -= len(line) - keep
                del line[keep:]
                break
            line.append(one)
            used += one.width
            at += 1
        yield line
        if at >= len(glyphs):
            return
        room = rest


def _to_stop(at: float, stops: Sequence[tuple[float, str]], behind: float) -> float:
    """Return how wide a tab at `at` is, with `behind` points of words after it.

    Behind the last stop they follow at a usual distance.
    """
    for stop, kind in stops:
        if stop > at + 1:
            return max(stop - at - (behind if kind in ("right", "end") else 0), 0)
    return TAB_STOP - at % TAB_STOP


def _until_tab(glyphs: Sequence[Glyph]) -> float:
    wide = 0.0
    for one in glyphs:
        if one.character in "\t\n":
            break
        wide += one.width
    return wide


def _last_break(line: Sequence[Glyph], after: str) -> int:
    """Return how many characters of a full `line` stay where `after` would come next."""
    following = after
    for at in range(len(line), 0, -1):
        if may_break(line[at - 1].character, following):
            return at
        following = line[at - 1].character
    return len(line)  # a word longer than the line is cut


def pieces(line: Sequence[Glyph], x: float, stretch: float = 0.0) -> tuple[Piece, ...]:
    """Return `line` from `x` on as pieces of one face and kind; `stretch` goes into the gaps."""
    made: list[Piece] = []
    gap = stretch / max(len(line) - 1, 1)
    at = 0
    while at < len(line):
        end = at + 1
        first = line[at]
        kind = is_narrow(first.character)
        while (
            end < len(line)
            and line[end].face is first.face
            and is_narrow(line[end].character) == kind
        ):
            end += 1
        wide = width(line[at:end]) + gap * (end - at)
        face = first.face
        words = "".join(one.character for one in line[at:end])
        made.append(Piece(words, x, wide, first.font, face.size, face.bold, face.color))
        x += wide
        at = end
    return tuple(made)
