"""Headings that only their style makes headings: they get the number that their level has.

A report keeps its structure in its numbers (GB/T 9704-2012, 7.3.3). Somebody who wrote with Word's
heading styles and no numbers would see all headings become text.
"""

from collections.abc import Sequence

from reports.outline import numerals
from reports.outline.markers import leading

_LONGEST = 60
_SENTENCE = ("。", "；", "：", "，", "！", "？")
_DEEPEST = 4


class BareHeading(str):
    """A line in a heading style of `depth` (1 is the highest) that has no number."""

    depth: int

    __slots__ = ("depth",)


def may_be_heading(line: str) -> bool:
    """Tell whether a line in a heading style is a name that a number may stand before."""
    words = line.strip()
    return 0 < len(words) <= _LONGEST and "\n" not in words and not words.endswith(_SENTENCE)


def is_numbered(line: str) -> bool:
    """Tell whether a line begins with the number of a heading."""
    return leading(line.strip()) is not None


def bare_heading(line: str, depth: int) -> BareHeading:
    """Return the line, marked."""
    made = BareHeading(line)
    made.depth = depth
    return made


def with_numbers(lines: Sequence[str]) -> tuple[list[str], int]:
    """Return `lines` with 一、（一） 1. （1） before bare headings, and before how many.

    A single heading above all others is the title and gets none.
    """
    headings = [line for line in lines if isinstance(line, BareHeading)]
    depths = sorted({heading.depth for heading in headings})
    highest = [heading for heading in headings if depths and heading.depth == depths[0]]
    if len(highest) == 1 and highest[0] is headings[0] and len(headings) > 1:
        depths = depths[1:]
    if sum(heading.depth in depths for heading in headings) < 2:  # noqa: PLR2004 - no structure
        return list(lines), 0
    counts = [0] * _DEEPEST
    numbered = list(lines)
    changed = 0
    for at, line in enumerate(lines):
        if not isinstance(line, BareHeading) or line.depth not in depths[:_DEEPEST]:
            continue
        place = depths.index(line.depth)
        counts[place] += 1
        counts[place + 1 :] = [0] * (_DEEPEST - place - 1)
        numbered[at] = _marker(place, counts[place], line.strip()) + line.strip()
        changed += 1
    return numbered, changed


def _marker(place: int, number: int, heading: str) -> str:
    if place == 0:
        return f"{numerals.han(number)}、"
    if place == 1:
        return f"（{numerals.han(number)}）"
    gap = " " if heading[0].isascii() else ""
    return f"{number}.{gap}" if place == 2 else f"（{number}）"  # noqa: PLR2004 - the third level
