"""Do what the pages have left for later, and what is due from time to time."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from reports import routines


class Command(BaseCommand):
    """Any number of these may run side by side, on any machine that reaches the database."""

    help = "Does the background work (exports, notifications, routines) until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument("--once", action="store_true", help="do what is waiting now, and end")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between two looks (default: 1)"
        )

    def handle(self, *_args: Any, once: bool, interval: float, **_options: Any) -> None:
        """Work until a signal says stop; the task in hand is finished first."""
        routines.discover()
        worker = Worker(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if not once:
            worker.configure_signals()
        while worker.running:
            close_old_connections()
            routines.run_due()
            worker.run()
            if once:
                break
            time.sleep(interval)
