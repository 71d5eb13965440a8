"""Who has a report open at this moment, and who is writing in which part of it.

Nothing is locked, and nothing is kept: a window that falls silent is forgotten within a minute.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from drafting.models import Presence
from reports.models import Report

# A window says every 20 seconds that it is there (static/js/review/presence.js); two may get lost.
SILENCE = timedelta(seconds=60)
WINDOW = re.compile(r"[0-9a-f]{8,40}")
PART = re.compile(r"head|(?:section|entry)-\d{1,18}")


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else; `parts` are the blocks of the editor in which the person is writing."""

    name: str
    parts: tuple[str, ...]


def beat(report: Report, user: User, *, window: str, part: str = "") -> list[Other]:
    """Note that a window of `user` has the report open, and say who else has.

    Three queries, however many there are. What is no window's name is not noted.
    """
    now = timezone.now()
    forget(before=now - SILENCE)
    if WINDOW.fullmatch(window):
        row = Presence(
            report=report,
            user=user,
            window=window,
            part=part if PART.fullmatch(part) else "",
            seen_at=now,
        )
        Presence.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["report", "user", "window"],
            update_fields=["part", "seen_at"],
        )
    return others(report, user)


def leave(report: Report, user: User, *, window: str) -> None:
    """Forget a window that was closed."""
    Presence.objects.filter(report=report, user=user, window=window).delete()


def others(report: Report, user: User) -> list[Other]:
    """Everybody else with the report open, by name."""
    rows = Presence.objects.filter(report=report, seen_at__gte=timezone.now() - SILENCE)
    rows = rows.exclude(user=user).select_related("user").order_by("user__full_name", "user", "pk")
    by_user: dict[int, tuple[str, list[str]]] = {}
    for row in rows:
        _, parts = by_user.setdefault(row.user_id, (str(row.user), []))
        if row.part:
            parts.append(row.part)
    return [Other(name, tuple(dict.fromkeys(parts))) for name, parts in by_user.values()]


def forget(*, before: object = None) -> int:
    """Delete what is out of date, and say how many rows that were."""
    stale = Presence.objects.filter(seen_at__lt=before or timezone.now() - SILENCE)
    return stale.delete()[0]
