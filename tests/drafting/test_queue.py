"""The line of what waits for a reviewer: filters, order, the place in it."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from drafting.deciding.queue import line_of
from reports.models import Report
from reports.workflow import SUBMIT
from tests import make
from tests.people import Bureau


def sent(bureau: Bureau, *, days: int = 0, due: date | None = None, sister: bool = False) -> Report:
    """A report that was sent so many days ago."""
    branch = bureau.sister if sister else bureau.branch
    by = bureau.sister_secretary if sister else bureau.secretary
    task = None
    if due:
        task = make.assignment(branch, issuer=bureau.committee, by=bureau.administrator, due=due)
    report = make.report(branch, by=by, assignment=task)
    make.perform(SUBMIT, report, by=by)
    at = timezone.now() - timedelta(days=days)
    Report.objects.filter(pk=report.pk).update(submitted_at=at)
    return report


@pytest.fixture
def three(bureau: Bureau) -> list[Report]:
    """Sent eight, five and no days ago; the second is overdue, the third of the sister branch."""
    today = timezone.localdate()
    return [
        sent(bureau, days=8, due=today + timedelta(days=9)),
        sent(bureau, days=5, due=today - timedelta(days=1)),
        sent(bureau, sister=True),
    ]


def listed(client: Client, query: str = "") -> list[int]:
    page = client.get(reverse("queue") + query).context["page"]
    return [report.pk for report in page.object_list]


def test_the_list_is_filtered_and_sorted(
    three: list[Report], bureau: Bureau, client: Client
) -> None:
    first, second, third = (report.pk for report in three)
    client.force_login(bureau.reviewer)
    assert listed(client) == [first, second, third]
    assert listed(client, "?waiting=7") == [first]
    assert listed(client, "?waiting=3") == [first, second]
    assert listed(client, "?overdue=on") == [second]
    assert listed(client, f"?organization={bureau.sister.pk}") == [third]
    assert listed(client, f"?assignment={three[1].assignment_id}") == [second]
    assert listed(client, "?sort=due") == [second, first, third]
    assert listed(client, "?sort=organization&waiting=x") == [first, second, third]


def test_nobody_reviews_the_own_reports_or_those_of_others(
    three: list[Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.other_reviewer)
    assert listed(client) == []


def test_a_line_knows_its_neighbours(three: list[Report], bureau: Bureau) -> None:
    line = line_of(bureau.reviewer, QueryDict("sort=due"), three[0].pk)
    assert (line.position, line.total) == (2, 3)
    assert (line.previous, line.next) == (three[1].pk, three[2].pk)
    assert line.suffix == "?sort=due"
    outside = line_of(bureau.reviewer, QueryDict(""), 0)
    assert (outside.position, outside.previous, outside.next) == (0, None, three[0].pk)


def test_the_desk_shows_the_place_and_the_way_on(
    three: list[Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    address = reverse("report_detail", args=[three[1].pk])
    body = client.get(f"{address}?waiting=3").content.decode()
    assert '第 <strong class="figures">2</strong>/<span class="figures">2</span> 份' in body
    assert f'href="{reverse("report_detail", args=[three[0].pk])}?waiting=3" data-key="k"' in body
    assert 'data-key="j"' not in body


@pytest.mark.parametrize(("at", "following"), [(1, 1), (2, 2), (3, 0)])
def test_a_decision_keeps_the_place(
    at: int, following: int, three: list[Report], bureau: Bureau, client: Client
) -> None:
    """What has moved up to the place comes next; behind the last the first."""
    decided = three[at - 1]
    client.force_login(bureau.reviewer)
    decided.refresh_from_db()
    answer = client.post(
        reverse("transition", args=[decided.pk, "approve"]),
        {"seen_version": decided.version, "confirmed": "1", "at": at, "sort": "waiting"},
    )
    expected = reverse("report_detail", args=[three[following].pk])
    assert answer["Location"] == f"{expected}?sort=waiting"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    number: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        sent(bureau, due=date(2026, 12, 20))
    client.force_login(bureau.reviewer)
    with django_assert_num_queries(9):
        client.get(reverse("queue"))
