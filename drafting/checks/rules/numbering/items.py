"""Numbered headings and points, as the rules on their order see them."""

from typing import NamedTuple

from drafting.checks.document import Document
from reports.outline.markers import ORDINAL_WORDS, leading
from reports.outline.numbering import marker_like
from reports.outline.tree import Node


class Item(NamedTuple):
    """A numbered heading or point: its marker, and where the marker stands."""

    number: int
    marker: str
    style: str
    start: int
    level: int = 0

    @property
    def end(self) -> int:
        """Where the marker ends."""
        return self.start + len(self.marker)

    def like(self, number: int) -> str:
        """The marker of `number` in the same style; as it is where that cannot be counted."""
        try:
            return marker_like(self.marker, self.level, number)
        except ValueError:
            return self.marker


def heading_item(node: Node) -> Item | None:
    """The marker of a numbered heading; None for 一是, 第一 and for a node without a number."""
    marker = leading(node.marker)
    if marker is None or marker.style in ORDINAL_WORDS:
        return None
    start = node.span.start + len(node.indent)
    return Item(marker.number, node.marker, marker.style, start, node.level)


def headings(document: Document) -> list[Item]:
    """Every numbered heading in the order of the text."""
    return [item for node in document.nodes if (item := heading_item(node))]
