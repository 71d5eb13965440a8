"""Regular work: once in its time, whoever does it, and no failure stops the rest."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django_tasks import task

from reports import routines
from reports.models import Notification, NotificationKind, Routine
from reports.notifications import tell
from tests.people import Bureau

HOUR = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two routines in place of the product's, the first of which fails; what they did."""
    done: list[str] = []
    monkeypatch.setattr(routines, "ROUTINES", {})

    @routines.routine(every=HOUR)
    def fail() -> None:
        done.append("fail")
        raise ValueError

    @routines.routine(every=HOUR)
    def sweep() -> None:
        done.append("sweep")

    return done


@pytest.mark.django_db
def test_what_is_due_runs_once_in_its_time(done: list[str]) -> None:
    assert routines.run_due() == [f"{__name__}.sweep"]
    assert routines.run_due() == []
    assert done == ["fail", "sweep"]
    for row in Routine.objects.all():
        Routine.objects.filter(pk=row.pk).update(ran_at=row.ran_at - HOUR)
    routines.run_due()
    assert done == ["fail", "sweep"] * 2


@pytest.mark.django_db
def test_only_one_of_two_workers_runs_it(done: list[str]) -> None:
    routines.run_due()
    row = Routine.objects.get(name=f"{__name__}.sweep")
    assert not routines._claimed(row.name, row.ran_at - HOUR, row.ran_at)  # noqa: SLF001
    assert not routines._claimed(row.name, None, row.ran_at)  # noqa: SLF001


@task
def leave_a_mark(name: str) -> None:
    """Show that it was run."""
    Routine.objects.create(name=name, ran_at="2026-01-01T00:00:00Z")


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_was_left_for_later(done: list[str]) -> None:
    leave_a_mark.enqueue("later")
    assert not Routine.objects.filter(name="later").exists()
    call_command("work", once=True)
    assert Routine.objects.filter(name="later").exists()
    assert done == ["fail", "sweep"]


def test_nobody_is_told_twice_of_one_event(bureau: Bureau) -> None:
    people = [bureau.secretary, bureau.secretary, bureau.reviewer]
    kind = NotificationKind.RETURNED
    assert tell(kind, people, key="event:1", words="退回了。", url="/reports/1/") == 2
    assert tell(kind, [*people, bureau.administrator], key="event:1", words="退回了。") == 1
    assert Notification.objects.filter(user=bureau.secretary).count() == 1


def test_who_has_left_is_told_nothing(bureau: Bureau) -> None:
    bureau.secretary.is_active = False
    assert tell(NotificationKind.RETURNED, [bureau.secretary], key="event:1", words="退回了。") == 0
