"""What headings and paragraphs are for."""

import pytest

from reports.outline.reader import read
from reports.outline.roles import is_closing, is_salutation, of_heading, of_paragraph, within_two
from reports.outline.tree import Role

S, P, M = Role.SUMMARY, Role.PROBLEMS, Role.MEASURES


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("2021年工作回顾", (S,)),
        ("履职情况及特色亮点", (S,)),
        ("主要举措及成效", (S,)),
        ("上年度查摆问题整改情况", (S,)),
        ("取得的成绩", (S,)),
        ("存在问题", (P,)),
        ("工作中存在的问题和不足", (P,)),
        ("存在的突出问题及原因", (P,)),
        ("面临的主要困难", (P,)),
        ("原因分析", (P,)),
        ("差距与不足", (P,)),
        ("下步工作措施", (M,)),
        ("下一步打算", (M,)),
        ("2022年工作要求", (M,)),
        ("整改措施", (M,)),
        ("努力方向和整改措施", (M,)),
        ("意见建议", (M,)),
        ("存在问题及下一步工作思路", (P, M)),
        ("问题和建议", (P, M)),
        ("工作开展情况及存在的问题", (S, P)),
        ("上半年工作情况和下半年工作打算", (S, M)),
        ("维护核心权威，持续加强政治建设", ()),
        ("强化服务保障", ()),
        ("坚持问题导向，推动工作落实", ()),
        ("着力解决群众反映的突出问题", ()),
        ("落实上级要求", ()),
    ],
)
def test_a_heading_names_its_roles(heading: str, roles: tuple[Role, ...]) -> None:
    assert of_heading(heading, expected=S) == roles


def test_a_demand_to_solve_names_both_problem_and_measure() -> None:
    heading = "聚力解决组织生活不严的问题，做严守制度的表率"
    assert of_heading(heading, expected=M) == (P, M)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("在肯定成绩的同时，也要看到问题依然存在。一是学习不深。", (P,)),
        ("虽然取得了一定成绩，但还存在一些不足：学习不深。", (P,)),
        ("主要存在以下问题：一是学习不深。二是作风不实。", (P,)),
        ("工作中还存在一些问题：一是学习不深。下一步，我将加强学习。", (P, M)),
        ("下一步，支部将抓好以下工作。", (M,)),
        ("今后，我们要继续努力。", (M,)),
        ("针对检查发现仍存在的问题，支部逐项制定措施。", ()),
        ("对查摆出的问题虽多但存在的问题已全部整改到位。", ()),
        ("2021年，支部坚持学习，成效明显。", ()),
    ],
)
def test_a_paragraph_tells_problems_or_intentions(text: str, roles: tuple[Role, ...]) -> None:
    assert of_paragraph(text) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("有的支部学习走过场，有的支部记录不完整。", (P,)),
        ("对这些问题，我们要认真研究解决。一是要学。二是要干。", (M,)),
        ("表现是：一是不想管；二是不会管。为此，我们要标本兼治。一是要学。二是要干。", (P, M)),
        ("习近平总书记指出，全面从严治党永远在路上。", ()),
    ],
)
def test_in_a_section_of_both_the_whole_paragraph_counts(
    text: str, roles: tuple[Role, ...]
) -> None:
    assert within_two(text) == roles


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("同志们：", True),
        ("各位领导、同志们：", True),
        ("尊敬的各位领导，同志们：", True),
        ("各位代表：", True),
        ("各位领导、各位同事，大家好！", True),
        ("同志们，过去一年成绩显著。", False),
        ("局机关党委：", False),
        ("主要做法如下：", False),
    ],
)
def test_a_salutation_addresses_people(text: str, *, answer: bool) -> None:
    assert is_salutation(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("谢谢大家！", True),
        ("特此报告。", True),
        ("以上报告，请批评指正。", True),
        ("以上是我的述职报告，请各位领导和同志们评议。谢谢大家！", True),
        ("述职完毕，请批评指正。", True),
        ("同志们，全面从严治党永远在路上。", True),
        ("让我们更加紧密地团结在党中央周围，为实现目标而努力奋斗！", True),
        ("同志们，下面我讲三点意见。", False),
        ("全面从严治党永远在路上，支部持续用力。", False),
    ],
)
def test_a_closing_thanks_or_appeals(text: str, *, answer: bool) -> None:
    assert is_closing(text) is answer


def roles_in(text: str) -> list[str]:
    return ["+".join(node.roles) for node in read(text).nodes]


def test_sections_without_a_cue_go_on_with_what_the_report_is_about() -> None:
    assert roles_in("一、强化学习\n好。\n二、存在问题\n有。\n三、强化担当\n好。\n") == [S, P, M]


def test_a_speech_that_announces_demands_makes_them() -> None:
    text = "同志们：\n下面，我讲两点意见。\n一、提高认识\n要学。\n二、狠抓落实\n要干。\n"
    assert roles_in(text) == ["lead", M, M]


def test_an_appeal_in_the_middle_is_no_closing() -> None:
    text = "一、学习\n同志们，全面从严治党永远在路上。\n二、实干\n要干。\n"
    assert roles_in(text) == [S, S]
