"""Tables of the text as tables of Word, and back."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from reports.outline.reader import read
from reports.word.geometry import GB_9704, POINTS_PER_MM, Layout
from reports.word.importer import read_word
from reports.word.typeset import typeset
from tests.reports.word.documents import docx, paragraph

PROBLEMS = """问题整改情况

一、检查出的问题
现将问题列后：
序号\t问题\t整改措施\t完成时限
1\t学习制度落实不严，个别党员全年参加集中学习不足规定次数\t每月通报参学情况，补学补课\t2026年10月
2\t主题党日形式单一\t每季度安排一次现场教学\t长期坚持
二、下步打算
继续努力。
"""


def table_of(text: str, layout: Layout = GB_9704) -> Table:
    (table,) = Document(BytesIO(typeset(read(text), layout=layout))).tables
    return table


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def widths(table: Table) -> list[float]:
    """Give the widths of the columns in points."""
    return [int(column.get(qn("w:w"))) / 20 for column in table._tbl.tblGrid]  # noqa: SLF001


def test_rows_become_a_table_between_the_paragraphs() -> None:
    document = Document(BytesIO(typeset(read(PROBLEMS))))
    assert cells(document.tables[0]) == [line.split("\t") for line in PROBLEMS.splitlines()[4:7]]
    order = [element.tag.rpartition("}")[2] for element in document.element.body]
    assert order == ["p", "p", "p", "tbl", "p", "p", "sectPr"]


def test_the_head_is_heiti_and_said_again_and_no_row_is_torn() -> None:
    table = table_of(PROBLEMS)
    head, *rows = table._tbl.tr_lst  # noqa: SLF001
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
    assert not [row for row in rows if row.trPr.find(qn("w:tblHeader")) is not None]
    assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"表头"}
    style = table.rows[0].cells[0].paragraphs[0].style
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert style.paragraph_format.keep_with_next


def test_lines_in_cells_have_a_least_height_so_that_nothing_is_clipped() -> None:
    spacing = table_of(PROBLEMS).rows[1].cells[0].paragraphs[0].style.element.pPr.spacing
    assert spacing.get(qn("w:lineRule")) == "atLeast"
    assert int(spacing.get(qn("w:line"))) / 20 > GB_9704.table_size


def test_a_first_row_with_a_number_is_no_head() -> None:
    table = table_of("1\t学习\t支委\n2\t宣传\t支委\n")
    assert table.rows[0].cells[0].paragraphs[0].style.name == "表格文字"


@pytest.mark.parametrize(
    ("style", "sides"),
    [
        ("grid", {"top", "left", "bottom", "right", "insideH", "insideV"}),
        ("three_lines", {"top", "bottom"}),
    ],
)
def test_lines_are_full_or_three(style: str, sides: set[str]) -> None:
    table = table_of(PROBLEMS, Layout(table_style=style))  # type: ignore[arg-type]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))  # noqa: SLF001
    assert {border.tag.rpartition("}")[2] for border in borders} == sides
    under_head = table._tbl.tr_lst[0].tc_lst[0].tcPr.find(qn("w:tcBorders"))  # noqa: SLF001
    assert (under_head is not None) == (style == "three_lines")


def test_columns_fill_the_type_area_and_are_as_wide_as_their_words() -> None:
    number, problem, measure, date = widths(table_of(PROBLEMS))
    assert number + problem + measure + date == pytest.approx(156 * POINTS_PER_MM, abs=1)
    assert number < date < measure <= problem
    assert date > 6 * 10.5  # 2026年10月 in one line


def test_a_wide_table_is_set_smaller() -> None:
    row = "\t".join(["落实全面从严治党主体责任的具体举措"] * 8)
    small = table_of(f"{row}\n{row}\n").rows[0].cells[0].paragraphs[0].runs[0].font.size
    assert small.pt == 10.5
    assert table_of(PROBLEMS).rows[1].cells[0].paragraphs[0].runs[0].font.size is None


def test_the_title_over_a_table_is_centred_and_stays_with_it() -> None:
    document = Document(BytesIO(typeset(read("一、情况\n表1　活动统计\n甲\t乙\n丙\t丁\n"))))
    title = document.paragraphs[1]
    assert (title.style.name, title.paragraph_format.keep_with_next) == ("表题", True)
    before = Document(BytesIO(typeset(read(PROBLEMS)))).paragraphs[2]
    assert (before.style.name, before.paragraph_format.keep_with_next) == ("Body Text", True)


@pytest.mark.parametrize(
    "text",
    [
        PROBLEMS,
        "甲\t乙\n丙\t丁\n甲\t乙\t丙\n丁\t戊\t己\n",
        "项目\t一季度\t二季度\n学习\t\t3\n合计\t\t\n",
        "正文。\n甲\t乙\n丙\t丁\n",
        "甲\t乙\n丙\t丁\n\n甲\t乙\n丙\t丁\n",
    ],
)
def test_what_is_typeset_is_read_as_the_same_lines(text: str) -> None:
    lines = [line for line in text.splitlines() if line]
    found = read_word(typeset(read(text))).text.splitlines()
    assert [line for line in found if line] == lines


CELL = st.text(st.sampled_from(list("甲乙一、1.（）。，丙 2")), max_size=12).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6))
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    rows = [["月份", "次数", "备注"], *rows]
    text = "".join("\t".join(row) + "\n" for row in rows if any(row))
    assert read_word(typeset(read(f"一、情况\n{text}"))).text == f"一、情况\n{text}"


def tc(*content: str, span: int = 1, merge: str = "") -> str:
    inner = "".join(part if part.startswith("<") else paragraph(part) for part in content)
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{inner or "<w:p/>"}</w:tc>'


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def lines(body: str) -> list[str]:
    return read_word(docx(body)).text.splitlines()


def test_paragraphs_in_a_cell_are_joined_and_tabs_become_blanks() -> None:
    assert lines(
        tbl(tc("问题") + tc("措施"), tc("学习不深。", "形式单一") + tc("补学", "补课\t两次"))
    ) == [
        "问题\t措施",
        "学习不深。形式单一\t补学 补课 两次",
    ]


def test_merged_cells_leave_the_others_empty_and_are_told() -> None:
    document = docx(
        tbl(
            tc("类别", merge="restart") + tc("次数", span=2),
            tc(merge="continue") + tc("一季度") + tc("二季度"),
            tc("学习") + tc("3") + tc("4"),
        )
    )
    found = read_word(document)
    assert found.text.splitlines() == ["类别\t次数\t", "\t一季度\t二季度", "学习\t3\t4"]
    assert "表格中合并的单元格 2 处，文字放在第一格，其余各格留空。" in found.notes


def test_a_grid_finer_than_its_columns_gives_no_empty_cells() -> None:
    assert lines(tbl(tc("甲", span=3) + tc("乙", span=2), tc("丙", span=3) + tc("丁", span=2))) == [
        "甲\t乙",
        "丙\t丁",
    ]


def test_a_title_row_stands_over_the_table_and_a_band_inside_stays() -> None:
    assert lines(
        tbl(
            tc("活动统计表", span=2),
            tc("月份") + tc("次数"),
            tc("上半年", span=2),
            tc("1月") + tc("2"),
            tc("注：据台账统计", span=2),
        )
    ) == ["活动统计表", "月份\t次数", "上半年\t", "1月\t2", "注：据台账统计"]


def test_a_frame_around_text_gives_its_paragraphs() -> None:
    text = [
        f"（{n}）落实“三会一课”制度，全年召开党员大会和支委会，讨论决定支部的重要事项，并做好记录归档。"
        * 2
        for n in "一二三四"
    ]
    found = read_word(docx(tbl(tc("姓名") + tc("张三"), tc("述职内容") + tc(*text))))
    assert found.text.splitlines() == ["姓名\t张三", "述职内容", *text]
    alone = read_word(docx(tbl(tc("一、工作", "正文。"))))
    assert alone.text.splitlines() == ["一、工作", "正文。"]
    assert alone.notes == ("只作边框的表格 1 张，按正文读入。",)


def test_a_table_glued_to_lines_with_tabs_is_kept_apart() -> None:
    found = lines(
        paragraph("单位：城关所\t时间：2026年") + tbl(tc("甲") + tc("乙"), tc("丙") + tc("丁"))
    )
    assert found == ["单位：城关所\t时间：2026年", "", "甲\t乙", "丙\t丁"]


def test_a_table_between_paragraphs_is_found_by_the_outline() -> None:
    text = read_word(
        docx(
            paragraph("一、工作")
            + paragraph("情况如下：")
            + tbl(tc("序号") + tc("事项"), tc("1.") + tc("学习"), tc("2.") + tc("宣传"))
            + paragraph("二、打算")
        )
    ).text
    (first, second) = read(text).nodes
    assert (first.heading, second.heading) == ("工作", "打算")
    assert len(first.paragraphs) == 4
