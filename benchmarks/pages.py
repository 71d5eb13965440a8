"""Pages that list: how their server time grows from 1,000 to 20,000 reports, on PostgreSQL.

Bounds: at 20,000 reports (10,000 organisations) at most twice the time at 1,000 (500), and as many
queries. Who asks sees all of it: the reviewer and the administrator on top. Two databases are made,
filled by the product's own command, and dropped again; without PostgreSQL this is said and skipped.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.editor import best, bound, database

SIZES = ((500, 1_000), (10_000, 20_000))
MOST_GROWTH = 2.0
PAGES = (
    ("workbench", "reviewer"),
    ("workbench", "administrator"),
    ("queue", "reviewer"),
    ("report_list", "reviewer"),
    ("assignment_list", "administrator"),
    ("assignment", "administrator"),
)
ROUNDS = 7


def run() -> Iterator[str]:
    """Give the lines of result."""
    try:
        small, large = (_measured(*size) for size in SIZES)
    except OSError as missing:
        yield f"skipped: no PostgreSQL answers ({str(missing).strip().splitlines()[0]})"
        return
    for name, person in PAGES:
        key = f"{name} ({person})"
        (before, queries), (after, more) = small[key], large[key]
        times = f"{before * 1000:.1f} → {after * 1000:.1f} ms"
        yield bound(f"{key}: {times}, growth", round(after / before, 2), MOST_GROWTH)
        yield bound(f"{key}: queries", more, queries)


def _measured(organizations: int, reports: int) -> dict[str, tuple[float, int]]:
    """Seconds and queries of each page, in a process that knows only this database."""
    with database() as address:
        made = subprocess.run(  # noqa: S603 - our own
            [
                sys.executable,
                "-c",
                f"from benchmarks.pages import measure; measure({organizations}, {reports})",
            ],
            env=os.environ | {"DATABASE_URL": address, "ALLOWED_HOSTS": "testserver"},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    told: dict[str, tuple[float, int]] = json.loads(made.stdout.splitlines()[-1])
    return told


def measure(organizations: int, reports: int) -> None:
    """Fill the database and print what each page takes."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from accounts.models import User
    from reports.demo.generating import generate
    from reports.models import Assignment

    call_command("migrate", verbosity=0)
    made = generate(organizations, reports)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    last = Assignment.objects.order_by("-year")[0].pk
    told = {}
    for name, person in PAGES:
        client = Client()
        client.force_login(User.objects.get(username=getattr(made, person)))
        address = reverse(name, args=[last] if name == "assignment" else [])
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            number = len(queries)
        assert answer.status_code == 200, (address, answer.status_code)  # noqa: PLR2004
        told[f"{name} ({person})"] = (best(partial(client.get, address), ROUNDS), number)
    print(json.dumps(told))
