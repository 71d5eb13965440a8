"""Run-in points of a paragraph: 一是…二是…, 一要…, 第一，…, 第一个…, 首先…其次…, （1）…（2）…."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from reports.outline import markers, numerals
from reports.outline.tree import Point, Span

_SEQUENCE_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_POINT = (
    f"(?P<item>第(?P<item_n>[{numerals.HAN}]{{1,5}})(?:个|方面))"
    f"|(?P<its>其(?P<its_n>[{numerals.HAN}])[，,是、])"
    "|(?P<sequence>(?P<sequence_n>首先|其次|再次|再者|最后)[，,]?)"
    f"|{markers.PATTERN}"
)
# One look at the first character rules out nearly every clause.
_POINT_HERE = f"(?=[其首再最{markers.FIRST}])(?={_POINT})"
_AT_START = re.compile(f"[{markers.BLANK}]*{_POINT_HERE}")
_IN_TEXT = re.compile(f"[。；：，！？;:,!?…][”’）]?[{markers.BLANK}]*{_POINT_HERE}")
# These stand alone safely; of the others one is no list (首先 opens many a plain sentence).
_SAFE_ALONE = frozenset(markers.ORDINAL_WORDS)


@dataclass(frozen=True, slots=True)
class _Candidate:
    family: str
    marker: str
    number: int
    start: int
    after_comma: bool


def points(text: str) -> tuple[Point, ...]:
    """The points of one paragraph in order; empty where it has none.

    A family is counted from its 一 and may start again in the same paragraph. 一是要 has the
    marker 一是. Spans are offsets into `text`.
    """
    candidates = list(_candidates(text))
    if not candidates:
        return ()
    found = _lists_only(candidates)
    ends = [candidate.start for candidate in found[1:]] + [len(text)]
    return tuple(
        Point(c.marker, c.number, text[c.start + len(c.marker) : end], Span(c.start, end))
        for c, end in zip(found, ends, strict=False)
    )


def _candidates(text: str) -> Iterator[_Candidate]:
    """Everything that looks like a point at the start of a clause."""
    first = _AT_START.match(text)
    for match in chain([first] if first else [], _IN_TEXT.finditer(text)):
        kind = match.lastgroup
        if kind == "sequence":
            number = _SEQUENCE_WORDS.get(match.group("sequence_n"))
            family, written = "首先", match.group(kind)
        elif kind in {"item", "its"}:
            number = numerals.value_of(match.group(f"{kind}_n"))
            family, written = kind, match.group(kind)
        else:
            marker = markers.marker_of(match)
            number = marker.number if marker else None
            family, written = (marker.style, marker.text) if marker else ("", "")
        if number:
            yield _Candidate(family, written, number, match.end(), match.group()[:1] in {"，", ","})


def _lists_only(candidates: list[_Candidate]) -> list[_Candidate]:
    """Without what only looks like a point: single ones, and lists that never have a first."""
    families: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        families[candidate.family].append(candidate)
    kept = {
        family
        for family, members in families.items()
        if (family in _SAFE_ALONE and (len(members) > 1 or not members[0].after_comma))
        or (len(members) > 1 and members[0].number == 1)
    }
    return [candidate for candidate in candidates if candidate.family in kept]
