"""What is a marker, and what only looks like one."""

import pytest

from reports.outline import numerals
from reports.outline.markers import Style, leading


@pytest.mark.parametrize(
    ("text", "marker", "style", "number"),
    [
        ("一、主要工作", "一、", Style.HAN, 1),
        ("十一、其他", "十一、", Style.HAN, 11),
        ("一．主要工作", "一．", Style.HAN, 1),
        ("一 、主要工作", "一 、", Style.HAN, 1),
        ("（一）学习", "（一）", Style.BRACKETED_HAN, 1),
        ("(二)学习", "(二)", Style.BRACKETED_HAN, 2),
        ("(三）学习", "(三）", Style.BRACKETED_HAN, 3),
        ("（ 四 ）学习", "（ 四 ）", Style.BRACKETED_HAN, 4),
        ("(五)、学习", "(五)、", Style.BRACKETED_HAN, 5),
        ("㈥学习", "㈥", Style.BRACKETED_HAN, 6),
        ("1.学习", "1.", Style.ARABIC, 1),
        ("2、学习", "2、", Style.ARABIC, 2),
        ("３．学习", "３．", Style.ARABIC, 3),
        ("1.2022年工作", "1.", Style.ARABIC, 1),
        ("⒈学习", "⒈", Style.ARABIC, 1),
        ("（1）学习", "（1）", Style.BRACKETED_ARABIC, 1),
        ("⑵学习", "⑵", Style.BRACKETED_ARABIC, 2),
        ("1）学习", "1）", Style.HALF_BRACKETED_ARABIC, 1),
        ("①学习", "①", Style.CIRCLED, 1),
        ("㉑学习", "㉑", Style.CIRCLED, 21),
        ("第一，要学习", "第一，", Style.NTH, 1),
        ("第二、要学习", "第二、", Style.NTH, 2),
        ("第一部分 回顾", "第一部分", Style.PART, 1),
        ("第二章 任务", "第二章", Style.CHAPTER, 2),
        ("第三节 措施", "第三节", Style.ARTICLE, 3),
        ("一是学习", "一是", Style.IS, 1),
        ("二是要学习", "二是", Style.IS, 2),
        ("三要学习", "三要", Style.MUST, 3),
        ("一是一体推进", "一是", Style.IS, 1),
        ("一、二十大精神学习", "一、", Style.HAN, 1),
        ("二、三会一课", "二、", Style.HAN, 2),
    ],
)
def test_a_marker_is_told_with_its_style_and_number(
    text: str, marker: str, style: Style, number: int
) -> None:
    found = leading(text)
    assert found is not None
    assert (found.text, found.style, found.number) == (marker, style, number)


@pytest.mark.parametrize(
    "text",
    [
        "一、二季度，支部集中学习",
        "二、三产业发展",
        "5、6月份开展活动",
        "12、13日召开会议",
        "十四、五规划",
        "十三、五”时期",
        "2021.3开展活动",
        "2021年工作",
        "1.5亿元",
        "3.15期间",
        "1+3制度",
        "第一书记",
        "第一时间",
        "第一议题",
        "第一是学习",
        "一是一、二是二",
        "三要素",
        "五要点",
        "（三）项规定",
        "（2）款的要求",
        "（2021年度）",
        "（十十）",
        "一一、",
        "百年党史",
        "一般来说",
        "",
    ],
)
def test_a_look_alike_is_no_marker(text: str) -> None:
    assert leading(text) is None


@pytest.mark.parametrize("number", range(1, numerals.LARGEST + 1, 7))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert numerals.value_of(numerals.han(number)) == number


@pytest.mark.parametrize("number", range(1, numerals.LARGEST_CIRCLED + 1))
def test_circled_numerals_are_read_as_they_are_written(number: int) -> None:
    assert numerals.value_of(numerals.circled(number)) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("０", None),
        ("", None),
        ("二〇二一", None),
    ],
)
def test_numerals_have_the_value_that_people_give_them(numeral: str, value: int | None) -> None:
    assert (numerals.value_of(numeral) or None) == value
