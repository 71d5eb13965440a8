"""A rule is shown every text in which it would find something."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.checks.context import Context, Forbidden
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.kinds import kinds
from drafting.checks.registry import Example, Hit, Rule, rules
from drafting.checks.triggers import Triggers
from reports.outline.reader import read

TODAY = date(2026, 11, 21)
OF_LINES = Triggers([rule for rule in rules() if rule.of_line])
OF_DOCUMENTS = Triggers([rule for rule in rules() if not rule.of_line])
FIRES = [(rule, example) for rule in rules() for example in rule.fires]
MARK = re.compile("[⟦⟧]")
CONTEXT = Context(
    today=TODAY,
    year=2026,
    half="first",
    kind=kinds()["annual_summary"],
    forbidden=(Forbidden("亲自"),),
)
# What rules need, what they are shown, and scraps of both.
EXAMPLES = [MARK.sub("", e.text) for rule in rules() for e in (*rule.fires, *rule.quiet)]
NEEDED = sorted({need for rule in rules() for need in rule.needed() or ()})
SCRAPS = [scrap for text in EXAMPLES for scrap in re.findall(".{1,7}", text)]


def missed(text: str, context: Context) -> list[str]:
    """Rules that would find something in `text` and are not shown it."""
    document = Document(read(text))
    missed = [
        rule.code
        for _offset, line in document.lines
        for rule in unshown(OF_LINES, line.text)
        if any(True for _hit in rule.function(line, context))
    ]
    return missed + [
        rule.code
        for rule in unshown(OF_DOCUMENTS, document.text)
        if any(True for _hit in rule.function(document, context))
    ]


def unshown(triggers: Triggers, text: str) -> list[Rule]:
    shown = set(triggers.of(text))
    return [rule for index, rule in enumerate(triggers.rules) if index not in shown]


@pytest.mark.parametrize(
    ("rule", "example"), FIRES, ids=lambda it: it.code if isinstance(it, Rule) else it.text[:20]
)
def test_an_example_has_what_its_rule_needs(rule: Rule, example: Example) -> None:
    context = Context(today=TODAY, **example.context)
    assert rule.code not in missed(MARK.sub("", example.text), context)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(EXAMPLES)
        | st.sampled_from(SCRAPS)
        | st.sampled_from(NEEDED)
        | st.sampled_from(["\n", "，", "。", "、", "（", "）", "　", "年", "1", "１", "一", "X"])
        | st.text(max_size=4),
        max_size=40,
    )
)
def test_no_text_is_kept_from_a_rule_that_would_find_something(parts: list[str]) -> None:
    assert missed("".join(parts), CONTEXT) == []


def example_rule(code: str, **columns: object) -> Rule:
    def find(_line: Line, _context: Context) -> list[Hit]:
        return []

    empty: dict[str, object] = {"fires": (), "quiet": (), "source": "", "is_literal": False}
    return Rule(
        code=code,
        category="typo",
        severity=Severity.INFO,
        title="例",
        function=find,
        of_line=True,
        family="style",
        **{**empty, **columns},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ["ALL"]),
        ("支部", ["ALL"]),
        ("半角(一半", ["ALL", "CHARACTER"]),
        ("投诉同比下降", ["ALL", "WORD", "DATA"]),
        ("同", ["ALL"]),
        ("不同比例)", ["ALL", "CHARACTER", "WORD"]),
    ],
)
def test_a_rule_is_shown_what_has_one_of_the_things_it_needs(text: str, shown: list[str]) -> None:
    triggers = Triggers(
        [
            example_rule("ALL"),
            example_rule("CHARACTER", needs="()"),
            example_rule("WORD", needs=("同比", "环比")),
            example_rule("DATA", needs=lambda: {"投诉": 1, "比下": 2}),
            example_rule("NEVER", needs=()),
        ]
    )
    assert [triggers.rules[index].code for index in triggers.of(text)] == shown
