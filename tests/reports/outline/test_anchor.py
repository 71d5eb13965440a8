"""Quoted words are found again after an edit, and never taken for others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.outline.anchor import Anchor, Found, anchored, find, mapped

FIRST = "（一）强化理论武装。一是抓实集中学习，全年开展集中学习12次。二是开展专题研讨4次。\n"
SECOND = "（二）严格组织生活。落实“三会一课”制度，全年召开党员大会4次、支委会12次。\n"
TEXT = FIRST + SECOND
HOME = (0, len(FIRST))


def anchor_of(words: str, text: str = TEXT, home: tuple[int, int] = HOME) -> Anchor:
    start = text.index(words)
    return anchored(text, start, start + len(words), home)


def words_at(found: Found | None, text: str) -> str | None:
    return None if found is None else text[found.start : found.end]


# What happened to the first part, and what the words are then (None: they are gone).
EDITS = [
    pytest.param("集中学习12次", FIRST, "集中学习12次", id="nothing"),
    pytest.param("集中学习12次", "新写的一句。" + FIRST, "集中学习12次", id="written before"),
    pytest.param("集中学习12次", FIRST.replace("二是", "其二是"), "集中学习12次", id="after"),
    pytest.param("集中学习12次", FIRST.replace("12次", "15次"), "集中学习15次", id="number"),
    pytest.param(
        "一是抓实集中学习", FIRST.replace("抓实", "抓好抓实"), "一是抓好抓实集中学习", id="inside"
    ),
    pytest.param("专题研讨4次", FIRST.replace("二是开展专题研讨4次。", ""), None, id="deleted"),
    pytest.param(
        "4次", FIRST.replace("二是开展专题研讨4次。", ""), None, id="short, twin elsewhere"
    ),
    pytest.param(
        "（一）强化理论武装", FIRST.replace("（一）", "（三）"), "（三）强化理论武装", id="number"
    ),
]


@pytest.mark.parametrize(("words", "first", "expected"), EDITS)
def test_words_are_followed_where_they_stood(words: str, first: str, expected: str | None) -> None:
    found = find(anchor_of(words), first + SECOND, (0, len(first)))
    assert words_at(found, first + SECOND) == expected
    assert found is None or found.is_same == (expected == words)


def test_words_are_found_in_the_part_that_was_split_off() -> None:
    anchor = anchor_of("二是开展专题研讨4次")
    first, split_off = FIRST.split("二是")
    text = f"{first}\n（二）二是{split_off}{SECOND}"
    found = find(anchor, text, (0, len(first) + 1))
    assert words_at(found, text) == "二是开展专题研讨4次"
    assert found is not None and found.is_same  # noqa: PT018 - one fact


@pytest.mark.parametrize("home", [None, (0, len(SECOND))], ids=["part gone", "other part there"])
def test_words_are_found_where_their_part_has_moved(home: tuple[int, int] | None) -> None:
    text = SECOND + FIRST
    found = find(anchor_of("集中学习12次"), text, home)
    assert found == Found(text.index("集中学习12次"), text.index("集中学习12次") + 7, is_same=True)


def test_of_the_same_words_those_with_the_same_surroundings_are_meant() -> None:
    text = "一、学习\n全年开展学习4次，形成心得20篇。\n二、活动\n全年组织活动4次，服务群众。\n"
    start = text.rindex("4次")
    home = (text.index("二、"), len(text))
    anchor = anchored(text, start, start + 2, home)
    moved = "二、活动\n全年组织活动4次，服务群众。\n一、学习\n全年开展学习4次，形成心得20篇。\n"
    found = find(anchor, moved, None)
    assert found is not None
    assert found.start == moved.index("4次")


def test_long_words_that_were_hardly_changed_are_found_anywhere() -> None:
    anchor = anchor_of("全年召开党员大会4次、支委会12次", home=(len(FIRST), len(TEXT)))
    text = f"二、其他\n{SECOND.replace('12次', '11次')}"
    assert words_at(find(anchor, text, None), text) == "全年召开党员大会4次、支委会11次"


def test_words_that_are_rewritten_are_gone() -> None:
    rewritten = "（一）抓好党建品牌。打造“红土先锋”品牌，建成示范点3个。\n"
    anchor = anchor_of("一是抓实集中学习，全年开展集中学习12次。")
    assert find(anchor, rewritten + SECOND, (0, len(rewritten))) is None


def test_a_quote_over_two_parts_is_found_while_it_is_whole() -> None:
    words = TEXT[len(FIRST) - 6 : len(FIRST) + 9]
    anchor = anchored(TEXT, len(FIRST) - 6, len(FIRST) + 9, HOME)
    text = f"开头。\n{TEXT}"
    assert words_at(find(anchor, text, (4, 4 + len(FIRST))), text) == words


def test_nothing_quoted_is_nowhere() -> None:
    assert find(Anchor("", "", "", "", 0), TEXT, HOME) is None


CHARACTERS = st.text("学习党建，。次12\n（一）", max_size=12)


@given(
    st.integers(0, len(FIRST) - 1), st.integers(1, 20), st.integers(0, len(FIRST)),
    st.integers(0, 12), CHARACTERS,
)  # fmt: skip
def test_an_edit_outside_the_words_never_loses_them(
    start: int, size: int, at: int, removed: int, written: str
) -> None:
    end = min(len(FIRST), start + size)
    assume(at + removed <= start or at >= end)
    first = FIRST[:at] + written + FIRST[at + removed :]
    text = first + SECOND
    assume(text.count(FIRST[start:end]) == 1)
    found = find(anchored(TEXT, start, end, HOME), text, (0, len(first)))
    # One letter among many may be taken for deleted and written anew; more than that may not.
    assume(end - start > 1)
    assert found is not None
    assert text[found.start : found.end] == FIRST[start:end]
    assert found.is_same


@given(
    st.text("学习党建，。次12", max_size=40), st.text("学习党建，。次12", max_size=40), st.data()
)
def test_whatever_the_edit_the_answer_lies_in_the_text(
    before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    found = find(anchored(before, start, end, (0, len(before))), after, (0, len(after)))
    if found is not None:
        assert 0 <= found.start < found.end <= len(after)
        assert found.is_same == (after[found.start : found.end] == before[start:end])


def test_a_range_is_mapped_through_an_edit() -> None:
    assert mapped("甲乙丙丁", "甲新乙丙丁", 1, 3) == (2, 4)
    assert mapped("甲乙丙丁", "甲丁", 1, 3) is None
