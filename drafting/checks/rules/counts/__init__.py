"""Counts: each module registers its rules."""

from drafting.checks.rules.counts import figures, listed, parts, writing

__all__ = ["figures", "listed", "parts", "writing"]
