"""Outline → text, exactly the text that was read; and where each part of it stands."""

from collections.abc import Iterable

from reports.outline.draft import Draft
from reports.outline.pieces import Piece
from reports.outline.tree import Node, Outline, Paragraph, Span, walk


def write(outline: Outline) -> str:
    """The text of `outline`; `write(read(text)) == text` for any text."""
    parts = [outline.before]
    parts += [_paragraph(p) for p in (*outline.title, *outline.subtitle)]
    parts.append(_nodes(outline.nodes))
    parts += [_paragraph(p) for p in outline.signature]
    if outline.date is not None:
        parts.append(_paragraph(outline.date))
    return "".join(parts)


def write_node(node: Node) -> str:
    """The text of one node: heading, paragraphs, children."""
    return _nodes((node,))


def write_body(paragraphs: tuple[Paragraph, ...], children: tuple[Node, ...]) -> str:
    """The text under a heading."""
    return "".join(_paragraph(p) for p in paragraphs) + _nodes(children)


def located(outline: Outline) -> Outline:
    """The same outline with every `span` and `line` counted anew from what `write` gives.

    Nodes and paragraphs that had theirs right are given back as they are.
    """
    place = Place(outline.before)
    return Outline(
        before=outline.before,
        title=place.paragraphs(outline.title),
        subtitle=place.paragraphs(outline.subtitle),
        nodes=place.nodes(outline.nodes),
        signature=place.paragraphs(outline.signature),
        date=place.paragraph(outline.date) if outline.date is not None else None,
    )


class Place:
    """Where in the text we are while writing it; what is written gets its span and line."""

    def __init__(self, before: str = "") -> None:
        self.offset = 0
        self.line = 1
        self._after_return = False
        self.step(before)

    def step(self, text: str) -> None:
        """Go past `text`; a line ends with LF, CR LF or CR, which fields may cut in two."""
        if not text:
            return
        self.offset += len(text)
        self.line += text.count("\n")
        if "\r" in text:
            self.line += text.count("\r") - text.count("\r\n")
        if self._after_return and text[0] == "\n":
            self.line -= 1
        self._after_return = text[-1] == "\r"

    def paragraphs(self, written: Iterable[Paragraph | Piece]) -> tuple[Paragraph, ...]:
        """The paragraphs that stand here."""
        return tuple([self.paragraph(words) for words in written])

    def paragraph(self, words: Paragraph | Piece) -> Paragraph:
        """The paragraph that stands here."""
        self.step(words.indent)
        start, line = self.offset, self.line
        self.step(words.text)
        end = self.offset
        self.step(words.end)
        if isinstance(words, Paragraph) and _is_at(words, start, end, line):
            return words
        return Paragraph(words.text, words.indent, words.end, Span(start, end), line)

    def nodes(self, written: Iterable[Node | Draft]) -> tuple[Node, ...]:
        """The nodes that stand here."""
        return tuple([self.node(node) for node in written])

    def node(self, written: Node | Draft) -> Node:
        """The node that stands here, with all that is below it."""
        start = self.offset
        self.step(written.indent)
        line = self.line
        self.step(written.marker + written.gap + (written.heading or "") + written.heading_end)
        paragraphs = self.paragraphs(written.paragraphs)
        children = self.nodes(written.children)
        if not written.marker and not written.heading:
            first = [p.line for p in paragraphs[:1]] or [c.line for c in children[:1]]
            line = first[0] if first else line
        if (
            isinstance(written, Node)
            and _is_at(written, start, self.offset, line)
            and (paragraphs, children) == (written.paragraphs, written.children)
        ):
            return written
        return Node(
            written.level,
            written.marker,
            written.number,
            written.heading,
            written.run_in,
            paragraphs,
            children,
            written.roles,
            written.indent,
            written.gap,
            written.heading_end,
            Span(start, self.offset),
            line,
        )


def _is_at(part: Node | Paragraph, start: int, end: int, line: int) -> bool:
    span = part.span
    return span.start == start and span.end == end and part.line == line


def _paragraph(paragraph: Paragraph) -> str:
    return paragraph.indent + paragraph.text + paragraph.end


def _nodes(nodes: tuple[Node, ...]) -> str:
    parts: list[str] = []
    for node in walk(nodes):
        parts += (node.indent, node.marker, node.gap, node.heading or "", node.heading_end)
        parts += [_paragraph(p) for p in node.paragraphs]
    return "".join(parts)
