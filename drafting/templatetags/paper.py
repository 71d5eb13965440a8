"""The report as it reads on paper: running text built in Python, so that not a blank is added.

Template formatters break lines inside paragraphs, and a line break between Chinese characters
shows as a gap; here every block's text is exactly the words of the source, marks or not.
"""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafting.checking.findings import Panel
from drafting.marking import Marks, marks_of
from drafting.talking.quoting import Placed
from reports.outline.tree import Node, Outline, Paragraph

register = template.Library()
DEEPEST_STYLE = 3
DEEPEST_HEADING = 6
LINE_BREAK = SafeString("<br>")


@register.simple_tag
def paper(
    outline: Outline, panel: Panel | None = None, remarks: Iterable[Placed] | None = None
) -> SafeString:
    """The whole report as HTML blocks; level-1 headings carry the ids that `contents` links to.

    What `panel` has found is marked, and what `remarks` are about; `outline` is theirs then.
    """
    marks = marks_of(panel, remarks)
    return format_html_join("\n", "{}", ((block,) for block in blocks(outline, marks)))


@register.simple_tag
def contents(outline: Outline) -> list[tuple[str, str]]:
    """Id and words of each numbered or headed part of the first level."""
    return [
        (part_id(index), heading_of(node))
        for index, node in enumerate(outline.nodes)
        if node.marker or node.heading
    ]


def blocks(outline: Outline, marks: Marks) -> Iterator[SafeString]:
    """The blocks in the order of the text."""
    if outline.title:
        lines = ((marked(p, marks),) for p in outline.title if p.text)
        words = format_html_join(LINE_BREAK, "{}", lines)
        yield format_html('<p class="paper-title">{}</p>', words)
    yield from lines_of(outline.subtitle, marks, "paper-organization")
    for index, node in enumerate(outline.nodes):
        yield from node_blocks(node, marks, anchor=part_id(index))
    yield from lines_of(outline.signature, marks, "paper-signature")
    if outline.date:
        yield from lines_of((outline.date,), marks, "paper-signature")


def node_blocks(
    node: Node, marks: Marks, *, anchor: str = "", depth: int = 2
) -> Iterator[SafeString]:
    """A heading, the paragraphs under it, and the parts below.

    `depth` is that of the heading in the page, where the levels must follow each other even if
    those of the report do not.
    """
    paragraphs = node.paragraphs
    heading = marks.html(heading_of(node), heading_start(node))
    if heading and node.run_in and paragraphs:
        yield format_html(
            '<p{}><span class="run-in">{}</span>{}</p>',
            id_of(anchor),
            heading,
            marked(paragraphs[0], marks),
        )
        paragraphs = paragraphs[1:]
    elif heading:
        yield format_html(
            '<{0}{1} class="paper-{2}">{3}</{0}>',
            SafeString(f"h{min(depth, DEEPEST_HEADING)}"),
            id_of(anchor),
            min(node.level, DEEPEST_STYLE),
            heading,
        )
        depth += 1
    yield from lines_of(paragraphs, marks)
    for child in node.children:
        yield from node_blocks(child, marks, depth=depth)


def heading_of(node: Node) -> str:
    """Marker and heading as written, without the white space around them."""
    return source_of_heading(node).strip()


def heading_start(node: Node) -> int:
    """Where the first word of `heading_of` stands in the text."""
    source = source_of_heading(node)
    return node.span.start + len(node.indent) + len(source) - len(source.lstrip())


def source_of_heading(node: Node) -> str:
    """Marker and heading as written."""
    return f"{node.marker}{node.gap}{node.heading or ''}{node.heading_end}"


def lines_of(
    paragraphs: tuple[Paragraph, ...], marks: Marks, style: str = ""
) -> Iterator[SafeString]:
    """One block a paragraph."""
    for paragraph in paragraphs:
        if paragraph.text:
            css = format_html(' class="{}"', style) if style else ""
            yield format_html("<p{}>{}</p>", css, marked(paragraph, marks))


def marked(paragraph: Paragraph, marks: Marks) -> SafeString:
    """The words of a paragraph with what was found in them."""
    return marks.html(paragraph.text, paragraph.span.start)


def part_id(index: int) -> str:
    """Id of a part of the first level."""
    return f"part-{index + 1}"


def id_of(anchor: str) -> SafeString:
    """The attribute, where there is an anchor."""
    return format_html(' id="{}"', anchor) if anchor else SafeString("")
