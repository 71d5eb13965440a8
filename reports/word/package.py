"""The package around the text: styles, settings, page and footers, built once per layout.

python-docx's own template carries 350 kB of styles that no report uses. Here it only gives the
package; what is in it is put there by this file.
"""

from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from reports.word.geometry import POINTS_PER_MM, STAND_INS, Layout, twips
from reports.word.styles import FOOTER, style_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument


@lru_cache(maxsize=32)
def package(layout: Layout) -> "Mapping[str, bytes]":
    """Return the members of an empty document in `layout`, by name.

    `word/document.xml` has no paragraph, only the section: put paragraphs before its `w:sectPr`.
    """
    document = Document()
    _drop_what_no_report_uses(document)
    _fill(document.styles.element, style_sheet(layout))
    _fill(document.settings.element, _SETTINGS)
    _lay_out_page(document, layout)
    _name_fonts(document, layout)
    out = BytesIO()
    document.save(out)
    with ZipFile(out) as archive:
        return MappingProxyType({name: archive.read(name) for name in archive.namelist()})


def _drop_what_no_report_uses(document: "WordDocument") -> None:
    wanted = {RELATION.STYLES, RELATION.SETTINGS}
    for holder, kept in (
        (document.part, wanted),
        (document.part.package, {RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES}),
    ):
        for key in [key for key, rel in holder.rels.items() if rel.reltype not in kept]:
            del holder.rels[key]


def _fill(element: object, children: str) -> None:
    element[:] = list(parse_xml(f"<w:x {nsdecls('w')}>{children}</w:x>"))  # type: ignore[index]


# doNotCompress: two marks side by side keep their squares, or a line has more than 28.
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:autoHyphenation w:val="0"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),  # Word 2013 and later
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)


def _lay_out_page(document: "WordDocument", layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.page_width), Mm(layout.page_height)
    section.top_margin, section.left_margin = Mm(layout.head), Mm(layout.back)
    section.right_margin = Mm(layout.page_width - layout.back - layout.type_width)
    section.bottom_margin = Mm(layout.page_height - layout.head - layout.type_height)
    section.gutter = Mm(0)
    section.header_distance = Mm(15)
    half_number = layout.page_number_size / POINTS_PER_MM / 2
    below = layout.page_height - layout.head - layout.type_height
    section.footer_distance = Mm(below - layout.page_number_drop - half_number)
    for old in section._sectPr.xpath("./w:docGrid"):  # noqa: SLF001 - no public way to the grid
        section._sectPr.remove(old)  # noqa: SLF001
    section._sectPr.append(  # noqa: SLF001
        parse_xml(
            f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{twips(layout.line_pitch)}"/>'
        )
    )
    document.settings.odd_and_even_pages_header_footer = True
    if not layout.page_numbers:
        return
    is_outside = layout.page_number_place == "outside"
    sides = ("right", "left") if is_outside else ("center", "center")
    for footer, side in zip((section.footer, section.even_page_footer), sides, strict=True):
        footer.is_linked_to_previous = False
        _fill(footer._element, _page_number(layout, side))  # noqa: SLF001 - whole content at once


def _page_number(layout: Layout, side: str) -> str:
    indent = (
        f'<w:ind w:{side}Chars="{layout.page_number_indent * 100}" '
        f'w:{side}="{twips(layout.page_number_indent * layout.page_number_size)}"/>'
    )
    before, after = ("— ", " —") if layout.page_number_style == "dashes" else ("", "")
    if side == "center":
        indent = ""
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{}</w:r>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        + (before and run.format(f'<w:t xml:space="preserve">{before}</w:t>'))
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + (after and run.format(f'<w:t xml:space="preserve">{after}</w:t>'))
        + "</w:p>"
    )


def _name_fonts(document: "WordDocument", layout: Layout) -> None:
    """List the fonts with the names to look for where they are missing."""
    named = dict.fromkeys(
        (
            layout.body_font,
            layout.title_font,
            layout.subtitle_font,
            *layout.heading_fonts,
            layout.page_number_font,
            layout.table_font,
            layout.table_head_font,
            layout.red_head_font,
            layout.imprint_font,
        )
    )
    table = "".join(
        f"<w:font w:name={quoteattr(font)}>"
        + (f"<w:altName w:val={quoteattr(STAND_INS[font])}/>" if font in STAND_INS else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for font in named
    )
    blob = f"<w:fonts {nsdecls('w')}>{table}</w:fonts>".encode()
    part = Part(
        PackURI("/word/fontTable.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + blob,
        document.part.package,
    )
    document.part.relate_to(part, RELATION.FONT_TABLE)
