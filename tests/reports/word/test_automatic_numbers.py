"""Numbers that Word makes come out as the text that it shows."""

import pytest

from reports.word.automatic_numbers import in_look
from reports.word.importer import read_word
from tests.reports.word.documents import abstract, docx, item, level, num, paragraph

OFFICIAL = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)


def lines(body: str, numbering: str, **around: str) -> list[str]:
    return read_word(docx(body, numbering=numbering, **around)).text.splitlines()


def test_levels_count_on_their_own_and_begin_anew_under_each_higher_one() -> None:
    body = "".join(
        [
            item("主要工作", 1),
            item("抓学习", 1, 1),
            item("抓队伍", 1, 1),
            item("谈心", 1, 2),
            item("家访", 1, 2),
            item("全员", 1, 3),
            paragraph("正文。"),
            item("存在问题", 1),
            item("学得不深", 1, 1),
            item("读得少", 1, 2),
        ]
    )
    assert lines(body, OFFICIAL + num(1, 0)) == [
        "一、主要工作",
        "（一）抓学习",
        "（二）抓队伍",
        "1. 谈心",
        "2. 家访",
        "①全员",
        "正文。",
        "二、存在问题",
        "（一）学得不深",
        "1. 读得少",
    ]


def test_a_start_value_and_a_restarted_list_are_followed() -> None:
    numbering = (
        abstract(0, level(0, "chineseCounting", "%1、", start=3))
        + num(1, 0)
        + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        + num(3, 0)
    )
    body = item("甲", 1) + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 3)
    # Lists of one look share their count: the third goes on where the second stopped.
    assert lines(body, numbering) == ["三、甲", "四、乙", "一、丙", "二、丁", "三、戊"]


def test_an_override_may_change_the_look_of_a_level() -> None:
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "(%1)")}</w:lvlOverride>'
    assert lines(item("甲", 1), OFFICIAL + num(1, 0, changed)) == ["(1) 甲"]


def test_numbers_that_hang_on_styles_are_found() -> None:
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'),
    ) + num(5, 0)
    listed = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="H1"><w:name w:val="heading 1"/>{listed}</w:style>'
        f'<w:style w:styleId="H2"><w:name w:val="heading 2"/>{listed}</w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="我的标题"/><w:basedOn w:val="H1"/></w:style>'
    )
    body = "".join(
        [
            paragraph("主要工作", properties='<w:pStyle w:val="H1"/>'),
            paragraph("抓学习", properties='<w:pStyle w:val="H2"/>'),
            paragraph("存在问题", properties='<w:pStyle w:val="Mine"/>'),
            paragraph(
                "不编号",
                properties='<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>',
            ),
        ]
    )
    assert lines(body, numbering, styles=styles) == [
        "一、主要工作",
        "（一）抓学习",
        "二、存在问题",
        "不编号",
    ]


def test_a_list_may_take_its_look_from_a_list_style() -> None:
    numbering = (
        abstract(0, '<w:numStyleLink w:val="Official"/>')
        + OFFICIAL.replace('abstractNumId="0"', 'abstractNumId="7"')
        + num(1, 0)
        + num(2, 7)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Official"><w:pPr><w:numPr><w:numId w:val="2"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    assert lines(item("甲", 1), numbering, styles=styles) == ["一、甲"]


def test_legal_numbering_shows_all_levels_as_figures() -> None:
    numbering = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
    ) + num(1, 0)
    assert lines(item("总则", 1) + item("目的", 1, 1), numbering) == ["第一章总则", "1.1 目的"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("0", "（二）丁"), ("1", "（一）丁")],
)
def test_a_level_may_be_told_not_to_begin_anew(restart: str, expected: str) -> None:
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）", more=f'<w:lvlRestart w:val="{restart}"/>'),
    ) + num(1, 0)
    body = item("甲", 1) + item("乙", 1, 1) + item("丙", 1) + item("丁", 1, 1)
    assert lines(body, numbering)[-1] == expected


@pytest.mark.parametrize(("mark", "shown"), [("\uf0b7", "●"), ("●", "●"), ("※", "※")])
def test_bullets_are_shown_and_those_of_symbol_fonts_as_a_dot(mark: str, shown: str) -> None:
    assert lines(item("甲", 1), abstract(0, level(0, "bullet", mark)) + num(1, 0)) == [f"{shown}甲"]


def test_a_list_that_does_not_exist_numbers_nothing() -> None:
    assert lines(item("甲", 9) + item("乙", 1, 8), OFFICIAL + num(1, 0)) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("look", "number", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 105, "一百零五"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 5, "05"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("chineseCounting", 0, "0"),
        ("no such look", 7, "7"),
    ],
)
def test_each_look_is_written_as_word_does(look: str, number: int, shown: str) -> None:
    assert in_look(number, look) == shown
