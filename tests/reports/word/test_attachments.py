"""The note on attachments and the attachments (GB/T 9704-2012, 7.3.4 and 7.3.7)."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PageObject

from reports.outline.reader import read
from reports.word.geometry import GB_9704
from reports.word.importer import text_of
from reports.word.typeset import typeset
from tests.reports.word.paper import lines

LETTER = """整改情况报告

局机关党委：
现将整改情况报告如下。
一、整改情况
一是补学补课。对缺学党员逐一补课。
二是丰富形式。每季度安排一次现场教学。
附件：1. 整改清单
2. 活动统计表

城关自然资源所党支部
2026年12月9日

附件1
整改清单
一、学习方面
补学补课。
附件2
活动统计表
月份\t次数
1月\t2
"""


def paragraphs(text: str) -> list[Paragraph]:
    return list(Document(BytesIO(typeset(read(text)))).paragraphs)


def found(text: str, style: str) -> list[Paragraph]:
    return [p for p in paragraphs(text) if p.style.name == style]


def characters(paragraph: Paragraph, side: str) -> float:
    indent = paragraph._element.pPr.find(qn("w:ind"))  # noqa: SLF001 - no public way
    return round(int(indent.get(qn(f"w:{side}"))) / 20 / GB_9704.character, 1)


def test_every_part_has_its_style() -> None:
    assert [(p.style.name, p.text) for p in paragraphs(LETTER)][6:] == [
        ("附件说明", "附件：1. 整改清单"),
        ("附件说明", "2.活动统计表"),
        ("Signature", "城关自然资源所党支部"),
        ("Date", "2026年12月9日"),
        ("附件", "附件1"),
        ("Title", "整改清单"),
        ("Heading 1", "一、学习方面"),
        ("Body Text", "补学补课。"),
        ("附件", "附件2"),
        ("Title", "活动统计表"),
        ("锚点", ""),
    ]


def test_numbers_and_names_of_the_note_stand_under_one_another() -> None:
    first, second = found(LETTER, "附件说明")
    # Two characters in, 附件： takes three; the words of each begin behind its number.
    assert characters(first, "left") - characters(first, "hanging") == 2
    assert characters(second, "left") - characters(second, "hanging") == 5
    assert first.paragraph_format.space_before.pt == GB_9704.line_pitch
    assert second.paragraph_format.space_before is None


@pytest.mark.parametrize(
    ("note", "count", "left"),
    [
        ("附件：整改清单", 1, 5),
        ("附件：\n1. 整改清单\n2. 统计表", 3, 5),
        ("附件1：整改清单\n附件2：统计表", 2, 5.5),
    ],
)
def test_other_ways_to_write_the_note(note: str, count: int, left: float) -> None:
    text = f"报告\n\n一、情况\n正文。\n{note}\n\n城关党支部\n2026年1月5日\n"
    notes = found(text, "附件说明")
    assert len(notes) == count
    assert characters(notes[0], "left") == left


@pytest.mark.parametrize(
    "line",
    [
        "附件：1. 各支部要对照清单逐条整改；2. 整改情况按月报送，不得拖延，由机关党委汇总后上报。",
        "附件是本通知的组成部分。",
        "附件1所列问题均已整改。",
    ],
)
def test_a_sentence_about_attachments_is_text(line: str) -> None:
    assert found(f"报告\n\n一、情况\n正文。\n{line}\n继续努力。\n", "附件说明") == []


def test_an_attachment_begins_a_page_with_its_title_in_the_third_line(
    papers: dict[str, list[PageObject]],
) -> None:
    heads = found(LETTER, "附件")
    assert all(head.paragraph_format.page_break_before for head in heads)
    pages = papers["红头公文-附件-版记"]
    page = next(page for page in pages if lines(page)[0][2] == "附件1")
    head, title, *_ = lines(page)
    assert head[0] == pytest.approx(28 * 72 / 25.4, abs=1.5)
    assert head[1] - title[1] == pytest.approx(2 * GB_9704.line_pitch, abs=6)


def test_the_words_stay_in_their_order() -> None:
    assert text_of(typeset(read(LETTER))).split() == LETTER.replace("2. 活", "2.活").split()


def test_a_report_that_is_an_attachment_only_begins_on_its_first_page() -> None:
    first = paragraphs("附件1\n整改清单\n一、学习\n补学。\n")[0]
    assert not first.paragraph_format.page_break_before


def test_a_numbered_name_before_an_attachment_is_no_signature() -> None:
    text = "报告\n\n一、名单\n1. 城关党支部\n2026年1月5日\n附件1\n清单\n一、甲\n"
    assert found(text, "Signature") == []


def test_a_table_may_stand_straight_before_and_after_the_head() -> None:
    table = "甲\t乙\n丙\t丁\n"
    styles = [p.style.name for p in paragraphs(f"报告\n\n一、情况\n{table}附件1\n{table}")]
    assert styles == ["Title", "Heading 1", "附件", "锚点"]
