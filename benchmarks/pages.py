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
from contextlib import ExitStack, contextmanager
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
ROUNDS = 12


def run() -> Iterator[str]:
    """Give the lines of result."""
    with ExitStack() as stack:
        try:
            small, large = (stack.enter_context(bureau(*size)) for size in SIZES)
        except OSError as missing:
            yield f"skipped: no PostgreSQL answers ({str(missing).strip().splitlines()[0]})"
            return
        queries = _told(small), _told(large)
        rounds = [(_told(small), _told(large)) for _round in range(ROUNDS)]
    for name, person in PAGES:
        key = f"{name} ({person})"
        before, after = (min(told[key] for told in size) for size in zip(*rounds, strict=True))
        times = f"{before * 1000:.1f} → {after * 1000:.1f} ms"
        yield bound(f"{key}: {times}, growth", round(after / before, 2), MOST_GROWTH)
        yield bound(f"{key}: queries", int(queries[1][key]), queries[0][key])


@contextmanager
def bureau(organizations: int, reports: int) -> Iterator[subprocess.Popen[str]]:
    """A process that knows only a database of this size, and measures when it is asked.

    Raises OSError where there is no PostgreSQL.
    """
    with database() as address:
        command = f"from benchmarks.pages import serve; serve({organizations}, {reports})"
        with subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-c", command],
            env=os.environ | {"DATABASE_URL": address, "ALLOWED_HOSTS": "testserver"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            yield process
            process.stdin.close()  # type: ignore[union-attr] # asked for above


def _told(process: subprocess.Popen[str]) -> dict[str, float]:
    """What the process says when it is asked once more."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    told: dict[str, float] = json.loads(process.stdout.readline())
    return told


def serve(organizations: int, reports: int) -> None:
    """Fill the database; asked for the first time print the queries of each page, then seconds."""
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
        cursor.execute("VACUUM ANALYZE")  # as the server has done to what is older than a minute
    last = Assignment.objects.order_by("-year")[0].pk
    visits = {}
    queries = {}
    for name, person in PAGES:
        client = Client()
        client.force_login(User.objects.get(username=getattr(made, person)))
        address = reverse(name, args=[last] if name == "assignment" else [])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            queries[f"{name} ({person})"] = len(asked)
        assert answer.status_code == 200, (address, answer.status_code)  # noqa: PLR2004
        visits[f"{name} ({person})"] = partial(client.get, address)
    for number, _line in enumerate(sys.stdin):
        told = {key: best(visit, 2) for key, visit in visits.items()} if number else queries
        print(json.dumps(told), flush=True)
