"""Title, subtitle, signature and date."""

import pytest

from reports.outline.reader import read
from reports.outline.tree import Outline, Paragraph

BODY = "2021年，支部扎实开展工作，成效明显。\n一、主要工作\n支部坚持学习。\n"


def words(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


@pytest.mark.parametrize(
    ("head", "title", "subtitle"),
    [
        ("测绘队党支部2021年工作总结\n", ["测绘队党支部2021年工作总结"], []),
        ("测绘队党支部\n2021年党建\n工作总结\n", ["测绘队党支部", "2021年党建", "工作总结"], []),
        ("工作总结\n工作总结\n", ["工作总结", "工作总结"], []),
        ("述职报告\n王建国\n", ["述职报告"], ["王建国"]),
        (
            "述职报告\n测绘队党支部书记　王建国\n（2021年12月1日）\n",
            ["述职报告"],
            ["测绘队党支部书记　王建国", "（2021年12月1日）"],
        ),
        (
            "在党建工作会议上的讲话\n（2021年12月1日）\n",
            ["在党建工作会议上的讲话"],
            ["（2021年12月1日）"],
        ),
        (
            "坚守初心，砥砺前行\n——在学习会上的发言\n",
            ["坚守初心，砥砺前行"],
            ["——在学习会上的发言"],
        ),
        ("砥砺前行工作总结\n——2021年度\n", ["砥砺前行工作总结"], ["——2021年度"]),
        ("工作总结\n今年以来，支部学习\n", ["工作总结"], []),
        (
            "工作总结\n云岭市自然资源和规划局国土空间生态修复科党支部\n",
            ["工作总结"],
            ["云岭市自然资源和规划局国土空间生态修复科党支部"],
        ),
        (
            "工作总结\n2021-12-01 来源：机关党委\n工作总结\n",
            ["工作总结"],
            ["2021-12-01 来源：机关党委", "工作总结"],
        ),
        ("工作总结（讨论稿）\n", ["工作总结（讨论稿）"], []),
        ("　　　　　　　　守初心　担使命\n", ["守初心　担使命"], []),
        ("某党支部2021年工作总结 某党支部2021年工作总结 ", ["某党支部2021年工作总结"] * 2, []),
        ("支部坚持学习，现作总结。\n", [], []),
        ("同志们：\n", [], []),
        ("", [], []),
    ],
)
def test_a_title_is_told_by_its_look(head: str, title: list[str], subtitle: list[str]) -> None:
    outline = read(head + BODY)
    assert (words(outline.title), words(outline.subtitle)) == (title, subtitle)


@pytest.mark.parametrize(
    ("tail", "signature", "date"),
    [
        ("测绘队党支部\n2021年12月1日\n", ["测绘队党支部"], "2021年12月1日"),
        (
            "中共测绘队支部委员会\n二〇二一年十二月一日\n",
            ["中共测绘队支部委员会"],
            "二〇二一年十二月一日",
        ),
        ("2021年12月\n", [], "2021年12月"),
        ("测绘队党支部\n2021年X月X日\n\n", ["测绘队党支部"], "2021年X月X日"),
        ("述职人：王建国\n2021.12.1\n", ["述职人：王建国"], "2021.12.1"),
        ("王建国\n2021年12月1日", ["王建国"], "2021年12月1日"),
        (
            "　　　　　　　　　　自然资源局\n　　　　　　　　　　测绘队党支部\n",
            ["自然资源局", "测绘队党支部"],
            None,
        ),
        ("完。测绘队党支部 2021年12月1日", ["测绘队党支部"], "2021年12月1日"),
        ("完。2021年12月1日", [], "2021年12月1日"),
        ("活动于2021年12月1日\n结束了。\n", [], None),
        ("谢谢大家！\n", [], None),
        ("谢谢大家\n2021年12月1日\n", [], "2021年12月1日"),
        ("测绘队党支部　2021年12月1日\n", ["测绘队党支部"], "2021年12月1日"),
        ("二、时间 2021年12月1日", [], None),
        ("", [], None),
    ],
)
def test_signature_and_date_end_the_text(tail: str, signature: list[str], date: str | None) -> None:
    outline = read(BODY + tail)
    found = outline.date.text if outline.date else None
    assert (words(outline.signature), found) == (signature, date)


def test_a_name_inside_the_text_is_no_signature() -> None:
    outline = read("一、先进单位\n测绘队党支部\n二、先进个人\n王建国。\n")
    assert outline.signature == ()


def test_a_text_of_one_line_is_neither_title_nor_date() -> None:
    assert read("2021年12月1日") == read("2021年12月1日")
    assert read("2021年12月1日").date is None


def test_an_empty_text_is_an_empty_outline() -> None:
    assert read("") == Outline()
    assert read("\n \n") == Outline(before="\n \n")
