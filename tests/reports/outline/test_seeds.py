"""The five real reports are understood as a reader understood them, line by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.outline.numbering import renumber
from reports.outline.points import points
from reports.outline.reader import read
from reports.outline.source import decode
from reports.outline.tree import Node, walk
from reports.outline.unwrap import is_hard_wrapped, unwrap

FOLDER = Path(__file__).parents[4] / "shared" / "seeds"
FILES = sorted(FOLDER.glob("*.txt"))
pytestmark = pytest.mark.skipif(len(FILES) < 5, reason="the folder ../shared/seeds is not here")

S, P, M, L, C, PM = "summary", "problems", "measures", "lead", "closing", "problems+measures"
ALONE, RUN_IN, NONE = "alone", "run-in", "none"

# line, level, marker, roles, heading (alone on its line, run-in, none), points in the paragraphs.
REPORT_0 = [
    (1, 0, "", L, NONE, ""),
    (2, 1, "一、", S, ALONE, ""),
    (3, 2, "(一)", S, RUN_IN, "一是 二是"),
    (4, 2, "(二)", S, RUN_IN, "一是 二是 三是"),
    (5, 2, "（三）", S, RUN_IN, ""),
    (6, 1, "二、", P, ALONE, ""),
    (8, 2, "（一）", P, RUN_IN, ""),
    (9, 2, "（二）", P, RUN_IN, ""),
    (10, 2, "（三）", P, RUN_IN, ""),
    (11, 1, "二、", M, ALONE, ""),
    (13, 2, "（一）", M, RUN_IN, ""),
    (14, 2, "（二）", M, RUN_IN, ""),
    (15, 2, "（三）", M, RUN_IN, ""),
    (16, 2, "（四）", M, RUN_IN, ""),
]
REPORT_1 = [
    (1, 0, "", L, NONE, ""),
    (2, 1, "一、", S, ALONE, "一是 二是 三是"),
    (4, 1, "二、", S, ALONE, "一是 二是 三是 四是"),
    (6, 1, "三、", S, ALONE, "一是 二是 三是"),
    (8, 1, "四、", S, ALONE, "一是 二是 三是"),
    (10, 1, "五、", PM, ALONE, ""),
    (11, 2, "", P, NONE, "一是 二是 三是"),
    (12, 2, "", M, NONE, "一是 二是 三是"),
]
REPORT_2 = [
    (1, 0, "", L, NONE, ""),
    (2, 1, "一、", S, ALONE, ""),
    (4, 2, "(一)", S, RUN_IN, ""),
    (5, 2, "(二)", S, RUN_IN, ""),
    (6, 2, "（三）", S, RUN_IN, ""),
    (7, 2, "（四）", S, RUN_IN, ""),
    (8, 2, "（五）", S, RUN_IN, ""),
    (9, 2, "（六）", S, RUN_IN, ""),
    (10, 1, "二、", P, ALONE, ""),
    (11, 2, "", PM, NONE, "一是 二是 三是 四是"),
    (12, 1, "三、", M, ALONE, ""),
    (14, 2, "（一）", M, RUN_IN, ""),
    (15, 2, "（二）", M, RUN_IN, ""),
    (16, 2, "（三）", M, RUN_IN, ""),
    (17, 2, "（四）", M, RUN_IN, ""),
]
REPORT_3 = [
    (1, 0, "", L, NONE, ""),
    (2, 1, "一、", S, ALONE, ""),
    (4, 2, "(一）", S, ALONE, ""),
    (6, 2, "（二）", S, ALONE, ""),
    (8, 2, "（三）", S, ALONE, ""),
    (10, 2, "（四）", S, ALONE, ""),
    (12, 2, "（五）", S, ALONE, ""),
    (14, 2, "（六）", S, ALONE, ""),
    (16, 2, "", P, NONE, "一是 二是 三是"),
    (17, 1, "二、", M, ALONE, ""),
    (18, 2, "（一）", M, ALONE, "一要 二要 三要 四要"),
    (20, 2, "（二）", M, ALONE, "一要 二要 三要"),
    (22, 2, "（三）", M, ALONE, "一要 二要 三要"),
    (24, 2, "（四）", M, ALONE, "一要 二要 三要"),
    (26, 0, "", C, NONE, ""),
]
REPORT_4 = [
    (1, 0, "", "lead+summary", NONE, ""),
    (5, 1, "一是", S, RUN_IN, ""),
    (6, 1, "二是", S, RUN_IN, ""),
    (7, 1, "三是", S, RUN_IN, ""),
    (8, 1, "四是", S, RUN_IN, ""),
    (9, 1, "五是", S, RUN_IN, ""),
    (10, 0, "", P, NONE, ""),
    (11, 1, "第一，", PM, ALONE, ""),
    (12, 2, "", P, NONE, ""),
    (13, 2, "一是", M, RUN_IN, ""),
    (14, 2, "二是", M, RUN_IN, "第一个 第二个 第三个"),
    (15, 2, "三是", M, RUN_IN, ""),
    (16, 1, "第二，", PM, ALONE, ""),
    (17, 2, "", P, NONE, ""),
    (18, 2, "", M, NONE, "一是 二是 三是 四是 五是"),
    (19, 1, "第三，", PM, ALONE, ""),
    (20, 2, "", P, NONE, ""),
    (21, 2, "", M, NONE, "一是 二是 三是"),
    (22, 1, "第四，", PM, ALONE, ""),
    (23, 2, "", P, NONE, ""),
    (24, 2, "", M, NONE, "一要 二要 三要 四要 五要"),
    (25, 1, "第五，", PM, ALONE, "一是 二是 三是 四是 一是 二是 三是 四是"),
    (27, 0, "", C, NONE, ""),
]
# Paragraphs of the nodes that have more or fewer than one.
PARAGRAPHS = [
    {2: 0, 11: 1},
    {10: 0},
    {10: 0},
    {17: 0},
    {1: 4, 11: 0, 16: 0, 19: 0, 22: 0, 27: 2},
]


def row(node: Node) -> tuple[int, int, str, str, str, str]:
    heading = NONE if node.heading is None else RUN_IN if node.run_in else ALONE
    inside = " ".join(p.marker for q in node.paragraphs for p in points(q.text))
    return node.line, node.level, node.marker, "+".join(node.roles), heading, inside


@pytest.mark.parametrize(
    ("number", "expected"),
    list(enumerate([REPORT_0, REPORT_1, REPORT_2, REPORT_3, REPORT_4])),
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_real_report_is_understood_line_by_line(number: int, expected: list[object]) -> None:
    outline = read(decode(FILES[number].read_bytes()))
    assert [row(node) for node in walk(outline.nodes)] == expected
    assert (outline.title, outline.subtitle, outline.signature, outline.date) == ((), (), (), None)
    counts = {node.line: len(node.paragraphs) for node in walk(outline.nodes)}
    wanted = PARAGRAPHS[number]
    assert {line: count for line, count in counts.items() if line in wanted} == wanted


def lines(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := line.strip())]


def broken(text: str, width: int) -> str:
    """The text as mail programs break it: indented paragraphs, lines of one length."""
    indented = ["　　" + line for line in lines(text)]
    parts = [line[i : i + width] for line in indented for i in range(0, len(line), width)]
    return "\n".join(parts) + "\n"


FORMS: dict[str, Callable[[str], str]] = {
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "blank lines": lambda text: "\n\n\n".join(lines(text)),
    "full-width indents": lambda text: "".join(f"　　{line}\n" for line in lines(text)),
    "blanks around": lambda text: "".join(f"    {line} \t\n" for line in lines(text)),
    "title and signature": lambda text: f"某支部工作总结\n\n{text}\n某党支部\n2021年12月1日\n",
    "one line": lambda text: " ".join(lines(text)),
    "one line, full-width blanks": lambda text: "　　".join(lines(text)),
}


def tree(text: str) -> list[tuple[int, str, tuple[str, ...], str | None]]:
    return [(n.level, n.marker, n.roles, n.heading) for n in walk(read(text).nodes)]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("form", list(FORMS))
def test_line_breaks_and_blanks_change_nothing(number: int, form: str) -> None:
    text = decode(FILES[number].read_bytes())
    assert tree(FORMS[form](text)) == tree(text)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("width", [25, 32, 40, 48, 55])
def test_broken_lines_change_no_level_and_no_role(number: int, width: int) -> None:
    text = decode(FILES[number].read_bytes())
    hard = broken(text, width)
    assert is_hard_wrapped(hard)
    assert [node[:3] for node in tree(hard)] == [node[:3] for node in tree(text)]


@pytest.mark.parametrize("width", [32, 40, 55])
def test_unwrapping_gives_the_paragraphs_back(width: int) -> None:
    text = decode(FILES[3].read_bytes())
    assert lines(unwrap(broken(text, width))) == lines(text)


@pytest.mark.parametrize(
    ("number", "line", "heading"),
    [
        (0, 2, "主要工作"),
        (0, 6, "存在问题"),
        (0, 16, "严格落实主体责任"),
        (1, 10, "存在问题及下一步工作思路"),
        (2, 2, "2021年工作情况"),
        (3, 4, "党的政治建设不断增强"),
        (4, 9, "党风廉政建设深入推进"),
    ],
)
def test_headings_come_without_marker_and_full_stop(number: int, line: int, heading: str) -> None:
    outline = read(decode(FILES[number].read_bytes()))
    assert [node.heading for node in walk(outline.nodes) if node.line == line] == [heading]


def test_renumbering_mends_the_repeated_number_and_the_brackets_only() -> None:
    before = read(decode(FILES[0].read_bytes()))
    changed = [
        (old.line, old.marker, new.marker)
        for old, new in zip(walk(before.nodes), walk(renumber(before).nodes), strict=True)
        if old.marker != new.marker
    ]
    assert changed == [(3, "(一)", "（一）"), (4, "(二)", "（二）"), (11, "二、", "三、")]


@pytest.mark.parametrize("number", [1, 4])
def test_right_numbers_stay(number: int) -> None:
    outline = read(decode(FILES[number].read_bytes()))
    assert renumber(outline) == outline
