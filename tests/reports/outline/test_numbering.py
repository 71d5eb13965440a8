"""The marker that each node should have."""

import pytest

from reports.outline.numbering import marker_like, renumber
from reports.outline.reader import read
from reports.outline.tree import Node, Outline, Role, walk
from reports.outline.writer import write


@pytest.mark.parametrize(
    ("sample", "level", "ordinal", "marker"),
    [
        ("", 1, 3, "三、"),
        ("", 2, 12, "（十二）"),
        ("", 3, 4, "4."),
        ("", 4, 5, "（5）"),
        ("", 5, 6, "⑥"),
        ("", 9, 7, "⑦"),
        ("不是序号", 2, 1, "（一）"),
        ("二、", 2, 3, "三、"),
        ("(一)", 2, 2, "（二）"),
        ("(一）", 2, 2, "（二）"),
        ("（ 一 ）", 2, 2, "（二）"),
        ("㈠", 2, 2, "（二）"),
        ("(一)、", 2, 2, "（二）"),
        ("1、", 2, 10, "10、"),
        ("１．", 3, 2, "2．"),
        ("⒈", 3, 2, "2."),
        ("(1)", 4, 2, "（2）"),
        ("⑴", 4, 2, "（2）"),
        ("1)", 4, 2, "2)"),
        ("①", 5, 21, "㉑"),
        ("第一，", 1, 2, "第二，"),
        ("第一部分", 1, 2, "第二部分"),
        ("一是", 2, 2, "二是"),
        ("一要", 2, 11, "十一要"),
    ],
)
def test_a_marker_is_made_like_a_sample(sample: str, level: int, ordinal: int, marker: str) -> None:
    assert marker_like(sample, level, ordinal) == marker


@pytest.mark.parametrize(("sample", "ordinal"), [("①", 51), ("一、", 1000), ("1.", 0)])
def test_a_style_counts_only_so_far(sample: str, ordinal: int) -> None:
    with pytest.raises(ValueError, match=str(ordinal)):
        marker_like(sample, 1, ordinal)


def renumbered(text: str) -> str:
    return write(renumber(read(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n二、乙\n二、丙\n", "一、甲\n二、乙\n三、丙\n"),
        ("一、甲\n三、乙\n", "一、甲\n二、乙\n"),
        ("二、甲\n三、乙\n", "一、甲\n二、乙\n"),
        ("(一)甲\n（二)乙\n", "（一）甲\n（二）乙\n"),
        (
            "一、甲\n（一）子\n（三）丑\n二、乙\n（二）寅\n",
            "一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n",
        ),
        ("一、甲\n1.子\n1.丑\n二、乙\n4、寅\n", "一、甲\n1.子\n2.丑\n二、乙\n1、寅\n"),
        ("一、甲\n（一）子\n二、乙\n（二）丑\n", "一、甲\n（一）子\n二、乙\n（一）丑\n"),
        ("第一，甲\n第三，乙\n", "第一，甲\n第二，乙\n"),
    ],
    ids=[
        "repeated",
        "missing",
        "first missing",
        "brackets",
        "two levels",
        "arabic",
        "one only",
        "nth",
    ],
)
def test_wrong_numbers_are_mended(text: str, expected: str) -> None:
    assert renumbered(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n1.子\n2.丑\n二、乙\n3.寅\n4.卯\n",
        "一、甲\n二、乙\n一、丙\n二、丁\n",
        "一、甲\n二、乙\n附件1\n一、丙\n二、丁\n",
        "一、甲\n有三点：一是学。\n二是干。好。\n三是严。好。\n",
        "一、甲\n一是学。好。\n二是干。好。\n下一步，我们将继续努力。\n一是学。好。\n二是干。好。\n",
    ],
    ids=["running on", "two series", "attachment", "begun in a paragraph", "begun again"],
)
def test_what_the_author_meant_stays(text: str) -> None:
    assert renumbered(text) == text


def test_numbers_that_run_on_are_mended_and_run_on() -> None:
    text = "一、甲\n1.子\n1.丑\n二、乙\n2.寅\n"
    assert renumbered(text) == "一、甲\n1.子\n2.丑\n二、乙\n3.寅\n"


def test_headings_without_a_marker_get_one_and_passages_none() -> None:
    roles = (Role.SUMMARY,)
    nodes = (
        Node(0, roles=(Role.LEAD,)),
        Node(1, heading="甲", roles=roles, children=(Node(2, heading="子"), Node(2))),
        Node(1, "2、", 2, "乙", roles=roles),
        Node(1, heading="丙", roles=roles),
    )
    markers = [node.marker for node in walk(renumber(Outline(nodes=nodes)).nodes)]
    assert markers == ["", "1、", "（一）", "", "2、", "3、"]


def test_nobody_renumbers_beyond_what_the_style_counts() -> None:
    text = "".join(f"①第{i}条内容\n" for i in range(60))
    markers = [node.marker for node in renumber(read(text)).nodes]
    assert markers[49:52] == ["㊿", "①", "①"]
