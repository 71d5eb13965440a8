"""Signature and date in their places, counted in characters (7.3.5.2).

The signature is placed from the right, the date from the left, because the clause speaks of
the signature's end and the date's beginning: so they stand right in a font of any width.
"""

from collections.abc import Sequence

from reports.word import styles
from reports.word.blocks import Block, Run
from reports.word.geometry import POINTS_PER_MM, Layout, twips


def end_blocks(signatures: Sequence[str], date: str, layout: Layout) -> list[Block]:
    """Return the paragraphs of the lines of a signature and of a date ("" for none)."""
    right, left = _end_indents(signatures, date, layout)
    blocks = [
        Block(styles.SIGNATURE, [Run(text)], indent=_indent("right", indent, layout))
        for text, indent in zip(signatures, right, strict=True)
    ]
    if date:
        blocks.append(Block(styles.DATE, [Run(date)], indent=_indent("left", left, layout)))
    if blocks:
        blank = twips(layout.line_pitch * layout.blank_before_signature)
        blocks[0].space = f'<w:spacing w:before="{blank}"/>'
    return blocks


def _end_indents(signatures: Sequence[str], date: str, layout: Layout) -> tuple[list[float], float]:
    """Return how many characters each signature line stands from the right, the date from the left.

    All signature lines begin at one place and the date `date_shift` characters after it; where
    the date is as long or longer, it ends `signature_indent` from the right and the signature
    moves to the left with it.
    """
    longest = max(map(styles.characters, signatures), default=0)
    edge = layout.signature_indent
    begin = edge + longest  # of the signature, from the right
    if styles.characters(date) >= longest:
        begin = edge + styles.characters(date) + (layout.date_shift if signatures else 0)
    line = layout.type_width * POINTS_PER_MM / layout.character
    date_left = line - begin + (layout.date_shift if signatures else 0)
    return [begin - styles.characters(text) for text in signatures], date_left


def _indent(side: str, characters: float, layout: Layout) -> str:
    most = layout.type_width * POINTS_PER_MM - layout.character
    return f'<w:ind w:{side}="{twips(max(0, min(characters * layout.character, most)))}"/>'
