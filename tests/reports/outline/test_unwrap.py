"""Lines broken at a fixed width."""

from pathlib import Path

import pytest

from reports.outline.reader import read
from reports.outline.tree import walk
from reports.outline.unwrap import is_hard_wrapped, unwrap

PARAGRAPH = (
    "一年来党支部坚持把学习贯彻党的创新理论作为首要政治任务采取个人自学集中研讨现场教学等方式"
    "组织党员学原文悟原理做到学有所思学有所获全年共组织集中学习二十六次开展专题研讨八次"
    "党员人均撰写读书笔记两万余字支部书记带头讲授专题党课四次党员干部的理论素养明显提升。"
)


def broken(text: str, width: int, end: str = "\n") -> str:
    return end.join(text[i : i + width] for i in range(0, len(text), width)) + end


@pytest.mark.parametrize("width", [25, 32, 40, 55])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_broken_lines_are_joined(width: int, end: str) -> None:
    text = f"一、主要工作{end}" + broken(PARAGRAPH * 2, width, end)
    assert is_hard_wrapped(text)
    assert unwrap(text) == f"一、主要工作{end}{PARAGRAPH * 2}{end}"


@pytest.mark.parametrize("width", [25, 40])
def test_paragraphs_and_headings_stay_apart(width: int) -> None:
    head = broken("（一）加强学习。" + PARAGRAPH, width)
    text = f"　　一、主要工作\n{head}（二）改进作风。{broken(PARAGRAPH, width)}\n　　完。\n"
    assert unwrap(text).split("\n") == [
        "　　一、主要工作",
        "（一）加强学习。" + PARAGRAPH,
        "（二）改进作风。" + PARAGRAPH,
        "",
        "　　完。",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一、主要工作\n二、存在问题\n",
        PARAGRAPH + "\n" + PARAGRAPH + "\n",
        "支部坚持学习。\n支部改进作风。\n" * 10,
        "1.组织集中学习二十六次；\n2.开展专题研讨八次；\n" * 5,
    ],
    ids=["empty", "headings", "whole paragraphs", "short sentences", "list"],
)
def test_whole_lines_are_left_alone(text: str) -> None:
    assert not is_hard_wrapped(text)
    assert unwrap(text) == text


def test_lines_of_very_different_lengths_are_whole_lines() -> None:
    lines = ["党" * length for length in (25, 57, 26, 56, 57, 25, 57, 56, 57, 25)]
    assert not is_hard_wrapped("\n".join(lines))


def test_english_words_keep_a_blank_between_them() -> None:
    lines = ["党" * 30 + "Word", "Excel" + "党" * 29, "党" * 34, "党" * 34, "党。"]
    assert "Word Excel" in unwrap("\n".join(lines))


def test_a_marker_at_the_start_of_a_broken_line_opens_nothing() -> None:
    before = (PARAGRAPH * 2)[: 32 * 5 - 1] + "第"
    text = "一、主要工作\n" + broken(before + "（三）条的规定办理" + PARAGRAPH, 32)
    assert "\n（三）条" in text
    assert [node.marker for node in walk(read(text).nodes)] == ["一、"]


def test_a_broken_heading_is_not_taken_for_a_heading_alone() -> None:
    text = "一、主要工作\n（一）" + broken("加强" + PARAGRAPH, 32)
    node = list(walk(read(text).nodes))[1]
    assert (node.marker, node.heading, node.run_in) == ("（一）", None, False)


def test_short_numbered_paragraphs_are_evidence_too() -> None:
    sample = Path(__file__).parents[2] / "samples" / "hard_wrapped_short_paragraphs.txt"
    joined = unwrap(sample.read_text(encoding="utf-8"))
    assert "人不离岗，群众送来感谢信2封。\n" in joined
    assert "党员轮流主讲，全年开讲12次" in joined
    assert "（一）学习有声势" in joined.split("一、主要工作\n")[1].splitlines()[0]
