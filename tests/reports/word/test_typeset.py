"""The document that comes out: every word in its order, each part in its style."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from reports.outline.numbering import renumber
from reports.outline.reader import read
from reports.outline.tree import Outline, Paragraph, walk
from reports.outline.writer import write
from reports.word.geometry import GB_9704, Layout
from reports.word.importer import text_of
from reports.word.typeset import typeset

SUMMARY = """城关所党支部2025年度党建工作总结

2025年，支部坚持“三会一课”——一次不落。现将情况总结如下。
一、主要工作
（一）抓学习。一是读原著。全年集中学习24次。二是谈体会。
（二）抓队伍
全年谈心谈话31人次。
1. 支委谈党员
每季度一轮。
三、存在问题
学得还不够深。

城关自然资源所党支部
2025年12月9日
"""
SPEECH = """同志们：
今天开会，讲两点意见。
第一，认识要到位
一要学。二要讲。
谢谢大家！
"""
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            list("一二十、（）()1.。，\n\r\t　 是要第条：年月日“”—…\x0b\x0c\x85\u2028\ufeff")
        ),
        st.characters(),
    ),
    max_size=120,
)


def opened(document: bytes) -> WordDocument:
    return Document(BytesIO(document))


def styled(document: bytes) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in opened(document).paragraphs]


def words(text: str) -> str:
    return "".join(text.split())


def indents(document: bytes, style: str) -> list[float]:
    """Give the left or right indent of the paragraphs in `style`, in characters of the line."""
    found = []
    for paragraph in opened(document).paragraphs:
        if paragraph.style.name == style:
            indent = paragraph._element.pPr.find(qn("w:ind"))  # noqa: SLF001 - no public way
            twips = int(indent.get(qn("w:left")) or indent.get(qn("w:right")))
            found.append(round(twips / 20 / GB_9704.character, 1))
    return found


def test_every_part_has_its_style() -> None:
    assert styled(typeset(read(SUMMARY))) == [
        ("Title", "城关所党支部2025年度党建工作总结"),
        ("Body Text", "2025年，支部坚持“三会一课”——一次不落。现将情况总结如下。"),
        ("Heading 1", "一、主要工作"),
        ("段首标题 2", "（一）抓学习。一是读原著。全年集中学习24次。二是谈体会。"),
        ("Heading 2", "（二）抓队伍"),
        ("Body Text", "全年谈心谈话31人次。"),
        ("Heading 3", "1.支委谈党员"),
        ("Body Text", "每季度一轮。"),
        ("Heading 1", "三、存在问题"),
        ("Body Text", "学得还不够深。"),
        ("Signature", "城关自然资源所党支部"),
        ("Date", "2025年12月9日"),
    ]


def test_a_salutation_stands_flush_left_and_ordinals_are_headings() -> None:
    assert styled(typeset(read(SPEECH))) == [
        ("Salutation", "同志们："),
        ("Body Text", "今天开会，讲两点意见。"),
        ("Heading 1", "第一，认识要到位"),
        ("Body Text", "一要学。二要讲。"),
        ("Body Text", "谢谢大家！"),
    ]


@pytest.mark.parametrize(
    ("first", "style"),
    [
        ("局机关党委：", "Salutation"),
        ("各党总支、各党支部，局属各单位：", "Salutation"),
        ("现将有关情况报告如下：", "Body Text"),
        ("支部认为局里主要有三方面的问题：", "Body Text"),
    ],
)
def test_the_addressee_stands_flush_left(first: str, style: str) -> None:
    assert styled(typeset(read(f"{first}\n现报告如下。\n")))[0] == (style, first)


def test_items_without_text_below_are_text_and_do_not_cling_together() -> None:
    document = opened(typeset(read("一、工作\n（一）队伍\n1.发展党员5名。\n2.培训14人次。\n")))
    assert [(p.style.name, p.paragraph_format.keep_with_next) for p in document.paragraphs] == [
        ("Heading 1", None),
        ("Heading 2", None),
        ("Body Text", None),
        ("Body Text", None),
    ]
    document = opened(typeset(read("一、工作\n二、问题\n三、措施\n")))
    assert [p.paragraph_format.keep_with_next for p in document.paragraphs] == [False] * 3


def test_a_run_in_heading_has_the_face_of_its_level_and_the_body_its_own() -> None:
    paragraph = opened(typeset(read(SUMMARY))).paragraphs[3]
    assert [(run.style.name, run.text) for run in paragraph.runs] == [
        ("heading 2 Char", "（一）抓学习。"),
        ("Default Paragraph Font", "一是读原著。全年集中学习24次。二是谈体会。"),
    ]


def test_markers_are_typeset_as_written_or_corrected_on_request() -> None:
    headings = [text for style, text in styled(typeset(read(SUMMARY))) if style == "Heading 1"]
    assert headings == ["一、主要工作", "三、存在问题"]
    document = typeset(read(SUMMARY), renumbered=True)
    headings = [text for style, text in styled(document) if style == "Heading 1"]
    assert headings == ["一、主要工作", "二、存在问题"]


def test_a_number_stays_apart_from_a_figure_after_it() -> None:
    document = typeset(read("一、网络\n1. 5G基站\n已建成。\n2. 光缆\n已铺设。\n"))
    assert [text for style, text in styled(document) if style.startswith("Heading")] == [
        "一、网络",
        "1. 5G基站",
        "2.光缆",
    ]


@pytest.mark.parametrize("text", [SUMMARY, SPEECH])
def test_the_document_reads_back_as_the_same_outline(text: str) -> None:
    def parts(outline: Outline) -> list[object]:
        nodes = [
            (n.level, n.marker, n.heading, n.run_in, n.roles, [p.text for p in n.paragraphs])
            for n in walk(outline.nodes)
        ]
        frame = (*outline.title, *outline.subtitle, *outline.signature, outline.date)
        return [*nodes, *(paragraph and paragraph.text for paragraph in frame)]

    assert parts(read(text_of(typeset(read(text))))) == parts(read(text))


def test_real_reports_keep_every_word_and_every_role(seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_text("utf-8")
        again = text_of(typeset(read(text)))
        assert words(again) == words(text), file.name
        expected = [(n.level, n.marker, n.heading, n.roles) for n in walk(read(text).nodes)]
        found = [(n.level, n.marker, n.heading, n.roles) for n in walk(read(again).nodes)]
        assert found == expected, file.name


STORABLE = re.compile(r"[^\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


@given(HOSTILE)
def test_no_text_breaks_the_document_or_loses_a_word(text: str) -> None:
    outline = read(text)
    expected = words(text).replace("\ufeff", "")
    found = words(text_of(typeset(outline)))
    assert len(found) == len(expected)
    differing = [a for a, b in zip(expected, found, strict=True) if a != b]
    assert not [character for character in differing if STORABLE.match(character)]


@given(HOSTILE)
def test_renumbered_text_loses_no_word(text: str) -> None:
    outline = renumber(read(text))
    expected = STORABLE.findall(words(write(outline)))
    found = words(text_of(typeset(outline))).replace("\ufffd", "")
    assert found == "".join(expected).replace("\ufffd", "")


def test_what_xml_cannot_hold_is_shown_as_a_replacement() -> None:
    outline = read("支部\x00工作\ud800情况\x1f良好\n")
    assert styled(typeset(outline, title="总\x07结"))[:1] == [("Title", "总\ufffd结")]
    assert styled(typeset(outline))[-1][1] == "支部\ufffd工作\ufffd情况良好"


def test_the_same_outline_gives_the_same_bytes() -> None:
    first, second = typeset(read(SUMMARY)), typeset(read(SUMMARY))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_the_file_tells_its_title_and_neither_author_nor_time() -> None:
    properties = opened(typeset(read(SUMMARY))).core_properties
    assert properties.title == "城关所党支部2025年度党建工作总结"
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)


@pytest.mark.parametrize(
    ("given_title", "front"),
    [
        (None, [("Title", "城关所党支部2025年度党建工作总结")]),
        ("", []),
        ("2025年工作汇报", [("Title", "2025年工作汇报")]),
    ],
)
def test_a_title_may_be_given_or_taken_away(
    given_title: str | None, front: list[tuple[str, str]]
) -> None:
    blocks = styled(typeset(read(SUMMARY), title=given_title))
    assert [block for block in blocks if block[0] == "Title"] == front


@pytest.mark.parametrize(
    ("organization", "date", "lines"),
    [
        ("", "", []),
        ("望溪区分局党支部", "2026年1月", ["望溪区分局党支部", "（2026年1月）"]),
        ("望溪区分局党支部", "（2026年1月）", ["望溪区分局党支部", "（2026年1月）"]),
        # What the report says at its end is not said again.
        ("城关自然资源所党支部", "2025年12月9日", []),
    ],
)
def test_organization_and_date_stand_under_the_title_unless_the_report_names_them(
    organization: str, date: str, lines: list[str]
) -> None:
    blocks = styled(typeset(read(SUMMARY), organization=organization, date=date))
    assert [text for style, text in blocks if style == "Subtitle"] == lines


def test_one_line_is_left_free_between_the_title_and_the_text() -> None:
    for organization in ("", "望溪区分局党支部"):
        paragraphs = opened(typeset(read(SUMMARY), organization=organization)).paragraphs
        front = [p for p in paragraphs if p.style.name in ("Title", "Subtitle")]
        after = [p.paragraph_format.space_after for p in front]
        assert [space.pt if space is not None else 0 for space in after] == [
            *[0] * (len(front) - 1),
            28.95,
        ]


LINE = 156 / 25.4 * 72 / 15.75  # characters in the line of signature and date


@pytest.mark.parametrize(
    ("signature", "date", "from_right", "from_left"),
    [
        # The date begins two characters after the signature.
        ("清河市自然资源局机关党委", "2026年1月5日", 2, LINE - 2 - 12 + 2),
        # The date is the longer: it ends two from the right, the signature moves to the left.
        ("张三", "2026年11月15日", 2 + 7 + 2 - 2, LINE - 2 - 7),
    ],
)
def test_signature_and_date_are_placed_by_counting_characters(
    signature: str, date: str, from_right: float, from_left: float
) -> None:
    outline = Outline(signature=(Paragraph(signature),), date=Paragraph(date))
    document = typeset(outline)
    assert indents(document, "Signature") == [round(from_right, 1)]
    assert indents(document, "Date") == [round(from_left, 1)]


def test_several_signatures_begin_at_one_place() -> None:
    outline = Outline(
        signature=(Paragraph("清河市自然资源局"), Paragraph("清河市林业局")),
        date=Paragraph("2026年1月5日"),
    )
    assert indents(typeset(outline), "Signature") == [2, 4]


def test_the_signature_never_stands_alone_on_its_page() -> None:
    *_, last, signature, date = opened(typeset(read(SUMMARY))).paragraphs
    assert last.paragraph_format.keep_with_next
    assert signature.style.paragraph_format.keep_with_next
    assert not date.style.paragraph_format.keep_with_next


def test_figures_and_headings_follow_the_layout_of_a_house() -> None:
    house = Layout(latin_font="Times New Roman", heading_bold=(False, True, True, False))
    fonts = opened(typeset(read(SUMMARY), layout=house)).styles
    assert fonts["Heading 2"].font.bold
    assert fonts["Heading 1"].font.bold is False
    assert fonts["Normal"].font.name == "Times New Roman"
    assert fonts["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
