"""Each row of patterns.tsv finds its bad sentence, and its correction is found no more."""

import pytest

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.rules.characters.constructions import (
    Construction,
    constructions,
    mixed_construction,
)

ROWS = tuple(zip(lexicon.rows("patterns"), constructions(), strict=True))


@pytest.mark.parametrize(("row", "construction"), ROWS, ids=lambda row: getattr(row, "message", ""))
def test_a_row_finds_what_is_bad_and_not_what_is_good(
    row: lexicon.Row, construction: Construction
) -> None:
    bad, good = row["bad"], row["good"]
    (match,) = construction.pattern.finditer(bad)
    assert any(needle in bad for needle in construction.needles)
    assert not construction.pattern.search(good)
    corrected = match.expand(construction.right).join((bad[: match.start()], bad[match.end() :]))
    assert not list(mixed_construction(Line(corrected), Context()))
