"""Points inside a paragraph."""

import pytest

from reports.outline.points import points
from reports.outline.tree import Point, Span


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("主要表现在：一是学习不深。有待加强。二是作风不实；三是创新不够。", "一是 二是 三是"),
        ("一要加强学习；二要改进作风。三要严明纪律。", "一要 二要 三要"),
        ("一是要学习。二是要实干。三是抓落实。", "一是 二是 三是"),
        ("问题有：一是不想管；二是不敢管。为此：一是要学；二是要干。", "一是 二是 一是 二是"),
        ("责任主体有两个。第一个是党组，负总责。第二个是支部，抓落实。", "第一个 第二个"),
        ("第一，学习。第二，实干。", "第一， 第二，"),
        ("首先，学习要深。其次，作风要实。最后，落实要严。", "首先， 其次， 最后，"),
        ("其一，学习不够。其二，方法不多。", "其一， 其二，"),
        ("主要有：（1）学习；（2）实践。", "（1） （2）"),
        ("做法：①线上学；②线下学。", "① ②"),
        ("抓了三项：1.学习；2.作风；3.纪律。", "1. 2. 3."),
        ("一是学习。三是纪律。", "一是 三是"),
        ("主要问题：一是学习不深。", "一是"),
    ],
)
def test_points_are_found_at_the_start_of_clauses(text: str, markers: str) -> None:
    assert " ".join(point.marker for point in points(text)) == markers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "落实“一岗双责”，一要管业务的理念深入人心。",
        "坚持“一是一、二是二”的态度。",
        "万一是这样，统一是关键。",
        "首先要认识到学习的重要性。",
        "坚持“一要学习、二要实干”。",
        "按照要求，第一书记驻村，第一时间到岗。",
        "活动于2021年，3.15期间举行。",
        "会议强调，三要素缺一不可。",
    ],
)
def test_other_words_are_no_points(text: str) -> None:
    assert points(text) == ()


def test_a_point_runs_to_the_next_and_knows_its_place() -> None:
    assert points("有两点：一是学。好。二是干。") == (
        Point("一是", 1, "学。好。", Span(4, 10)),
        Point("二是", 2, "干。", Span(10, 14)),
    )
