"""Many reports into one file: how many a second, and whether memory stays flat.

A SQLite database of its own is made and filled with the demo bureau's texts. Every job runs in a
process of its own, as a worker does it: from the order to the file on the disk. A worker lives
long, so a job of three reports comes first and is not counted: it loads libraries and word lists.
Memory is that process's peak with the peaks of those that it started.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FEW, MANY = 100, 1000
LEAST_RATE = 100
MOST_GROWTH = 1.2
BRANCHES = 50
TEXTS = Path(__file__).parent.parent / "reports" / "demo" / "texts"
KINDS = {
    "zip": "documents in a zip",
    "volume": "in one volume",
    "problems_xlsx": "a list of problems",
}


def run() -> Iterator[str]:
    """Give the lines of result."""
    with tempfile.TemporaryDirectory(prefix="zhibi-bulk-") as folder:
        environment = os.environ | {"ZHIBI_VAR": folder}
        environment.pop("DATABASE_URL", None)
        _call(environment, f"fill({MANY})")
        yield f"{MANY} reports of {_call(environment, 'length()')} characters on average, SQLite"
        for kind, name in KINDS.items():
            many = _call(environment, f"job('{kind}', {MANY})")
            yield (
                f"{name}: {many['rate']:.0f} a second, {many['size'] / 1e6:.1f} MB, "
                f"peak {many['peak']:.0f} MB"
            )
            if kind == "zip":
                few = _call(environment, f"job('{kind}', {FEW})")
                slow = " UNDER" if many["rate"] < LEAST_RATE else ""
                yield f"reports zipped a second: {many['rate']:.0f} (at least {LEAST_RATE}){slow}"
                growth = many["peak"] / few["peak"]
                over = " OVER" if growth > MOST_GROWTH else ""
                yield f"peak at {MANY} ÷ peak at {FEW}: {growth:.2f} (at most {MOST_GROWTH}){over}"


def _call(environment: dict[str, str], call: str) -> dict[str, float]:
    """What a function of this module gives in a process of its own."""
    code = f"from benchmarks import bulk; bulk.ready(); print(bulk.json.dumps(bulk.{call}))"
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def ready() -> None:
    """Load Django."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def fill(count: int) -> None:
    """Make the tables, one committee with branches, and `count` reports."""
    from django.core.management import call_command

    from accounts.models import Membership, Organization, User
    from reports import records
    from reports.models import Report, ReportTemplate
    from reports.outline.reader import read

    call_command("migrate", verbosity=0)
    committee = Organization.objects.add_root({"name": "基准机关党委", "kind": "committee"})
    branches = []
    for number in range(BRANCHES):
        committee.refresh_from_db()
        branches.append(
            Organization.objects.add_child(
                committee, {"name": f"第{number + 1}党支部", "kind": "branch"}
            )
        )
    user = User.objects.create_user("bulk", full_name="基准")
    Membership.objects.create(user=user, organization=committee, role="administrator")
    template = ReportTemplate.objects.get(key="annual_summary")
    contents = [
        records.content_from(read(text.read_text("utf-8"))) for text in sorted(TEXTS.glob("*.txt"))
    ]
    for number in range(count):
        report = Report.objects.create(
            organization=branches[number % BRANCHES],
            template=template,
            year=2000 + number // BRANCHES,
            author=user,
        )
        records.write_content(report, contents[number % len(contents)])


def length() -> int:
    """How many characters a report has on average."""
    texts = [len(text.read_text("utf-8")) for text in TEXTS.glob("*.txt")]
    return sum(texts) // len(texts)


def job(kind: str, count: int) -> dict[str, float]:
    """Carry out one export of `count` reports, after a small one."""
    timed(kind, 3)
    return timed(kind, count)


def timed(kind: str, count: int) -> dict[str, float]:
    """Order an export of `count` reports and carry it out."""
    from uuid import uuid4

    from accounts.models import User
    from drafting.exporting import ordering, running, storing
    from reports.models import ExportJob, ExportKind, ExportState, Report

    chosen = list(
        Report.objects.order_by("organization__path", "pk").values_list("pk", "version")[:count]
    )
    ordered = ordering.order(
        owner=User.objects.get(username="bulk"),
        kind=ExportKind(kind),
        chosen=chosen,
        options={"title": "基准汇编"},
        filter_words="全部报告",
        query="",
        ticket=uuid4(),
    )
    begun = time.perf_counter()
    running.run(ordered.pk)
    seconds = time.perf_counter() - begun
    finished = ExportJob.objects.get(pk=ordered.pk)
    assert finished.state == ExportState.DONE, finished.reason
    assert finished.fault_count == 0
    assert storing.file_of(finished).stat().st_size == finished.size
    return {"rate": count / seconds, "size": finished.size, "peak": _peak()}


def _peak() -> float:
    """The most memory in MB that this process and those that it started have held."""
    import resource

    from django.conf import settings

    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + child * settings.EXPORT_PROCESSES) / 1024
