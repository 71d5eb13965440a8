"""The editor: its page at 10 and 100 entries, one save, and 50 people who write at once.

A database of its own is made, filled and dropped again. The crowd needs PostgreSQL: that of
DATABASE_URL, else one at 127.0.0.1:5432; without any this is said and skipped. gunicorn serves
as in production (workers with threads), and the clients are on the same machine and cores.
"""

import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
EDITORS, SECONDS, IDLE_SAVES = 50, 15, 60
WORKERS, THREADS = 2, 4
MOST_PAGE_QUERIES, MOST_SAVE_QUERIES, MOST_CROWDING = 15, 8, 8


def run() -> Iterator[str]:
    """Give the lines of result."""
    try:
        with database() as address:
            yield from measured(address)
    except OSError as missing:
        yield f"skipped: no PostgreSQL answers ({str(missing).strip().splitlines()[0]})"


@contextmanager
def database() -> Iterator[str]:
    """An empty database, dropped afterwards; raises OSError where there is no server."""
    import psycopg

    server = os.environ.get("DATABASE_URL", POSTGRESQL)
    name = f"zhibi_benchmark_{secrets.token_hex(4)}"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise OSError(str(error)) from error
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def measured(address: str) -> Iterator[str]:
    """Each measurement in a process that knows only this database."""
    environment = os.environ | {"DATABASE_URL": address, "ALLOWED_HOSTS": "127.0.0.1"}
    command = [sys.executable, "-c", "from benchmarks.editor import fill; fill()"]
    made = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    sheet = json.loads(made.stdout)
    yield from sheet["lines"]
    with served(environment) as port:
        people = [Writer(port, **person) for person in sheet["people"]]
        idle = sorted(people[0].save() for _ in range(IDLE_SAVES))
        p50 = statistics.median(idle)
        yield f"one save, nobody else there: p50 {p50 * 1000:.1f} ms, p95 {at(idle, 95) * 1000:.1f} ms"
        yield from crowd(people, p50)
    command[2] = "from benchmarks.editor import lost; lost()"
    kept = json.dumps({person.entry: person.confirmed for person in people})
    missing = subprocess.run(  # noqa: S603 - our own
        command, env=environment, check=True, capture_output=True, text=True, input=kept
    )
    yield bound("confirmed saves that the database does not hold", int(missing.stdout), 0)


