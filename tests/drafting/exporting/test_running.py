"""An export job from the order to the file, whatever happens to its worker."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from accounts.models import Membership
from drafting.exporting import chunks, making, ordering, running, storing
from reports.models import ExportJob, ExportKind, ExportState, HousePolicy, Notification, Report
from tests import make
from tests.drafting.exporting.conftest import BRANCH, SISTER, TEXT, Order, finished
from tests.people import Bureau


def names(job: ExportJob) -> list[str]:
    with ZipFile(storing.file_of(job)) as archive:
        return archive.namelist()


ALL = [
    "目录.xlsx",
    f"1_{BRANCH}/2026年度党建工作总结_{BRANCH}2026年党建工作总结.docx",
    f"1_{BRANCH}/2026年度党建工作总结_{BRANCH}2026年党建工作总结（2）.docx",
    f"2_{SISTER}/2026年度党建工作总结_{SISTER}2026年党建工作总结.docx",
]


def test_a_job_ends_with_a_file_and_tells_its_owner(order: Order, bureau: Bureau) -> None:
    job = finished(order())
    assert (job.done, job.total, job.percent, job.size) == (
        3,
        3,
        100,
        storing.file_of(job).stat().st_size,
    )
    assert names(job) == ALL
    assert job.expires_at - job.finished_at == timedelta(days=7)
    told = Notification.objects.get(user=bureau.administrator)
    assert (told.kind, told.words) == (
        "exported",
        "每份一个 Word 文件（3 份） 已导出，请到【下载】领取。",
    )
    running.run(job.pk)
    assert Notification.objects.count() == 1
    assert [path.name for path in storing.folder_of(job).iterdir()] == [job.file]


def test_a_file_stays_as_long_as_the_rules_say(order: Order, bureau: Bureau) -> None:
    HousePolicy.objects.create(organization=bureau.committee, export_days=30)
    job = finished(order())
    assert job.expires_at - job.finished_at == timedelta(days=30)


@pytest.mark.django_db(transaction=True)
def test_the_worker_finds_what_was_ordered(order: Order) -> None:
    job = order()
    call_command("work", once=True)
    job.refresh_from_db()
    assert job.state == ExportState.DONE


def test_a_routine_takes_up_what_no_task_has_brought(order: Order) -> None:
    first, second = order(), order(ExportKind.PROBLEMS_XLSX)
    ordering.take_up()
    assert list(ExportJob.objects.values_list("state", flat=True)) == ["done", "done"]
    assert storing.file_of(finished_again(first)).exists()
    assert storing.file_of(finished_again(second)).exists()


def finished_again(job: ExportJob) -> ExportJob:
    job.refresh_from_db()
    return job


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """A worker that is killed when it comes to its chunk number `after`."""
    whole = running.make_chunk
    calls = iter(range(99))

    def killed(*args: object) -> object:
        if next(calls) == after:
            raise SystemExit
        return whole(*args)

    with monkeypatch.context() as patch:
        patch.setattr(running, "make_chunk", killed)
        yield


def later(job: ExportJob, seconds: int) -> None:
    """Let the worker have been silent for `seconds`."""
    silent = timezone.now() - timedelta(seconds=seconds)
    ExportJob.objects.filter(pk=job.pk).update(heartbeat_at=silent)


def test_who_takes_over_from_a_killed_worker_goes_on_where_it_stopped(
    order: Order, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(chunks, "SIZE", 1)
    job = order()
    with dying(monkeypatch, after=2), pytest.raises(SystemExit):
        running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (ExportState.RUNNING, 2)
    made = {path: path.stat().st_mtime_ns for path in storing.folder_of(job).iterdir()}
    assert len(made) == 2

    running.run(job.pk)  # it may still be alive
    job.refresh_from_db()
    assert job.state == ExportState.RUNNING

    later(job, settings.EXPORT_SILENT_SECONDS + 1)
    with CaptureQueriesContext(connection) as asked:
        finished(job)
    assert names(job) == ALL
    assert sum('FROM "reports_entry"' in query["sql"] for query in asked) == 1


def test_a_half_written_chunk_is_made_again(order: Order) -> None:
    job = order()
    [chunk] = chunks.chunks_of(job)
    storing.store(job, chunk, chunks.make_chunk(job, chunk))
    file = storing.chunk_file(job, chunk)
    file.write_bytes(file.read_bytes()[:100])
    assert names(finished(job)) == ALL


def test_a_chunk_of_an_earlier_release_is_made_again(order: Order) -> None:
    job = order()
    [chunk] = chunks.chunks_of(job)
    with storing.written(storing.chunk_file(job, chunk)) as out, ZipFile(out, "w") as archive:
        archive.writestr("rows.json", json.dumps([{"listed": {"pk": 1}, "facts": None}] * 3))
    assert names(finished(job)) == ALL


def test_a_worker_whose_job_was_taken_over_keeps_its_hands_off(
    order: Order, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(chunks, "SIZE", 1)
    job = order()
    whole = running.make_chunk

    def slow(*args: object) -> object:
        later(job, settings.EXPORT_SILENT_SECONDS + 1)
        monkeypatch.setattr(running, "make_chunk", whole)
        running.run(job.pk)  # another worker, which ends before this one goes on
        return whole(*args)

    monkeypatch.setattr(running, "make_chunk", slow)
    running.run(job.pk)
    job.refresh_from_db()
    assert job.state == ExportState.DONE
    assert names(job) == ALL
    assert Notification.objects.count() == 1


def test_a_job_that_kills_every_worker_is_given_up(
    order: Order, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    job = order()
    for _ in range(running.MOST_ATTEMPTS):
        with dying(monkeypatch, after=0), pytest.raises(SystemExit):
            running.run(job.pk)
        later(job, settings.EXPORT_SILENT_SECONDS + 1)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason) == (ExportState.FAILED, running.OFTEN)


def test_cancelling_stops_the_worker_at_its_next_step(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "SIZE", 1)
    job = order()
    whole = running.make_chunk

    def cancelled(*args: object) -> object:
        assert ordering.cancel(job)
        monkeypatch.setattr(running, "make_chunk", whole)
        return whole(*args)

    monkeypatch.setattr(running, "make_chunk", cancelled)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file) == (ExportState.CANCELLED, "")
    assert not storing.folder_of(job).exists()
    assert not ordering.cancel(job)
    assert not Notification.objects.exists()


def test_a_full_disk_fails_with_words_and_frees_its_room(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    job = order()
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason) == (ExportState.FAILED, running.NO_SPACE)
    assert not storing.folder_of(job).exists()
    assert "磁盘空间不足" in Notification.objects.get().words


def test_what_cannot_be_exported_is_named_and_the_rest_goes_on(
    order: Order, reports: list[Report], bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden, broken = reports[0], reports[1]

    def word(order: making.Order) -> making.Made:
        if order.number == 1:
            raise RecursionError
        return making.word(order)

    monkeypatch.setitem(making.MAKERS, "zip", word)
    job = order()
    Report.objects.filter(pk=hidden.pk).update(organization=bureau.other_branch)
    finished(job)
    assert names(job) == ["目录.xlsx", ALL[3].replace("2_", "1_")]
    words = "排版时出错（RecursionError），请打开这份报告检查内容后再导出"
    assert job.faults == [[hidden.pk, chunks.HIDDEN], [broken.pk, words]]
    with ZipFile(storing.file_of(job)) as archive:
        index = load_workbook(BytesIO(archive.read("目录.xlsx"))).active
    assert [row[-1] for row in index.iter_rows(min_row=2, values_only=True)] == [
        f"未导出：{chunks.HIDDEN}",
        f"未导出：{words}",
        None,
    ]
    assert "其中 2 份未能导出" in Notification.objects.get().words


def test_a_job_of_nothing_but_faults_fails(order: Order, bureau: Bureau) -> None:
    job = order()
    Membership.objects.filter(user=bureau.administrator).delete()
    running.run(job.pk)
    job.refresh_from_db()
    assert job.state == ExportState.FAILED
    assert job.reason == f"没有一份报告能够导出：{chunks.HIDDEN}。"


def test_an_edit_after_the_order_is_noted(order: Order, reports: list[Report]) -> None:
    job = order()
    Report.objects.filter(pk=reports[0].pk).update(version=99)
    [chunk] = chunks.chunks_of(job)
    done = chunks.make_chunk(job, chunk)
    assert [one.listed.note for one in done] == [chunks.CHANGED, "", ""]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", list(ExportKind))
def test_a_chunk_asks_the_database_as_often_for_many_as_for_one(
    kind: ExportKind, count: int, order: Order, reports: list[Report]
) -> None:
    job = ExportJob.objects.select_related("owner").get(pk=order(kind, chosen=reports[-count:]).pk)
    [chunk] = chunks.chunks_of(job)
    with CaptureQueriesContext(connection) as asked:
        done = chunks.make_chunk(job, chunk)
    assert len(done) == count
    # Memberships, reports, sections, entries, layouts; the organisation above all of them.
    assert len(asked) == (5 if kind == ExportKind.ZIP else 6)


def test_a_volume_is_made_in_processes_of_its_own(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = finished(order(ExportKind.VOLUME, title="汇编"))
    monkeypatch.setattr(running, "MANY", 2)
    together = finished(order(ExportKind.VOLUME, title="汇编"))
    assert storing.file_of(alone).read_bytes() == storing.file_of(together).read_bytes()


def test_files_expire_and_lines_are_forgotten(order: Order, folder: Path) -> None:
    job = finished(order())
    stray = folder / "999"
    stray.mkdir()
    os.utime(stray, (0, 0))
    ordering.expire()
    assert storing.file_of(job).exists()
    assert not stray.exists()

    ExportJob.objects.update(expires_at=timezone.now())
    ordering.expire()
    job.refresh_from_db()
    assert (job.state, job.file) == (ExportState.EXPIRED, "")
    assert not storing.folder_of(job).exists()

    ExportJob.objects.update(finished_at=timezone.now() - ordering.REMEMBERED)
    ordering.expire()
    assert not ExportJob.objects.exists()


def test_the_same_ticket_orders_once(order: Order, bureau: Bureau) -> None:
    job = order()
    twice = ordering.order(
        owner=bureau.administrator,
        kind=ExportKind.VOLUME,
        chosen=[],
        options={},
        filter_words="",
        query="",
        ticket=job.ticket,
    )
    assert twice == job
    ordering.cancel(job)
    assert ordering.again(job) == ordering.again(job)
    assert ExportJob.objects.count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_the_same_moment_one_gets_the_job(order: Order) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    def claim(pk: int) -> bool:
        try:
            return running.claimed(pk) is not None
        finally:
            connections.close_all()

    job = order()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, [job.pk] * 8)) == 1


def test_organisations_are_in_the_order_of_the_tree(bureau: Bureau) -> None:
    nearest = ordering.common_organization
    one = make.report(bureau.branch, by=bureau.secretary, text=TEXT.format(name=BRANCH))
    two = make.report(bureau.sister, by=bureau.sister_secretary, text=TEXT.format(name=SISTER))
    other = make.report(bureau.other_branch, by=bureau.other_secretary)
    assert nearest([one.pk]) == bureau.branch
    assert nearest([one.pk, two.pk]) == bureau.committee
    assert nearest([one.pk, other.pk]) is None
    assert nearest([]) is None
