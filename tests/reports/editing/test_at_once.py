"""Two windows at once, with real threads and real locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from reports import editing, records
from reports.editing import Rearranged, Save, Stale
from reports.models import Entry, Report
from tests import make, people

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TIMES = 25


@pytest.fixture
def report() -> Report:
    """A draft; its author is the secretary."""
    make.template()
    return people.bureau().report()


def at_once(*acts: Callable[[], int]) -> list[int]:
    """What each act gives, all of them carried out at the same time."""

    def alone(act: Callable[[], int]) -> int:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def test_of_two_windows_each_save_is_written_or_refused(report: Report) -> None:
    entry = Entry.objects.get(section__report=report, heading="严格组织生活")

    def save(writer: str) -> int:
        done = 0
        for count in range(1, TIMES + 1):
            wording = Entry.objects.get(pk=entry.pk).wording
            save = Save(wording, writer, count)
            try:
                editing.save_entry(entry.pk, by=report.author, save=save, body=f"{writer}{count}")
            except Stale:
                continue
            done += 1
        return done

    saved = at_once(lambda: save("甲"), lambda: save("乙"))
    entry.refresh_from_db()
    assert entry.wording == 1 + sum(saved)
    # Each refusal has a save of the other window behind it, and no save is behind two.
    assert sum(saved) >= TIMES


def test_writing_and_moving_do_not_wait_in_a_circle(report: Report) -> None:
    entry = Entry.objects.get(section__report=report, heading="严格组织生活")

    def save() -> int:
        for count in range(1, TIMES + 1):
            save = Save(count, "one", count)
            editing.save_entry(entry.pk, by=report.author, save=save, body=f"第{count}次")
        return TIMES

    def move() -> int:
        done = 0
        for count in range(TIMES):
            try:
                editing.move_entry(
                    entry.pk,
                    by=report.author,
                    arrangement=Report.objects.get(pk=report.pk).arrangement,
                    section_pk=entry.section_id,
                    to=count % 2,
                )
            except Rearranged:
                continue
            done += 1
        return done

    assert at_once(save, move, move)[0] == TIMES
    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.body, stored.wording) == (f"第{TIMES}次\n", TIMES + 1)
    assert len(records.live_sections(report)[1].live_entries) == 2
