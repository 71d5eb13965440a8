"""Finds what is one edit away from a known phrase: a character changed, added, lost or swapped.

Two-halves index: one edit leaves at least one half of a phrase as it is (pigeonhole), so an
automaton over the halves finds every candidate and only its neighbourhood is compared. A swap
right between the halves breaks both; those are looked for as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from drafting.checks.lexicon import longest

SHORTEST = 4  # characters; half of anything shorter is a single character, found everywhere


class Edit(StrEnum):
    """What happened to the phrase."""

    CHANGED = "changed"
    ADDED = "added"
    LOST = "lost"
    SWAPPED = "swapped"


class Near(NamedTuple):
    """`text[start:end]` is `phrase` but for one edit at `text[at]`.

    `where` in the phrase the edited character belongs; a swap concerns it and the next.
    """

    start: int
    end: int
    phrase: str
    edit: Edit
    at: int
    where: int


# What the other half begins with (its two nearest characters): whole phrases and their other half.
_Side = dict[str, list[tuple[str, str]]]
# Kind of the edit, index in the half, length of what is written for the half.
_Edited = tuple[Edit, int, int]
_NOTHING: tuple[tuple[str, str], ...] = ()
_NONE: _Side = {}
_PAIR = 2  # the shortest half
_END = "\0"  # stands for what follows the end of a text: in no phrase
_BEYOND = _END * 3


# Strings, how many of them are halves alone, and for each: what it is the left and the right half
# of, whether it is found as it is, what it is with a swap.
Tables = tuple[list[str], int, list[_Side], list[_Side], list[bool], list[str | None]]


def tables(phrases: Iterable[str], right: Iterable[str] = ()) -> Tables:
    """What an index needs besides its automaton: plain data, so that it can be kept.

    `phrases` in any order, shorter ones are left out; `right` are found as they are.
    """
    every = sorted({phrase for phrase in phrases if len(phrase) >= SHORTEST})
    lefts: defaultdict[str, _Side] = defaultdict(dict)
    rights: defaultdict[str, _Side] = defaultdict(dict)
    for phrase in every:
        middle = len(phrase) // 2
        left, rest = phrase[:middle], phrase[middle:]
        backwards = left[::-1]
        # Both sides are compared from the middle outwards.
        for sides, half, other in ((lefts, left, rest), (rights, rest, backwards)):
            side = sides[half]
            for character in {other[0], other[1]}:
                side.setdefault(character, []).append((phrase, other))
    swaps = {swapped: phrase for phrase in every if (swapped := _swapped(phrase)) != phrase}
    known = {string for string in right if string}
    # Those that are nothing but halves come first.
    halves, others = {*lefts, *rights}, {*swaps, *known}
    strings = [*sorted(halves - others), *sorted(others)]
    return (
        strings,
        len(halves - others),
        [lefts.get(string, _NONE) for string in strings],
        [rights.get(string, _NONE) for string in strings],
        [string in known for string in strings],
        [swaps.get(string) for string in strings],
    )


class Index:
    """Phrases of four characters or more, found with one edit, and any strings found as they are.

    One automaton has it all: the halves, the phrases with a swap in their middle, the strings.
    """

    def __init__(self, made: Tables) -> None:
        """`made` is what `tables` has made of the phrases."""
        strings, self.first_other, self.lefts, self.rights, self.is_right, self.swapped = made
        self.automaton = CharwiseDoubleArrayAhoCorasick(strings)

    def scan(self, text: str) -> "Scan":
        """What of all this is in `text`."""
        return Scan(self, text)

    def near(self, text: str) -> list[Near]:
        """Every place one edit away from a phrase, in the order of the text, overlaps included."""
        return self.scan(text).near()


class Scan:
    """What an index has found in a text."""

    def __init__(self, index: Index, text: str) -> None:
        """One pass over the text."""
        self._index, self._text = index, text
        self._matches = index.automaton.find_overlapping(text)
        self._others = [match for match in self._matches if match[2] >= index.first_other]

    @cached_property
    def right(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each string that is there as it is, the longest of those that overlap."""
        is_right = self._index.is_right
        return tuple(longest([match for match in self._others if is_right[match[2]]]))

    def near(self, right: Iterable[tuple[int, int]] = ()) -> list[Near]:
        """Every place one edit away from a phrase, in the order of the text, overlaps included.

        `right` are places (none overlapping) known to be right: edits inside are not looked for.
        """
        text, size = self._text, len(self._text)
        lefts, rights = self._index.lefts, self._index.rights
        found = set(self._swaps())
        since, until = _reach(right, size)
        ahead, behind = text + _BEYOND, text[::-1] + _BEYOND
        # Each character made once: to take one out of a text makes a new object each time.
        characters = [*ahead]
        for start, end, half in self._matches:
            # The other half is as long as this one, or a character longer or shorter; of nearly
            # all that is found one look at its two nearest characters is enough.
            side = lefts[half]
            if (
                side
                and (characters[end] in side or characters[end + 1] in side)
                and until[end] < 2 * end - start
            ):
                for phrase, edited in _edited(side, ahead, end):
                    found.add(_going_on(phrase, start, end, edited))
            side = rights[half]
            if (
                side
                and (characters[start - 1] in side or characters[start - 2] in side)
                and since[start - 1] > 2 * start - end + 1
            ):
                for phrase, edited in _edited(side, behind, size - start):
                    found.add(_coming_from(phrase, start, end, edited))
        return sorted(found)

    def _swaps(self) -> Iterator[Near]:
        """Phrases with a swap right in their middle."""
        swapped = self._index.swapped
        found = [match for match in self._others if swapped[match[2]]]
        phrases = {match[:2]: swapped[match[2]] or "" for match in found}
        for start, end in longest(found):
            phrase = phrases[start, end]
            middle = len(phrase) // 2
            yield Near(start, end, phrase, Edit.SWAPPED, start + middle - 1, middle - 1)


