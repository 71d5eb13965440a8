"""Often quoted sentences whose wording matters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import cited, several
from drafting.checks.registry import Hit, rule

PIECE = 4  # characters by which a sentence is recognised
ENOUGH = 0.6  # share of the pieces that must be there
DRIFT = 6  # characters by which pieces may be out of place
EDGE = 2  # characters by which its beginning and end are recognised
LAST = 5  # characters at the end that may be misremembered
HALF = 0.5  # share of them that must be right
MOST = 4  # changed characters; what differs more is another sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """One row; `forms` are the sentence and its other right wordings."""

    forms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """Every piece of every form: the automaton, and where each piece belongs."""

    pieces: tuple[str, ...]
    automaton: CharwiseDoubleArrayAhoCorasick
    owners: tuple[tuple[tuple[str, int], ...], ...]
    quotes: dict[str, Quote]


@cache
def _pieces() -> Pieces:
    quotes: dict[str, Quote] = {}
    owners: dict[str, list[tuple[str, int]]] = {}
    for row in lexicon.rows("quotes"):
        quote = Quote((row["text"], *several(row["variants"])), row["source"])
        quotes.update(dict.fromkeys(quote.forms, quote))
    for form in quotes:
        for start in range(0, len(form) - PIECE + 1, PIECE):
            owners.setdefault(form[start : start + PIECE], []).append((form, start))
    pieces = sorted(owners)
    places = tuple(tuple(owners[piece]) for piece in pieces)
    return Pieces(tuple(pieces), CharwiseDoubleArrayAhoCorasick(pieces), places, quotes)


@rule(
    "EXP15",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        "弘扬⟦生命至上、举国同心、舍生忘死、尊重科学、命运相系⟧的精神。",
        "牢记⟦担负教育党员、管理党员、监督党员和组织群众、宣传群众、凝聚群众、服务群众的职责⟧。",
    ),
    quiet=(
        "牢记打铁必须自身硬。",
        "办好中国的事情，关键在党。",
        "做到学史明理、学史增信、学史崇德，学史力行。",
    ),
    source="引文出处见各条",
    is_literal=True,
    needs=lambda: _pieces().pieces,
)
def misquoted(line: Line, context: Context) -> Iterator[Hit]:
    """引用语句与原文不符"""
    del context
    pieces = _pieces()
    places: dict[str, list[tuple[int, int]]] = {}
    for start, _end, piece in pieces.automaton.find_overlapping(line.text):
        for form, offset in pieces.owners[piece]:
            places.setdefault(form, []).append((start, offset))
    covered: list[tuple[int, int]] = []
    for form in sorted(places, key=lambda form: (-len(places[form]), form)):
        hit = _compared(line.text, form, places[form], pieces.quotes[form])
        if hit is not None and not any(s < hit.end and hit.start < e for s, e in covered):
            covered.append((hit.start, hit.end))
            yield hit


def _compared(text: str, form: str, places: Sequence[tuple[int, int]], quote: Quote) -> Hit | None:
    """The part between the first and the last piece that is there, held against the original."""
    if any(right in text for right in quote.forms):
        return None
    run = _run(places)
    total = len(form) // PIECE
    if len(run) < max(2, ENOUGH * total):
        return None
    start, first = _head(text, form, *run[0])
    end, last = _tail(text, form, run[-1][0] + PIECE, run[-1][1] + PIECE)
    written, expected = text[start:end], form[first:last]
    if written == expected:
        return None
    changed = [
        (written[a:b], expected[c:d])
        for tag, a, b, c, d in SequenceMatcher(
            None, written, expected, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    size = sum(max(len(one), len(other)) for one, other in changed)
    if size > MOST or not any(c.isalpha() for pair in changed for part in pair for c in part):
        return None
    return Hit(
        start, end, f"引文与原文不一致，原文为{cited(form)}", (expected,), source=quote.source
    )


def _head(text: str, form: str, start: int, offset: int) -> tuple[int, int]:
    """The place where the sentence begins, if its first characters are there."""
    for shift in (0, -1, 1, -2, 2):
        place = start - offset + shift
        if 0 <= place < start and text.startswith(form[:EDGE], place):
            return place, 0
    return start, offset


def _tail(text: str, form: str, end: int, offset: int) -> tuple[int, int]:
    """The place where the sentence ends, if its last characters are there."""
    for shift in (0, -1, 1, -2, 2):
        place = end + len(form) - offset + shift
        if place > end and text.endswith(form[-EDGE:], 0, place):
            return place, len(form)
    rest = form[offset:]
    written = text[end : end + len(rest)]
    if 1 < len(rest) <= LAST and len(written) == len(rest) and _is_misremembered(written, rest):
        return end + len(rest), len(form)
    return end, offset


def _is_misremembered(written: str, rest: str) -> bool:
    """Whether the last words are nearly those of the sentence: 命运相系 for 命运与共."""
    likeness = SequenceMatcher(None, written, rest, autojunk=False).ratio()
    return written != rest and written.isalpha() and likeness >= HALF


def _run(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pieces in order and in place, give or take a few characters."""
    best: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for start, offset in places:
        if run:
            shift = (start - run[-1][0]) - (offset - run[-1][1])
            if offset <= run[-1][1] or abs(shift) > DRIFT:
                run = []
        run = [*run, (start, offset)]
        best = max(best, run, key=len)
    return best
