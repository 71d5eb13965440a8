"""The words that reports are written with, and which of them a broken word may have been.

The table is made by `script/vocabulary.py`: common words and those of our own lexicon.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from drafting.checks.lexicon import FOLDER
from drafting.checks.lexicon.compiled import compiled
from drafting.checks.likeness import looks_alike, sounds_alike

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
    }


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
