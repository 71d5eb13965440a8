"""Set an Outline as an official document: Outline → bytes of a .docx, or into one of many.

Every word of the outline appears once, in its order. White space at the ends of paragraphs and
blank lines are layout, which the styles do.
"""

import re
from typing import TYPE_CHECKING

from reports.outline.numbering import renumber
from reports.outline.points import points
from reports.outline.roles import is_salutation
from reports.outline.tables import Table, with_tables
from reports.word import styles
from reports.word.attachments import arrange
from reports.word.blocks import BREAKS, Block, Run
from reports.word.document import Document
from reports.word.ending import end_blocks
from reports.word.formal import append_imprint, red_head_blocks
from reports.word.geometry import GB_9704, Layout, twips
from reports.word.tables import TableBlock
from reports.word.title_lines import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.outline.tree import Node, Outline, Paragraph
    from reports.word.blocks import Element
    from reports.word.formal import Imprint, RedHead

# From the third level on headings look like text (7.3.3), and without text below they are text.
_LAST_LEVEL_OF_HEADINGS = 2
# Whom the document is for (7.3.2): names of organisations and a colon, first thing in the text.
_ADDRESSEE = re.compile(
    "[^。；：]{0,30}(?:党委|党组|党工委|纪委|支部|总支|委员会|局|厅|处|科|部|委|办|院|所|中心|公司|单位|政府)"
)
_LONGEST_ADDRESSEE = 80
_TABLE_TITLE = re.compile(r"附?表\s?[0-9一二三四五六七八九十]*[：:\s]|.*(?:表|清单|台账|一览)$")
_LONGEST_TABLE_TITLE = 28
_LONGEST_POINT_HEAD = 25
_POINT_MARKER = re.compile(r"[一二三四五六七八九十]+(?:是|要)")


def typeset(
    outline: "Outline",
    *,
    title: str | None = None,
    organization: str = "",
    date: str = "",
    renumbered: bool = False,
    layout: Layout = GB_9704,
    red_head: "RedHead | None" = None,
    imprint: "Imprint | None" = None,
) -> bytes:
    """Return `outline` as a .docx after GB/T 9704-2012; the same input gives the same bytes.

    `title` replaces the outline's own one ("" for none). `organization` and `date` stand under
    the title where the outline does not name them itself, under its title or at its end.
    `renumbered` sets right markers in place of the written ones. What XML cannot hold (control
    characters, lone surrogates) becomes U+FFFD. `red_head` and `imprint` make it a formal
    document.
    """
    document = Document(layout)
    append_report(
        document,
        outline,
        title=title,
        organization=organization,
        date=date,
        renumbered=renumbered,
        red_head=red_head,
        imprint=imprint,
    )
    return document.to_bytes(title=" ".join(_titles(outline, title)))


def append_report(
    document: Document,
    outline: "Outline",
    *,
    title: str | None = None,
    organization: str = "",
    date: str = "",
    renumbered: bool = False,
    red_head: "RedHead | None" = None,
    imprint: "Imprint | None" = None,
    bookmark: str = "",
) -> None:
    """Append `outline` to `document`, on a new page if anything stands there already.

    The arguments are those of `typeset`. `bookmark` (letters and a number of its own: report12)
    marks where the report begins, for a table of contents.
    """
    layout = document.layout
    if renumbered:
        outline = renumber(outline)
    blocks: list[Element] = [
        *_front(outline, list(filter(None, _titles(outline, title))), organization, date, layout),
        *_body(outline, layout),
        *end_blocks(
            [paragraph.text for paragraph in outline.signature],
            outline.date.text if outline.date else "",
            layout,
        ),
    ] or [Block(styles.BODY, [])]
    blocks = arrange(blocks, layout)
    if red_head is not None:
        below = blocks[0]
        if not isinstance(below, Block):
            below = Block(styles.ANCHOR, [])
            blocks.insert(0, below)
        below.space_before(2 * layout.line_pitch)  # 7.3.1 two lines below the red rule
        blocks = [*red_head_blocks(red_head, layout), *blocks]
    first = blocks[0]
    if not isinstance(first, Block):  # a table cannot begin a page by itself
        first = Block(styles.ANCHOR, [])
        blocks.insert(0, first)
    first.new_page, first.bookmark = not document.is_empty, bookmark
    if not isinstance(blocks[-1], Block):
        blocks.append(Block(styles.ANCHOR, []))  # Word wants a paragraph behind a table
    document.append(blocks)
    if imprint is not None:
        append_imprint(document, imprint)


def _titles(outline: "Outline", title: str | None) -> list[str]:
    return [paragraph.text for paragraph in outline.title] if title is None else [title.strip()]


def _front(
    outline: "Outline", titles: "Sequence[str]", organization: str, date: str, layout: Layout
) -> "list[Block]":
    blocks = []
    for text in titles:
        lines = title_lines(text, layout.title_characters)
        blocks.append(Block(styles.TITLE, [Run("\n".join(lines))]))
    blocks += [
        Block(styles.SUBTITLE, [Run(text)]) for text in _under_title(outline, organization, date)
    ]
    if blocks:
        blank = twips(layout.line_pitch * layout.blank_after_title)
        pitch = layout.title_pitch if blocks[-1].style == styles.TITLE else layout.line_pitch
        blocks[
            -1
        ].space = f'<w:spacing w:after="{blank}" w:line="{twips(pitch)}" w:lineRule="exact"/>'
    return blocks