def crowd(people: list["Writer"], idle: float) -> Iterable[str]:
    """Everybody saves every second for a while."""
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=person.write, args=(until,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(seconds for person in people for seconds in person.times)
    errors = sum(person.errors for person in people)
    p50, p95 = statistics.median(times), at(times, 95)
    yield (
        f"{len(people)} people saving every second for {SECONDS} s: {len(times)} saves, "
        f"p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms ({WORKERS} workers of {THREADS} threads)"
    )
    yield bound("errors", errors, 0)
    yield bound("p95 in the crowd ÷ p50 of a single save", round(p95 / idle, 2), MOST_CROWDING)


class Writer:
    """Somebody who types and whose words are saved every second."""

    def __init__(self, port: int, *, session: str, entry: int, fields: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.session, self.entry, self.fields = session, entry, fields
        self.name, self.count = secrets.token_hex(8), 0
        self.wording = int(fields["based_on"])
        self.token = secrets.token_hex(16)
        self.confirmed, self.errors = "", 0
        self.times: list[float] = []

    def write(self, until: float) -> None:
        """Save every second, beginning at some moment of the first one."""
        time.sleep(secrets.randbelow(1000) / 1000)
        while time.monotonic() < until:
            try:
                self.times.append(self.save())
            except (OSError, http.client.HTTPException, AssertionError):
                self.errors += 1
                self.connection.close()
            time.sleep(max(0.0, 1 - self.times[-1]) if self.times else 1)

    def save(self) -> float:
        """Save new words; the seconds until they were confirmed."""
        self.count += 1
        words = f"{self.fields['body']}第{self.count}次保存，编号{self.name}。"
        marks = {"based_on": self.wording, "writer": self.name, "sequence": self.count}
        begun = time.perf_counter()
        self.connection.request(
            "POST",
            f"/entries/{self.entry}/",
            urlencode(self.fields | {"body": words} | marks),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={self.session}; csrftoken={self.token}",
                "X-CSRFToken": self.token,
                "HX-Request": "true",
            },
        )
        answer = self.connection.getresponse()
        text = answer.read()
        taken = time.perf_counter() - begun
        assert answer.status == http.client.OK, (answer.status, text[:200])
        seen, self.wording = self.wording, json.loads(text)["wording"]
        assert self.wording == seen + 1, "a save was not written"
        self.confirmed = words
        return taken


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """Gunicorn on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    production = {
        "DEBUG": "0",
        "SECRET_KEY": BENCHMARK_SECRET,
        "INSECURE_HTTP": "1",
        "PYTHONWARNINGS": "ignore::UserWarning",  # no static files were collected
    }
    server = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}",
         "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error"],
        env=environment | production,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert time.monotonic() < until, "gunicorn does not start"
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)


# Sessions are signed by the process that fills the database and read by the one that serves.
BENCHMARK_SECRET = "benchmark-0123456789-abcdefghij-klmnopqrst-uvwxyz-ABCDEFGH"  # noqa: S105


def fill() -> None:
    """Tables, fifty branches with their secretaries and reports; page and save counted."""
    os.environ["SECRET_KEY"] = BENCHMARK_SECRET
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.test import Client

    from accounts.models import Membership, Organization, User
    from drafting.forms.entry import shown
    from reports import records, starting
    from reports.models import Entry, ReportTemplate
    from reports.outline.reader import read

    people = []
    root = Organization.add_root(name="某某局机关党委", kind="committee")
    for number in range(EDITORS):
        branch = Organization.objects.get(pk=root.pk).add_child(
            name=f"第{number}党支部", kind="branch"
        )
        user = User.objects.create(username=f"writer{number}", full_name="书记")
        Membership.objects.create(user=user, organization=branch, role="secretary")
        report = starting.start(
            by=user,
            organization=branch,
            content=records.content_from(read(text_of(100 if number == 1 else 10))),
            template=ReportTemplate.objects.first(),
            year=2026,
        )
        entry = Entry.objects.filter(section__report=report).order_by("pk")[1]
        fields = {k: "on" if v is True else v for k, v in shown(entry, 1).items() if v is not False}
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        people.append({"session": session, "entry": entry.pk, "fields": fields})
        people[-1]["report"] = report.pk
    lines = [*pages(people), save_queries(people[2])]
    for person in people:
        del person["report"]
    print(json.dumps({"people": people, "lines": lines}))


def pages(people: list[dict]) -> Iterator[str]:
    """Queries and time of the editor's page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = {}
    for person, entries in ((people[0], 10), (people[1], 100)):
        client = client_of(person)
        address = f"/reports/{person['report']}/edit/"
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            number = len(queries)
        assert answer.content.decode().count('data-block="entry"') == entries
        times[entries] = best(partial(client.get, address))
        yield bound(f"queries of the page at {entries} entries", number, MOST_PAGE_QUERIES)
        yield f"page at {entries} entries: {times[entries] * 1000:.0f} ms"


def save_queries(person: dict) -> str:
    """Queries of one save, BEGIN and COMMIT included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    body = person["fields"]["body"] + "再写一句。"
    with CaptureQueriesContext(connection) as queries:
        answer = client_of(person).post(
            f"/entries/{person['entry']}/",
            person["fields"] | {"body": body},
            headers={"HX-Request": "true"},
        )
        number = len(queries)
    assert answer.status_code == http.client.OK
    person["fields"]["based_on"] = 2
    return bound("queries of a save", number, MOST_SAVE_QUERIES)


def client_of(person: dict[str, Any]) -> Any:  # noqa: ANN401 - Django comes later than this module
    """The person's browser."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["sessionid"] = person["session"]
    return client


def lost() -> None:
    """Count the confirmed words that the database does not hold."""
    import django

    django.setup()
    from reports.models import Entry

    stored = dict(Entry.objects.values_list("pk", "body"))
    confirmed = json.load(sys.stdin)
    print(sum(stored[int(pk)].rstrip() != words for pk, words in confirmed.items()))


def text_of(entries: int) -> str:
    """A report with so many second-level headings, of about 120 characters each."""
    body = "一是抓实集中学习，全年学习12次，参加360人次。二是开展专题研讨4次，交流发言28人次。" * 2
    lines = "".join(
        f"（{number}）抓好第{number}项工作。{body}\n" for number in range(1, entries + 1)
    )
    return f"某某局党支部2026年工作总结\n一、主要工作\n{lines}"


def best(act: Callable[[], object], rounds: int = 5) -> float:
    """The best time of several rounds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def at(times: list[float], percent: int) -> float:
    """The time below which so many per cent of the sorted `times` lie."""
    return times[min(len(times) - 1, len(times) * percent // 100)]


def bound(what: str, figure: float, most: float) -> str:
    """A line with its bound."""
    return f"{what}: {figure} (bound {most}){' OVER' if figure > most else ''}"
