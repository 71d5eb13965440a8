"""Regular work: what `manage.py work` does again and again, whoever else is doing it too.

A routine looks into the tables for what is due and does it; it may be run at any time, and twice.
Tasks only wake somebody up early: what must not be forgotten when a process is killed is found
again by a routine.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from reports.models import Routine

logger = logging.getLogger(__name__)

Work = Callable[[], object]
ROUTINES: dict[str, tuple[Work, timedelta]] = {}


def routine(*, every: timedelta) -> Callable[[Work], Work]:
    """Register a function without arguments that `run_due` calls at most once in `every`.

    The module that holds it is called `tasks` and lies in an installed app.
    """

    def register(work: Work) -> Work:
        ROUTINES[f"{work.__module__}.{work.__name__}"] = (work, every)
        return work

    return register


def discover() -> None:
    """Import the `tasks` module of every app, so that its routines are registered."""
    autodiscover_modules("tasks")


def run_due() -> list[str]:
    """Run what is due and return the names; a routine that fails is logged and waits its turn."""
    now = timezone.now()
    ran_at = dict(Routine.objects.values_list("name", "ran_at"))
    done = []
    for name, (work, every) in ROUTINES.items():
        due = name not in ran_at or ran_at[name] <= now - every
        if not (due and _claimed(name, ran_at.get(name), now)):
            continue
        try:
            work()
        except Exception:
            logger.exception("routine %s failed", name)
        else:
            done.append(name)
    return done


def _claimed(name: str, before: datetime | None, now: datetime) -> bool:
    """Whether this process is the one to run the routine, which ran last at `before`."""
    if before:
        return bool(Routine.objects.filter(name=name, ran_at=before).update(ran_at=now))
    try:
        with transaction.atomic():
            Routine.objects.create(name=name, ran_at=now)
    except IntegrityError:  # another worker came first
        return False
    return True