def _reach(right: Iterable[tuple[int, int]], size: int) -> tuple[list[int], list[int]]:
    """For every character where the right place begins and ends that it lies in.

    Beyond the text, and 0, for those that lie in none.
    """
    since, until = [size + 1] * (size + 1), [0] * (size + 1)
    for start, end in right:
        since[start:end] = [start] * (end - start)
        until[start:end] = [end] * (end - start)
    return since, until


def _swapped(phrase: str) -> str:
    """The phrase with the two characters on either side of its middle swapped."""
    middle = len(phrase) // 2
    return phrase[: middle - 1] + phrase[middle] + phrase[middle - 1] + phrase[middle + 1 :]


def _edited(side: _Side, text: str, at: int) -> list[tuple[str, _Edited]]:
    """Phrases whose other half is what `text` (and `_BEYOND`) has at `at`, but for one edit.

    Most phrases are ruled out by looking at two or three characters.
    """
    first, second = text[at], text[at + 1]
    found = []
    for candidate in side.get(first, _NOTHING):
        rest = candidate[1]
        size = len(rest)
        if rest[0] != first or size == _PAIR:
            found.append(candidate)
        elif rest[1] != second:
            third = text[at + 2]
            if rest[2] == second or third in (rest[1], rest[2]):
                found.append(candidate)
        elif rest[-1] in text[at + size - 2 : at + size + 1] or text.startswith(rest[:-1], at):
            found.append(candidate)
    if second != first:
        found += side.get(second, _NOTHING)
    return [
        (phrase, edited) for phrase, half in found if (edited := _edit(half, text, at)) is not None
    ]


def _going_on(phrase: str, start: int, end: int, edited: _Edited) -> Near:
    """`text[start:end]` is the left half, the right one is edited."""
    edit, index, length = edited
    return Near(start, end + length, phrase, edit, end + index, end - start + index)


def _coming_from(phrase: str, start: int, end: int, edited: _Edited) -> Near:
    """`text[start:end]` is the right half, the left one is edited, counted from its end."""
    edit, index, length = edited
    at, where = start - 1 - index, len(phrase) - (end - start) - 1 - index
    if edit is Edit.SWAPPED:
        at, where = at - 1, where - 1
    elif edit is Edit.LOST:
        at += 1
    elif edit is Edit.ADDED:
        where += 1
    return Near(start - length, end, phrase, edit, at, where)


def _edit(half: str, text: str, start: int) -> _Edited | None:
    """The one edit that makes `half` what the text has at `start`: kind, index, length written.

    A character that is lost or added at the far end is nothing: the phrase just ends there.
    """
    length = len(half)
    index = 0
    while index < length and text[start + index] == half[index]:
        index += 1
    at = start + index
    if index == length or text[at] == _END:
        return None
    rest = half[index + 1 :]
    if rest:
        if (
            text[at] == rest[0]
            and text[at + 1] == half[index]
            and text.startswith(rest[1:], at + 2)
        ):
            return Edit.SWAPPED, index, length
        if text.startswith(rest, at):
            return Edit.LOST, index, length - 1
    if text.startswith(half[index:], at + 1):
        return Edit.ADDED, index, length + 1
    if text.startswith(rest, at + 1):
        return Edit.CHANGED, index, length
    return None
