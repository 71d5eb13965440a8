"""A long table as a document of its own (问题清单, 措施清单): landscape A4, its head on every page.

The page is that of the layout, turned: its type area is 225 mm wide and 156 mm high.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.word import styles
from reports.word.blocks import Block, Element, Run
from reports.word.document import Document
from reports.word.geometry import GB_9704, Layout, twips
from reports.word.tables import TableBlock
from reports.word.title_lines import title_lines


def typeset_list(
    title: str,
    rows: Sequence[Sequence[str]],
    *,
    under: Sequence[str] = (),
    notes: Sequence[str] = (),
    layout: Layout = GB_9704,
) -> bytes:
    """Return `rows`, the first of them the head, as a table under `title`: a .docx.

    `under` stands below the title, `notes` behind the table.
    """
    page = turned(layout)
    document = Document(page)
    document.end_with(document.section().replace("<w:pgSz", '<w:pgSz w:orient="landscape"', 1))
    document.append(_front(title, under, page))
    document.append(_body(rows, notes, page))
    return document.to_bytes(title=title)


def turned(layout: Layout) -> Layout:
    """Return the layout on its side: what was the back is the head, what was the foot the back."""
    return replace(
        layout,
        page_width=layout.page_height,
        page_height=layout.page_width,
        head=layout.back,
        back=layout.page_height - layout.head - layout.type_height,
        type_width=layout.type_height,
        type_height=layout.type_width,
    )


def _front(title: str, under: Sequence[str], layout: Layout) -> list[Block]:
    lines = title_lines(title, layout.title_characters)
    blocks = [Block(styles.TITLE, [Run("\n".join(lines))])]
    blocks += [Block(styles.SUBTITLE, [Run(text)]) for text in under if text]
    pitch = layout.title_pitch if len(blocks) == 1 else layout.line_pitch
    after = twips(layout.line_pitch / 2)
    blocks[-1].space = f'<w:spacing w:after="{after}" w:line="{twips(pitch)}" w:lineRule="exact"/>'
    return blocks


def _body(rows: Sequence[Sequence[str]], notes: Sequence[str], layout: Layout) -> Iterator[Element]:
    if len(rows) > 1:
        yield TableBlock(rows, layout)
    else:
        yield Block(styles.BODY, [Run("所选报告中没有可以列入的内容。")])
    if notes:
        yield Block(styles.BODY, [Run("以下报告未列入：")])
    for note in notes:
        yield Block(styles.BODY, [Run(note)])
    if not notes:
        yield Block(styles.ANCHOR, [])  # Word wants a paragraph behind a table
