"""The days of an assignment as a chart and, for those who cannot see it, as a table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from reports.models import Assignment
from reports.progress import Day


@dataclass(frozen=True, slots=True)
class Chart:
    """`data` goes to the script; `rows` are the days on which something changed."""

    data: dict[str, Any]
    rows: list[Day]


def chart_of(assignment: Assignment, days: list[Day]) -> Chart:
    """The chart of `days`; the axis goes on to the due date where that lies ahead."""
    ahead = (assignment.due - days[-1].day).days if days else 0
    dates = [day.day for day in days]
    dates += [days[-1].day + timedelta(days=after) for after in range(1, ahead + 1)]
    data = {
        "days": [day.isoformat() for day in dates],
        "due": assignment.due.isoformat(),
        "series": [
            {"name": name, "values": [getattr(day, key) for day in days]}
            for name, key in (("已起草", "begun"), ("已送审", "sent"), ("已通过", "approved"))
        ],
    }
    changed = [
        day
        for before, day in zip([None, *days], days, strict=False)
        if before is None or figures(before) != figures(day)
    ]
    return Chart(data, changed[::-1])


def figures(day: Day) -> tuple[int, int, int]:
    """The numbers of a day."""
    return day.begun, day.sent, day.approved
