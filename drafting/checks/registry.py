"""Rules, and the list of them all.

A rule is a function of one line or of the whole document, registered with its code, its
examples and its source:

    @rule("PH01", "placeholder", Severity.ERROR, fires=("活动⟦X次⟧",), quiet=("X光机1台",))
    def unfilled_number(line, context):
        '''数字处留有占位符'''
        for gap in GAP.finditer(line.text):
            yield Hit(*gap.span(), "此处数字未填写，请补上实际数字")

`⟦ ⟧` in an example marks exactly the words that must be found. The first line of the docstring
is the rule's name on the page.

`needs` keeps a rule fast: characters or words one of which is in everything that it can find
something in. Text that has none of them is not shown to the rule. `needs_events` names a kind of
events instead: any of their forms, those that an organisation has added among them.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from drafting.checks.context import Context
from drafting.checks.events import Own, by_form
from drafting.checks.finding import CATEGORIES, Severity
from drafting.checks.rules import FAMILIES

RULES_PACKAGE = "drafting.checks.rules"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields; offsets are into what the rule was given (line or document).

    `severity` and `category` replace the rule's own where a case is milder, graver or other.
    """

    start: int
    end: int
    message: str
    suggestions: tuple[str, ...] = ()
    is_safe: bool = False
    severity: Severity | None = None
    category: str | None = None
    source: str = ""
    related: tuple[tuple[int, int], ...] = ()
    is_everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text with ⟦ ⟧ around what must be found; `context` holds Context fields it needs."""

    text: str
    context: dict[str, Any] = field(default_factory=dict)


Function = Callable[[Any, Context], Iterable[Hit]]
# Characters and words (a string: each of its characters), or what gives them: those of our data.
Needs = Iterable[str] | Callable[[], Iterable[str]]
Decorated = TypeVar("Decorated", bound=Function)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what the page, the manual and the tests tell of it."""

    code: str
    category: str
    severity: Severity
    title: str
    function: Function
    of_line: bool
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    source: str
    is_literal: bool
    family: str
    needs: Needs | None = None
    needs_events: str = ""

    def needed(self, own: Own = ()) -> frozenset[str] | None:
        """What a text must have one of for the rule to find anything in it; None: nothing known.

        `own` are the organisation's events.
        """
        if self.needs_events:
            return frozenset(by_form(self.needs_events, own))
        if self.needs is None:
            return None
        return frozenset(self.needs() if callable(self.needs) else self.needs)


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    category: str,
    severity: Severity,
    *,
    fires: Iterable[str | Example],
    quiet: Iterable[str | Example],
    source: str = "",
    is_literal: bool = False,
    needs: Needs | None = None,
    needs_events: str = "",
) -> Callable[[Decorated], Decorated]:
    """Register a function of a Line and a Context: a rule that looks at one line at a time.

    What it finds must depend on the line's words and on the context alone: results are cached.
    It sees only lines that have one of the characters or words in `needs`.
    `is_literal` rules report inside “…” and 《…》 as gravely as outside (titles, brackets).
    Raises ValueError for a code that is taken or a category that does not exist.
    """
    return _registering(
        of_line=True,
        code=code,
        category=category,
        severity=severity,
        fires=tuple(map(_example, fires)),
        quiet=tuple(map(_example, quiet)),
        source=source,
        is_literal=is_literal,
        needs=needs,
        needs_events=needs_events,
    )


def document_rule(
    code: str,
    category: str,
    severity: Severity,
    *,
    fires: Iterable[str | Example],
    quiet: Iterable[str | Example],
    source: str = "",
    is_literal: bool = False,
    needs: Needs | None = None,
) -> Callable[[Decorated], Decorated]:
    """Register a function of a Document and a Context; arguments as for `rule`."""
    return _registering(
        of_line=False,
        code=code,
        category=category,
        severity=severity,
        fires=tuple(map(_example, fires)),
        quiet=tuple(map(_example, quiet)),
        source=source,
        is_literal=is_literal,
        needs=needs,
    )


def _registering(**columns: Any) -> Callable[[Decorated], Decorated]:
    code, category = columns["code"], columns["category"]

    def register(function: Decorated) -> Decorated:
        if code in _RULES:
            raise ValueError(f"rule {code} exists already")
        if category not in CATEGORIES:
            raise ValueError(f"rule {code}: no category {category}")
        title = (function.__doc__ or "").strip().partition("\n")[0]
        family = function.__module__.removeprefix(f"{RULES_PACKAGE}.").partition(".")[0]
        _RULES[code] = Rule(title=title, function=function, family=family, **columns)
        return function

    return register


def _example(given: str | Example) -> Example:
    return Example(given) if isinstance(given, str) else given


def rules() -> tuple[Rule, ...]:
    """Every rule, family by family in the order of `rules.FAMILIES`."""
    for family in FAMILIES:
        importlib.import_module(f"{RULES_PACKAGE}.{family}")
    order = {family: index for index, family in enumerate(FAMILIES)}
    return tuple(sorted(_RULES.values(), key=lambda rule: (order[rule.family], rule.code)))
