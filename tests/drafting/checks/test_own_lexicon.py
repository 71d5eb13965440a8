"""What an organisation adds to the lexicon, corrects in it, or switches off, and what follows."""

from dataclasses import replace
from datetime import date

import pytest

from drafting.checks.context import Context, DatedTerm, DatedTitle
from drafting.checks.engine import check
from drafting.checks.events import Event, events
from drafting.checks.remembered import line_triggers
from reports.outline.reader import read

CONTEXT = Context(today=date(2026, 11, 21), year=2025)


def event(term: str, kind: str, start: str, end: str, *forms: str, off: bool = False) -> Event:
    """An event of the organisation's own."""
    return Event(
        term, kind, forms, date.fromisoformat(start), date.fromisoformat(end), "本局通知", off
    )


def found(text: str, context: Context = CONTEXT) -> dict[str, str]:
    """The words found, with the rule."""
    return {one.text: one.rule for one in check(read(text), context)}


@pytest.mark.parametrize(
    ("text", "own", "words", "rule"),
    [
        (
            "扎实开展机关作风教育整顿。",
            event("机关作风教育整顿", "campaign", "2022-03-01", "2022-09-30", "机关作风教育整顿"),
            "机关作风教育整顿",
            "DAT12",
        ),
        (
            "传达二十届八中全会精神。",
            event("二十届八中", "plenum", "2027-09-01", "2027-09-03"),
            "二十届八中",
            "DAT10",
        ),
        (
            "学习党的二十二大精神。",
            event("二十二大", "congress", "2032-10-01", "2032-10-07", "党的二十二大"),
            "党的二十二大",
            "DAT10",
        ),
        (
            "传达二十一届中央纪委二次全会精神。",
            event("二十一届中央纪委二次", "discipline", "2028-01-10", "2028-01-12"),
            "二十一届中央纪委二次全会",
            "DAT10",
        ),
        (
            "今年是“十六五”开局之年。",
            event("十六五", "plan", "2031-01-01", "2035-12-31", "十六五"),
            "“十六五”开局",
            "DAT13",
        ),
        (
            "庆祝本市解放70周年。",
            event("本市解放", "founding", "1949-05-27", "1949-05-27", "本市解放"),
            "本市解放70周年",
            "DAT13",
        ),
    ],
    ids=["campaign", "plenum", "congress", "discipline", "plan", "founding"],
)
def test_an_event_that_is_added_is_known(text: str, own: Event, words: str, rule: str) -> None:
    assert rule not in found(text).values()
    with_it = found(text, replace(CONTEXT, events=(own,)))
    assert {key: value for key, value in with_it.items() if words in key}.popitem()[1] == rule


@pytest.mark.parametrize("off", [False, True])
def test_an_event_that_is_corrected_or_off_is_judged_anew(off: bool) -> None:
    text = "传达二十届五中全会精神。"
    context = Context(today=date(2026, 9, 1), year=2026, half="first")
    assert "DAT10" in found(text, context).values()
    own = event("二十届五中", "plenum", "2026-08-01", "2026-08-04", off=off)
    assert "DAT10" not in found(text, replace(context, events=(own,))).values()


def test_events_stay_in_the_order_of_time() -> None:
    own = (event("十七大", "congress", "2007-10-15", "2007-10-21", "党的十七大"),)
    assert list(events("congress", own))[:2] == ["十七大", "十八大"]
    assert "十七大" not in events("congress")


def test_the_end_of_a_campaign_that_is_corrected_counts() -> None:
    text = "扎实开展党纪学习教育。"
    assert found(text) == {"党纪学习教育": "DAT12"}
    own = event("党纪学习教育", "campaign", "2024-04-07", "2025-03-31", "党纪学习教育")
    assert found(text, replace(CONTEXT, events=(own,))) == {}


def test_after_a_new_congress_the_last_one_is_an_earlier_one() -> None:
    text = "认真学习贯彻党的二十大精神。"
    context = Context(today=date(2029, 1, 10), year=2028)
    held = event("二十一大", "congress", "2027-10-16", "2027-10-22", "党的二十一大")
    assert found(text, replace(context, events=(held,))) == {"党的二十大": "DAT11"}


