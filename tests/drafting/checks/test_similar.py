"""What stands in another text, or twice in one."""

import time

from hypothesis import given
from hypothesis import strategies as st

from drafting.checks.similar import Originals, passages_twice, sentences, twice

LAST_YEAR = (
    "2025年，支部组织党员到矿山修复现场开展实地教学5次。\n"
    "邀请老党员讲述创业故事，让青年党员受到教育。\n短句。\n"
)


def copied(text: str, *names: str) -> list[tuple[str, float]]:
    found = Originals(LAST_YEAR, names).copies(text, names)
    return [(copy.sentence.text, round(copy.share, 2)) for copy in found]


def test_a_sentence_with_other_digits_and_years_is_the_same() -> None:
    text = "2026年，支部组织党员到矿山修复现场开展实地教学7次。"
    assert copied(text) == [(text, 1.0)]


def test_a_sentence_with_another_unit_is_the_same() -> None:
    text = "2026年，规划科支部组织党员到矿山修复现场开展实地教学7次。"
    assert copied(text, "规划科") == [(text, 1.0)]


def test_a_sentence_with_a_word_added_is_nearly_the_same() -> None:
    ((_text, share),) = copied("邀请老党员讲述创业故事，让青年党员受到教育启发。")
    assert 0.8 <= share < 1


def test_short_and_other_sentences_are_not_compared() -> None:
    assert copied("短句。支部召开组织生活会，党员逐一开展批评和自我批评。") == []


def test_the_number_before_a_sentence_does_not_count() -> None:
    ((text, share),) = copied("（二）邀请老党员讲述创业故事，让青年党员受到教育。")
    assert (text, share) == ("邀请老党员讲述创业故事，让青年党员受到教育。", 1.0)


def test_a_sentence_that_stands_twice_is_found_with_its_first_place() -> None:
    text = LAST_YEAR + "邀请老党员讲述创业故事，让青年党员受到教育。"
    ((first, second),) = twice(text)
    assert first.text == second.text
    assert first.start < second.start


def test_a_passage_that_stands_twice_is_found_as_widely_as_it_agrees() -> None:
    passage = "依托临时党小组，把业主设计施工监理党员编入其中"
    text = f"甲{passage}乙。丙{passage}丁。"
    ((first, second),) = passages_twice(text, 16)
    assert text[slice(*first)] == text[slice(*second)] == passage


def test_a_passage_that_stands_twice_is_found_wherever_it_stands() -> None:
    passage = "依托临时党小组把业主设计施工监理"
    others = "".join(map(chr, range(0x6000, 0x6020)))
    for before in range(8):
        for between in range(16):
            text = f"{others[:before]}{passage}{others[before : before + between]}\n{passage}"
            ((first, second),) = passages_twice(text, len(passage))
            assert text[slice(*first)] == text[slice(*second)] == passage


@given(st.text(alphabet="党员工作，。\n1 a", max_size=300))
def test_passages_found_agree_and_do_not_overlap(text: str) -> None:
    for first, second in passages_twice(text, 8):
        assert first[1] <= second[0]
        one, two = (
            "".join(c for c in text[slice(*place)] if "一" <= c <= "鿿")
            for place in (first, second)
        )
        assert one == two
        assert len(one) >= 8


@given(st.text(max_size=300))
def test_sentences_lie_where_they_say(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text


def test_monotonous_text_is_compared_in_time() -> None:
    text = ("支部组织党员开展学习教育实践活动。" * 6_000)[:100_000]
    begun = time.process_time()
    list(Originals(text).copies(text))
    list(twice(text))
    passages_twice("党" * 100_000, 16)
    passages_twice(text, 16)
    assert time.process_time() - begun < 5
