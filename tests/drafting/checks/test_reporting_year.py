"""Which year a report is about."""

import pytest

from drafting.checks.reporting_year import guess, parse
from reports.outline.reader import read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2021", (2021, "year")),
        ("2023上半年", (2023, "first")),
        ("2023年上半年", (2023, "first")),
        ("2023H1", (2023, "first")),
        ("2023h2", (2023, "second")),
        ("2023-first", (2023, "first")),
        ("2023年度", (2023, "year")),
    ],
)
def test_a_period_can_be_written_in_several_ways(words: str, expected: tuple[int, str]) -> None:
    reported = parse(words)
    assert (reported.year, reported.half) == expected


@pytest.mark.parametrize("words", ["", "21", "2021Q1", "二〇二一", "2021年13月"])
def test_anything_else_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="看不懂"):
        parse(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支部2026年党建工作总结\n2018年以来，支部抓学习。\n一、工作\n好。", "2026年"),
        ("支部2026年上半年工作总结\n一、工作\n好。", "2026年上半年"),
        ("2023年上半年，支部抓学习。\n一、工作\n好。", "2023年上半年"),
        ("在2022年会议上的讲话\n一、2021年工作回顾\n好。\n二、2022年工作要求\n抓。", "2021年"),
        (
            "支部抓学习。\n一、工作\n" + "抓好学习，建强组织。" * 20 + "2020年、2024年、2024年。",
            "2024年",
        ),
    ],
)
def test_the_year_is_read_out_of_the_text(text: str, expected: str) -> None:
    assert str(guess(read(text))) == expected


def test_without_any_year_nothing_is_guessed() -> None:
    assert guess(read("一、工作\n抓学习。")) is None
