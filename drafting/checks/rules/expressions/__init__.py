"""Fixed expressions (固定表述): what official language has only one wording for.

`near` one edit away from a known expression, `forms` known wrong forms, `core` the formulas about
the Party centre, `dated` terms outside their time, `lists` numbered terms and their members,
`slots` heads that go with one partner, `titles` documents in 《》, `quotes` quoted sentences,
`forbidden` what the organisation does not want to read, `units` one unit under two names.
"""

from drafting.checks.rules.expressions import (
    core,
    dated,
    forbidden,
    forms,
    lists,
    near,
    quotes,
    slots,
    titles,
    units,
)

__all__ = [
    "core",
    "dated",
    "forbidden",
    "forms",
    "lists",
    "near",
    "quotes",
    "slots",
    "titles",
    "units",
]
