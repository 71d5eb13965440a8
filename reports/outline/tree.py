"""The shape of a report: `Outline` › `Node` › `Paragraph`, with the words exactly as written.

Every character of the source lies in exactly one field of the tree, so that `writer.write`
gives the source back. The fields that hold only white space (`before`, `indent`, `gap`, `end`)
exist for that; readers who want the words may ignore them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a part of a report is for; a heading may carry two (存在问题及下一步工作思路)."""

    LEAD = "lead"
    SUMMARY = "summary"
    PROBLEMS = "problems"
    MEASURES = "measures"
    CLOSING = "closing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets into the text that `write` gives."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `indent + text + end` is what the source says.

    `text` has no white space at either end. `end` holds what follows up to the next words:
    trailing blanks, the line end and any blank lines; it is empty where the next words
    follow on the same line. `span` covers `text` alone; `line` is 1-based.
    """

    text: str
    indent: str = ""
    end: str = "\n"
    span: Span = Span()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """A run-in point inside a paragraph: 一是…, 二要…, 第一，…, 首先….

    `marker` is as written (`一是`, `第一，`), `number` its value, `text` what follows up to the
    next point or the end of the paragraph; `span` covers marker and text.
    """

    marker: str
    number: int
    text: str
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Node:
    r"""A heading with what stands under it, or a stretch of paragraphs without a heading.

    Source = `indent + marker + gap + heading + heading_end`, then the paragraphs, then the
    children. `level` 0 is text outside the numbering (lead, closing); a node of level 1 or more
    with an empty `marker` and no heading is a passage that stands on its own inside its parent
    (problems under a summary heading, text after the last numbered child).

    `heading_end` is what closes the heading: `。` for a run-in heading whose first paragraph, or
    whose first child (一是…), follows on the same line (`run_in`); `。 \n` or `\n` for a heading
    alone on its line. A marker before plain text has the heading None, the text is a paragraph.
    `number` is the value read from `marker`, which may be wrong; the true ordinal is the
    position. `span` covers the whole node, `line` is that of its first words.
    """

    level: int
    marker: str = ""
    number: int | None = None
    heading: str | None = None
    run_in: bool = False
    paragraphs: tuple[Paragraph, ...] = ()
    children: tuple["Node", ...] = ()
    roles: tuple[Role, ...] = (Role.OTHER,)
    indent: str = ""
    gap: str = ""
    heading_end: str = ""
    span: Span = Span()
    line: int = 1

    @property
    def role(self) -> Role:
        """The first of `roles`."""
        return self.roles[0]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report.

    Source = `before`, `title`, `subtitle`, `nodes`, `signature`, `date` in this order. A title
    printed over several lines, or given twice, is several paragraphs. `subtitle` holds the
    lines between title and text (name, unit, date in brackets). `before` is white space only.
    Signature and date are set apart only where they end the text.
    """

    before: str = ""
    title: tuple[Paragraph, ...] = ()
    subtitle: tuple[Paragraph, ...] = ()
    nodes: tuple[Node, ...] = ()
    signature: tuple[Paragraph, ...] = ()
    date: Paragraph | None = None


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node of `nodes` and below, in the order of the text."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))
