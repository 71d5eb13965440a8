"""The note on attachments under the text, and the attachments themselves (7.3.4, 7.3.7).

Both are told by how they read, whatever the outline makes of them: `2. 整改清单` under
`附件：1. 问题清单` is no heading.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from reports.outline import frame, numerals
from reports.outline.markers import leading
from reports.outline.pieces import Piece
from reports.word import styles
from reports.word.blocks import Block, Element, Run
from reports.word.ending import end_blocks
from reports.word.geometry import Layout, twips
from reports.word.title_lines import title_lines

_NUMBER = f"[{numerals.ARABIC}{numerals.HAN}]{{1,3}}"
_HEAD = re.compile(rf"附\s?件\s?(?:{_NUMBER})?[：:]?")
_NOTE = re.compile(rf"(?P<word>附\s?件\s?(?:{_NUMBER})?[：:]\s*)(?P<number>\d{{1,2}}[.．、]\s?)?")
_ITEM = re.compile(r"(?P<number>\d{1,2}[.．、]\s?)(?=\S)")
_LONGEST_NAME = 60
_LONGEST_TITLE = 60
_TAIL = 5  # paragraphs among which signature and date before an attachment are looked for
_RUNNING = re.compile("[。；：！？]")


def arrange(blocks: list[Element], layout: Layout) -> list[Element]:
    """Return `blocks` with the notes on attachments and the attachments in their places."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Block):
            text = block.text.strip()
            if (note := _NOTE.match(text)) and _is_note(blocks, at, note):
                at = _set_note(blocks, at, layout)
                continue
            if _HEAD.fullmatch(text) and at > 0:
                _set_signature_before(blocks, at, layout)
                _set_head(block, blocks[at + 1 : at + 2], layout)
        at += 1
    return blocks


def _text(blocks: Sequence[Element], at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return block.text.strip() if isinstance(block, Block) else ""


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and not re.search("[。；]", text[:-1])


def _is_note(blocks: Sequence[Element], at: int, note: "re.Match[str]") -> bool:
    rest = _text(blocks, at)[note.end() :]
    if rest:
        return _is_name(rest)
    following = _text(blocks, at + 1)
    return bool(_ITEM.match(following)) and _is_name(following)


def _set_note(blocks: Sequence[Element], at: int, layout: Layout) -> int:
    """Set the note that begins at `at`; return where it ends.

    It begins two characters in under an empty line; the numbers stand under one another, and so
    do the first characters of the names in each of their lines.
    """
    first = True
    word = 0.0
    while at < len(blocks):
        block, text = blocks[at], _text(blocks, at)
        note, item = _NOTE.match(text), _ITEM.match(text)
        if not isinstance(block, Block) or not _is_name(text) or not (note or (item and word)):
            break
        if note:
            word = styles.characters(note["word"].rstrip())
            number, hanging = note["number"] or "", word
        else:
            number, hanging = item["number"] if item else "", 0.0
        wide = styles.characters(number)
        left = layout.first_line + word + wide
        block.style, block.keep_next = styles.ATTACHMENT_NOTE, True
        block.runs = [Run(block.text)]
        block.indent = (
            f'<w:ind w:left="{twips(left * layout.character)}" w:firstLineChars="0" '
            f'w:hanging="{twips((hanging + wide) * layout.character)}"/>'
        )
        if first:
            block.space_before(layout.line_pitch)
        first = False
        at += 1
    return at


def _set_head(head: Block, following: Sequence[Element], layout: Layout) -> None:
    """Set 附件1 on a page of its own, flush left, and the title in the third line."""
    head.style, head.new_page, head.runs = styles.ATTACHMENT, True, [Run(head.text.strip())]
    for title in following:
        if not isinstance(title, Block) or not _is_title(title):
            continue
        title.style = styles.TITLE
        title.runs = [Run("\n".join(title_lines(title.text.strip(), layout.title_characters)))]
        after = twips(layout.line_pitch * layout.blank_after_title)
        title.space = (
            f'<w:spacing w:before="{twips(layout.line_pitch)}" w:after="{after}" '
            f'w:line="{twips(layout.title_pitch)}" w:lineRule="exact"/>'
        )


def _is_title(block: Block) -> bool:
    text = block.text.strip()
    is_plain = block.style in (styles.BODY, styles.TABLE_TITLE)
    return is_plain and 0 < len(text) <= _LONGEST_TITLE and not _RUNNING.search(text)


def _set_signature_before(blocks: list[Element], at: int, layout: Layout) -> None:
    """Set signature and date in their places that stand before an attachment."""
    tail = list(
        takewhile(lambda b: isinstance(b, Block), reversed(blocks[max(0, at - _TAIL) : at]))
    )
    tail.reverse()
    texts = [block.text.strip() for block in tail if isinstance(block, Block)]
    _, signature, date = frame.split_tail([Piece(text, "", "", leading(text)) for text in texts])
    found = [piece.text for piece in signature] + ([date.text] if date else [])
    if date is None or found != texts[len(texts) - len(found) :]:
        return
    blocks[at - len(found) : at] = end_blocks(found[:-1], found[-1], layout)
    for before in blocks[at - len(found) - 1 : at - len(found)]:
        if isinstance(before, Block):
            before.keep_next = True
