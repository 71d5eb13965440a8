"""What changed between two versions of a text: which parts went where, and which words changed.

Parts are compared first (`pairs`): unchanged ones by their words, changed ones by likeness in the
order of the text, and what stands elsewhere now is moved rather than taken out and put in. The
words of two parts that belong together are then compared by `words`, in whatever units the caller
cuts them into: Chinese is read in words, and a marked half of a word is hard to read.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

Tokenize = Callable[[str], Sequence[str]]

# Below this likeness (0 to 100) two parts say different things, and marked words would be noise.
LIKE_ENOUGH = 45
# What stands elsewhere must be more like to be the same one moved.
LIKE_ENOUGH_ELSEWHERE = 65
# Shorter parts say too little to be known again elsewhere by a mere likeness.
SHORTEST_MOVED = 8
# So short a stretch of agreement between two changes is chance: 的 in two other sentences.
SHORTEST_AGREEMENT = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions of a part before and after; None on the side that lacks it."""

    before: int | None
    after: int | None
    is_moved: bool = False


def pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Every part of both sides once, in the order of `after`.

    What was taken out stands behind the part that it followed.
    """
    partner = _in_order(before, after)
    moved = _moved(before, after, partner)
    source = {new: old for old, new in (partner | moved).items()}
    found = [
        Pair(source.get(place), place, is_moved=source.get(place) in moved)
        for place in range(len(after))
    ]
    for old in range(len(before)):
        if old in partner or old in moved:
            continue
        at = _behind(found, old, moved)
        found.insert(at, Pair(old, None))
    return found


def _in_order(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Partners that kept their order: old position to new."""
    partner: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            partner |= dict(zip(range(start, end), range(from_, to), strict=True))
        elif kind == "replace":
            partner |= _aligned(before, after, range(start, end), range(from_, to))
    return partner


def _aligned(before: Sequence[str], after: Sequence[str], old: range, new: range) -> dict[int, int]:
    """The alignment of two stretches that has most likeness in all."""
    likeness = [
        [fuzz.ratio(before[o], after[n], score_cutoff=LIKE_ENOUGH) for n in new] for o in old
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            both = likeness[row][column]
            best[row][column] = max(
                best[row + 1][column],
                best[row][column + 1],
                both + best[row + 1][column + 1] if both else 0.0,
            )
    found: dict[int, int] = {}
    row = column = 0
    while row < len(old) and column < len(new):
        both = likeness[row][column]
        if both and best[row][column] == both + best[row + 1][column + 1]:
            found[old[row]] = new[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found


def _moved(before: Sequence[str], after: Sequence[str], partner: dict[int, int]) -> dict[int, int]:
    """Parts without a partner in order that stand elsewhere now, the likest first."""
    taken = set(partner.values())
    new = [place for place in range(len(after)) if place not in taken and after[place]]
    candidates = [
        (score, o, n)
        for o in range(len(before))
        if o not in partner and before[o]
        for n in new
        if (score := _likeness_elsewhere(before[o], after[n]))
    ]
    moved: dict[int, int] = {}
    for _score, o, n in sorted(candidates, key=lambda each: (-each[0], abs(each[1] - each[2]))):
        if o not in moved and n not in moved.values():
            moved[o] = n
    return moved


def _likeness_elsewhere(old: str, new: str) -> float:
    if old == new:
        return 100.0
    if min(len(old), len(new)) < SHORTEST_MOVED:
        return 0.0
    return fuzz.ratio(old, new, score_cutoff=LIKE_ENOUGH_ELSEWHERE)


def _behind(found: list[Pair], old: int, moved: dict[int, int]) -> int:
    """Where the part that stood at `old` goes: behind the nearest one before it that stayed."""
    staying = [
        (pair.before, place)
        for place, pair in enumerate(found)
        if pair.before is not None and pair.before < old and pair.before not in moved
    ]
    return max(staying)[1] + 1 if staying else 0


class Change(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words. REMOVED ones are those of the text before, the others of that after."""

    change: Change
    text: str


def words(before: str, after: str, tokenize: Tokenize) -> list[Piece]:
    """The pieces that both texts are made of, what was taken out before what came in its place.

    Without ADDED they give `before`, without REMOVED `after`.
    """
    old, new = list(tokenize(before)), list(tokenize(after))
    found: list[tuple[str, str, str]] = []  # agreed, removed, added; the first or the others empty
    for each in Indel.opcodes(old, new):
        removed = "".join(old[each.src_start : each.src_end])
        added = "".join(new[each.dest_start : each.dest_end])
        if each.tag == "equal":
            found.append((removed, "", ""))
        elif found and not found[-1][0]:
            _, gone, come = found.pop()
            found.append(("", gone + removed, come + added))
        else:
            found.append(("", removed, added))
    return [
        Piece(change, text)
        for agreed, gone, come in _without_chance(found)
        for change, text in (
            (Change.SAME, agreed),
            (Change.REMOVED, gone),
            (Change.ADDED, come),
        )
        if text
    ]


def _without_chance(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Agreements too short to mean anything, between two changes, made part of the change."""
    joined: list[tuple[str, str, str]] = []
    for place, (agreed, gone, come) in enumerate(found):
        is_chance = 0 < len(agreed) < SHORTEST_AGREEMENT and 0 < place < len(found) - 1
        if agreed and not is_chance:
            joined.append((agreed, "", ""))
            continue
        _, before, after = joined.pop() if joined and not joined[-1][0] else ("", "", "")
        joined.append(("", before + (gone or agreed), after + (come or agreed)))
    return joined


# A figure with what it counts, so that 12次 is not taken for 12人.
_FIGURE = re.compile(r"\d[\d,，.．]*(?:\.\d+)?(?:余|多)?[%％‰]?[万亿]?[\u4e00-\u9fff]?")


def kept_figures(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Ranges, in the text after, of numbers that agree with those of the text before.

    In a report written on last year's these are the ones to look at: years and counts that were
    copied along.
    """
    ranges, place = [], 0
    for piece in pieces:
        if piece.change is Change.REMOVED:
            continue
        if piece.change is Change.SAME:
            ranges += [
                (place + match.start(), place + match.end())
                for match in _FIGURE.finditer(piece.text)
            ]
        place += len(piece.text)
    return ranges
