"""Slips of the finger, wrong words, doubles, lost characters: and what must not be taken for them."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.likeness import taken_for
from drafting.checks.registry import Hit, rules
from drafting.checks.vocabulary import vocabulary

FAMILIES = {"characters", "style"}
LINE_RULES = [rule for rule in rules() if rule.family in FAMILIES and rule.of_line]
CLEAN = Path(__file__).parents[4] / "shared" / "clean" / "register.tsv"

RIGHT = [
    "修订《中国共产党党和国家机关基层组织工作条例》。",
    "会议对下一步工作作了部署，党委对此工作作出安排。",
    "紧紧围绕中心，层层压实责任，级级负责。",
    "重视和谐、及时、与时俱进。",
    "持有“1+X”证书，配备X光机2台。",
    "一步一步推进，一件一件落实，2—3个工作日办结。",
    "同志们，责任主体主要有三个，第一个是支部。",
    "党的建设制度更加成熟更加定型，保持政策连续性稳定性。",
    "落实精文减会要求，汲取教训，举一反三。",
    "生态修复科党支部支部书记讲党课，市局机关机关党委召开会议。",
    "坚持正风肃纪，凝心聚力，走深走实，学思用贯通。",
    "王莉霞、杨发森同志参加会议，沈跃跃同志讲话。",
]

WRONG = [
    ("加强对权利运行的监督", "权利运行", "权力运行"),
    ("截止目前，已全部完成", "截止目前", "截至目前"),
    ("进一步提高工作力度。", "提高工作力度", "加大工作力度"),
    ("切实把责任落食到人", "落食", "落实"),
    ("推动党建工作做深做实，必须坚持常抓不屑", "常抓不屑", "常抓不懈"),
    ("党组织的战头堡垒作用", "战头堡垒", "战斗堡垒"),
    ("扎实开展展调查研究", "展展", "展"),
    ("全年征集征集意见32条", "征集征集", "征集"),
    ("抓的不实，落的不细。", "的", "得"),
]


def hits(text: str) -> list[tuple[str, Hit]]:
    line = Line(text)
    return [(rule.code, hit) for rule in LINE_RULES for hit in rule.function(line, Context())]


@pytest.mark.parametrize("text", RIGHT)
def test_what_has_been_taken_for_a_slip_before_is_left_alone(text: str) -> None:
    assert [(code, text[hit.start : hit.end]) for code, hit in hits(text)] == []


@pytest.mark.parametrize(("text", "wrong", "right"), WRONG)
def test_what_is_wrong_is_found_with_the_right_words(text: str, wrong: str, right: str) -> None:
    found = [(text[hit.start : hit.end], hit.suggestions) for _code, hit in hits(text)]
    assert any(words == wrong and right in offered for words, offered in found)


def test_the_organisations_own_words_are_no_broken_words() -> None:
    broken = next(rule for rule in LINE_RULES if rule.code == "CHR07")
    line = Line("开展落食行动，推进工作。")
    assert list(broken.function(line, Context()))
    assert not list(broken.function(line, Context(words=frozenset({"落食行动"}))))


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception_and_found_inside_it(text: str) -> None:
    for _code, hit in hits(text.replace("\n", "").replace("\r", "")):
        assert 0 <= hit.start <= hit.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [*"的了一二三党员工作落实食加强责任氖围，。、“”《》 Ｘ1", "等等", "截止目前"]
        ),
        max_size=80,
    )
)
def test_any_text_of_the_genre_is_read_without_an_exception(pieces: list[str]) -> None:
    hits("".join(pieces))


@pytest.mark.parametrize(
    "unit", ["党", "的", "工作", "加强", "落食", "一步", "近20余次", "、", "加强力度、", "不断的"]
)
def test_monotonous_text_costs_no_more_than_in_line_with_its_length(unit: str) -> None:
    small, large = unit * (2_000 // len(unit)), unit * (100_000 // len(unit))
    hits(small)
    begun = time.process_time()
    hits(small)
    once = time.process_time() - begun
    begun = time.process_time()
    hits(large)
    assert time.process_time() - begun < max(3.0, once * 50 * 4)


def rows(name: str) -> tuple[lexicon.Row, ...]:
    return lexicon.rows(name)


@pytest.mark.parametrize(
    ("name", "key", "least"),
    [
        ("typos", ("wrong",), 2_000),
        ("collocations", ("verb", "object"), 400),
        ("coinages", ("word",), 1_000),
        ("redundancies", ("words",), 100),
        ("particles", ("word", "kind"), 400),
    ],
)
def test_a_list_is_long_enough_has_no_row_twice_and_names_its_sources(
    name: str, key: tuple[str, ...], least: int
) -> None:
    keys = [tuple(row[column] for column in key) for row in rows(name)]
    assert len(keys) >= least
    assert len(set(keys)) == len(keys)
    assert all(row["source"] for row in rows(name))


def test_what_one_row_calls_wrong_no_other_calls_right() -> None:
    wrong = {row["wrong"] for row in rows("typos")}
    assert not wrong & {row["right"] for row in rows("typos")}
    assert not wrong & {row["word"] for row in rows("coinages")}
    mismatched = {(row["verb"], row["object"]) for row in rows("collocations")}
    matched = {
        (verb, row["object"]) for row in rows("collocations") for verb in row["right"].split("|")
    }
    assert not mismatched & matched


def test_a_correction_is_not_itself_corrected() -> None:
    slips = next(rule for rule in LINE_RULES if rule.code == "CHR03")
    again = [
        row["right"]
        for row in rows("typos")
        if any(True for _hit in slips.function(Line(row["right"]), Context()))
    ]
    assert again == []


def test_every_guard_holds_its_wrong_form_or_meets_it() -> None:
    idle = [
        (row["wrong"], guard)
        for row in rows("typos")
        for guard in filter(None, row["guards"].split("|"))
        if not set(row["wrong"]) & set(guard)
    ]
    assert idle == []


def test_no_known_expression_is_called_a_slip() -> None:
    slips = next(rule for rule in LINE_RULES if rule.code == "CHR03")
    wrong = [
        row["term"]
        for row in rows("phrases")
        if any(True for _hit in slips.function(Line(row["term"]), Context()))
    ]
    assert wrong == []


def test_the_vocabulary_knows_the_words_of_the_domain() -> None:
    assert {"落实", "氛围", "党员", "意识形态"} <= vocabulary().domain
    assert vocabulary().mistaken("落食", 1) == ["落实"]
    assert (0, ("落实",)) in vocabulary().swapped("实落")


@pytest.mark.skipif(not CLEAN.exists(), reason="edited text to count false alarms on is not here")
@pytest.mark.parametrize(("code", "most"), [("CHR03", 3), ("CHR04", 6), ("CHR05", 3), ("STY09", 3)])
def test_the_lists_hardly_ever_fire_on_edited_text(code: str, most: int) -> None:
    rule = next(rule for rule in LINE_RULES if rule.code == code)
    lines = re.findall(r"(?m)^[^\t]+\t(.+)$", CLEAN.read_text(encoding="utf-8"))
    found = [
        text[hit.start : hit.end] for text in lines for hit in rule.function(Line(text), Context())
    ]
    assert len(found) <= most, found


def test_a_character_stands_alone_in_one_way_that_the_rule_knows() -> None:
    places = {"any", "after", "before", "verb", "pair", "never"}
    characters = [row["character"] for row in rows("standing")]
    assert {row["place"] for row in rows("standing")} <= places
    assert len(set(characters)) == len(characters)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("同类务办理时间缩短。", "务"),
        ("以创新理论为导，深入学习。", "导"),
        ("健全工作机制，展警示教育。", "展"),
        ("没有房产证的题，逐项解决。", "题"),
        ("强化政治保，抓好落实。", "保"),
    ],
)
def test_what_has_lost_its_partner_is_found_where_it_cannot_stand(text: str, lost: str) -> None:
    assert lost in {text[hit.start : hit.end] for code, hit in hits(text) if code == "CHR08"}


@pytest.mark.parametrize(
    "text",
    [
        "在局党组领导下，理论局、市委办牵头。",
        "树形象、保安全、促发展。",
        "以雷霆之势反腐，任务完不成就问责。",
    ],
)
def test_what_may_stand_there_alone_is_left_alone(text: str) -> None:
    assert [text[hit.start : hit.end] for code, hit in hits(text) if code == "CHR08"] == []


def test_pairs_of_words_have_a_source_and_no_empty_side() -> None:
    pairs = rows("pairs")
    assert all(row["first"] and row["second"] and row["source"] for row in pairs)
    assert sum(len(r["first"].split("|")) * len(r["second"].split("|")) for r in pairs) >= 4_000


def test_whatever_one_slip_makes_of_a_word_stands_beside_the_neighbours_it_may_have() -> None:
    known = vocabulary()
    for word in sorted(word for word in known.costs if len(word) > 1)[::50]:
        made = [
            (word[:at] + other + word[at + 1 :], [at])
            for at, character in enumerate(word)
            for other in sorted(taken_for(character))[:4]
        ]
        for at in range(1, len(word)):
            turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
            made.append((turned, range(len(word))))
        if len(word) == 4:
            shorter = [word[:at] + word[at + 1 :] for at in range(4)]
            made += [(text, range(3)) for text in shorter]
        for text, places in made:
            for place in places:
                before, after = known.neighbours(text[place])
                assert place == 0 or before >> known.place[text[place - 1]] & 1
                assert place + 1 == len(text) or after >> known.place[text[place + 1]] & 1
