"""Known slips: wrong characters that are typed, recognised or remembered again and again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

# From this length a wrong form is met by chance no more, however the segmenter cuts.
UNMISTAKABLE = 4
GUARD_REACH = 8  # characters around a wrong form in which its guards are looked for


@dataclass(frozen=True, slots=True)
class Slip:
    """A row of `typos.tsv`: `guards` are right words in which the wrong form may lie."""

    right: str
    guards: tuple[str, ...]
    category: str
    severity: Severity
    source: str


@cache
def _slips() -> dict[str, Slip]:
    return {
        row["wrong"]: Slip(
            row["right"],
            tuple(filter(None, row["guards"].split("|"))),
            row["category"],
            Severity(row["severity"]),
            row["source"],
        )
        for row in lexicon.rows("typos")
    }


@cache
def _finder() -> lexicon.Finder:
    return lexicon.Finder(_slips())


@rule(
    "CHR03",
    "typo",
    Severity.ERROR,
    fires=(
        "营造风清气正的良好⟦氖围⟧。",
        "⟦截止目前⟧，已整改到位。",
        "克服⟦默守成规⟧的思想。",
        "同志们要⟦再接再励⟧。",
        "服务⟦杜会⟧发展大局。",
    ),
    quiet=(
        "杜会计、杜会长参加了会议。",
        "报名截止日期为目前公布的日期。",
        "职工做好本职工作。",
    ),
    source="现代汉语词典",
    needs=_slips,
)
def known_slip(line: Line, _context: Context) -> Iterator[Hit]:
    """常见错别字"""
    for start, end, wrong in line.found(_finder()):
        slip = _slips()[wrong]
        if _is_chance(line, start, end) or _is_guarded(line.text, start, end, slip.guards):
            continue
        yield Hit(
            start,
            end,
            _message(wrong, slip),
            (slip.right,),
            severity=slip.severity,
            category=slip.category,
            source=slip.source,
        )


def _is_chance(line: Line, start: int, end: int) -> bool:
    """Whether a short wrong form only arises where two right words meet (职工|做好)."""
    if end - start >= UNMISTAKABLE:
        return False
    return line.splits_word(start) or line.splits_word(end)


def _is_guarded(text: str, start: int, end: int, guards: tuple[str, ...]) -> bool:
    for guard in guards:
        at = text.find(guard, max(0, start - GUARD_REACH), end + GUARD_REACH)
        if at >= 0 and at < end and start < at + len(guard):
            return True
    return False


def _message(wrong: str, slip: Slip) -> str:
    if slip.category == "word-choice":
        return f"“{wrong}”用词不当，应为“{slip.right}”"
    if slip.category == "missing-char":
        return f"“{wrong}”漏字，应为“{slip.right}”"
    if slip.category == "extra-char":
        return f"“{wrong}”多字，应为“{slip.right}”"
    return f"“{wrong}”有错别字，应为“{slip.right}”"
