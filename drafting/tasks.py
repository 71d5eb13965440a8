"""Regular work of the desk."""

from datetime import timedelta

from drafting import presence
from drafting.exporting import ordering
from reports.routines import routine


@routine(every=timedelta(seconds=15))
def take_up_exports() -> None:
    """Find exports that nobody carries out: the task was lost, or its worker killed."""
    ordering.take_up()


@routine(every=timedelta(hours=1))
def expire_exports() -> None:
    """Delete the files of exports whose days are over."""
    ordering.expire()


@routine(every=timedelta(minutes=5))
def forget_who_was_there() -> None:
    """Delete the rows of windows that closed without a word, where nobody else has come since."""
    presence.forget()
