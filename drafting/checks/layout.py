"""A document with one paragraph a line, for the rules, and the way back to the one as written.

Rules see lines. Where lines were broken at a fixed width, a word or a list would be judged by
its halves; where line ends were lost, a report would be one endless sentence. So the rules are
given the paragraphs that the outline has found, and what they find is carried back.
"""

import re
from dataclasses import replace
from functools import cached_property

from drafting.checks.document import Document
from drafting.checks.finding import Finding, fingerprint
from reports.outline.pieces import BLANKS
from reports.outline.tree import Node, Paragraph
from reports.outline.unwrap import broken_at, joint
from reports.outline.writer import write

_STRETCH = re.compile(f"[{re.escape(BLANKS)}]+|[^{re.escape(BLANKS)}]+")


class Relaid:
    """A document as it is written, the same `whole`, and which character of it is which."""

    def __init__(self, document: Document, whole: Document) -> None:
        """`whole` is `document` with other blanks and line ends."""
        self.document = document
        self.whole = whole

    @cached_property
    def _places(self) -> list[int]:
        return _places(self.whole.text, self.document.text)

    def carried_back(self, finding: Finding) -> Finding:
        """A finding in `whole` as one in the document as it is written."""
        text = self.document.text
        start, end = self.written_at(finding.start, finding.end)
        line, column = self.document.place(start)
        return replace(
            finding,
            start=start,
            end=end,
            text=text[start:end],
            # A correction would take the line end away with the words: somebody has to look.
            is_safe=finding.is_safe and text[start:end] == finding.text,
            related=tuple(self.written_at(*span) for span in finding.related),
            is_everywhere=False,  # nor are other places sure to hold the same words
            line=line,
            column=column,
            fingerprint=fingerprint(finding.rule, text, start, end),
        )

    def written_at(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `[start:end]` of `whole` stand in the document as it is written."""
        first = self._places[start]
        return first, self._places[end - 1] + 1 if end > start else first


def one_paragraph_a_line(document: Document) -> Relaid | None:
    """`document` with one paragraph a line; None where it is written so."""
    outline = document.outline
    broken = broken_at(document.text)
    whole = replace(
        outline,
        title=tuple(map(_on_its_line, outline.title)),
        subtitle=tuple(map(_on_its_line, outline.subtitle)),
        nodes=tuple(_relaid(node, broken) for node in outline.nodes),
        signature=tuple(map(_on_its_line, outline.signature)),
    )
    if whole == outline:
        return None
    is_same = write(whole).rstrip(BLANKS) == document.text.rstrip(BLANKS)
    return None if is_same else Relaid(document, Document(whole))


def _relaid(node: Node, broken: frozenset[int]) -> Node:
    paragraphs: list[Paragraph] = []
    goes_on = False
    for paragraph in node.paragraphs:
        if goes_on:
            before = paragraphs.pop()
            words = joint(before.text, paragraph.text) + paragraph.text
            paragraphs.append(_on_its_line(replace(before, text=words, end=paragraph.end)))
        else:
            paragraphs.append(_on_its_line(paragraph))
        goes_on = paragraph.span.end in broken
    heading_end = node.heading_end
    if node.heading is not None and not node.run_in:
        heading_end = _with_line_end(heading_end)
    children = tuple([_relaid(child, broken) for child in node.children])
    after = heading_end, tuple(paragraphs), children
    if after == (node.heading_end, node.paragraphs, node.children):
        return node
    return replace(node, heading_end=heading_end, paragraphs=after[1], children=children)


def _on_its_line(paragraph: Paragraph) -> Paragraph:
    end = _with_line_end(paragraph.end)
    return paragraph if end is paragraph.end else replace(paragraph, end=end)


def _with_line_end(end: str) -> str:
    return end if "\n" in end or "\r" in end else end.rstrip(BLANKS) + "\n"


def _places(whole: str, written: str) -> list[int]:
    """For each character of `whole`, and for its end, the offset of the same in `written`.

    The two differ in blanks only.
    """
    places: list[int] = []
    at = 0
    for stretch in _STRETCH.findall(whole):
        if stretch[0] in BLANKS:
            for _blank in stretch:
                places.append(min(at, len(written) - 1))
                at += at < len(written) and written[at] in BLANKS
            continue
        while written[at] in BLANKS:
            at += 1
        if written.startswith(stretch, at):
            places += range(at, at + len(stretch))
            at += len(stretch)
            continue
        for _character in stretch:
            while written[at] in BLANKS:
                at += 1
            places.append(at)
            at += 1
    return [*places, len(written)]
