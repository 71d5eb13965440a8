"""The known expressions of Party-building language, as `lexicon/phrases.tsv` has them.

`kind` says how fixed an expression is: `proper` (names: every deviation is wrong), `term` (one
word to the segmenter), `fixed` (set wording: a changed word is suspicious), `common` (usual
wording that others may rightly vary: only slips that leave no proper words are reported).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from drafting.checks import fuzzy, lexicon
from drafting.checks.context import DatedTerm
from drafting.checks.fuzzy import Index
from drafting.checks.lexicon.compiled import compiled


class Kind(StrEnum):
    """How fixed an expression is."""

    PROPER = "proper"
    TERM = "term"
    FIXED = "fixed"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: the canonical form, other right forms, known wrong ones, days of use."""

    term: str
    variants: tuple[str, ...]
    wrong: tuple[str, ...]
    kind: Kind
    since: date | None
    until: date | None
    source: str


def day(text: str) -> date | None:
    """The day of a data cell, None for an empty one. Raises ValueError for anything else."""
    return date.fromisoformat(text) if text else None


def several(text: str) -> tuple[str, ...]:
    """The parts of a data cell that holds several values between |."""
    return tuple(part for part in text.split("|") if part)


def cited(text: str) -> str:
    """Words in quotation marks, marks inside them turned into single ones (GB/T 15834 4.8.3.4)."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every row of the list."""
    return tuple(
        Phrase(
            row["term"],
            several(row["variants"]),
            several(row["wrong"]),
            Kind(row["kind"]),
            day(row["since"]),
            day(row["until"]),
            row["source"],
        )
        for row in lexicon.rows("phrases")
    )


@cache
def by_form() -> dict[str, Phrase]:
    """The row of every right form."""
    return {form: phrase for phrase in phrases() for form in (phrase.term, *phrase.variants)}


@lru_cache(maxsize=64)
def off(own: tuple[DatedTerm, ...]) -> frozenset[str]:
    """Those of an organisation's terms that stand for expressions which it has switched off."""
    return frozenset(term.term for term in own if term.off)


@cache
def index() -> Index:
    """Finds the right forms and what officials have coined, and what is one edit from the former."""
    code = (Path(__file__), Path(fuzzy.__file__))
    data = (lexicon.FOLDER / "phrases.tsv", lexicon.FOLDER / "coinages.tsv")
    return Index(compiled("expressions", (*data, *code), _tables))


def _tables() -> fuzzy.Tables:
    coined = (row["word"] for row in lexicon.rows("coinages"))
    return fuzzy.tables(by_form(), (*by_form(), *coined))
