"""Carry out an export job: take it, chunk by chunk, put the file together, tell its owner.

A worker takes a job by writing its own name on it and keeps it by a sign of life with every step.
Whoever finds that the name on it is no longer the own, or that the job was cancelled, stops at
once. What a killed worker has finished stays, and who takes the job over goes on from there.
"""

import errno
import logging
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from drafting.exporting import storing
from drafting.exporting.chunks import chunks_of, make_chunk
from drafting.exporting.collecting import collect
from reports.models import ExportJob, ExportKind, ExportState, HousePolicy, NotificationKind
from reports.notifications import tell

logger = logging.getLogger(__name__)

# What takes so long a report, and from how many on, that processes of their own are worth it: to
# count the pages of a volume. A document for a zip takes 2 ms.
SLOW, MANY = {ExportKind.VOLUME}, 50
# How often a job is taken up without one chunk finished before it is given up.
MOST_ATTEMPTS = 3
NO_SPACE = "服务器磁盘空间不足。请联系单位技术人员清理后，再点【重新导出】。"
NOT_WRITTEN = "服务器不能写入文件（{}）。请联系单位技术人员处理后，再点【重新导出】。"
OUT_OF_MEMORY = "制作过程被系统中止，可能是内存不足。请缩小范围后再导出。"
OFTEN = "这项导出多次中断，已停止。请缩小范围再试；仍不成功的，请联系单位技术人员。"
UNKNOWN = "导出时出错，已记入日志。请再试一次；仍不成功的，请联系单位技术人员。"


class Lost(Exception):  # noqa: N818 - nothing is wrong with the job
    """The job is no longer this worker's: cancelled, removed, or taken over."""


def run(pk: int) -> None:
    """Carry out the job `pk` unless another worker has it or nothing is left to do."""
    job = claimed(pk)
    if job is None:
        return
    try:
        if job.attempts > MOST_ATTEMPTS:
            fail(job, OFTEN)
            return
        publish(job, *made(job))
    except Lost:
        if not ExportJob.objects.filter(pk=pk).exclude(state=ExportState.CANCELLED).exists():
            storing.discard(job)  # what was written since it was cancelled
    except BrokenProcessPool:
        fail(job, OUT_OF_MEMORY)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        fail(job, NO_SPACE if full else NOT_WRITTEN.format(error.strerror or type(error).__name__))
    except Exception:
        logger.exception("export %s failed", pk)
        fail(job, UNKNOWN)


@task()
def run_later(pk: int) -> None:
    """The same as soon as a worker is free."""
    run(pk)


def claimed(pk: int) -> ExportJob | None:
    """The job, if this worker is the one to carry it out; one statement decides."""
    runner = uuid4().hex
    mine = ExportJob.objects.abandoned().filter(pk=pk)
    if not mine.update(
        state=ExportState.RUNNING,
        runner=runner,
        heartbeat_at=timezone.now(),
        attempts=F("attempts") + 1,
    ):
        return None
    return ExportJob.objects.select_related("owner").filter(pk=pk).first()


def beat(job: ExportJob, **progress: Any) -> None:
    """Give a sign of life. Raises Lost where the job is not ours any more."""
    ours = ExportJob.objects.filter(pk=job.pk, runner=job.runner, state=ExportState.RUNNING)
    if not ours.update(heartbeat_at=timezone.now(), **progress):
        raise Lost


def made(job: ExportJob) -> tuple[str, list[tuple[int, str]]]:
    """Make every chunk that is not there yet, and the file: its name, and what is not in it."""
    chunks = list(chunks_of(job))
    with processes(job) as pool:
        for chunk in chunks:
            if not storing.is_stored(job, chunk):
                storing.store(job, chunk, make_chunk(job, chunk, pool))
            beat(job, done=chunk.first + len(chunk.chosen), attempts=0)
    source = storing.Stored(job, chunks)
    name = f"{job.runner}.{ExportKind(job.kind).suffix}"
    with storing.written(storing.folder_of(job) / name) as out:
        collect(job, source, out, lambda: beat(job))
    return name, [(one.pk, one.fault) for one in source.listed if one.fault]


@contextmanager
def processes(job: ExportJob) -> Iterator[Executor | None]:
    """Give processes to typeset in; none where starting them would take longer.

    They are started afresh, not forked: no connection and no lock of this process comes along.
    """
    if job.kind not in SLOW or job.total < MANY or settings.EXPORT_PROCESSES < 2:  # noqa: PLR2004 - one is this process
        yield None
        return
    with ProcessPoolExecutor(settings.EXPORT_PROCESSES, mp_context=get_context("spawn")) as pool:
        yield pool


def publish(job: ExportJob, name: str, faults: list[tuple[int, str]]) -> None:
    """Offer the file to its owner, or say that nothing came of any report."""
    if len(faults) == job.total:
        fail(job, f"没有一份报告能够导出：{faults[0][1] if faults else '没有选中报告'}。")
        return
    job.file = name
    now, days = timezone.now(), HousePolicy.objects.for_user(job.owner).export_days
    with transaction.atomic():
        beat(
            job,
            state=ExportState.DONE,
            file=name,
            size=storing.file_of(job).stat().st_size,
            faults=faults,
            fault_count=len(faults),
            finished_at=now,
            expires_at=now + timedelta(days=days),
        )
        left_out = f"，其中 {len(faults)} 份未能导出" if faults else ""
        announce(job, f"{job} 已导出{left_out}，请到【下载】领取。")
    for chunk in chunks_of(job):
        storing.chunk_file(job, chunk).unlink(missing_ok=True)


def fail(job: ExportJob, reason: str) -> None:
    """Say why nothing comes of the job, and free the room that it took."""
    with transaction.atomic():
        try:
            beat(job, state=ExportState.FAILED, reason=reason, finished_at=timezone.now())
        except Lost:
            return
        announce(job, f"{job} 没有导出成功：{reason}")
    storing.discard(job)


def announce(job: ExportJob, words: str) -> None:
    """Tell the owner, once a job."""
    tell(
        NotificationKind.EXPORTED,
        [job.owner],
        key=f"export:{job.pk}",
        words=words,
        url=reverse("downloads"),
    )
