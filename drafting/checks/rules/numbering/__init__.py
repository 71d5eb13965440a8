"""Numbers: each module registers its rules."""

from drafting.checks.rules.numbering import levels, marks, order, ordinals

__all__ = ["levels", "marks", "order", "ordinals"]
