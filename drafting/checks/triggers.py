"""Which rules have to look at a text: those of which it has something that they need.

Most rules speak of something that most lines have not got (某某, 同比, a half-width bracket). One
pass over the line for all rules together is far cheaper than one call for each.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from drafting.checks.events import Own
from drafting.checks.lexicon import Finder, longest
from drafting.checks.registry import Rule

# Combinations of rules that lines have asked for, remembered.
MOST = 8192
NEVER = "(?!)"  # a pattern that matches nothing


class Triggers:
    """Finds the characters and words that rules need, all in one pass."""

    def __init__(self, rules: Sequence[Rule], own: Own = ()) -> None:
        """`rules` in the order in which they are to be run; `own` are the context's events."""
        self.rules = tuple(rules)
        # Sets of rules as the bits of a number: those without needs, those by what they need.
        self._always = 0
        by_trigger: dict[str, int] = {}
        for index, rule in enumerate(self.rules):
            needed = rule.needed(own)
            if needed is None:
                self._always |= 1 << index
            for trigger in needed or ():
                by_trigger[trigger] = by_trigger.get(trigger, 0) | 1 << index
        self._by_character = {key: bits for key, bits in by_trigger.items() if len(key) == 1}
        words = sorted(by_trigger.keys() - self._by_character.keys())
        every = "".join(map(re.escape, self._by_character))
        self._characters = re.compile(f"[{every}]" if every else NEVER)
        self._by_word = [by_trigger[word] for word in words]
        self._places = {word: index for index, word in enumerate(words)}
        self._words = CharwiseDoubleArrayAhoCorasick(words)
        self._own: dict[Finder, frozenset[int] | None] = {}
        self._chosen = lru_cache(maxsize=MOST)(self._with_bits)

    def of(self, text: str) -> tuple[int, ...]:
        """The indexes in `rules` of those that may find something in `text`."""
        return self.asked(text, self.met(text))

    def met(self, text: str) -> "Met":
        """The words that rules need which are in `text`."""
        return Met(self, self._words.find_overlapping(text))

    def asked(self, text: str, met: "Met") -> tuple[int, ...]:
        """As `of`, when it is known what is met in `text`."""
        bits = self._always
        for character in set(self._characters.findall(text)):
            bits |= self._by_character[character]
        for word in {match[2] for match in met.matches}:
            bits |= self._by_word[word]
        return self._chosen(bits)

    def own(self, finder: Finder) -> frozenset[int] | None:
        """Which words are the finder's; None where it has others as well, or single characters."""
        if finder not in self._own:
            places = [self._places.get(string) for string in finder.strings]
            known = frozenset(place for place in places if place is not None)
            self._own[finder] = known if len(known) == len(places) else None
        return self._own[finder]

    def _with_bits(self, bits: int) -> tuple[int, ...]:
        return tuple(index for index in range(len(self.rules)) if bits >> index & 1)


class Met(NamedTuple):
    """What has been met of the words in one pass: where it starts and ends, and which of them it is."""

    triggers: Triggers
    matches: list[tuple[int, int, int]]

    def of(self, finder: Finder) -> list[tuple[int, int]] | None:
        """Start and end of what `finder` would find; None where the pass did not look for that."""
        own = self.triggers.own(finder)
        if own is None:
            return None
        return longest([match for match in self.matches if match[2] in own])
