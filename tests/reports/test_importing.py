"""Corrections before an import: whatever they say, no character of the text changes."""

from hypothesis import given
from hypothesis import strategies as st

from reports import importing, records
from reports.importing import Kind
from reports.outline.reader import read
from reports.outline.tree import Role
from reports.outline.writer import write
from tests import make

TEXTS = st.sampled_from(
    [
        make.TEXT,
        "导语。\n第一，学习。学了。\n一是学。\n二是再学。\n第二，组织。好。\n",
        "一、工作（一）学习。学了。（二）组织。开会。二、问题\n",
        "　　总结\n\n　　一、工作　\n　　做了。 \n\n　　署名\n",
        "没有标题。\n只有两行。",
    ]
)
KINDS = st.dictionaries(st.integers(0, 25), st.sampled_from(list(Kind)), max_size=8)
ROLES = st.dictionaries(st.integers(0, 25), st.tuples(st.sampled_from(list(Role))), max_size=4)


@given(text=TEXTS, kinds=KINDS, roles=ROLES)
def test_no_correction_changes_a_character(text: str, kinds: dict, roles: dict) -> None:
    content = records.content_from(read(text))
    pieces = importing.corrected(importing.pieces_of(content), kinds, roles)
    assert write(records.outline_of(importing.content_with(content, pieces))) == text


def test_without_corrections_everything_is_as_it_was() -> None:
    content = records.content_from(read(make.TEXT))
    pieces = importing.corrected(importing.pieces_of(content), {}, {})
    assert importing.content_with(content, pieces) == content


def headings(kinds: dict[int, Kind]) -> list[tuple[str, list[str]]]:
    content = records.content_from(read("一、甲\n（一）子。文。\n丑。接着写。\n二、乙\n文。\n"))
    pieces = importing.corrected(importing.pieces_of(content), kinds, {})
    return [
        (section["heading"], [entry["heading"] for entry in section["entries"]])
        for section in importing.content_with(content, pieces)["sections"]
    ]


def test_a_heading_becomes_text_and_a_line_a_heading() -> None:
    assert headings({}) == [("甲", ["子"]), ("乙", [""])]
    assert headings({1: Kind.TEXT}) == [("甲", [""]), ("乙", [""])]
    assert headings({3: Kind.ENTRY}) == [("甲", ["子", "丑"]), ("乙", [""])]
    assert headings({1: Kind.SECTION}) == [("甲", []), ("子", [""]), ("乙", [""])]
    assert headings({4: Kind.TEXT}) == [("甲", ["子"])]
