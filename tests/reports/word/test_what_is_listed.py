"""Nothing is dropped in silence: whatever is not read as text is told."""

import pytest

from reports.word.importer import read_word
from tests.reports.word.documents import docx, paragraph, run

STYLES = (
    '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="h"><w:name w:val="TOC Heading"/></w:style>'
)
ROW = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
ALTERNATIVES = (
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    "</mc:AlternateContent>"
)
GONE = "<w:trPr><w:del/></w:trPr>"


@pytest.mark.parametrize(
    ("body", "text", "notes"),
    [
        ("<w:altChunk/>", "", ("嵌入的其他文档 1 个没有读入。",)),
        ("<w:subDoc/>", "", ("嵌入的其他文档 1 个没有读入。",)),
        (
            ALTERNATIVES.format(paragraph("新"), paragraph("旧")),
            "新\n",
            (),
        ),
        (
            f"<w:del>{paragraph('删')}</w:del>{paragraph('留')}",
            "留\n",
            ("文中有修订 1 处，按全部接受后的文字读入。",),
        ),
        (
            paragraph("目录", properties='<w:pStyle w:val="h"/>')
            + paragraph("一、工作 1", properties='<w:pStyle w:val="t"/>')
            + paragraph("正文"),
            "正文\n",
            ("目录 2 处没有读入。",),
        ),
        (
            "<w:tbl>"
            + ROW.format("", paragraph("甲"), paragraph("乙"))
            + ROW.format(GONE, paragraph("删"), paragraph("去"))
            + ROW.format("", paragraph("丙"), paragraph("丁"))
            + "</w:tbl>",
            "甲\t乙\n丙\t丁\n",
            (
                "文中有修订 1 处，按全部接受后的文字读入。",
                "表格 1 张，一行读成一段，各格以制表符隔开。",
            ),
        ),
        (
            paragraph("前", run("藏", "<w:vanish/>"), "后"),
            "前后\n",
            ("隐藏文字没有读入：藏",),
        ),
        (
            paragraph("工作", properties='<w:outlineLvl w:val="0"/>')
            + paragraph("正文", properties='<w:outlineLvl w:val="9"/>')
            + paragraph("问题", properties='<w:outlineLvl w:val="0"/>'),
            "一、工作\n正文\n二、问题\n",
            ("标题 2 处原来没有序号，已按标题样式的级别补上。",),
        ),
    ],
    ids=[
        "chunk", "part", "alternatives", "deleted paragraph", "contents", "deleted row", "hidden",
        "outline level",
    ],
)  # fmt: skip
def test_what_is_not_text_is_told(body: str, text: str, notes: tuple[str, ...]) -> None:
    found = read_word(docx(body, styles=STYLES))
    assert (found.text, found.notes) == (text, notes)


def test_a_comment_and_a_note_are_told_with_their_words() -> None:
    found = read_word(
        docx(
            paragraph("正文"),
            comments=f'<w:comment w:author="顾秉文">{paragraph("请核对")}</w:comment>',
            endnotes=f"<w:endnote>{paragraph('据台账')}</w:endnote>",
        )
    )
    assert found.notes == ("尾注没有读入：据台账", "批注（顾秉文）没有读入：请核对")
