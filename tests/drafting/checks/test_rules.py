"""Every rule finds exactly what its examples mark, and keeps quiet where it should."""

import re
from dataclasses import replace
from datetime import date

import pytest

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.engine import check
from drafting.checks.finding import CATEGORIES, Severity
from drafting.checks.period import period
from drafting.checks.registry import Example, Rule, rules
from drafting.checks.registry import rule as line_rule
from drafting.checks.rules import FAMILIES
from reports.outline.reader import read

RULES = rules()
MARK = re.compile("[⟦⟧]")
FIRES = [(rule, example) for rule in RULES for example in rule.fires]
QUIET = [(rule, example) for rule in RULES for example in rule.quiet]


def found(rule: Rule, example: Example) -> str:
    """The example's text with ⟦ ⟧ set around what the rule finds."""
    text = MARK.sub("", example.text)
    document = Document(read(text))
    context = replace(Context(today=date(2026, 11, 21)), **example.context)
    if rule.of_line:
        spans = [
            (offset + hit.start, offset + hit.end)
            for offset, line in document.lines
            for hit in rule.function(line, context)
        ]
    else:
        spans = [(hit.start, hit.end) for hit in rule.function(document, context)]
    marked, last = "", 0
    for start, end in sorted(spans):
        marked += text[last:start] + "⟦" + text[start:end] + "⟧"
        last = end
    return marked + text[last:]


def name(value: object) -> str:
    return value.code if isinstance(value, Rule) else value.text[:20]


@pytest.mark.parametrize(("rule", "example"), FIRES, ids=name)
def test_a_rule_finds_exactly_the_marked_words(rule: Rule, example: Example) -> None:
    assert found(rule, example) == example.text


@pytest.mark.parametrize(("rule", "example"), QUIET, ids=name)
def test_a_rule_is_quiet_on_what_is_right(rule: Rule, example: Example) -> None:
    assert found(rule, example) == example.text


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_tells_what_it_is(rule: Rule) -> None:
    assert re.search("[一-鿿]", rule.title)
    assert rule.category in CATEGORIES
    assert rule.fires
    assert rule.quiet
    assert all("⟦" in example.text for example in rule.fires)
    assert not any("⟦" in example.text for example in rule.quiet)


def test_every_family_of_the_folder_is_in_the_list(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "drafting" / "checks" / "rules"
    modules = {path.stem for path in folder.glob("[a-z]*")}
    assert modules == set(FAMILIES)


@pytest.mark.parametrize(
    ("code", "category", "words"),
    [("EXP01", "typo", "EXP01 exists already"), ("NEW01", "nonsense", "no category nonsense")],
)
def test_a_code_is_given_once_and_to_a_known_category(code: str, category: str, words: str) -> None:
    register = line_rule(code, category, Severity.INFO, fires=(), quiet=())
    with pytest.raises(ValueError, match=words):
        register(lambda _line, _context: ())
    assert code == "EXP01" or code not in {rule.code for rule in rules()}


@pytest.mark.parametrize("year", [0, 1, 9999, 12_345])
def test_a_year_that_no_calendar_has_is_as_if_it_were_not_known(year: int) -> None:
    context = Context(today=date(2026, 11, 21), year=year)
    assert period(context) == period(replace(context, year=None))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一、工作\n坚定“四个意识”。", ["坚定"]),
        ("一、工作\n加强对权利运行的监督。", ["权利运行"]),
    ],
)
def test_what_two_rules_would_change_into_the_same_is_said_once(
    text: str, words: list[str]
) -> None:
    findings = check(read(text), Context(today=date(2026, 11, 21)))
    assert [f.text for f in findings if f.suggestions] == words
