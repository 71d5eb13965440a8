"""The place for a language model that an installation may bring along; off by default."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Edit:
    """A hint: replace `[start:end]` of the sentence; `score` between 0 and 1."""

    start: int
    end: int
    replacement: str
    score: float


class LanguageChecker(Protocol):
    """Anything that can suggest edits; its hints are shown as info and never block."""

    name: str
    version: str

    def suggest(self, sentences: Sequence[str]) -> list[list[Edit]]:
        """Edits for each sentence, in order."""
        ...
