"""问题清单 and 措施清单: what one report has to say, row by row, in the order of its text."""

import re
from typing import TYPE_CHECKING

from drafting.checks.document import Document
from drafting.checks.pairing import Item, Pair, items, pairs
from reports.outline.markers import leading
from reports.outline.tree import Outline, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

# [part of the report, the problem or measure, what answers it …]
Row = list[str]


def problems_of(outline: Outline) -> list[Row]:
    """Every problem with the measures that answer it; without any, alone."""
    document = Document(outline)
    found: Sequence[Pair] = pairs(document) or [
        Pair(item) for item in items(document, Role.PROBLEMS)
    ]
    return [
        [_part(document, pair.problem), words(pair.problem), *map(words, _answers(pair))]
        for pair in found
    ]


def measures_of(outline: Outline) -> list[Row]:
    """Every measure with the problems that it answers; without any, alone."""
    document = Document(outline)
    found = pairs(document)
    both = [pair.problem for pair in found if pair.by == "heading"]
    measures = sorted(
        {item.start: item for item in (*both, *items(document, Role.MEASURES))}.values(),
        key=lambda item: item.start,
    )
    return [
        [
            _part(document, measure),
            words(measure),
            *(words(pair.problem) for pair in found if measure in _answers(pair)),
        ]
        for measure in measures
    ]


def _answers(pair: Pair) -> tuple[Item, ...]:
    """The measures of a pair; where one heading names both, it is said once."""
    return tuple(item for item in pair.measures if item is not pair.problem)


def words(item: Item) -> str:
    """The words of a problem or measure in one paragraph, without its number."""
    text = re.sub(r"\s*\n\s*", "", item.text.strip())
    marker = leading(text)
    return text[len(marker.text) :].lstrip() if marker else text


def _part(document: Document, item: Item) -> str:
    """The heading of the part of the report in which the item stands."""
    for node in document.outline.nodes:
        if node.span.start <= item.start < node.span.end:
            return node.heading or ""
    return ""
