"""The time that a report speaks of, and the time in which it may have been written."""

from dataclasses import dataclass
from datetime import date, timedelta

from drafting.checks.context import Context

# Reports are written up to a quarter after the period they are about.
WRITING = timedelta(days=92)
MIDSUMMER = (6, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day reported on, and the last day on which a word may have come in."""

    start: date
    end: date
    written: date


def period(context: Context) -> Period:
    """The report's period; today alone where the year is not known."""
    if context.year is None or not 1 < context.year < date.max.year:
        return Period(context.today, context.today, context.today)
    start, end = date(context.year, 1, 1), date(context.year, 12, 31)
    if context.half == "first":
        end = date(context.year, *MIDSUMMER)
    elif context.half == "second":
        start = date(context.year, 7, 1)
    return Period(start, end, max(end, min(context.today, end + WRITING)))


def reviewed(context: Context) -> int | None:
    """The year that a speech looks back at besides its own, the one before; None elsewhere."""
    if context.year is None or context.kind is None or context.kind.key != "speech":
        return None
    return context.year - 1
