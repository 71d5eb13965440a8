"""审核规定: set by administrators, and what follows when a review waits too long."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reports import overdue
from reports.models import Event, NotificationKind, Report, ReviewPolicy, Unstaffed
from tests.people import Bureau


def fields(bureau: Bureau, **others: object) -> dict[str, object]:
    """The form as it is sent."""
    return {
        "organization": bureau.committee.pk,
        "days": 2,
        "escalate_days": 1,
        "unstaffed": "hold",
        "source": "本局公文处理办法第十二条",
    } | others


def test_rules_are_set_replaced_and_taken_away(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.administrator)
    for days in (2, 7):
        answer = client.post(reverse("review_policies"), fields(bureau, days=days), follow=True)
        assert "的审核规定已保存。" in answer.content.decode()
    policy = ReviewPolicy.objects.get()
    assert (policy.days, policy.unstaffed, policy.changed_by) == (
        7,
        Unstaffed.HOLD,
        bureau.administrator,
    )
    assert ReviewPolicy.objects.for_organization(bureau.branch) == policy
    client.post(reverse("review_policy_remove", args=[policy.pk]))
    assert ReviewPolicy.objects.for_organization(bureau.branch).days == 5


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 91}, {"unstaffed": "approve"}])
def test_rules_that_make_no_sense_are_refused(
    wrong: dict[str, object], client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    assert client.post(reverse("review_policies"), fields(bureau, **wrong)).status_code == 422
    elsewhere = fields(bureau, organization=bureau.other_branch.pk)
    assert client.post(reverse("review_policies"), elsewhere).status_code == 422
    assert not ReviewPolicy.objects.exists()


def test_nearer_rules_go_before_those_further_up(bureau: Bureau) -> None:
    ReviewPolicy.objects.create(organization=bureau.committee, days=9)
    near = ReviewPolicy.objects.create(organization=bureau.branch, days=1)
    assert ReviewPolicy.objects.for_organization(bureau.branch) == near
    assert ReviewPolicy.objects.for_organization(bureau.sister).days == 9
    assert ReviewPolicy.objects.for_organization(bureau.other_branch).days == 5


def age(report: Report, days: int) -> None:
    """Let the report have waited so long."""
    at = timezone.now() - timedelta(days=days, hours=1)
    QuerySet(Event).filter(report=report).update(at=at)


def urged(person: User) -> int:
    """How often the person has been told of a review that takes too long."""
    return person.notifications.filter(kind=NotificationKind.OVERDUE).count()


@pytest.mark.parametrize(
    ("days", "reviewers", "administrators"),
    [(2, 0, 0), (3, 0, 0), (4, 1, 0), (6, 1, 0), (7, 1, 1), (40, 1, 1)],
)
def test_reviewers_are_told_then_administrators_once_each(
    days: int, reviewers: int, administrators: int, bureau: Bureau
) -> None:
    ReviewPolicy.objects.create(organization=bureau.committee, days=3, escalate_days=3)
    age(bureau.report("submitted"), days)
    for _ in range(3):
        overdue.escalate()
    assert (urged(bureau.reviewer), urged(bureau.administrator)) == (reviewers, administrators)
    assert urged(bureau.other_administrator) == urged(bureau.secretary) == 0


def test_it_is_told_how_long_and_by_which_rule(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    age(report, 6)
    overdue.escalate()
    words = bureau.reviewer.notifications.get(kind=NotificationKind.OVERDUE).words
    assert words == f"《{report.headline}》已等待审核 6 天，超过规定的 5 天，请尽快办理。"


def test_what_has_been_decided_is_not_urged(bureau: Bureau) -> None:
    for state in ("returned", "approved", "draft"):
        age(bureau.report(state), 30)
    assert overdue.escalate() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_many(
    number: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for organization in (bureau.committee, bureau.branch, bureau.sister)[:number]:
        ReviewPolicy.objects.create(organization=organization)
    client.force_login(bureau.administrator)
    with django_assert_num_queries(8):
        client.get(reverse("review_policies"))
