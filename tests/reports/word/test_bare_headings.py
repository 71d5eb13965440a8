"""Headings by style alone get numbers; where there are numbers, nothing is added."""

from io import BytesIO

import pytest
from docx import Document

from reports.word.importer import read_word


def read(*lines: tuple[int, str]) -> tuple[list[str], tuple[str, ...]]:
    """Read a document of python-docx: level 0 is text, others are heading styles."""
    document = Document()
    for depth, text in lines:
        document.add_paragraph(text, style=f"Heading {depth}" if depth else None)
    out = BytesIO()
    document.save(out)
    found = read_word(out.getvalue())
    return found.text.splitlines(), found.notes


def test_levels_get_the_numbers_of_the_standard() -> None:
    lines, notes = read(
        (1, "主要工作"), (2, "抓学习"), (0, "正文。"), (3, "5G基站"), (3, "读书班"), (4, "一期"),
        (2, "抓队伍"), (1, "存在问题"), (2, "学习不深"),
    )  # fmt: skip
    assert lines == [
        "一、主要工作",
        "（一）抓学习",
        "正文。",
        "1. 5G基站",
        "2.读书班",
        "（1）一期",
        "（二）抓队伍",
        "二、存在问题",
        "（一）学习不深",
    ]
    assert notes == ("标题 8 处原来没有序号，已按标题样式的级别补上。",)


def test_a_single_highest_heading_is_the_title() -> None:
    lines, _ = read((1, "工作总结"), (2, "主要工作"), (0, "正文。"), (2, "存在问题"))
    assert lines == ["工作总结", "一、主要工作", "正文。", "二、存在问题"]


@pytest.mark.parametrize(
    "lines",
    [
        [(1, "一、主要工作"), (1, "存在问题"), (1, "下步打算")],
        [(1, "第一，认识要到位"), (1, "行动要有力")],
        [(1, "工作总结"), (0, "正文。")],
        [(1, "坚持读原著。"), (1, "坚持谈体会。")],
        [(0, "主要工作"), (0, "存在问题")],
    ],
    ids=["numbered", "ordinals", "title alone", "sentences", "text"],
)
def test_otherwise_nothing_is_added(lines: list[tuple[int, str]]) -> None:
    found, notes = read(*lines)
    assert found == [text for _, text in lines]
    assert notes == ()
