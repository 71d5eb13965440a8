"""The two-halves index finds every single edit of a phrase, and where it is."""

import random
from time import perf_counter

import pytest

from drafting.checks import phrases
from drafting.checks.fuzzy import Edit, Index, tables

PHRASE = "全面从严治党主体责任"
INDEX = Index(tables([PHRASE, "三会一课", "不足"]))


@pytest.mark.parametrize(
    ("text", "edit", "at", "index"),
    [
        ("落实全面从严治当主体责任。", Edit.CHANGED, 7, 5),
        ("落实金面从严治党主体责任。", Edit.CHANGED, 2, 0),
        ("落实全面从严治党主体责认。", Edit.CHANGED, 11, 9),
        ("落实全面从治党主体责任。", Edit.LOST, 5, 3),
        ("落实全面从严治主体责任。", Edit.LOST, 7, 5),
        ("落实全面从人严治党主体责任。", Edit.ADDED, 5, 3),
        ("落实全面从严治党的主体责任。", Edit.ADDED, 8, 6),
        ("落实全面严从治党主体责任。", Edit.SWAPPED, 4, 2),
        ("落实全面从严党治主体责任。", Edit.SWAPPED, 6, 4),
        ("落实全面从治严党主体责任。", Edit.SWAPPED, 5, 3),
    ],
)
def test_one_edit_is_found_with_its_place(text: str, edit: Edit, at: int, index: int) -> None:
    (near,) = INDEX.near(text)
    assert (near.phrase, near.edit, near.at, near.where) == (PHRASE, edit, at, index)
    assert text[near.start] in "全金"
    assert text[near.end - 1] in "任认"


@pytest.mark.parametrize(
    "text",
    ["落实全面从严治党主体责任。", "三会一课", "", "全面依法治国监督责任", "不知", "三"],
)
def test_what_is_right_or_two_edits_away_is_not_found(text: str) -> None:
    assert INDEX.near(text) == []


def test_every_single_edit_of_every_known_phrase_is_found() -> None:
    chance = random.Random(20261121)  # noqa: S311  # the same sample every time
    forms = [form for form in phrases.by_form() if len(form) >= 5]
    for form in chance.sample(forms, 300):
        at = chance.randrange(1, len(form) - 1)
        for edited in (
            form[:at] + "龘" + form[at + 1 :],
            form[:at] + "龘" + form[at:],
            form[:at] + form[at + 1 :],
        ):
            if edited not in phrases.by_form():
                assert form in {near.phrase for near in phrases.index().near(edited)}, edited


def test_the_index_stays_linear_on_its_worst_case() -> None:
    text = "全面从严" * 25_000
    start = perf_counter()
    phrases.index().near(text)
    assert perf_counter() - start < 2
