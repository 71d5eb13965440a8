"""Characters: what was typed, recognised or pasted wrongly.

`doubled` characters and words, `slips` from the list of typing errors, `collocations` of verbs and
objects, `particles` 的地得, `broken` words that one slip would explain, characters whose partner is
`lost`, mixed `constructions`, hints of a language `model`.
"""

from drafting.checks.rules.characters import (
    broken,
    collocations,
    constructions,
    doubled,
    lost,
    model,
    particles,
    slips,
)

__all__ = [
    "broken",
    "collocations",
    "constructions",
    "doubled",
    "lost",
    "model",
    "particles",
    "slips",
]
