"""Text whose lines were broken at a fixed width (mail, scans): recognise it, join the lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise, zip_longest

from reports.outline.markers import RANK, leading
from reports.outline.pieces import Piece

# Real files break at 25 to 55 characters; two more for an indent or hanging punctuation.
NARROWEST, WIDEST = 24, 57
FEWEST_BROKEN = 3
# Punctuation that may not begin a line makes the line before it shorter.
TOLERANCE = 2
# Half-width digits, where columns are counted, make lines uneven.
EVEN = 0.75
# Above this share of lines of one length, the break was made by counting characters alone.
EXACT = 0.9
_SENTENCE_END = "。！？：；…”）!?:;"
_LINE_WITH_END = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile("\r\n|\r|\n")
_INDENT = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text were broken.

    `full` is the length of a full line at least; `is_indented` says that paragraphs begin with
    blanks.
    """

    full: int
    is_indented: bool

    def goes_on(self, line: str, after: str) -> bool:
        """Whether the paragraph of `line` goes on in `after`, the line straight below it.

        A line that is full goes on even after a full stop: a sentence ends there by chance more
        often than a paragraph does.
        """
        words, following = line.strip(), leading(after.strip())
        if not words or not after.strip() or len(line.rstrip()) < self.full:
            return False
        if "\t" in words or "\t" in after.strip():
            return False  # a row of a table
        if self.is_indented and after[0] in _INDENT:
            return False
        opens_heading = following is not None and following.style in RANK
        is_over = words[-1] in _SENTENCE_END or (leading(words) and "。" not in words)
        return not (opens_heading and is_over)


def wrapping_of(lines: Sequence[str]) -> Wrapping | None:
    """How `lines` were broken; None where they are whole paragraphs."""
    written = [line.rstrip() for line in lines if (words := line.strip()) and "\t" not in words]
    if sum([len(line) > WIDEST for line in written]) * 10 > len(written):
        return None
    broken = [
        len(line)
        for line, after in pairwise(written)
        if NARROWEST <= len(line) <= WIDEST
        and line[-1] not in _SENTENCE_END
        # A numbered line is a heading, unless it goes on after a full stop.
        and ("。" in line or not leading(line.lstrip()))
        and not leading(after.lstrip())
    ]
    if len(broken) < FEWEST_BROKEN or len(broken) * 4 < len(written):
        return None
    width, times = Counter(broken).most_common(1)[0]
    if sum(EVEN * width <= length <= width / EVEN for length in broken) < EVEN * len(broken):
        return None
    indented = sum(line[0] in _INDENT for line in written)
    full = width if times >= EXACT * len(broken) else width - TOLERANCE
    return Wrapping(full, is_indented=1 < indented < len(written))


def is_hard_wrapped(text: str) -> bool:
    """Whether the lines of `text` are broken at a fixed width inside their paragraphs."""
    return _wrapping_of_text(text) is not None


@lru_cache(maxsize=2)  # several ask for the text that is being checked
def _wrapping_of_text(text: str) -> Wrapping | None:
    return wrapping_of(_LINE_WITH_END.findall(text))


def unwrap(text: str) -> str:
    """`text` with the lines of a paragraph joined; unchanged where it is not hard-wrapped.

    For the preview only: joining changes the text. Blank lines and the line ends between
    paragraphs stay as they are.
    """
    lines = _LINE_WITH_END.findall(text)
    wrapping = wrapping_of(lines)
    if wrapping is None:
        return text
    parts: list[str] = []
    goes_on = False
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        words = line.lstrip() if goes_on else line
        goes_on = wrapping.goes_on(line, after)
        parts.append(joint(words.rstrip(), after) if goes_on else words)
    return "".join(parts)


def broken_at(text: str) -> frozenset[int]:
    """The offsets where a line ends inside a paragraph; none where the text is not hard-wrapped.

    An offset is that of the end of the words, before blanks and the line end.
    """
    wrapping = _wrapping_of_text(text)
    if wrapping is None:
        return frozenset()
    lines = _LINE_WITH_END.findall(text)
    starts = accumulate((len(line) for line in lines), initial=0)
    return frozenset(
        start + len(line.rstrip())
        for start, line, after in zip(starts, lines, lines[1:], strict=False)
        if wrapping.goes_on(line, after)
    )


def joint(line: str, after: str) -> str:
    """`line` ready to be followed by `after`: two English words keep a blank between them."""
    first = after.lstrip()[0]
    are_words = line[-1].isascii() and line[-1].islower() and first.isascii() and first.isalpha()
    return f"{line} " if are_words else line


def by_paragraph(found: list[Piece]) -> list[Piece]:
    """Pieces of a text, the lines of a paragraph put together as `rest` where lines were broken."""
    breaks = [1, *(len(_LINE_END.findall(piece.end)) for piece in found)]
    parts: list[list[str]] = []
    for piece, line_ends in zip(found, breaks, strict=False):
        if line_ends:
            parts.append([piece.indent.rpartition("\n")[2]])
        parts[-1].append(piece.text)
    lines = ["".join(line) for line in parts]
    wrapping = wrapping_of(lines)
    if wrapping is None:
        return found
    groups: list[list[Piece]] = []
    at = -1
    for piece, line_ends in zip(found, breaks, strict=False):
        at += line_ends > 0
        if groups and line_ends == 1 and wrapping.goes_on(lines[at - 1], lines[at]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [replace(first, rest=tuple(rest)) for first, *rest in groups]
