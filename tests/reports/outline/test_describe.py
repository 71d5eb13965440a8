"""What the `outline` command prints of an outline."""

from reports.outline.describe import as_json, as_tree
from reports.outline.reader import read

TEXT = "工作总结\n同志们：\n一、主要工作\n(一)抓学习。分两步：一是学。二是用。\n（二）抓作风\n测绘队\n2021年12月1日\n"


def test_json_has_the_agreed_keys() -> None:
    point = {"number": 1, "marker": "一是", "text": "学。"}
    bracket = {
        "level": 2,
        "marker": "(一)",
        "number": 1,
        "heading": "抓学习",
        "run_in": True,
        "role": "summary",
        "roles": ["summary"],
        "line": 4,
        "paragraphs": ["分两步：一是学。二是用。"],
        "points": [point, {"number": 2, "marker": "二是", "text": "用。"}],
        "children": [],
    }
    second = bracket | {
        "marker": "（二）",
        "number": 2,
        "heading": "抓作风",
        "run_in": False,
        "line": 5,
        "paragraphs": [],
        "points": [],
    }
    section = second | {
        "level": 1,
        "marker": "一、",
        "number": 1,
        "heading": "主要工作",
        "line": 3,
        "children": [bracket, second],
    }
    lead = section | {
        "level": 0,
        "marker": "",
        "number": None,
        "heading": None,
        "role": "lead",
        "roles": ["lead"],
        "line": 2,
        "paragraphs": ["同志们："],
        "children": [],
    }
    assert as_json(read(TEXT)) == {
        "title": "工作总结",
        "nodes": [lead, section],
        "signature": "测绘队",
        "date": "2021年12月1日",
    }


def test_json_of_nothing_has_nothing() -> None:
    assert as_json(read("")) == {"title": None, "nodes": [], "signature": None, "date": None}


def test_a_tree_has_a_line_for_each_node() -> None:
    assert as_tree(read(TEXT)).splitlines() == [
        "标题 工作总结",
        "0 - [lead] 无题 同志们： | 1段",
        "  1 一、 [summary] 独行 主要工作",
        "    2 (一) [summary] 段首 抓学习 | 1段 一是 二是",
        "    2 （二） [summary] 独行 抓作风",
        "署名 测绘队",
        "日期 2021年12月1日",
    ]