def test_nothing_added_shares_the_triggers_and_an_addition_has_its_own() -> None:
    own = (event("机关整顿教育", "campaign", "2022-03-01", "2022-09-30", "机关整顿教育"),)
    assert line_triggers(()) is line_triggers(CONTEXT.events)
    assert line_triggers(own) is line_triggers(tuple(own))
    shown = {line_triggers(own).rules[index].code for index in line_triggers(own).of(own[0].term)}
    usual = {line_triggers().rules[index].code for index in line_triggers().of(own[0].term)}
    assert shown - usual == {"DAT12"}


def test_a_term_in_the_place_of_a_shipped_one_has_its_days() -> None:
    text = "助力脱贫攻坚。"
    assert found(text) == {"脱贫攻坚": "EXP08"}
    longer = DatedTerm("脱贫攻坚", until=date(2026, 12, 31), source="本局通知")
    assert found(text, replace(CONTEXT, terms=(longer,))) == {}
    # What keeps the shipped one quiet keeps this one quiet too.
    same = DatedTerm("脱贫攻坚", until=date(2021, 2, 25), source="本局通知")
    assert found("巩固脱贫攻坚成果。", replace(CONTEXT, terms=(same,))) == {}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("助力脱贫攻坚。", "脱贫攻坚"),
        ("进一步落实意识形态责任制。", "意识形态工作责任制"),
        ("推动全面从治党向纵深发展。", "全面从严治党"),
    ],
    ids=["dated", "wrong form", "one edit away"],
)
def test_a_term_that_is_off_is_forgotten(text: str, term: str) -> None:
    assert found(text)
    off = DatedTerm(term, source="本局通知", off=True)
    assert not set(found(text, replace(CONTEXT, terms=(off,))).values()) & {
        "EXP01",
        "EXP02",
        "EXP08",
    }


def test_an_old_term_within_the_new_one_is_found_alone_only() -> None:
    term = DatedTerm(
        "联学共建", until=date(2024, 12, 31), replaced_by="支部联学共建", source="本局通知"
    )
    context = replace(CONTEXT, terms=(term,))
    assert found("开展联学共建活动。", context) == {"联学共建": "EXP08"}
    assert found("开展支部联学共建活动。", context) == {}


def test_other_forms_of_a_term_have_its_days() -> None:
    term = DatedTerm("清风行动", since=date(2026, 6, 1), source="通知", forms=("清风专项行动",))
    assert found("开展清风专项行动。", replace(CONTEXT, terms=(term,))) == {"清风专项行动": "EXP07"}


def test_titles_are_added_corrected_and_switched_off() -> None:
    added = DatedTitle("云岭市机关党建工作办法", date(2020, 1, 1), date(2023, 1, 1), "新办法", "文")
    text = "执行《云岭市机关党建工作办法》。"
    assert found(text) == {}
    assert found(text, replace(CONTEXT, titles=(added,))) == {"《云岭市机关党建工作办法》": "EXP14"}
    slip = "执行《云岭市机关党健工作办法》。"
    hits = check(read(slip), replace(CONTEXT, titles=(added,)))
    assert ("EXP14", ("《云岭市机关党建工作办法》",)) in [
        (hit.rule, hit.suggestions) for hit in hits
    ]
    repealed = "落实《中国共产党党员领导干部廉洁从政若干准则》。"
    assert "EXP14" in found(repealed).values()
    off = DatedTitle("中国共产党党员领导干部廉洁从政若干准则", off=True)
    assert "EXP14" not in found(repealed, replace(CONTEXT, titles=(off,))).values()


def test_what_is_added_is_no_slip_of_something_that_ships() -> None:
    text = "扎实开展作风教育整改，健全党建联建机制，扎石推进。"
    slip = {"扎石推进": "EXP01"}
    assert found(text).items() >= slip.items()
    term = DatedTerm("扎石推进", since=date(2020, 1, 1), source="例")
    assert "EXP01" not in found(text, replace(CONTEXT, terms=(term,))).values()
    assert found(text, replace(CONTEXT, terms=(replace(term, off=True),))).items() >= slip.items()
    campaign = event("扎石推进", "campaign", "2025-01-01", "2025-12-31", "扎石推进")
    assert "EXP01" not in found(text, replace(CONTEXT, events=(campaign,))).values()
