"""Red head and imprint, in the file and on paper (GB/T 9704-2012, 7.2 and 7.4)."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PageObject

from reports.outline.reader import read
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import GB_9704, POINTS_PER_MM
from reports.word.importer import read_word
from reports.word.typeset import typeset
from tests.reports.word.paper import FOOT, lines, numbers, pieces

Papers = dict[str, list[PageObject]]
TOP = (297 - 37) * POINTS_PER_MM
RIGHT = (28 + 156) * POINTS_PER_MM
ONE = GB_9704.character
TEXT = "关于整改情况的报告\n\n局机关党委：\n现将整改情况报告如下。\n"


def xml(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def styled(document: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(BytesIO(document)).paragraphs]


def test_the_mark_is_as_large_as_fits_in_one_line_and_35_mm_down(papers: Papers) -> None:
    (left, height, size, _), *_ = pieces(papers["red-head"][0])
    mark = lines(papers["red-head"][0])[0]
    assert mark[2] == "城关自然资源所党支部文件"
    assert size == pytest.approx(156 * POINTS_PER_MM / 12, abs=1)
    assert left == pytest.approx(28 * POINTS_PER_MM, abs=size / 3)
    assert TOP - (height + 0.88 * size) == pytest.approx(35 * POINTS_PER_MM, abs=4)


def test_the_number_stands_two_lines_under_the_mark_and_the_title_under_the_rule(
    papers: Papers,
) -> None:
    mark, number, title, *_ = lines(papers["red-head"][0])
    assert number[2] == "城资党〔2026〕3号"
    size = pieces(papers["red-head"][0])[0][2]
    under_mark = mark[1] - 0.12 * size - (number[1] + 0.88 * 16)
    # Two empty lines, and what the line of the number leaves free above its characters.
    above = GB_9704.line_pitch * 0.8 - 16 * 0.88
    assert under_mark == pytest.approx(2 * GB_9704.line_pitch + above, abs=6)
    centre = (28 + 78) * POINTS_PER_MM
    assert number[0] < centre < number[0] + 9 * 16
    assert number[1] - title[1] > 3 * GB_9704.line_pitch


def test_the_rule_is_red_and_4_mm_under_the_number() -> None:
    body = xml(typeset(read(TEXT), red_head=RedHead("某支部文件", "某党〔2026〕1号")))
    (rule,) = re.findall(r"<w:pBdr><w:bottom [^>]*/></w:pBdr>", body)
    assert 'w:color="FF0000"' in rule
    # What is left of the line of 28.95 points below a character of 16, and the space of the rule.
    space = int(re.search(r'w:space="(\d+)"', rule)[1])
    below = 28.95 * 0.2 - 16 * 0.12
    assert space + below == pytest.approx(4 * POINTS_PER_MM, abs=0.6)


def test_a_document_that_goes_up_names_its_signers_two_a_line(papers: Papers) -> None:
    first, second = lines(papers["upward"][0])[1:3]
    assert first[2] == "签发人：苏青岩石成"
    assert second[2] == "城资党〔2026〕3号顾秉文"
    assert second[0] == pytest.approx(28 * POINTS_PER_MM + ONE, abs=2)
    starts = {text[0]: left for left, _, _, text in pieces(papers["upward"][0])}
    assert starts["顾"] == pytest.approx(starts["苏"], abs=1)
    assert starts["苏"] + 7 * ONE == pytest.approx(RIGHT - ONE, abs=2)


@pytest.mark.parametrize(
    ("name", "pages", "expected"),
    [
        ("even", 2, ["—1—", "—2—"]),
        ("odd", 4, ["—1—", "—2—", "—3—", "—4—"]),
        # No room on the even page: an empty page follows, which LibreOffice does not print, and
        # neither has a number.
        ("full", 3, ["—1—", "—2—", ""]),
    ],
)
def test_the_imprint_stands_at_the_foot_of_the_last_even_page(
    papers: Papers, name: str, pages: int, expected: list[str]
) -> None:
    assert len(papers[name]) == pages
    assert numbers(papers[name]) == expected
    above, below = [line for line in lines(papers[name][-1]) if not line[2].startswith("—")][-2:]
    assert above[2] == "抄送：市委直属机关工委，局属各单位。"
    assert below[2] == "城关自然资源所党支部2026年3月5日印发"
    assert above[0] == pytest.approx(28 * POINTS_PER_MM + 14, abs=1.5)
    assert below[0] == pytest.approx(28 * POINTS_PER_MM + 14, abs=1.5)
    assert 0 < below[1] - FOOT < GB_9704.imprint_pitch


def test_a_long_mark_stands_in_two_lines_broken_at_words() -> None:
    mark = "中共云岭市自然资源和规划局不动产登记中心支部委员会文件"
    ((_, text), *_) = styled(typeset(read(TEXT), red_head=RedHead(mark)))
    assert text.replace("\n", "") == mark
    above, below = text.split("\n")
    assert abs(len(above) - len(below)) <= 5
    assert not below.startswith(("产", "记", "心"))


def test_a_table_straight_under_the_head_keeps_its_distance() -> None:
    document = Document(BytesIO(typeset(read("甲\t乙\n丙\t丁\n"), red_head=RedHead("某支部文件"))))
    assert document.paragraphs[2].paragraph_format.space_before.pt == 2 * GB_9704.line_pitch


def test_a_long_list_of_copies_hangs_behind_its_colon() -> None:
    imprint = Imprint(tuple(f"第{n}党支部" for n in range(1, 20)), "办公室", date(2026, 12, 31))
    body = xml(typeset(read(TEXT), imprint=imprint))
    paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*抄送：.*?</w:p>", body)[0]
    assert 'w:left="1120" w:right="280" w:hanging="840"' in paragraph


def test_without_copies_the_imprint_is_one_line() -> None:
    document = typeset(read(TEXT), imprint=Imprint((), "办公室", date(2026, 1, 2)))
    assert [text for style, text in styled(document) if style == "版记"] == [
        "办公室\t2026年1月2日印发"
    ]


def test_a_report_without_them_has_neither() -> None:
    styles = {style for style, _ in styled(typeset(read(TEXT)))}
    assert not styles & {"发文机关标志", "发文字号", "版记", "锚点"}


def test_head_and_imprint_are_told_and_not_read_as_text() -> None:
    document = typeset(
        read(TEXT),
        red_head=RedHead("某支部文件", "某党〔2026〕1号", "张三"),
        imprint=Imprint(("各支部",), "办公室", date(2026, 1, 2)),
    )
    found = read_word(document)
    assert found.text.split() == TEXT.split()
    assert found.notes == (
        "版头没有读入：某支部文件 某党〔2026〕1号 签发人：张三",
        "版记没有读入：抄送：各支部。 办公室 2026年1月2日印发",
    )
