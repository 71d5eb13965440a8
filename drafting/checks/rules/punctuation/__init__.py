"""Punctuation and width: each module registers its rules."""

from drafting.checks.rules.punctuation import (
    blanks,
    commas,
    figures,
    headings,
    marks,
    pairs,
    parallel,
    series,
    width,
)

__all__ = [
    "blanks",
    "commas",
    "figures",
    "headings",
    "marks",
    "pairs",
    "parallel",
    "series",
    "width",
]
