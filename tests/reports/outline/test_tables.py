"""Tables: what is one, what is not, and that the text stays what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outline.reader import read, read_body
from reports.outline.tables import Table, table_lines, with_tables
from reports.outline.tree import Outline, Role, walk
from reports.outline.writer import write, write_body


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["甲\t乙", "丙\t丁"], [0, 1]),
        (["正文", "甲\t乙", "丙\t丁", "正文"], [1, 2]),
        (["甲\t乙", "正文", "丙\t丁"], []),
        (["甲\t乙"], []),
        (["甲\t乙\t丙", "甲\t乙"], []),
        # Cells at the edges may be empty.
        (["项目\t一季度\t二季度", "学习\t\t3", "合计\t\t"], [0, 1, 2]),
        (["\t一季度\t二季度", "学习\t1\t3"], [0, 1]),
        (["作风\t不实", "\t不细"], [0, 1]),
        # A tab at the beginning is an indent.
        (["\t正文一段。", "\t正文二段。"], []),
        (["\t正文。", "甲\t乙", "丙\t丁"], [1, 2]),
        (["甲\t乙", "丙\t丁", "\t以上情况请审阅。"], [0, 1]),
        # What copying a numbered list from Word gives.
        (["一、\t主要工作", "二、\t存在问题"], []),
        (["1.\t学习", "2.\t宣传", "3.\t统战"], []),
        (["（1）\t学习", "（2）\t宣传"], []),
        (["●\t学习", "●\t宣传"], []),
        (["序号\t问题", "1\t学习", "2.\t宣传"], [0, 1, 2]),
        (["1\t学习\t支委", "2\t宣传\t支委"], [0, 1]),
        # Tables one under the other.
        (["甲\t乙", "丙\t丁", "甲\t乙\t丙", "丁\t戊\t己"], [0, 1, 2, 3]),
        (["甲\t乙", "", "丙\t丁"], []),
    ],
)
def test_lines_with_as_many_tabs_are_rows(lines: list[str], rows: list[int]) -> None:
    assert sorted(table_lines(lines)) == rows


REPORT = """支部工作总结

一、检查情况
问题如下。
序号\t问题\t措施
1.\t存在问题：学习不深\t（一）补学；二、补课。三、再学
2.\t形式单一\t\t
二、下步打算
继续努力。

城关党支部
2026年1月5日
""".replace("\t\t\n", "\t现场教学\n")


def test_rows_are_no_headings_and_stay_in_their_section() -> None:
    outline = read(REPORT)
    assert [(n.marker, n.heading) for n in walk(outline.nodes)] == [
        ("一、", "检查情况"),
        ("二、", "下步打算"),
    ]
    question, table = with_tables(outline.nodes[0].paragraphs)
    assert question.text == "问题如下。"
    assert isinstance(table, Table)
    assert table.rows == (
        ("序号", "问题", "措施"),
        ("1.", "存在问题：学习不深", "（一）补学；二、补课。三、再学"),
        ("2.", "形式单一", "现场教学"),
    )
    assert write(outline) == REPORT


def test_rows_are_neither_title_nor_signature_nor_closing() -> None:
    text = "姓名\t工作总结\n张三\t述职报告\n同志们\t谢谢\n城关\t党支部\n"
    outline = read(text)
    assert (outline.title, outline.signature, outline.date) == ((), (), None)
    (node,) = outline.nodes
    assert node.role is Role.LEAD
    (table,) = with_tables(node.paragraphs)
    assert len(table.rows) == 4


def test_cells_are_stripped_and_empty_cells_stay() -> None:
    outline = read("　项目 \t 一季度\t二季度\n学习\t\t 3\n合计\t\t\n")
    (table,) = with_tables(outline.nodes[0].paragraphs)
    assert table.rows == (("项目", "一季度", "二季度"), ("学习", "", "3"), ("合计", "", ""))


def test_tables_with_other_columns_are_tables_apart() -> None:
    outline = read("甲\t乙\n丙\t丁\n甲\t乙\t丙\n丁\t戊\t己\n")
    found = list(with_tables(outline.nodes[0].paragraphs))
    assert [len(table.rows[0]) for table in found] == [2, 3]


def test_a_blank_line_parts_two_tables() -> None:
    outline = read("甲\t乙\n丙\t丁\n\n甲\t乙\n丙\t丁\n")
    assert len(list(with_tables(outline.nodes[0].paragraphs))) == 2


CELLS = st.lists(
    st.lists(
        st.sampled_from(["", "一、", "1.", "（一）学习。", "甲", "\t", " ", "2026年"]), max_size=4
    ),
    max_size=8,
)


@given(CELLS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_nothing_is_lost_whatever_the_cells(rows: list[list[str]], end: str) -> None:
    text = "".join("\t".join(row) + end for row in rows)
    outline = read(text)
    assert write(outline) == text
    paragraphs, children = read_body(text, level=1, roles=(Role.OTHER,))
    assert write_body(paragraphs, children) == text
    assert _words(outline) == "".join(text.split())


def _words(outline: Outline) -> str:
    """Give the words by way of the tables; headings and frame as they are."""
    parts = [p.text for p in (*outline.title, *outline.subtitle)]
    for node in walk(outline.nodes):
        parts.append(node.marker + (node.heading or "") + node.heading_end)
        for part in with_tables(node.paragraphs):
            if isinstance(part, Table):
                parts += ["".join(row) for row in part.rows]
            else:
                parts.append(part.text)
    parts += [p.text for p in outline.signature]
    parts += [outline.date.text] if outline.date else []
    return "".join("".join(parts).split())
