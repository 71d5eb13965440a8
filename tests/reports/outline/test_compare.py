"""Parts find their partners, words their changes; nothing is lost on either side."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outline.compare import Change, Pair, kept_figures, pairs, words

STUDY = "支部全年开展集中学习12次，研讨4次，党员撰写心得体会30篇。"
SERVE = "组织党员到社区报到，认领微心愿26个，办结率达到100%。"
GROUP = "严格落实三会一课制度，召开党员大会4次、支委会12次。"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([STUDY, SERVE], [STUDY, SERVE], ["0=0", "1=1"], id="same"),
        pytest.param([STUDY], [STUDY, SERVE], ["0=0", "-=1"], id="added"),
        pytest.param([STUDY, GROUP, SERVE], [STUDY, SERVE], ["0=0", "1=-", "2=1"], id="removed"),
        pytest.param([STUDY], [SERVE], ["0=-", "-=0"], id="another text altogether"),
        pytest.param(
            [STUDY, GROUP],
            [STUDY.replace("12", "15"), GROUP],
            ["0=0", "1=1"],
            id="changed",
        ),
        pytest.param(
            [STUDY, GROUP, SERVE],
            [SERVE, STUDY, GROUP],
            ["2>0", "0=1", "1=2"],
            id="moved up",
        ),
        pytest.param(
            [STUDY, GROUP, SERVE],
            [GROUP, SERVE, STUDY.replace("4次", "6次")],
            ["1=0", "2=1", "0>2"],
            id="moved and changed",
        ),
        pytest.param(
            [GROUP, GROUP], [GROUP], ["0=0", "1=-"], id="the same words twice, one taken out"
        ),
        pytest.param(["学习", "宣传"], ["学习", "学习"], ["0=0", "1=-", "-=1"], id="short ones"),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_parts_find_their_partners(
    before: list[str], after: list[str], expected: list[str]
) -> None:
    assert [shown(pair) for pair in pairs(before, after)] == expected


def shown(pair: Pair) -> str:
    """`0=0` for a part that kept its place among the others, `0>2` for one that moved."""
    sides = ["-" if side is None else str(side) for side in (pair.before, pair.after)]
    return (">" if pair.is_moved else "=").join(sides)


parts = st.lists(st.sampled_from([STUDY, SERVE, GROUP, "", "学习", STUDY[:20]]), max_size=6)


@given(parts, parts)
def test_every_part_appears_once(before: list[str], after: list[str]) -> None:
    found = pairs(before, after)
    assert sorted(p.before for p in found if p.before is not None) == list(range(len(before)))
    assert [p.after for p in found if p.after is not None] == list(range(len(after)))


def cut(text: str) -> list[str]:
    """Numbers whole, the rest by two characters."""
    return re.findall(r"\d+|[^\d]{1,2}", text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("召开大会5次。", "召开大会16次。", "召开大会[5→16]次。"),
        ("", "新写。", "[→新写。]"),
        ("一样。", "一样。", "一样。"),
        ("深入学习的成果", "广泛宣传的经验", "[深入学习的成果→广泛宣传的经验]"),
    ],
)
def test_words_that_differ_are_told(before: str, after: str, expected: str) -> None:
    told = ""
    for piece in words(before, after, cut if "的" not in before else list):
        match piece.change:
            case Change.SAME:
                told += piece.text
            case Change.REMOVED:
                told += f"[{piece.text}→]"
            case Change.ADDED:
                told += f"[→{piece.text}]"
    assert told.replace("→][→", "→") == expected


texts = st.text(alphabet="的是党建<&5 \n", max_size=30)


@given(texts, texts)
def test_both_texts_are_whole(before: str, after: str) -> None:
    pieces = words(before, after, cut)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == after


def test_numbers_that_stayed_are_told() -> None:
    after = "2026年集中学习12次，走访36户。"
    pieces = words("2025年集中学习12次，走访30户。", after, cut)
    assert [after[start:end] for start, end in kept_figures(pieces)] == ["12次"]