def _under_title(outline: "Outline", organization: str, date: str) -> "Iterator[str]":
    named = {_bare(p.text) for p in (*outline.subtitle, *outline.signature)}
    if outline.date:
        named.add(_bare(outline.date.text))
    yield from (paragraph.text for paragraph in outline.subtitle)
    if organization.strip() and _bare(organization) not in named:
        yield organization.strip()
    if date.strip() and _bare(date) not in named:
        yield f"（{_bare(date)}）"


def _bare(text: str) -> str:
    return text.strip().removeprefix("（").removesuffix("）").strip("() \u3000")


def _body(outline: "Outline", layout: Layout) -> "list[Block | TableBlock]":
    blocks = [block for node in outline.nodes for block in _node(node, layout)]
    first, last = (blocks[0], blocks[-1]) if blocks else (None, None)
    if isinstance(first, Block) and first.style == styles.BODY and _is_addressee(first.text):
        first.style = styles.SALUTATION
    if isinstance(last, Block) and (outline.signature or outline.date):
        last.keep_next = True  # a signature never stands alone on its page
    return blocks


def _is_addressee(text: str) -> bool:
    if len(text) > _LONGEST_ADDRESSEE or not text.endswith("："):
        return False
    return all(_ADDRESSEE.fullmatch(name) for name in re.split("[、，]", text[:-1]))


def _node(node: "Node", layout: Layout) -> "Iterator[Block | TableBlock]":
    paragraphs = node.paragraphs
    head = f"{node.marker}{_gap(node)}{node.heading or ''}{node.heading_end.strip()}"
    if head and paragraphs and _is_joined(node):
        yield _joined(node, head, paragraphs[0], layout)
        paragraphs = paragraphs[1:]
    elif head:
        yield _alone(node, head, layout)
    yield from _text(paragraphs, layout)
    for child in node.children:
        yield from _node(child, layout)


def _text(paragraphs: "Sequence[Paragraph]", layout: Layout) -> "Iterator[Block | TableBlock]":
    """Yield paragraphs and tables; what leads up to a table stays with it."""
    before: Block | TableBlock | None = None
    for part in with_tables(paragraphs):
        if isinstance(part, Table):
            if isinstance(before, Block):
                before.keep_next = True
                if _TABLE_TITLE.match(before.text) and len(before.text) <= _LONGEST_TABLE_TITLE:
                    before.style = styles.TABLE_TITLE
            elif before is not None:
                yield Block(styles.ANCHOR, [])  # Word makes one of tables that touch
            before = TableBlock(part.rows, layout)
        else:
            before = _plain(part, layout)
        yield before


def _alone(node: "Node", head: str, layout: Layout) -> Block:
    """Return the block of a heading in its own line, or of an item of a list."""
    has_text = bool(node.paragraphs or node.children)
    if not node.heading or (node.level > _LAST_LEVEL_OF_HEADINGS and not has_text):
        return Block(styles.BODY, _with_points(head, layout))
    # Nothing to stay with: rows of such headings would drive one another to the next page.
    keep_next = None if has_text else False
    return Block(styles.heading_style(node.level), [Run(head)], keep_next=keep_next)


def _gap(node: "Node") -> str:
    """Return the space that must stay: `1. 5G网络` is not `1.5G网络`."""
    follows = node.heading or "".join(p.text for p in node.paragraphs[:1])
    return " " if node.gap and node.marker[-1:].isascii() and follows[:1].isascii() else ""


def _is_joined(node: "Node") -> bool:
    """Tell whether the first paragraph goes on in the line of the heading or the marker."""
    return node.run_in or (not node.heading and not BREAKS.search(node.gap + node.heading_end))


def _joined(node: "Node", head: str, paragraph: "Paragraph", layout: Layout) -> Block:
    if not node.heading:
        return Block(styles.BODY, _with_points(head + paragraph.text, layout))
    # 一是… at the head of a paragraph is a point of the text, in the text's face.
    face = styles.run_in_face(node.level)
    if _POINT_MARKER.match(node.marker):
        face = styles.POINT_HEAD if layout.bold_points else ""
    rest = _with_points(paragraph.text, layout)
    return Block(styles.run_in_style(node.level), [Run(head, face), *rest])


def _plain(paragraph: "Paragraph", layout: Layout) -> Block:
    style = styles.SALUTATION if is_salutation(paragraph.text) else styles.BODY
    return Block(style, _with_points(paragraph.text, layout))


def _with_points(text: str, layout: Layout) -> list[Run]:
    """Return the runs of `text`; 一是 with its first sentence in bold where the house wants it."""
    if not layout.bold_points:
        return [Run(text)]
    runs, at = [], 0
    for point in points(text):
        start = point.span.start
        stop = text.find("。", start, start + _LONGEST_POINT_HEAD) + 1
        stop = stop if start < stop < point.span.end else start + len(point.marker)
        runs += [Run(text[at:start]), Run(text[start:stop], styles.POINT_HEAD)]
        at = stop
    return [run for run in (*runs, Run(text[at:])) if run.text]
