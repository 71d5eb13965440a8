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
_BEYOND = "\0" * 3  # stands for what follows the end of a text: in no phrase


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
        # What the other halves begin with, as strings: of nearly all that is found one look at
        # them is enough.
        self.after_left = ["".join(side) for side in self.lefts]
        self.before_right = ["".join(side) for side in self.rights]

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
        found = set(self._swaps())
        backwards = text[::-1]
        passed, left = _reach(right, size)
        ahead, behind = text + _BEYOND, backwards + _BEYOND
        after_left, before_right = self._index.after_left, self._index.before_right
        for start, end, half in self._matches:
            # The other half is as long as this one, or a character longer or shorter.
            near = after_left[half]
            if near and (ahead[end] in near or ahead[end + 1] in near) and left[end] < end - start:
                for phrase, rest in _candidates(self._index.lefts[half], ahead, end):
                    if edited := _edit(rest, text, end):
                        found.add(_going_on(phrase, start, end, edited))
            near = before_right[half]
            if near:
                before = size - start
                if (behind[before] in near or behind[before + 1] in near) and passed[
                    start - 1
                ] < end - start - 1:
                    for phrase, rest in _candidates(self._index.rights[half], behind, before):
                        if edited := _edit(rest, backwards, before):
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
    """For every character how much there is of the right place that it lies in.

    Up to the character and from it on, itself included; 0 where it lies in none.
    """
    passed, left = [0] * (size + 1), [0] * (size + 1)
    for start, end in right:
        passed[start:end] = range(1, end - start + 1)
        left[start:end] = range(end - start, 0, -1)
    return passed, left


def _swapped(phrase: str) -> str:
    """The phrase with the two characters on either side of its middle swapped."""
    middle = len(phrase) // 2
    return phrase[: middle - 1] + phrase[middle] + phrase[middle - 1] + phrase[middle + 1 :]


def _candidates(side: _Side, text: str, at: int) -> list[tuple[str, str]]:
    """Phrases whose other half may be what the text has at `at`, but for one edit.

    Most phrases are ruled out here by looking at two or three characters.
    """
    first, second = text[at], text[at + 1]
    found = []
    for phrase in side.get(first, _NOTHING):
        rest = phrase[1]
        size = len(rest)
        if rest[0] != first or size == _PAIR:
            found.append(phrase)
        elif rest[1] != second:
            third = text[at + 2]
            if rest[2] == second or third in (rest[1], rest[2]):
                found.append(phrase)
        elif rest[-1] in text[at + size - 2 : at + size + 1] or text.startswith(rest[:-1], at):
            found.append(phrase)
    if second != first:
        found += side.get(second, _NOTHING)
    return found


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
    end = start + length
    index = 0
    while index < length and text[start + index : start + index + 1] == half[index]:
        index += 1
    at, rest = start + index, half[index + 1 :]
    if index >= length or at >= len(text):
        return None
    if rest:
        if (
            text[at] == rest[0]
            and text[at + 1 : at + 2] == half[index]
            and text[at + 2 : end] == rest[1:]
        ):
            return Edit.SWAPPED, index, length
        if text.startswith(rest, at):
            return Edit.LOST, index, length - 1
    if text.startswith(half[index:], at + 1):
        return Edit.ADDED, index, length + 1
    if text.startswith(rest, at + 1):
        return Edit.CHANGED, index, length
    return None
