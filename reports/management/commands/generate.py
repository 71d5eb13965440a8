"""Fill an empty database with a bureau of any size."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organization
from reports.demo.generating import PASSWORD, generate


class Command(BaseCommand):
    """For measuring and trying, never for a database in use."""

    help = "Fills an empty database with invented organisations, people and reports."

    def add_arguments(self, parser: CommandParser) -> None:
        """How much of it."""
        parser.add_argument("--organizations", type=int, default=1000, help="(default: 1000)")
        parser.add_argument("--reports", type=int, default=2000, help="(default: 2000)")
        parser.add_argument("--seed", type=int, default=1, help="other data of the same size")

    def handle(
        self, *_args: Any, organizations: int, reports: int, seed: int, **_options: Any
    ) -> None:
        """Make it, or nothing."""
        if organizations < 2 or reports < 1:  # noqa: PLR2004 - one to report to, one that reports
            raise CommandError("It takes at least 2 organisations and 1 report.")
        if Organization.objects.exists():
            raise CommandError("There are organisations already; this needs an empty database.")
        made = generate(organizations, reports, seed=seed)
        self.stdout.write(
            f"{made.organizations} organisations, {made.people} people, {made.reports} reports.\n"
            f"Reviewer of all: {made.reviewer}, administrator: {made.administrator}, "
            f"password: {PASSWORD}"
        )
