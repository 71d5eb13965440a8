"""Structure of a report: each module registers its rules."""

from drafting.checks.rules.structure import answers, headings, parts

__all__ = ["answers", "headings", "parts"]
