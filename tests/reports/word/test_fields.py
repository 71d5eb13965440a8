"""Fields, content controls, drawings: what a reader of the page sees of them, and nothing twice."""

import pytest

from reports.word.importer import read_word
from tests.reports.word.documents import docx, paragraph, run

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def form(inner: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<w:fldSimple w:instr="DATE">' + run("2026年") + "</w:fldSimple>", "2026年"),
        (BEGIN + code("DATE") + SEPARATE + run("2026年") + END, "2026年"),
        # The result of a field inside the code of another is a condition, not a word.
        (
            BEGIN + code("IF ") + BEGIN + code("PAGE") + SEPARATE + run("1") + END
            + code(" = 1") + SEPARATE + run("首页") + END,
            "首页",
        ),
        # A field inside a result, and one without a result.
        (
            BEGIN + code("REF") + SEPARATE + run("见") + BEGIN + code("XE") + END + run("附件") + END,
            "见附件",
        ),
        (BEGIN + code("XE") + END + run("后文"), "后文"),
        (f'<w:hyperlink w:anchor="a">{run("链接")}</w:hyperlink>', "链接"),
        (
            form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>')
            + code("FORMDROPDOWN") + END,
            "乙",
        ),
        (form('<w:checkBox><w:default w:val="1"/></w:checkBox>') + code("FORMCHECKBOX") + END, "☑"),
        (form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + code("FORMCHECKBOX") + END, "□"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:smartTag>{run('城关')}</w:smartTag>", "城关"),
    ],
)  # fmt: skip
def test_a_field_shows_its_result(content: str, text: str) -> None:
    assert read_word(docx(f"<w:p>{run('前')}{content}{run('后')}</w:p>")).text == f"前{text}后\n"


@pytest.mark.parametrize(
    "content",
    [
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击填写')}</w:sdtContent></w:sdt>",
        '<w:r><w:sym w:char="x"/></w:r>',
        form('<w:ddList><w:result w:val="9"/></w:ddList>') + END,
    ],
    ids=["prompt", "broken symbol", "choice that is not there"],
)
def test_what_shows_nothing_gives_nothing(content: str) -> None:
    assert read_word(docx(f"<w:p>{run('前')}{content}{run('后')}</w:p>")).text == "前后\n"


def test_a_field_that_is_never_closed_swallows_nothing_further() -> None:
    found = read_word(docx(f"<w:p>{BEGIN}{code('PAGE')}</w:p>" + paragraph("一、工作")))
    assert found.text == "\n一、工作\n"


def test_a_field_over_paragraphs_is_read_to_its_end() -> None:
    body = f"<w:p>{BEGIN}{code('INCLUDETEXT')}{SEPARATE}{run('甲')}</w:p>{paragraph('乙')}"
    assert read_word(docx(f"{body}<w:p>{run('丙')}{END}{run('丁')}</w:p>")).text == "甲\n乙\n丙丁\n"


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_with_a_fallback_is_read_once() -> None:
    box = BOX.format(paragraph("框中的话"))
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read_word(docx(f"<w:p>{run('正文')}{both}</w:p>"))
    assert found.text == "正文\n框中的话\n"
    assert found.notes == ("文本框 1 个，其中的文字接在所在段落之后。",)


def test_a_table_in_a_text_box_is_a_table() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = f"<w:tr>{cell.format(paragraph('甲'))}{cell.format(paragraph('乙'))}</w:tr>"
    box = BOX.format(f"<w:tbl>{row * 2}</w:tbl>")
    drawing = f"<w:r><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></w:r>"
    assert read_word(docx(f"<w:p>{drawing}</w:p>")).text == "\n甲\t乙\n甲\t乙\n"


def test_charts_and_diagrams_are_told() -> None:
    drawing = '<w:r><w:drawing><x uri="http://a.invalid/2006/chart"/></w:drawing></w:r>'
    found = read_word(docx(f"<w:p>{run('如图')}{drawing}</w:p>"))
    assert found.notes == ("图表、图示 1 个没有读入。",)


def test_a_heading_broken_by_hand_is_one_line() -> None:
    style = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    broken = f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{run("一、主要")}<w:r><w:br/></w:r>{run("工作")}</w:p>'
    assert read_word(docx(broken, styles=style)).text == "一、主要工作\n"
