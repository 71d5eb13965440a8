"""A collected volume (汇编): cover, table of contents, and many reports in one document.

Cover without number, contents numbered in Roman figures, reports numbered on from 1. Contents and
the first report begin on a right-hand page, as printed on both sides; each other report begins on
a new page. The table of contents is Word's own field, so that people who edit the volume can
bring it up to date; its entries and page numbers are already in it. Whoever opens the file sees
those at once; where `ask_for_update` is set Word first asks whether it shall compute them again.

The reports come as fragments of XML, one by one: the volume is never whole in memory.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.outline.tree import Outline
from reports.word import styles
from reports.word.blocks import Block, Run
from reports.word.document import Document, core_properties, zipped
from reports.word.geometry import POINTS_PER_MM, Layout, twips
from reports.word.package import package
from reports.word.pages.pagination import pages_of
from reports.word.title_lines import title_lines
from reports.word.typeset import append_report

ENTRY, HEADING, CONTENTS = "VolumeEntry", "TOCHeading", "TOC1"
ENTRY_NAME = "汇编篇名"  # the field finds the titles by the name of their style
COVER_TITLE, COVER_LINE, ORGANIZATION = "CoverTitle", "CoverLine", "VolumeOrganization"
COVER_SIZE, COVER_PITCH = 36.0, 54.0
# Of the height of the type area: where the title of the cover begins.
COVER_DROP = 0.22
LEAST_NAME = 5  # characters: less would be 党支部, which every title has
BOOKMARK = "_Toc"
FIRST_BOOKMARK = 100_000_000


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page."""

    title: str
    organization: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A report in the volume: the line of the contents, and its length in pages."""

    entry: str
    pages: int


class _Nothing:
    """Stands before the first report of a fragment, so that it begins a new page."""

    def xml(self) -> str:
        return ""


def fragment(
    outline: Outline,
    number: int,
    *,
    title: str,
    organization: str,
    layout: Layout,
    renumbered: bool = False,
) -> tuple[str, Piece]:
    """Return the report `number` (from 0) of a volume as XML, and what the contents say of it.

    `organization` stands above the title, and in the contents before it, where the title does not
    name it: a volume of equal titles could not be used.
    """
    document = Document(layout)
    if number:
        document.append([_Nothing()])
    append_report(
        document, outline, title=title, renumbered=renumbered, bookmark=bookmark_of(number)
    )
    above = "" if is_named(organization, title) else organization
    xml = document.body.replace(
        f'<w:pStyle w:val="{styles.TITLE}"/>', f'<w:pStyle w:val="{ENTRY}"/>', 1
    )
    if above:
        begin = xml.index(">", xml.index("<w:bookmarkStart")) + 1
        xml = f"{xml[:begin]}{Run(above + chr(10), ORGANIZATION).xml()}{xml[begin:]}"
    return xml, Piece(f"{above}　{title}" if above else title, _length(xml, layout))


def is_named(organization: str, title: str) -> bool:
    """Tell whether `title` names `organization`: the end of its name stands in it.

    某某局办公室党支部 is named by 办公室党支部2026年工作总结.
    """
    return organization[-LEAST_NAME:] in title


def bookmark_of(number: int) -> str:
    """Return the name by which the field finds the report `number`."""
    return f"{BOOKMARK}{FIRST_BOOKMARK + number}"


def first_pages(pieces: Iterable[Piece]) -> list[int]:
    """Return the page on which each report begins."""
    found, page = [], 1
    for piece in pieces:
        found.append(page)
        page += piece.pages
    return found


def write(
    out: IO[bytes],
    *,
    cover: Cover,
    pieces: Sequence[Piece],
    fragments: Iterable[str],
    pages: Sequence[int],
    layout: Layout,
    ask_for_update: bool = False,
) -> None:
    """Write the volume as .docx to `out`; `pages` are the page numbers of the contents.

    `ask_for_update`: Word computes the page numbers when it opens the file, after asking.
    """
    members = dict(package(layout))
    before, section = members.pop("word/document.xml").decode().split("<w:sectPr", 1)
    section = f"<w:sectPr{section}"
    members["word/styles.xml"] = _styles(layout)
    members["docProps/core.xml"] = core_properties(cover.title)
    if ask_for_update:
        settings = members["word/settings.xml"].decode()
        members["word/settings.xml"] = settings.replace(
            "<w:compat>", '<w:updateFields w:val="true"/><w:compat>', 1
        ).encode()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(_member(name), content)
        with archive.open(_member("word/document.xml"), "w", force_zip64=True) as document:
            document.write(before.encode())
            document.write(_cover(cover, layout, section).encode())
            document.write(_contents(pieces, pages, section).encode())
            for xml in fragments:
                document.write(xml.encode())
            document.write(_numbered(section, 'w:start="1"').encode())


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name)  # dated 1980: the same volume is the same file
    info.compress_type = ZIP_DEFLATED
    return info


def _length(xml: str, layout: Layout) -> int:
    """Return how many pages the report takes."""
    members = dict(package(layout))
    before, mark, after = members["word/document.xml"].partition(b"<w:sectPr")
    members["word/document.xml"] = b"".join((before, xml.encode(), mark, after))
    members["word/styles.xml"] = _styles(layout)
    return max(1, len(pages_of(zipped(members))))


# --- cover and contents


def _cover(cover: Cover, layout: Layout, section: str) -> str:
    height = layout.type_height * POINTS_PER_MM
    lines = title_lines(cover.title, int(layout.type_width * POINTS_PER_MM // COVER_SIZE))
    below = [text for text in (cover.organization, cover.period) if text]
    drop = height * COVER_DROP
    foot = height - drop - COVER_PITCH * len(lines) - layout.title_pitch * (len(below) + 1)
    blocks = [Block(COVER_TITLE, [Run("\n".join(lines))], space=_before(drop))]
    for number, text in enumerate(below):
        space = _before(max(0.0, foot)) if number == 0 else ""
        blocks.append(Block(COVER_LINE, [Run(text)], space=space))
    # The section ends with its last paragraph; without footers the cover has no number.
    bare = re.sub(r"<w:footerReference[^>]*/>", "", _section_only(section))
    return _ending_with("".join(block.xml() for block in blocks), bare)


def _before(points: float) -> str:
    return f'<w:spacing w:before="{twips(points)}"/>'


def _contents(pieces: Sequence[Piece], pages: Sequence[int], section: str) -> str:
    lines = [Block(HEADING, [Run("目　录")]).xml()]
    entries = [
        _entry(number, piece.entry, page)
        for number, (piece, page) in enumerate(zip(pieces, pages, strict=True))
    ]
    if entries:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\h \\z \\t "{ENTRY_NAME},1" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        entries[0] = entries[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        entries[-1] = f"{entries[-1].removesuffix('</w:p>')}{end}"
    # LibreOffice leaves the page numbers out where the field ends with the section.
    entries.append(
        '<w:p><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:spacing w:line="10" w:lineRule="exact"/></w:pPr></w:p>'
    )
    own = _numbered(_section_only(section), 'w:fmt="upperRoman" w:start="1"')
    return _ending_with("".join([*lines, *entries]), own)


def _entry(number: int, text: str, page: int) -> str:
    key = bookmark_of(number)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{CONTENTS}"/></w:pPr>'
        f'<w:hyperlink w:anchor="{key}" w:history="1">{Run(text).xml()}<w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {key} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "</w:hyperlink></w:p>"
    )


def _section_only(section: str) -> str:
    """Return `w:sectPr` without the end of the document behind it."""
    return section[: section.index("</w:sectPr>") + len("</w:sectPr>")]


def _numbered(section: str, how: str) -> str:
    """Return the section with its own page numbers, beginning on a right-hand page."""
    section = section.replace("<w:pgSz", '<w:type w:val="oddPage"/><w:pgSz', 1)
    return section.replace("<w:cols", f"<w:pgNumType {how}/><w:cols", 1)


def _ending_with(paragraphs: str, section: str) -> str:
    """Return `paragraphs`, the last of which ends its section."""
    at = paragraphs.rindex("</w:pPr>")
    return f"{paragraphs[:at]}{section}{paragraphs[at:]}"


# --- styles


@lru_cache(maxsize=32)
def _styles(layout: Layout) -> bytes:
    """The styles of a report, one outline level lower, and those of cover and contents.

    So the navigation pane shows the reports, and under each its headings.
    """
    own = package(layout)["word/styles.xml"].decode()
    own = re.sub(
        r'<w:outlineLvl w:val="(\d)"/>',
        lambda found: f'<w:outlineLvl w:val="{int(found[1]) + 1}"/>',
        own,
    )
    width = twips(layout.type_width * POINTS_PER_MM)
    body = twips(layout.body_size)
    added = [
        _style(ENTRY, ENTRY_NAME, based_on=styles.TITLE, paragraph='<w:outlineLvl w:val="0"/>'),
        _style(
            HEADING,
            "TOC Heading",
            based_on=styles.TITLE,
            paragraph=f'<w:spacing w:after="{twips(layout.line_pitch)}" '
            f'w:line="{twips(layout.title_pitch)}" w:lineRule="exact"/>',
        ),
        _style(
            CONTENTS,
            "toc 1",
            # No right indent: LibreOffice loses a number that stands beyond it.
            paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
            f'<w:ind w:left="{body}" w:hanging="{body}"/><w:jc w:val="left"/>',
        ),
        _style(
            COVER_TITLE,
            "汇编封面标题",
            paragraph='<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:line="{twips(COVER_PITCH)}" w:lineRule="exact"/><w:jc w:val="center"/>',
            face=f'{styles.fonts(layout.title_font, layout)}<w:spacing w:val="0"/>'
            f'<w:sz w:val="{round(COVER_SIZE * 2)}"/><w:szCs w:val="{round(COVER_SIZE * 2)}"/>',
        ),
        _style(
            COVER_LINE,
            "汇编封面单位",
            paragraph=f'<w:spacing w:line="{twips(layout.title_pitch)}" w:lineRule="exact"/>'
            '<w:jc w:val="center"/>',
            face=styles.fonts(layout.subtitle_font, layout),
        ),
        _style(
            ORGANIZATION,
            "汇编单位",
            kind="character",
            based_on="DefaultParagraphFont",
            face=f"{styles.fonts(layout.subtitle_font, layout)}"
            f'<w:sz w:val="{round(layout.body_size * 2)}"/>'
            f'<w:szCs w:val="{round(layout.body_size * 2)}"/>',
        ),
    ]
    return own.replace("</w:styles>", f"{''.join(added)}</w:styles>").encode()


def _style(
    key: str,
    name: str,
    *,
    based_on: str = "Normal",
    paragraph: str = "",
    face: str = "",
    kind: str = "paragraph",
) -> str:
    own = "" if key in {HEADING, CONTENTS} else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{own}><w:name w:val={quoteattr(name)}/>'
        f'<w:basedOn w:val="{based_on}"/>'
        + (f'<w:next w:val="{styles.BODY}"/>' if kind == "paragraph" else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{face}</w:rPr>" if face else "")
        + "</w:style>"
    )
