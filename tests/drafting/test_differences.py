"""Two texts side by side: exactly what differs is marked, and not a character is lost."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.comparison.differences import marked


@pytest.mark.parametrize(
    ("theirs", "mine", "left", "right"),
    [
        (
            "召开大会5次。",
            "召开大会16次。",
            "召开大会<mark>5</mark>次。",
            "召开大会<mark>16</mark>次。",
        ),
        ("一样。", "一样。", "一样。", "一样。"),
        ("", "新写。", "", "<mark>新写。</mark>"),
        ("a<b", "a&b", "a<mark>&lt;</mark>b", "a<mark>&amp;</mark>b"),
        ("完成整改。", "完成整改和复查。", "完成整改。", "完成整改<mark>和复查</mark>。"),
    ],
)
def test_what_differs_is_marked(theirs: str, mine: str, left: str, right: str) -> None:
    assert marked(theirs, mine) == (left, right)


@given(
    st.text(alphabet="的是党建<&5 \n", max_size=30), st.text(alphabet="的是党建<&5 \n", max_size=30)
)
def test_both_texts_are_whole(theirs: str, mine: str) -> None:
    shown = tuple(html.unescape(re.sub("</?mark>", "", side)) for side in marked(theirs, mine))
    assert shown == (theirs, mine)
