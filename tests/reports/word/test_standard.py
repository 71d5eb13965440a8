"""Where a layout departs from the standard, and what no layout may be."""

from dataclasses import replace
from typing import Any

import pytest

from reports.word.geometry import GB_9704
from reports.word.standard import characters_a_line, deviations, faults, lines_a_page

KAI = GB_9704.heading_fonts
DEVIATIONS = {
    "nothing": ({}, []),
    "head within a millimetre": ({"head": 38.0, "type_height": 225.0}, []),
    "head": ({"head": 30.0}, [("5.2.1", "天头（上边距）", "37±1 毫米", "30 毫米")]),
    "a pitch of 30 points": ({"line_pitch": 30.0}, [("5.2.3", "每面行数", "22 行", "21 行")]),
    "a pitch of 28.9 points is as good": ({"line_pitch": 28.9}, []),
    "no closer setting": ({"character_spacing": 0.0}, [("5.2.3", "每行字数", "28 字", "27 字")]),
    "body font": (
        {"body_font": "宋体"},
        [("5.2.2", "正文字体字号", "仿宋_GB2312 三号（16 磅）", "宋体 三号（16 磅）")],
    ),
    "bold second level": (
        {"heading_bold": (False, True, False, False)},
        [("7.3.3", "二级标题", "楷体_GB2312", "楷体_GB2312加粗")],
    ),
    "bold points": ({"bold_points": True}, [("7.3.3", "“一是”等", "不加粗", "加粗")]),
    "page number in the middle": (
        {"page_number_place": "centre"},
        [("7.5", "页码位置", "单页居右、双页居左", "居中")],
    ),
    "no page number": ({"page_numbers": False}, [("7.5", "页码", "印", "不印")]),
    "a size without a name": (
        {"title_size": 21.0},
        [
            (
                "7.3.1",
                "标题",
                "方正小标宋简体 二号（22 磅）",
                "方正小标宋简体 21 磅",
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), DEVIATIONS.values(), ids=DEVIATIONS)
def test_each_deviation_is_named(changes: dict[str, Any], expected: list[tuple[str, ...]]) -> None:
    found = deviations(replace(GB_9704, **changes))
    assert [(one.clause, one.what, one.standard, one.own) for one in found] == expected


def test_the_standard_is_22_lines_of_28_characters_and_right() -> None:
    assert (lines_a_page(GB_9704), characters_a_line(GB_9704)) == (22, 28)
    assert faults(GB_9704) == {}


FAULTS = {
    "pitch below size": ({"line_pitch": 15.0}, "line_pitch", "行距小于字号"),
    "title clipped": ({"title_pitch": 18.0}, "title_pitch", "标题行距小于标题字号"),
    "no margin": ({"type_width": 180.0}, "fore", "请填 10 到 60 毫米"),
    "negative margin": ({"head": -3.0}, "head", "请填 10 到 80 毫米"),
    "huge type": ({"body_size": 72.0}, "body_size", "请填 9 到 26 磅"),
    "page number off the paper": ({"page_number_drop": 29.0}, "page_number_drop", "页码落到纸边"),
    "few characters": ({"character_spacing": 6.0, "body_size": 26.0}, "body_size", "每行不到 15"),
    "a font that is markup": ({"body_font": '宋体"/><w:b'}, "body_font", "字体名称只能"),
    "a font without a name": ({"title_font": ""}, "title_font", "字体名称只能"),
    "third level": ({"heading_fonts": (*KAI[:2], "<", KAI[3])}, "heading_font_3", "字体名称"),
}


@pytest.mark.parametrize(("changes", "field", "words"), FAULTS.values(), ids=FAULTS)
def test_nonsense_is_refused_at_its_field(changes: dict[str, Any], field: str, words: str) -> None:
    assert words in faults(replace(GB_9704, **changes))[field]


def test_no_page_number_cannot_fall_off_the_paper() -> None:
    layout = replace(GB_9704, page_number_drop=29.0, page_numbers=False)
    assert "page_number_drop" not in faults(layout)
