"""Fixed expressions in whole reports: what is silenced, what is dated, what must stay quiet."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from drafting.checks.context import Context, DatedTerm
from drafting.checks.engine import check
from drafting.checks.finding import Finding, Severity
from reports.outline.reader import read

CONTEXT = Context(today=date(2026, 11, 21), year=2026)


def findings(text: str, context: Context = CONTEXT) -> list[Finding]:
    return [found for found in check(read(text), context) if found.rule.startswith("EXP")]


# Right wording that checks of this kind have stumbled over.
TRAPS = [
    "学习《中国共产党党和国家机关基层组织工作条例》，中国共产党党员要带头。",
    "紧紧围绕中心工作，层层压实责任，级级抓落实，工作做了、作用发挥了。",
    "推动制度更加成熟更加定型，保持政策连续性稳定性。",
    "做好精文减会、精文简会工作，深刻汲取教训、吸取教训。",
    "坚持党中央集中统一领导，使百年大党在自我革命中焕发生机。",
    "他是局党组副书记、党支部原书记，在村党支部工作。",
    "在实际工作中结合自身特点，更好履行抓落实的职能。",
    "以钉钉子的精神抓落实，读书班采取专题辅导、交流研讨等方式。",
    "实现中华民族伟大复兴中国梦，推进社会主义民主法治建设。",
    "查不足、找差距、改作风、破难题、凝共识、促发展。",
    "增强“两个维护”的政治自觉，扛起“两个维护”的政治责任。",
    "全面贯彻党的二十大和二十届历次全会精神，深刻领悟“两个确立”的决定性意义。",
    "维护习近平同志党中央的核心、全党的核心地位，维护党中央权威和集中统一领导。",
    "坚持自我净化、自我完善、自我革新、自我提高。",
    "把权力关进制度的笼子里，一体推进不敢腐、不能腐、不想腐。",
    "打通服务群众“最后一公里”，抓住“关键少数”，牵住主体责任这个“牛鼻子”。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_right_wording_is_left_alone(text: str) -> None:
    assert [(found.rule, found.text) for found in findings(text)] == []


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("热爱中国中产党。", "中国中产党", "中国共产党"),
        ("推动全面从治党向纵深发展。", "全面从治党", "全面从严治党"),
        ("规范权利运行流程。", "权利运行", "权力运行"),
        ("发挥战斗保垒作用。", "战斗保垒作用", "战斗堡垒作用"),
        ("严格落实意识形态责任制。", "意识形态责任制", "意识形态工作责任制"),
        ("扎紧不敢腐的笼子。", "不敢腐", "不能腐"),
        ("做到“四个维护”。", "“四个维护”", "“两个维护”"),
        (
            "学习《中国共产党党支部工作条例》。",
            "《中国共产党党支部工作条例》",
            "《中国共产党支部工作条例（试行）》",
        ),
        ("反对享乐主义、奢靡主义。", "奢靡主义", "奢靡之风"),
        ("不断自我净化、自我完善、自我革新、自我提升。", "提升", "提高"),
        ("一枝一叶总关情，些小吾曹州县史，一枝一叶总关情。", "些小吾曹州县史", "些小吾曹州县吏"),
    ],
)
def test_the_right_words_are_offered_for_the_wrong_ones(text: str, words: str, right: str) -> None:
    # Other families may know the same slip, and say it of more or fewer words.
    found = [one for one in check(read(text), CONTEXT) if one.suggestions]
    assert any(
        (words in one.text or one.text in words)
        and right in text[: one.start] + one.suggestions[0] + text[one.end :]
        for one in found
    )


def test_a_suggestion_in_place_of_the_words_leaves_nothing_to_find() -> None:
    text = "加强党风连政建设，落实意识形态责任制，扎紧不敢腐的笼子，做到“四个维护”。"
    for found in reversed(findings(text)):
        text = text[: found.start] + found.suggestions[0] + text[found.end :]
    assert findings(text) == []


def test_the_organisation_s_own_words_and_name_are_right() -> None:
    text = "继续开展扎石推进行动。"
    assert findings(text)
    assert findings(text, replace(CONTEXT, words=frozenset({"扎石推进"}))) == []
    assert findings(text, replace(CONTEXT, organization_names=("扎石推进办",))) != []


@pytest.mark.parametrize(
    ("year", "half", "severity"),
    [(2020, None, None), (2021, "first", Severity.INFO), (2023, None, Severity.INFO)],
)
def test_a_term_is_judged_by_the_period_of_the_report(
    year: int, half: str | None, severity: Severity | None
) -> None:
    context = Context(today=date(2026, 11, 21), year=year, half=half)
    found = findings("全力助力脱贫攻坚，成效明显。", context)
    assert [one.severity for one in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("year", "half", "count"),
    [(2021, "first", 1), (2021, None, 0), (2020, None, 1), (2026, "first", 0)],
)
def test_a_term_is_not_used_before_its_time(year: int, half: str | None, count: int) -> None:
    context = Context(today=date(2026, 11, 21), year=year, half=half)
    found = findings("深刻领悟“两个确立”的决定性意义。", context)
    assert [one.rule for one in found] == ["EXP07"] * count


def test_administrators_add_terms_with_their_days() -> None:
    term = DatedTerm("老提法", until=date(2025, 12, 31), replaced_by="新提法", source="通知")
    (found,) = findings("贯彻老提法。", replace(CONTEXT, terms=(term,)))
    assert (found.text, found.suggestions, found.source) == ("老提法", ("新提法",), "通知")


@pytest.mark.parametrize(
    "piece",
    [
        "扎食推进深入推静加强党的领道全面从治党",
        "打铁必须自身硬打江山守江山",
        "政治意识、大局意识、",
        "《中国共产党支部条例》",
        "以习近平同志党中央的核心全党核心",
        "“四个意识”坚定“",
        "，" * 20,
        "\ud800\0龘𠀀",
    ],
    ids=["near", "quotes", "members", "titles", "centre", "marks", "stops", "strange"],
)
def test_the_worst_text_takes_no_more_than_its_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = process_time()
    check(read(text), replace(CONTEXT, disabled=frozenset(_all_but_expressions())))
    assert process_time() - start < 10


def _all_but_expressions() -> set[str]:
    from drafting.checks.registry import rules  # the registry imports every family

    return {rule.code for rule in rules() if not rule.code.startswith("EXP")}
