"""Mixed constructions: two ways of saying something run into one (由……为, 未发生……发生)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import several
from drafting.checks.registry import Hit, rule


@dataclass(frozen=True, slots=True)
class Construction:
    """A row of `patterns.tsv`; one of `needles` is in every line that the pattern matches.

    `right` and `message` may name the pattern's groups.
    """

    needles: tuple[str, ...]
    written: str
    right: str
    message: str
    category: str
    severity: Severity
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first looked for: there are many, and few are met in a report."""
        return _compiled(self.written)


_compiled = cache(re.compile)


@cache
def constructions() -> tuple[Construction, ...]:
    """Every row of the list."""
    return tuple(
        Construction(
            several(row["needle"]),
            row["pattern"],
            row["right"],
            row["message"],
            row["category"],
            Severity(row["severity"]),
            row["source"],
        )
        for row in lexicon.rows("patterns")
    )


@rule(
    "CHR09",
    "grammar",
    Severity.WARNING,
    fires=(
        "成立⟦由支部书记为组长⟧的领导小组。",
        "全年⟦未发生一起安全事故发生⟧。",
        "认真⟦落实了落实⟧谈心谈话制度。",
    ),
    quiet=(
        "成立由支部书记任组长的领导小组，全年未发生一起安全事故。",
        "认真落实了谈心谈话制度。",
    ),
    source="现代汉语：句式杂糅、成分赘余",
    needs=lambda: (needle for row in constructions() for needle in row.needles),
)
def mixed_construction(line: Line, _context: Context) -> Iterator[Hit]:
    """句式杂糅、成分重复或者残缺"""
    for row in _with_needles_in(line):
        for found in row.pattern.finditer(line.text):
            yield Hit(
                *found.span(),
                found.expand(row.message),
                (found.expand(row.right),),
                severity=row.severity,
                category=row.category,
                source=row.source,
            )


@cache
def _needles() -> tuple[lexicon.Finder, tuple[str, ...], dict[str, list[int]]]:
    """The needles, those of a single character apart, and which rows each of them belongs to."""
    rows: dict[str, list[int]] = {}
    for index, row in enumerate(constructions()):
        for needle in row.needles:
            rows.setdefault(needle, []).append(index)
    words = lexicon.Finder(needle for needle in rows if len(needle) > 1)
    return words, tuple(needle for needle in rows if len(needle) == 1), rows


def _with_needles_in(line: Line) -> list[Construction]:
    """The rows one of whose needles is in the line, in the order of the list."""
    words, characters, rows = _needles()
    found = line.strings(words)
    found.update([character for character in characters if character in line.text])
    every = constructions()
    return [every[index] for index in sorted({i for needle in found for i in rows[needle]})]
