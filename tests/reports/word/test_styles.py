"""The traps of Chinese official documents in .docx, each looked for in the XML itself."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.outline.reader import read
from reports.outline.tree import Node, Outline, Paragraph
from reports.word.geometry import GB_9704, POINTS_PER_MM
from reports.word.typeset import typeset

DOCUMENT = typeset(read("总结\n\n一、情况\n（一）学习。读了“原著”——第1篇……\n"))
STYLES = Document(BytesIO(DOCUMENT)).styles


def members() -> dict[str, str]:
    with ZipFile(BytesIO(DOCUMENT)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Subtitle", "楷体_GB2312", None),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("Heading 3", "仿宋_GB2312", None),
        ("Heading 4", "仿宋_GB2312", None),
        ("Heading 5", "仿宋_GB2312", None),
        ("heading 2 Char", "楷体_GB2312", None),
        ("Footer", "宋体", 14),
    ],
)
def test_each_style_names_its_font_for_every_script(
    style: str, font: str, size: int | None
) -> None:
    named = STYLES[style].element.rPr.rFonts
    scripts = [named.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert scripts == [font] * 4
    assert STYLES[style].font.size == (None if size is None else size * 12700)


def test_headings_are_real_headings_with_outline_levels() -> None:
    levels = {
        name: STYLES[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for name in ("Heading 1", "Heading 2", "Heading 3", "段首标题 1", "段首标题 2")
    }
    assert levels == {
        "Heading 1": "0",
        "Heading 2": "1",
        "Heading 3": "2",
        "段首标题 1": "0",
        "段首标题 2": "1",
    }


def test_headings_stay_with_what_follows_and_paragraphs_leave_no_single_line() -> None:
    for level in range(1, 7):
        assert STYLES[f"Heading {level}"].paragraph_format.keep_with_next
    assert STYLES["Normal"].paragraph_format.widow_control
    assert not STYLES["Body Text"].paragraph_format.keep_with_next


def test_the_title_has_a_pitch_that_does_not_clip_it() -> None:
    assert STYLES["Normal"].paragraph_format.line_spacing.pt == GB_9704.line_pitch
    assert STYLES["Title"].paragraph_format.line_spacing.pt > STYLES["Title"].font.size.pt


def test_no_theme_stands_behind_the_fonts() -> None:
    parts = members()
    assert not [name for name in parts if "theme" in name]
    assert not re.findall(r"w:\w*Theme=", "".join(parts.values()))


def test_marks_that_word_would_take_for_latin_are_told_to_be_chinese() -> None:
    runs = re.findall(r"<w:r>.*?</w:r>", members()["word/document.xml"])
    for run in runs:
        assert ('w:hint="eastAsia"' in run) == bool(re.search("[“”—…]", run)), run
    assert any("“" in run for run in runs)


def test_the_package_is_small_and_says_chinese() -> None:
    parts = members()
    assert len(DOCUMENT) < 10_000
    assert 'w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    assert '<w:autoHyphenation w:val="0"/>' in parts["word/settings.xml"]
    assert re.search('compatibilityMode"[^>]*w:val="15"', parts["word/settings.xml"])


def test_page_numbers_are_outside_and_one_character_in() -> None:
    document = Document(BytesIO(DOCUMENT))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        properties = paragraph._element.pPr  # noqa: SLF001 - no public way
        assert properties.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert properties.find(qn("w:jc")).get(qn("w:val")) == side


def test_the_page_is_that_of_the_standard() -> None:
    section = Document(BytesIO(DOCUMENT)).sections[0]
    assert [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ] == [210, 297, 37, 35, 28, 26]


def test_22_lines_of_28_characters_fit_by_arithmetic_and_no_more() -> None:
    width = GB_9704.type_width * POINTS_PER_MM
    height = GB_9704.type_height * POINTS_PER_MM
    assert width // GB_9704.character == 28
    assert height // GB_9704.line_pitch == 22


def test_levels_deeper_than_any_style_take_the_deepest() -> None:
    deep = Node(9, "⑴", 1, "很深", heading_end="\n", paragraphs=(Paragraph("正文。"),))
    document = Document(BytesIO(typeset(Outline(nodes=(deep,)))))
    assert document.paragraphs[0].style.name == "Heading 6"
