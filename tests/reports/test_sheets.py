"""Sheets whose cells are words, whatever people wrote."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.sheets import LONGEST, Column, sheet


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+86", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1+1"],
    ids=ascii,
)
def test_no_words_become_a_formula(words: str) -> None:
    book = load_workbook(BytesIO(sheet("表", [Column("内容", 20)], [[words]])))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_usual_words_and_numbers_stay_what_they_are() -> None:
    book = load_workbook(
        BytesIO(sheet("表", [Column("一", 5), Column("二", 5)], [[7, "学习=12次"]]))
    )
    number, words = book.active[2]
    assert (number.value, number.data_type) == (7, "n")
    assert (words.value, words.quotePrefix) == ("学习=12次", False)


@pytest.mark.parametrize(
    ("words", "kept"),
    [("甲\x00乙", "甲\ufffd乙"), ("一\r\n二", "一\n二"), ("半\ud800", "半\ufffd")],
    ids=ascii,
)
def test_what_a_cell_cannot_hold_is_marked(words: str, kept: str) -> None:
    book = load_workbook(BytesIO(sheet("表", [Column("内容", 20)], [[words]])))
    assert book.active["A2"].value == kept


def test_what_is_too_long_ends_in_dots() -> None:
    value = (
        load_workbook(BytesIO(sheet("表", [Column("内容", 20)], [["字" * 40_000]])))
        .active["A2"]
        .value
    )
    assert (len(value), value[-2:]) == (LONGEST, "……")


def test_the_head_stays_in_sight_and_is_printed_again() -> None:
    page = load_workbook(BytesIO(sheet("表", [Column("甲", 5), Column("乙", 50)], []))).active
    assert [cell.value for cell in page[1]] == ["甲", "乙"]
    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == (
        "A2",
        "$1:$1",
        "A1:B1",
    )
    assert page.column_dimensions["B"].width == 50
