"""Run every rule over an outline and gather what they find."""

from collections.abc import Iterable
from functools import cache, lru_cache

from drafting.checks import phrases
from drafting.checks.context import Context
from drafting.checks.document import Document, Line
from drafting.checks.events import Own
from drafting.checks.finding import Finding, fingerprint
from drafting.checks.layout import one_paragraph_a_line
from drafting.checks.registry import Hit, Rule, rules
from drafting.checks.remembered import MOST_CALENDARS, line_hits, line_triggers
from drafting.checks.triggers import Triggers
from drafting.checks.vocabulary import vocabulary
from reports.outline.collector import paused
from reports.outline.tree import Outline

# What a finding may say of words themselves: 权利运行 is one slip, whichever rules know it.
WORDING = frozenset(
    {"typo", "missing-char", "extra-char", "repeated", "word-choice", "fixed-expression", "grammar"}
)


def check(outline: Outline, context: Context) -> list[Finding]:
    """All findings in the order of the text, the gravest first where they start together.

    Deterministic, without side effects; never raises, whatever the text.
    """
    with paused():
        return _checked(outline, context)


def _checked(outline: Outline, context: Context) -> list[Finding]:
    _load()
    document = Document(outline)
    relaid = one_paragraph_a_line(document)
    if relaid:
        document = relaid.whole
    found = [*_in_lines(document, context), *_in_document(document, context)]
    if relaid:
        found = [relaid.carried_back(finding) for finding in found]
    kept = [finding for finding in found if not _is_silenced(finding, context)]
    return _without_doubles(kept)


@cache
def _load() -> None:
    """Load the rules and what they know, once; all of it stays as long as the process."""
    line_triggers()
    _document_triggers()
    phrases.index()
    vocabulary()


def _in_lines(document: Document, context: Context) -> Iterable[Finding]:
    lines = [(offset, line) for offset, line in document.lines if line.text]
    hits = line_hits((line.text for _offset, line in lines), context)
    for offset, line in lines:
        for rule, hit in hits[line.text]:
            yield _finding(rule, hit, document, offset, line)


def _in_document(document: Document, context: Context) -> Iterable[Finding]:
    triggers = _document_triggers(context.events)
    for index in triggers.of(document.text):
        rule = triggers.rules[index]
        if rule.code not in context.disabled:
            for hit in rule.function(document, context):
                yield _finding(rule, hit, document, 0, None)


def _finding(rule: Rule, hit: Hit, document: Document, offset: int, line: Line | None) -> Finding:
    start, end = offset + hit.start, offset + hit.end
    severity = hit.severity or rule.severity
    is_safe = hit.is_safe
    if line is not None and not rule.is_literal and line.is_quoted(hit.start, hit.end):
        # Somebody else's words: worth a look, but not ours to correct in bulk.
        severity, is_safe = severity.milder(), False
    number, column = document.place(start)
    return Finding(
        rule=rule.code,
        category=hit.category or rule.category,
        severity=severity,
        start=start,
        end=end,
        text=document.text[start:end],
        message=hit.message,
        suggestions=hit.suggestions,
        is_safe=is_safe,
        related=hit.related,
        is_everywhere=hit.is_everywhere,
        source=hit.source or rule.source,
        line=number,
        column=column,
        fingerprint=fingerprint(rule.code, document.text, start, end),
    )


def _is_silenced(finding: Finding, context: Context) -> bool:
    """Words that the organisation has declared right are never reported as wrong words."""
    return finding.text in context.words


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """Sorted; of findings on exactly the same words in one category, the gravest only.

    All that is said of the wording counts as one, and so does what would change the same
    characters into the same: 坚定 and 坚定“四个意识”, both for 增强. Those on the structure are kept:
    what concerns the whole report all stands on its title.
    """
    found.sort(key=lambda f: (f.severity.rank, f.start, f.end, f.rule))
    places: dict[tuple[int, int, str, str], Finding] = {}
    for finding in found:
        rule = finding.rule if finding.category == "structure" else ""
        category = "" if finding.category in WORDING else finding.category
        places.setdefault((finding.start, finding.end, category, rule), finding)
    edits: dict[tuple[int, int, str], Finding] = {}
    kept = [
        finding
        for finding in places.values()
        if finding.category not in WORDING
        or not finding.suggestions
        or edits.setdefault(_edit(finding), finding) is finding
    ]
    kept.sort(key=lambda f: (f.start, f.severity.rank, f.end, f.rule))
    return kept


def _edit(finding: Finding) -> tuple[int, int, str]:
    """What the first suggestion changes: start and end of the characters, and what they become."""
    text, right = finding.text, finding.suggestions[0]
    before = _agreeing(text, right)
    text, right = text[before:], right[before:]
    after = _agreeing(text[::-1], right[::-1])
    return finding.start + before, finding.end - after, right[: len(right) - after]


def _agreeing(one: str, other: str) -> int:
    """How many first characters are the same."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


@lru_cache(maxsize=MOST_CALENDARS)
def _document_triggers(own: Own = ()) -> Triggers:
    return Triggers([rule for rule in rules() if not rule.of_line], own)
