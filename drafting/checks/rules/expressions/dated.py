"""Terms outside their time: not yet in use, or replaced, measured by the report's own period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from drafting.checks import lexicon, phrases
from drafting.checks.context import Context, DatedTerm
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.period import period
from drafting.checks.phrases import day, several
from drafting.checks.registry import Example, Hit, rule


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its days of use and today's form; `guards` are wordings in which it is right."""

    text: str
    since: date | None
    until: date | None
    replaced_by: tuple[str, ...]
    guards: tuple[str, ...]
    severity: Severity
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms by their words, and the automaton that finds them and their guards."""

    by_text: dict[str, Term]
    finder: lexicon.Finder


@cache
def _superseded() -> tuple[Term, ...]:
    return tuple(
        Term(
            row["term"],
            None,
            day(row["until"]),
            several(row["replaced_by"]),
            several(row["guards"]),
            Severity(row["severity"]),
            row["source"],
        )
        for row in lexicon.rows("superseded")
    )


@cache
def _phrases() -> tuple[Term, ...]:
    return tuple(
        Term(form, row.since, row.until, (), (), Severity.WARNING, row.source)
        for row in phrases.phrases()
        if row.since or row.until
        for form in (row.term, *row.variants)
    )


@lru_cache(maxsize=64)
def _terms(added: tuple[DatedTerm, ...]) -> Terms:
    every = {term.text: term for term in (*_phrases(), *_superseded()) if term.text}
    for term in added:
        for form in _forms(term):
            before = every.pop(form, None)
            if form and not term.off:
                every[form] = _own(form, term, before)
    guards = [guard for term in every.values() for guard in term.guards]
    return Terms(every, lexicon.Finder((*every, *guards)))


def _forms(term: DatedTerm) -> tuple[str, ...]:
    """The wordings that `term` speaks of: its own, and those of the row whose place it takes."""
    shipped = phrases.by_form().get(term.term)
    variants = shipped.variants if shipped and shipped.term == term.term else ()
    return (term.term, *term.forms, *variants)


def _own(form: str, term: DatedTerm, before: Term | None) -> Term:
    """What an administrator says of a wording; what keeps it quiet stays as it ships."""
    guards = before.guards if before else ()
    now = tuple(filter(None, term.replaced_by.split("；")))
    # 从严治党 is in 全面从严治党.
    guards = (*guards, *(each for each in now if form in each))
    return Term(
        form,
        term.since,
        term.until,
        now,
        guards,
        before.severity if before else Severity.WARNING,
        term.source,
    )


@rule(
    "EXP07",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        Example("学习⟦习近平党建思想⟧。", {"year": 2024}),
        Example("深刻领悟“⟦两个确立⟧”的决定性意义。", {"year": 2020}),
        Example(
            "学习⟦某某新提法⟧。",
            {"year": 2024, "terms": (DatedTerm("某某新提法", date(2026, 1, 1)),)},
        ),
    ),
    quiet=(
        Example("学习习近平党建思想。", {"year": 2026}),
        Example("深刻领悟“两个确立”的决定性意义。", {"year": 2021}),
    ),
    source="各提法首次使用的会议或文件",
    is_literal=True,
)
def not_yet_in_use(line: Line, context: Context) -> Iterator[Hit]:
    """报告期内尚无的提法"""
    time = period(context)
    for start, end, term in _found(line, context):
        if term.since is not None and term.since > time.written:
            when = f"{term.since.year}年{term.since.month}月"
            yield Hit(
                start,
                end,
                f"{phrases.cited(term.text)}{when}起才使用，与报告所属时间不符，请核对",
                source=term.source,
            )


@rule(
    "EXP08",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        Example("坚持⟦党要管党、从严治党⟧。", {"year": 2025}),
        Example("助力⟦脱贫攻坚⟧。", {"year": 2023}),
    ),
    quiet=(
        Example("坚持党要管党、全面从严治党。", {"year": 2025}),
        Example("巩固拓展脱贫攻坚成果。", {"year": 2023}),
        Example("助力脱贫攻坚。", {"year": 2019}),
    ),
    source="各提法更替的会议或文件",
    is_literal=True,
)
def superseded(line: Line, context: Context) -> Iterator[Hit]:
    """提法已经更新"""
    time = period(context)
    for start, end, term in _found(line, context):
        if term.until is None or term.until >= min(time.end, context.today):
            continue
        now = "、".join(phrases.cited(form) for form in term.replaced_by)
        message = f"{phrases.cited(term.text)}现已不用" + (
            f"，现行提法为{now}" if now else "，请核对"
        )
        # Replaced in the course of the period: what was done before may rightly be called so.
        severity = term.severity if term.until < time.start else Severity.INFO
        yield Hit(start, end, message, term.replaced_by, severity=severity, source=term.source)


def _found(line: Line, context: Context) -> tuple[tuple[int, int, Term], ...]:
    return _terms_in(line.text, context.terms)


@lru_cache(maxsize=1024)
def _terms_in(text: str, added: tuple[DatedTerm, ...]) -> tuple[tuple[int, int, Term], ...]:
    terms = _terms(added)
    return tuple(
        (start, end, terms.by_text[found])
        for start, end, found in terms.finder.find(text)
        if found in terms.by_text
    )
