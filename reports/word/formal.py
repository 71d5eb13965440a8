"""What a formal document (公文) has and an internal report has not: red head and imprint.

GB/T 9704-2012, 7.2 (版头) and 7.4 (版记).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reports.word import styles
from reports.word.blocks import Block, Run
from reports.word.geometry import POINTS_PER_MM, Layout, twips, twips_of_mm
from reports.word.pages.pagination import pages_of
from reports.word.title_lines import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.word.document import Document

THICK, THIN = 0.35, 0.25  # mm, 7.4.1
RED_RULE = 16  # eighths of a point; the standard says nothing, practice has two points
_LINE_OF_MARK = 1.3  # its pitch, in its size: an exact pitch of its size would clip it
# Where an exact pitch puts the em square: four fifths of it lie above the base line (Word and
# LibreOffice agree), and so do 0.88 of the square.
_ABOVE_LINE, _ABOVE_EM = 0.8, 0.88
_NAMES_A_LINE = 2
_LARGER = 1.1  # than the title, at least, is a mark in one line
_UNEVEN = 2  # characters that the longer of two lines may have above the half
_LONGEST_BORDER_SPACE = 31  # points, by the schema


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头 of a formal document (7.2.4 to 7.2.7): what stands in red above the title.

    `issuer` is the mark as it is printed (中共某某局机关委员会文件), `number` the 发文字号
    (某党发〔2026〕3号). A document that goes up to a higher body names its `signer`; several
    names are separated by 、 or blanks.
    """

    issuer: str
    number: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4): at the foot of the last page, which is an even one, between rules.

    `copied_to` are the bodies that get a copy, `printed_by` the office that prints it.
    """

    copied_to: tuple[str, ...]
    printed_by: str
    printed_on: date


def red_head_blocks(head: RedHead, layout: Layout) -> list[Block]:
    """Return the mark of the issuer, the number with the signers, and the red rule under them."""
    return [_mark(head.issuer, layout), *_number_and_signers(head, layout)]


def _mark(issuer: str, layout: Layout) -> Block:
    """Return the mark, as large as fits in one line; its upper edge where 7.2.4 wants it.

    A mark that would be hardly larger than the title stands in two lines, broken at words.
    """
    room = layout.type_width * POINTS_PER_MM
    lines = [issuer.strip()]
    if len(lines[0]) * layout.title_size * _LARGER > room:
        lines = list(title_lines(lines[0], len(lines[0]) // 2 + _UNEVEN))
    # A size that the style does not have; rounded down to halves of a point.
    size = int(room / max(1, *map(len, lines)) * 2) / 2
    size = max(min(layout.red_head_size, size), layout.title_size)
    pitch = size * _LINE_OF_MARK
    before = layout.red_head_drop * POINTS_PER_MM - (pitch * _ABOVE_LINE - size * _ABOVE_EM)
    half_points = round(size * 2)
    return Block(
        styles.ISSUER_MARK,
        [
            Run(
                "\n".join(lines),
                own=f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>',
            )
        ],
        space=(
            f'<w:spacing w:before="{twips(max(before, 0))}" w:after="0" '
            f'w:line="{twips(pitch)}" w:lineRule="exact"/>'
        ),
    )


def _number_and_signers(head: RedHead, layout: Layout) -> list[Block]:
    """Return the lines two below the mark (7.2.5, 7.2.6); the last is the one with the number."""
    signers = [name for name in re.split(r"[、，,\s]+", head.signer) if name]
    if not signers:
        lines = [Block(styles.DOCUMENT_NUMBER, [Run(head.number.strip())])]
    else:
        lines = list(_signer_lines(head.number.strip(), signers, layout))
    if lines[0].text:
        lines[0].space_before(2 * layout.line_pitch)
    below = layout.line_pitch * (1 - _ABOVE_LINE) - layout.body_size * (1 - _ABOVE_EM)
    gap = min(max(round(layout.red_rule_drop * POINTS_PER_MM - below), 0), _LONGEST_BORDER_SPACE)
    lines[-1].border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{RED_RULE}" w:space="{gap}" w:color="{styles.RED}"/>'
        "</w:pBdr>"
    )
    return lines


def _signer_lines(number: str, signers: "Sequence[str]", layout: Layout) -> "Iterator[Block]":
    """Yield 签发人 with the names, two a line, one character from the right.

    The names of each line begin where those of the first do; the last line has the number.
    """
    if len(signers) > 1:
        signers = [f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in signers]  # noqa: PLR2004
    longest = max(map(len, signers))
    wide = min(len(signers), _NAMES_A_LINE) * (longest + 1) - 1
    character = layout.character
    names_at = layout.type_width * POINTS_PER_MM - (wide + 1) * character
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{twips(at)}"/>'
        for at in (character, names_at - 4 * character, names_at)
    )
    rows = [signers[at : at + _NAMES_A_LINE] for at in range(0, len(signers), _NAMES_A_LINE)]
    for at, row in enumerate(rows):
        names = "　".join(name.ljust(longest, "　") for name in row).rstrip("　")
        first = f"\t{number if at == len(rows) - 1 else ''}\t{'签发人：' if at == 0 else chr(9)}"
        yield Block(
            styles.DOCUMENT_NUMBER,
            [Run(first), Run(names, styles.SIGNER_NAME)],
            tabs=f"<w:tabs>{stops}</w:tabs>",
            align='<w:jc w:val="left"/>',
        )


def imprint_blocks(imprint: Imprint, layout: Layout) -> list[Block]:
    """Return the imprint in a frame at the foot of the type area of the page it is anchored to.

    The rules are paragraphs of their own, filled with black: the border of a paragraph is as short
    as its indents make it, and LibreOffice lets a frame of paragraphs with borders flow with the
    text, and a floating table as well.
    """
    one = twips(layout.imprint_size)
    width = twips(layout.type_width * POINTS_PER_MM)
    day = f"{imprint.printed_on.year}年{imprint.printed_on.month}月{imprint.printed_on.day}日"
    blocks = [
        _rule(THICK),
        Block(
            styles.IMPRINT,
            [Run(f"{imprint.printed_by.strip()}\t{day}印发")],
            indent=f'<w:ind w:left="{one}" w:right="{one}"/>',
            tabs=f'<w:tabs><w:tab w:val="right" w:pos="{width - one}"/></w:tabs>',
        ),
        _rule(THICK),
    ]
    if copied := _copied(imprint):
        hanging = f'<w:ind w:left="{4 * one}" w:right="{one}" w:hanging="{3 * one}"/>'
        blocks[1:1] = [Block(styles.IMPRINT, [Run(copied)], indent=hanging), _rule(THIN)]
    # From the edge of the page: the margin of LibreOffice ends at the page number.
    top = (layout.head + layout.type_height) * POINTS_PER_MM - _height(imprint, layout)
    for block in blocks:
        block.frame = (
            f'<w:framePr w:w="{width}" w:hSpace="0" w:vSpace="0" w:wrap="notBeside"'
            f' w:vAnchor="page" w:hAnchor="margin" w:xAlign="left" w:y="{twips(top)}"/>'
        )
    return blocks


def _rule(millimetres: float) -> Block:
    """Return a line as a paragraph that is as high as the line is thick."""
    return Block(
        styles.ANCHOR,
        [],
        border='<w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        space=f'<w:spacing w:line="{twips_of_mm(millimetres)}" w:lineRule="exact"/>',
    )


def _copied(imprint: Imprint) -> str:
    names = [name.strip().rstrip("。") for name in imprint.copied_to if name.strip()]
    return f"抄送：{'，'.join(names)}。" if names else ""


def append_imprint(document: "Document", imprint: Imprint) -> None:
    """Put `imprint` at the foot of the last page of `document`, which it makes an even one.

    Where the text ends on an even page with room, it stands on that page; where it ends on an odd
    one, on the next. Where it ends on an even page without room an empty page follows, and that
    and the page of the imprint have no number (7.5).
    """
    layout = document.layout
    pages = pages_of(document.to_bytes())
    ends = max((line.top + line.height for line in pages[-1].lines), default=0.0)
    foot = (layout.head + layout.type_height) * POINTS_PER_MM
    is_even = len(pages) % 2 == 0
    has_room = foot - ends >= _height(imprint, layout) + layout.line_pitch / 2
    if not (is_even and has_room):
        document.append([Block(styles.ANCHOR, [], section=document.section())])
        document.end_with(document.section(begins="evenPage", numbered=not is_even))
    document.append([*imprint_blocks(imprint, layout), Block(styles.ANCHOR, [])])


def _height(imprint: Imprint, layout: Layout) -> float:
    """Return how high the imprint is, in points."""
    room = int(layout.type_width * POINTS_PER_MM / layout.imprint_size) - 5  # 抄送：, both edges
    copied = _copied(imprint)
    lines = 1 + (-(-(len(copied) - 3) // room) if copied else 0)
    rules = 2 * THICK + (THIN if copied else 0)
    return lines * layout.imprint_pitch + rules * POINTS_PER_MM
