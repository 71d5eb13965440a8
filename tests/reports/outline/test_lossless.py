"""Reading loses nothing, never raises, and knows where everything stands, whatever comes in."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.outline.describe import as_json, as_tree
from reports.outline.numbering import renumber
from reports.outline.pieces import BLANKS
from reports.outline.points import points
from reports.outline.reader import paragraphs_of, read, read_body
from reports.outline.source import UnreadableFile, decode
from reports.outline.tree import Node, Outline, Paragraph, Role, Span, walk
from reports.outline.unwrap import is_hard_wrapped, unwrap
from reports.outline.writer import located, write, write_body, write_node

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))
FRAGMENTS = [
    *(
        "一、",
        "二、",
        "（一）",
        "(二)",
        "(三）",
        "1.",
        "2、",
        "３．",
        "（1）",
        "2）",
        "①",
        "⑳",
        "㈠",
        "⑴",
        "⒈",
    ),
    *(
        "第一，",
        "第二，",
        "第一部分",
        "第二章",
        "一是",
        "二是",
        "三是要",
        "一要",
        "二要",
        "首先，",
        "其次，",
    ),
    *(
        "。",
        "；",
        "：",
        "，",
        "！",
        "“",
        "”",
        "《",
        "》",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        " ",
        "　",
        "\t",
        "\ufeff",
    ),
    *(
        "同志们：",
        "谢谢大家！",
        "附件1",
        "附件：1.名单",
        "2021年工作总结",
        "某局党支部",
        "2021年12月1日",
    ),
    *(
        "存在的问题",
        "还存在一些问题",
        "下一步",
        "将",
        "学习贯彻",
        "支部",
        "12次",
        "2021.3",
        "季度",
        "\x0b",
        "\u2028",
    ),
]
hostile = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join),
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=40).map("".join),
)


def paragraphs_in(outline: Outline) -> list[Paragraph]:
    """Every paragraph of an outline in the order of the text."""
    inside = [p for node in walk(outline.nodes) for p in node.paragraphs]
    last = [outline.date] if outline.date else []
    return [*outline.title, *outline.subtitle, *inside, *outline.signature, *last]


def assert_is_faithful(text: str) -> None:
    outline = read(text)
    assert write(outline) == text
    for paragraph in paragraphs_in(outline):
        assert text[paragraph.span.start : paragraph.span.end] == paragraph.text
        assert paragraph.text == paragraph.text.strip(BLANKS)
        assert not (paragraph.indent + paragraph.end).strip(BLANKS)
    for node in walk(outline.nodes):
        assert text[node.span.start : node.span.end] == write_node(node)
        assert not (node.indent + node.gap).strip(BLANKS)
        assert (node.number is None) == (node.marker == "")
        assert all(child.level == node.level + 1 for child in node.children)


@settings(max_examples=400, deadline=None)
@given(hostile)
@example("")
@example("\ufeff")
@example("\r\n \t")
@example("一、")
@example("2021年12月1日")
@example("一、\r（一）\r\n1.")
def test_any_text_is_read_without_loss(text: str) -> None:
    assert_is_faithful(text)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_samples_are_read_without_loss(file: Path) -> None:
    assert_is_faithful(decode(file.read_bytes()))


@pytest.mark.skipif(not SEEDS, reason="the folder ../shared/seeds is not here")
def test_real_reports_are_read_without_loss() -> None:
    for file in SEEDS:
        assert_is_faithful(decode(file.read_bytes()))


@settings(max_examples=200, deadline=None)
@given(
    hostile, st.integers(0, 4), st.sampled_from([(Role.SUMMARY,), (Role.PROBLEMS, Role.MEASURES)])
)
def test_a_body_is_read_without_loss(text: str, level: int, roles: tuple[Role, ...]) -> None:
    paragraphs, children = read_body(text, level=level, roles=roles)
    assert write_body(paragraphs, children) == text
    assert all(text[p.span.start : p.span.end] == p.text for p in paragraphs)
    assert all(
        child.level == level + 1 for child in children if not (level == 0 and not child.marker)
    )


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_plain_paragraphs_are_the_lines_of_the_text(text: str) -> None:
    paragraphs = paragraphs_of(text)
    assert write_body(paragraphs, ()) == text


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_renumbering_twice_changes_nothing_more(text: str) -> None:
    once = renumber(read(text))
    assert renumber(once) == once
    assert located(once) == once


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_points_cover_the_paragraph_from_the_first_one(text: str) -> None:
    found = points(text)
    assert all(text[p.span.start : p.span.end] == p.marker + p.text for p in found)
    assert "".join(p.marker + p.text for p in found) == (
        text[found[0].span.start :] if found else ""
    )


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_unwrapping_takes_away_blanks_only(text: str) -> None:
    joined = unwrap(text)
    assert "".join(joined.split()) == "".join(text.split())
    assert joined == text or is_hard_wrapped(text)


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_every_outline_can_be_described(text: str) -> None:
    outline = read(text)
    assert as_tree(outline).count("\n") >= len(list(walk(outline.nodes)))
    assert sum(map(count, as_json(outline)["nodes"])) == len(list(walk(outline.nodes)))


def count(node: dict[str, list[dict[str, object]]]) -> int:
    return 1 + sum(map(count, node["children"]))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_become_text_or_a_sentence(data: bytes) -> None:
    try:
        outcome = decode(data)
    except UnreadableFile as refusal:
        outcome = str(refusal)[-1]
        expected = "。"
    else:
        expected = outcome
    assert outcome == expected


@pytest.mark.parametrize(
    "text",
    [
        "（" * 20_000,
        "一" * 20_000,
        "一、" * 20_000,
        "一是" * 20_000,
        "。一、（一）1.（1）①一是" * 3_000,
        "一、\n（一）\n1.\n（1）\n①\n" * 3_000,
        "“" * 20_000 + "\n" * 20_000,
        " " * 50_000,
        "党" * 100_000,
        "一、甲\n" + "工作总结\n" * 20_000,
        "999.甲\n1000.乙\n",
    ],
    ids=[
        "brackets",
        "one",
        "markers",
        "points",
        "one line",
        "deep",
        "quotes",
        "blanks",
        "words",
        "titles",
        "largest",
    ],
)
def test_large_monotonous_text_is_read(text: str) -> None:
    assert_is_faithful(text)


def test_a_node_keeps_its_place_when_the_text_before_it_grows() -> None:
    node = read("一、主要工作\n好。\n").nodes[0]
    assert located(Outline(before="\n\n", nodes=(node,))).nodes[0] == Node(
        1,
        "一、",
        1,
        "主要工作",
        paragraphs=(Paragraph("好。", span=Span(9, 11), line=4),),
        roles=(Role.SUMMARY,),
        heading_end="\n",
        span=Span(2, 12),
        line=3,
    )


def test_a_line_end_cut_in_two_counts_once() -> None:
    """The editor may put a paragraph between the CR of one field and the LF of the next."""
    first, second = Paragraph("好。", end="\r"), Paragraph("完。", indent="\n", end="")
    node = located(Outline(nodes=(Node(0, paragraphs=(first, second)),))).nodes[0]
    assert [paragraph.line for paragraph in node.paragraphs] == [1, 2]
