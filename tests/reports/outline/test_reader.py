"""How levels, headings and passages are told; whole documents are in test_samples."""

import pytest

from reports.outline.reader import read, read_body
from reports.outline.tree import Role, walk

S, P, M = Role.SUMMARY, Role.PROBLEMS, Role.MEASURES
THIRTY = "这是一个正好有三十个字的段首标题用来检验长度界限是否算得准确"


def levels(text: str) -> str:
    return " ".join(f"{node.level}{node.marker or '-'}" for node in walk(read(text).nodes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n二、己\n", "1一、 2（一） 31. 4（1） 5① 1二、"),
        ("一、甲\n1.乙\n二、丙\n（一）丁\n1.戊\n", "1一、 21. 1二、 2（一） 31."),
        ("一、甲\n1.乙\n（一）丙\n", "1一、 21. 2（一）"),
        ("（一）甲\n（二）乙\n", "1（一） 1（二）"),
        ("1.甲\n（一）乙\n2.丙\n（一）丁\n", "11. 2（一） 12. 2（一）"),
        ("第一部分 甲\n一、乙\n第二部分 丙\n", "1第一部分 2一、 1第二部分"),
        ("第一章 甲\n第一节 乙\n一、丙\n第二章 丁\n", "1第一章 2第一节 3一、 1第二章"),
        ("一是甲。好。\n二是乙。好。\n第一，丙\n一是丁。好。\n", "1一是 1二是 1第一， 2一是"),
        ("一是甲。好。\n一、乙\n一是丙。好。\n", "1一是 1一、 2一是"),
        (
            "一、甲\n第一，乙\n一是丙。好。\n一要丁。好。\n二、戊\n",
            "1一、 2第一， 3一是 3一要 1二、",
        ),
        (
            "一、甲\n（一）乙\n第一，丙\n第二，丁\n（二）戊\n",
            "1一、 2（一） 3第一， 3第二， 2（二）",
        ),
        ("一、甲\n一是乙。好。\n①丙\n二是丁。好。\n", "1一、 2一是 3① 2二是"),
        ("第一，甲\n一、乙\n二、丙\n第二，丁\n", "1第一， 2一、 2二、 1第二，"),
        ("第一，甲\n第二，乙\n一、丙\n", "1第一， 1第二， 1一、"),
        ("一、甲\n附件1\n一、乙\n", "1一、 0- 1一、"),
        ("一、甲\n工作总结\n二、乙\n", "1一、 1二、"),
        ("一、甲\n（一）乙。一是学。好。\n二是干。好。\n", "1一、 2（一） 3一是 3二是"),
        ("一、甲\n（一）乙。先学后干。\n二是干。好。\n", "1一、 2（一） 3二是"),
        ("一、甲\n一是学。好。二是干。好。\n", "1一、"),
        ("一、甲\n1.学；2.干。\n①学；②干。\n（1）学；（2）干。\n第一，学。第二，干。\n", "1一、"),
        ("一、甲\n主要有：（一）学习。好。（二）实干。好。\n", "1一、"),
    ],
)
def test_levels_come_from_context(text: str, expected: str) -> None:
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("line", "heading", "run_in", "heading_end"),
    [
        ("一、主要工作\n", "主要工作", False, "\n"),
        ("一、主要工作。\n", "主要工作", False, "。\n"),
        ("一、主要工作。 \u2003\n\n", "主要工作", False, "。 \u2003\n\n"),
        ("一、主要工作：\n", "主要工作", False, "：\n"),
        ("一、加强学习。好。\n", "加强学习", True, "。"),
        ("一、加强学习。　好。\n", "加强学习", True, "。　"),
        ("一、加强“学。习”。好。\n", None, False, ""),
        ("一、问题：一是不学。二是不干。\n", None, False, ""),
        (f"一、{THIRTY}。好。\n", THIRTY, True, "。"),
        (f"一、{THIRTY}的。好。\n", None, False, ""),
        (f"一、{THIRTY}{THIRTY}\n", THIRTY * 2, False, "\n"),
        (f"一、{THIRTY}{THIRTY}的\n", None, False, ""),
        ("一、\n", None, False, "\n"),
    ],
)
def test_headings_end_where_a_reader_sees_the_end(
    line: str,
    heading: str | None,
    run_in: bool,
    heading_end: str,
) -> None:
    node = read(line).nodes[0]
    assert (node.heading, node.run_in, node.heading_end) == (heading, run_in, heading_end)


def test_items_of_a_section_of_both_have_the_role_of_their_words() -> None:
    text = "一、存在问题及下一步打算\n（一）学习不深。好。\n（二）信息报送。少。\n（三）要加强学习。好。\n"
    assert [node.roles for node in walk(read(text).nodes)] == [(P, M), (P,), (P,), (M,)]


def test_a_passage_that_announces_a_list_holds_it() -> None:
    text = "一、工作\n（一）学。好。\n虽有成绩，但还存在以下问题：\n1.不深。学得浅。\n二、打算\n"
    assert levels(text) == "1一、 2（一） 2- 31. 1二、"


def test_a_body_is_read_below_the_level_of_its_node() -> None:
    paragraphs, children = read_body("先学。\n1.深学\n（1）细学\n", level=2, roles=(M,))
    assert [p.text for p in paragraphs] == ["先学。"]
    assert [(n.level, n.marker, n.roles) for n in walk(children)] == [
        (3, "1.", (M,)),
        (4, "（1）", (M,)),
    ]


def test_a_body_of_a_section_keeps_its_passages() -> None:
    text = "学得好。\n但还存在一些不足。\n下一步，我们将努力。\n"
    paragraphs, children = read_body(text, level=1, roles=(S,))
    assert ([p.text for p in paragraphs], [n.roles for n in children]) == (
        ["学得好。"],
        [(P,), (M,)],
    )
