"""The words that reports are written with, and which of them a broken word may have been.

The table is made by `script/vocabulary.py`: common words and those of our own lexicon.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from drafting.checks.lexicon import FOLDER
from drafting.checks.lexicon.compiled import compiled
from drafting.checks.likeness import looks_alike, sounds_alike, taken_for

TABLE = FOLDER / "generated" / "vocabulary.tsv"
PAIRS = FOLDER / "generated" / "neighbours.tsv"
UNKNOWN = 184  # cost of what is not in the table: half an occurrence in the whole corpus
GAP = "*"
NOTHING: list[str] = []
NOWHERE: list[tuple[int, tuple[str, ...]]] = []


class Vocabulary:
    """Costs of words and single characters; words by all but one of their characters."""

    def __init__(self) -> None:
        """Read the table."""
        tables = compiled("vocabulary", (TABLE, Path(__file__)), _tables)
        self.costs: dict[str, int] = tables["costs"]
        self.alone: dict[str, int] = tables["alone"]
        self.domain: frozenset[str] = tables["domain"]
        self._gaps: dict[str, str] = tables["gaps"]
        self._shortened: dict[str, list[str]] = tables["shortened"]
        # Sets of characters as the bits of a number: `place` says which bit.
        self.place: dict[str, int] = tables["place"]
        self._before: dict[str, int] = tables["before"]
        self._after: dict[str, int] = tables["after"]
        self._near: dict[str, int] = tables["near"]

    def cost(self, word: str) -> int:
        """Ten times the negative logarithm of its share of all words."""
        return self.costs.get(word, UNKNOWN)

    def mistaken(self, word: str, index: int) -> list[str]:
        """Words that differ from `word` in the character at `index`, and there only by a likeness."""
        others = self._gaps.get(word[:index] + GAP + word[index + 1 :])
        if others is None:
            return NOTHING
        character = word[index]
        return [
            word[:index] + other + word[index + 1 :]
            for other in others
            if other != character and _is_alike(character, other)
        ]

    def swapped(self, word: str) -> list[tuple[int, tuple[str, ...]]]:
        """Where two neighbours of `word` can be swapped to make a word or two, and those words."""
        costs = self.costs
        if len(word) == 2:  # noqa: PLR2004  # by far the most
            turned = word[::-1]
            return [(0, (turned,))] if turned in costs else NOWHERE
        found: list[tuple[int, tuple[str, ...]]] = []
        for index in range(len(word) - 1):
            other = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
            if other in costs:
                found.append((index, (other,)))
        if len(word) == 4:  # noqa: PLR2004  # 作建风设: the end of one word and the start of another
            one, two = word[0] + word[2], word[1] + word[3]
            if one in costs and two in costs:
                found.append((1, (one, two)))
        return found

    def with_character(self, character: str) -> list[str]:
        """Words of two characters that `character` is one of, the commonest first."""
        others = ((GAP + character, 0), (character + GAP, 1))
        found = [
            other + character if place == 0 else character + other
            for key, place in others
            for other in self._gaps.get(key, "")
        ]
        return sorted(set(found) & self.domain, key=lambda word: (self.costs[word], word))

    def neighbours(self, character: str) -> tuple[int, int]:
        """What may stand right before and after `character` in what one slip has made of a word.

        Two words that are mixed up (作建风设) are another matter. The characters are bits: `place`.
        """
        # A slip that leaves the character as it is turns a word of two round, and brings others
        # nearer by one place at the most.
        near = self._near.get(character, 0)
        before, after = near | self._after.get(character, 0), near | self._before.get(character, 0)
        for other in taken_for(character):
            before |= self._before.get(other, 0)
            after |= self._after.get(other, 0)
        return before, after

    def lengthened(self, word: str) -> Sequence[str]:
        """Words that have one character more."""
        return self._shortened.get(word, ())


def _tables() -> dict[str, Any]:
    """The table as dictionaries: words by their characters, by all but one of them."""
    costs: dict[str, int] = {}
    alone: dict[str, int] = {}
    domain = set()
    gaps: dict[str, str] = {}
    shortened: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        word, cost, is_domain, share = line.split("\t")
        costs[word] = int(cost)
        if len(word) == 1:
            alone[word] = int(share)
            continue
        if is_domain:
            domain.add(word)
        for index, character in enumerate(word):
            key = word[:index] + GAP + word[index + 1 :]
            gaps[key] = gaps.get(key, "") + character
            if len(word) > 2:  # noqa: PLR2004  # a word of two leaves nothing to know it by
                shortened.setdefault(word[:index] + word[index + 1 :], []).append(word)
    return {
        "costs": costs,
        "alone": alone,
        "domain": frozenset(domain),
        "gaps": gaps,
        "shortened": shortened,
        **_side_by_side(word for word in costs if len(word) > 1),
    }


def _side_by_side(words: Iterable[str]) -> dict[str, dict[str, int]]:
    """Bits of characters, and what stands before, after and near each of them in `words`."""
    place: dict[str, int] = {}
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    near: dict[str, int] = {}
    for word in words:
        bits = [1 << place.setdefault(character, len(place)) for character in word]
        for index, character in enumerate(word):
            before[character] = before.get(character, 0) | sum(bits[:index][-1:])
            after[character] = after.get(character, 0) | sum(bits[index + 1 :][:1])
            for bit in bits[max(0, index - 2) : index + 3] if len(word) > 2 else ():  # noqa: PLR2004
                near[character] = near.get(character, 0) | bit
    return {"place": place, "before": before, "after": after, "near": near}


@lru_cache(maxsize=65_536)
def _is_alike(one: str, other: str) -> bool:
    return sounds_alike(one, other) or looks_alike(one, other)


@cache
def vocabulary() -> Vocabulary:
    """The one vocabulary."""
    return Vocabulary()


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Words that stand side by side in our lexicon."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset((first, second) for first, second in (line.split("\t") for line in lines))
