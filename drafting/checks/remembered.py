"""What line rules find, remembered by the words of the line: only what is re-typed is checked anew."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.events import Own
from drafting.checks.registry import Hit, Rule, rules
from drafting.checks.triggers import Triggers

# Lines that are remembered: some two hundred reports.
MOST_LINES = 16_384
# Characters that are checked together. Each rule looks at all of them before the next one does,
# which keeps its tables at hand in the processor; more would only hold more words in memory.
TOGETHER = 8_192

# Calendars of organisations for which the triggers are kept.
MOST_CALENDARS = 16

Found = tuple[tuple[Rule, Hit], ...]


class _Memory:
    """The latest answers, by line and context; safe to be used from several threads."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, object], Found] = OrderedDict()
        self._lock = Lock()

    def get(self, text: str, context: object) -> Found | None:
        with self._lock:
            found = self._found.get((text, context))
            if found is not None:
                self._found.move_to_end((text, context))
        return found

    def put(self, text: str, context: object, found: Found) -> None:
        with self._lock:
            self._found[text, context] = found
            while len(self._found) > MOST_LINES:
                self._found.popitem(last=False)


_MEMORY = _Memory()


def line_hits(texts: Iterable[str], context: Context) -> dict[str, Found]:
    """What the line rules find in each of `texts`, in the order of the rules."""
    known = _part_for_lines(context)
    key = _key(known)
    answers: dict[str, Found] = {}
    asked = []
    for text in dict.fromkeys(texts):
        found = _MEMORY.get(text, key)
        if found is None:
            asked.append(text)
        else:
            answers[text] = found
    for batch in _batches(asked):
        for text, found in _check(batch, known):
            answers[text] = found
            _MEMORY.put(text, key, found)
    return answers


def _part_for_lines(context: Context) -> Context:
    """The part of `context` that line rules may use: all but last year's report and the model."""
    return Context(
        today=context.today,
        year=context.year,
        half=context.half,
        kind=context.kind,
        organization_names=context.organization_names,
        words=context.words,
        forbidden=context.forbidden,
        terms=context.terms,
        titles=context.titles,
        events=context.events,
        disabled=context.disabled,
    )


@lru_cache(maxsize=256)
def _key(context: Context) -> object:
    """One object for all contexts that are equal: to compare contexts for every line is dear."""
    del context
    return object()


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch, size = [], 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= TOGETHER:
            yield batch
            batch, size = [], 0
    yield batch


def _check(texts: list[str], context: Context) -> Iterator[tuple[str, Found]]:
    triggers = line_triggers(context.events)
    met = [triggers.met(text) for text in texts]
    lines = list(map(Line, texts, met))
    found: list[list[tuple[Rule, Hit]]] = [[] for _line in lines]
    shown: list[list[int]] = [[] for _rule in triggers.rules]
    for place, text in enumerate(texts):
        for index in triggers.asked(text, met[place]):
            shown[index].append(place)
    for rule, places in zip(triggers.rules, shown, strict=True):
        if rule.code not in context.disabled:
            function = rule.function
            for place in places:
                for hit in function(lines[place], context):
                    found[place].append((rule, hit))
    return zip(texts, map(tuple, found), strict=True)


@lru_cache(maxsize=MOST_CALENDARS)
def line_triggers(own: Own = ()) -> Triggers:
    """The line rules, and which of them have to see a line; `own` are the context's events."""
    return Triggers([rule for rule in rules() if rule.of_line], own)
