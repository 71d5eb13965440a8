"""Titles break between words, into lines of a shape that the standard names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.word.title_lines import title_lines

LONG = (
    "中共清河市自然资源局机关第一支部委员会2025年度党建工作总结",
    "在全县自然资源系统全面从严治党工作会议上的讲话",
    "关于2025年度落实全面从严治党主体责任和党风廉政建设责任制情况的报告",
    "办公室党支部2025年上半年落实“三会一课”制度和开展主题党日活动情况的总结报告",
    "在2025年机关党委（扩大）会议暨党支部书记述职评议会上的总结讲话",
    "坚持以习近平新时代中国特色社会主义思想为指导奋力推进全县自然资源系统机关党建工作高质量发展再上新台阶",
)


@pytest.mark.parametrize(
    "lines",
    [
        ("城关所党支部2025年党建工作总结",),
        ("国土空间规划科党支部", "2025年度党建工作总结"),
        ("青溪县自然资源局国土空间规划科", "党支部2025年度工作总结"),
        ("在全县自然资源系统", "全面从严治党工作会议上的讲话"),
        ("中共清河市自然资源局机关第一支部委员会", "2025年度党建工作总结"),
    ],
)
def test_a_title_breaks_where_its_sense_does(lines: tuple[str, ...]) -> None:
    assert title_lines("".join(lines), 20) == lines


@pytest.mark.parametrize("title", LONG)
def test_no_line_is_too_long_or_begins_or_ends_badly(title: str) -> None:
    lines = title_lines(title, 20)
    assert len(lines) > 1
    assert max(map(len, lines)) <= 22
    for line in lines[1:]:
        assert line[0] not in "的和与、，。”）"
        assert len(line) > 1
    for line in lines[:-1]:
        assert line[-1] not in "“（第"
        assert not line.endswith("关于")


@pytest.mark.parametrize("title", LONG)
@pytest.mark.parametrize(
    "word", ["三会一课", "全面从严治党", "（扩大）", "2025年", "社会主义", "党支部"]
)
def test_no_word_is_cut(title: str, word: str) -> None:
    whole = title.count(word)
    assert sum(line.count(word) for line in title_lines(title, 20)) == whole


@pytest.mark.parametrize("title", LONG)
def test_lines_make_no_hourglass(title: str) -> None:
    widths = [len(line) for line in title_lines(title, 20)]
    for above, middle, below in zip(widths, widths[1:], widths[2:], strict=False):
        assert middle >= min(above, below)


@pytest.mark.parametrize("title", ["", "总结", "A" * 50, "一 " * 40, "局" * 300])
def test_what_cannot_be_balanced_comes_back_whole_or_in_lines(title: str) -> None:
    assert "".join(title_lines(title, 20)) == title


@given(st.text(max_size=90))
def test_no_character_is_lost(title: str) -> None:
    assert "".join(title_lines(title, 20)) == title
