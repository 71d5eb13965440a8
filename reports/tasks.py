"""Regular work: assignments repeat and remind, what is due leaves the house, reviews are urged."""

from datetime import timedelta

from reports import assignments, mailing, overdue, robots
from reports.routines import routine


@routine(every=timedelta(hours=1))
def draft_repeating_assignments() -> None:
    """Draft the next assignment of every series that is due."""
    assignments.draft_due()


@routine(every=timedelta(hours=1))
def remind_of_due_dates() -> None:
    """Remind those whose due date is as many days away as their assignment says."""
    assignments.remind_due()


@routine(every=timedelta(seconds=5))
def send_mail() -> None:
    """Send the notifications that go by mail."""
    mailing.send_due()


@routine(every=timedelta(seconds=5))
def send_to_groups() -> None:
    """Send the messages for group robots."""
    robots.send_due()


@routine(every=timedelta(hours=1))
def escalate_overdue_reviews() -> None:
    """Tell of reviews that wait longer than the rules of the organisation allow."""
    overdue.escalate()
