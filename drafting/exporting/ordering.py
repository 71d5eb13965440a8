"""Order an export, cancel it, order it again, throw it away; what is too old goes by itself."""

import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organization, User
from drafting.exporting import storing
from drafting.exporting.running import run, run_later
from reports.models import ExportJob, ExportKind, ExportState, Report
from reports.models.export_job import UNFINISHED

# Jobs of one person that may wait at a time: nobody keeps the workers from the others.
MOST_WAITING = 5
# How long a line about a file that is gone stays on the page.
REMEMBERED = timedelta(days=30)


def order(
    *,
    owner: User,
    kind: ExportKind,
    chosen: list[tuple[int, int]],
    options: dict[str, Any],
    filter_words: str,
    query: str,
    ticket: UUID,
) -> ExportJob:
    """Put a job in the queue; the same `ticket` twice is one job.

    `chosen` are the reports `(pk, version)` in their order. Raises PermissionDenied with words
    where too many of the person's jobs are waiting.
    """
    if known := ExportJob.objects.owned_by(owner).filter(ticket=ticket).first():
        return known
    if ExportJob.objects.owned_by(owner).filter(state__in=UNFINISHED).count() >= MOST_WAITING:
        raise PermissionDenied(
            f"您已有 {MOST_WAITING} 项导出在进行，请等其中一项完成，或到【下载】里取消一项。"
        )
    job = draft(owner=owner, kind=kind, chosen=chosen, options=options)
    job.filter_words, job.query, job.ticket = filter_words[:200], query, ticket
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            transaction.on_commit(lambda: _wake(job.pk))
    except IntegrityError:  # pressed twice at the same moment
        return ExportJob.objects.owned_by(owner).get(ticket=ticket)
    return job


def _wake(pk: int) -> None:
    run_later.enqueue(pk)


def draft(
    *, owner: User, kind: ExportKind, chosen: list[tuple[int, int]], options: dict[str, Any]
) -> ExportJob:
    """A job that was not saved: what is sent at once needs no row."""
    above = common_organization([pk for pk, _ in chosen])
    return ExportJob(
        owner=owner,
        kind=kind,
        chosen=[list(pair) for pair in chosen],
        total=len(chosen),
        options={**options, "organization_pk": above.pk if above else None},
    )


def common_organization(reports: list[int]) -> Organization | None:
    """The nearest organisation at or above those of all `reports`."""
    paths: set[str] = set()
    for start in range(0, len(reports), 500):
        part = Report.objects.filter(pk__in=reports[start : start + 500]).order_by()
        paths |= set(part.values_list("organization__path", flat=True).distinct())
    if not paths:
        return None
    low, high = min(paths), max(paths)
    length = next(
        (at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b),
        min(len(low), len(high)),
    )
    step = Organization.steplen
    return Organization.objects.filter(path=low[: length - length % step]).first()


def cancel(job: ExportJob) -> bool:
    """Stop a job; False where it had ended before. Who runs it notices at the next step."""
    stopped = ExportJob.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=ExportState.CANCELLED, finished_at=timezone.now()
    )
    if stopped:
        storing.discard(job)
    return bool(stopped)


def again(job: ExportJob) -> ExportJob:
    """Order the same once more, of the reports as they stand now; twice pressed is once."""
    pks = [pk for pk, _ in job.chosen]
    versions: dict[int, int] = {}
    for start in range(0, len(pks), 500):
        versions.update(
            Report.objects.visible_to(job.owner)
            .filter(pk__in=pks[start : start + 500])
            .values_list("pk", "version")
        )
    return order(
        owner=job.owner,
        kind=ExportKind(job.kind),
        chosen=[(pk, versions.get(pk, version)) for pk, version in job.chosen],
        options=job.options,
        filter_words=job.filter_words,
        query=job.query,
        ticket=uuid5(job.ticket, "again"),
    )


def remove(job: ExportJob) -> None:
    """Take a job off the page, with its file."""
    cancel(job)
    ExportJob.objects.filter(pk=job.pk).delete()
    storing.discard(job)


def may_fetch(job: ExportJob, user: User) -> bool:
    """Whether `user` still sees every report that is in the file."""
    left_out = {pk for pk, _ in job.faults}
    held = [pk for pk, _ in job.chosen if pk not in left_out]
    seen = Report.objects.visible_to(user).order_by()
    parts = (held[start : start + 500] for start in range(0, len(held), 500))
    return all(seen.filter(pk__in=part).count() == len(part) for part in parts)


def take_up() -> None:
    """Carry out what waits and what a killed worker has left."""
    for pk in ExportJob.objects.abandoned().order_by("created_at").values_list("pk", flat=True):
        run(pk)


def expire() -> None:
    """Delete files whose days are over, lines that nobody needs, and folders without a job."""
    now = timezone.now()
    for job in ExportJob.objects.for_list().filter(state=ExportState.DONE, expires_at__lte=now):
        ExportJob.objects.filter(pk=job.pk, state=ExportState.DONE).update(
            state=ExportState.EXPIRED, file="", size=0
        )
        storing.discard(job)
    ended = ExportJob.objects.exclude(state__in=[*UNFINISHED, ExportState.DONE])
    ended.filter(finished_at__lte=now - REMEMBERED).delete()
    _sweep(Path(settings.EXPORT_DIR))


def _sweep(folder: Path) -> None:
    """Remove what lies in `folder` for more than a day and belongs to no job with files."""
    kept = set(
        ExportJob.objects.filter(state__in=[*UNFINISHED, ExportState.DONE]).values_list(
            "pk", flat=True
        )
    )
    day = timedelta(days=1).total_seconds()
    for path in folder.iterdir() if folder.is_dir() else ():
        is_job = path.name.isdecimal() and int(path.name) in kept
        if path.is_dir() and not is_job and time.time() - path.stat().st_mtime > day:
            shutil.rmtree(path, ignore_errors=True)
