"""The calendar of the Party: congresses, plenums, campaigns, plans, foundings.

`calendar.tsv` has what is known to everybody. An organisation adds to it, corrects it, or leaves
something out: the functions take its own events, and what has the kind and the term of one that
ships takes its place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from drafting.checks import lexicon


@dataclass(frozen=True, slots=True)
class Event:
    """A row of calendar.tsv, or one of an organisation's own; one that is `off` is left out."""

    term: str
    kind: str
    forms: tuple[str, ...]
    start: date
    end: date
    source: str
    off: bool = False


Own = tuple[Event, ...]


@cache
def _shipped() -> tuple[Event, ...]:
    return tuple(
        Event(
            row["term"],
            row["kind"],
            tuple(form for form in row["forms"].split("|") if form),
            date.fromisoformat(row["start"]),
            date.fromisoformat(row["end"]),
            row["source"],
        )
        for row in lexicon.rows("calendar")
    )


@lru_cache(maxsize=128)
def events(kind: str, own: Own = ()) -> dict[str, Event]:
    """The events of a kind by their terms, in the order of time."""
    every = {event.term: event for event in (*_shipped(), *own) if event.kind == kind}
    held = [event for event in every.values() if not event.off]
    return {event.term: event for event in sorted(held, key=lambda event: event.start)}


@lru_cache(maxsize=128)
def forms(kind: str, own: Own = ()) -> re.Pattern[str]:
    """Every form of the events of a kind, the longest first; nothing where there is none."""
    return one_of(by_form(kind, own))


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of `words`, the longest first; nothing where there is none."""
    every = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every)) or "(?!)")


@lru_cache(maxsize=128)
def by_form(kind: str, own: Own = ()) -> dict[str, Event]:
    """The event that each form names."""
    return {form: event for event in events(kind, own).values() for form in event.forms}
