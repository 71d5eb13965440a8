"""Rows of a workbook carried out one by one, and told in words: a rehearsal, or the thing itself.

A rehearsal carries everything out and then takes it back, so that what it tells is what will
happen. Each row stands for itself: one that cannot be done is refused with the reason, and the
others are done all the same.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from django.db import transaction


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What it is called on the page."""
        return {"created": "新增", "changed": "修改", "same": "不变", "refused": "不处理"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Step:
    """One row and what became of it, in words."""

    sheet: str
    line: int
    subject: str
    outcome: Outcome
    words: str


@dataclass(slots=True)
class Taken:
    """All rows."""

    steps: list[Step] = field(default_factory=list)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows have each outcome."""
        return Counter(step.outcome for step in self.steps)

    @property
    def changes(self) -> int:
        """How many rows change anything."""
        return self.counts[Outcome.CREATED] + self.counts[Outcome.CHANGED]

    @property
    def told(self) -> list[Step]:
        """The rows to look at: those that change something or are refused."""
        return [step for step in self.steps if step.outcome is not Outcome.SAME]

    @property
    def same(self) -> list[Step]:
        """The rows that change nothing."""
        return [step for step in self.steps if step.outcome is Outcome.SAME]


TakenKind = TypeVar("TakenKind", bound=Taken)


class Refused(Exception):  # noqa: N818 - named for what the person hit
    """A row cannot be done; the message says why."""


def rehearsed(take: Callable[[], TakenKind]) -> TakenKind:
    """What `take` would do; nothing is changed."""
    with transaction.atomic():
        taken = take()
        transaction.set_rollback(True)
    return taken


def done_as_seen(
    take: Callable[[], TakenKind], is_as_seen: Callable[[TakenKind], bool]
) -> tuple[TakenKind, bool]:
    """Do it, and take it back unless it came out as it was seen; whether it is done."""
    with transaction.atomic():
        taken = take()
        is_done = is_as_seen(taken)
        transaction.set_rollback(not is_done)
    return taken, is_done


def step(
    sheet: str,
    line: int,
    subject: str,
    act: Callable[[], tuple[Outcome, str]],
    *,
    refusals: tuple[type[Exception], ...],
) -> Step:
    """Do one row, or refuse it with the words of one of `refusals` and leave nothing of it."""
    try:
        with transaction.atomic():
            outcome, words = act()
    except refusals as reason:
        outcome, words = Outcome.REFUSED, str(reason)
    return Step(sheet, line, subject or "（空）", outcome, words)
