"""Which measure answers which problem."""

from pathlib import Path

import pytest

from drafting.checks.document import Document
from drafting.checks.pairing import pairs, unanswered
from reports.outline.reader import read

TEXTS = sorted((Path(__file__).parents[3] / "reports" / "demo" / "texts").glob("*.txt"))


def table(text: str) -> list[tuple[str, str, str]]:
    return [
        (pair.problem.title, pair.measures[0].title if pair.measures else "", pair.by)
        for pair in pairs(Document(read(text)))
    ]


def test_measures_are_found_by_what_they_speak_of_whatever_their_order() -> None:
    text = (
        "一、工作\n抓学习。\n二、存在问题\n（一）理论学习不够深入。学得浅。\n（二）组织生活不够规范。记录少。\n"
        "三、下步措施\n（一）规范组织生活。严格“三会一课”。\n（二）强化理论武装。领学促学。\n"
    )
    assert table(text) == [
        ("理论学习不够深入", "强化理论武装", "words"),
        ("组织生活不够规范", "规范组织生活", "words"),
    ]


def test_a_problem_that_nothing_answers_stands_alone() -> None:
    text = (
        "一、工作\n抓学习。\n二、存在问题\n（一）理论学习不够深入。学得浅。\n（二）党务力量薄弱。人少。\n"
        "三、下步措施\n（一）强化理论武装。领学促学。\n（二）擦亮支部品牌。做出特色。\n"
    )
    assert table(text)[1] == ("党务力量薄弱", "", "")


def test_one_section_may_hold_problems_and_measures() -> None:
    text = (
        "一、工作\n抓学习。\n二、存在问题及下一步工作思路\n还存在以下问题：一是理论学习不够深入。二是群众走访不够经常。\n"
        "下一步，支部将做好以下工作：一是强化理论学习。二是经常走访群众。\n"
    )
    assert [row[2] for row in table(text)] == ["words", "words"]


def test_a_heading_that_names_both_is_its_own_pair() -> None:
    text = (
        "同志们：\n过去一年成绩不小，还存在突出问题。下面，我讲两点意见。\n"
        "第一，聚力解决责任落实不到位的问题，做忠实的践行者\n有的单位责任不实。要压实责任。\n"
        "第二，聚力解决组织功能弱化的问题，做坚定的捍卫者\n有的支部不活跃。要建强支部。\n"
    )
    assert [row[2] for row in table(text)] == ["heading", "heading"]


def test_a_report_without_problems_has_no_pairs() -> None:
    assert table("一、重点任务\n抓学习。\n二、工作要求\n抓落实。\n") == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_what_is_unanswered_is_what_the_table_leaves_empty(file: Path) -> None:
    document = Document(read(file.read_text("utf-8")))
    found = pairs(document)
    without = [pair.problem for pair in found if not pair.measures]
    assert unanswered(document) == (without, len(found))
