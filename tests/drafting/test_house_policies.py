"""日常规定: set by administrators on a page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delegation import Delegation
from reports.models import HousePolicy
from tests.people import Bureau


def fields(bureau: Bureau, **others: object) -> dict[str, object]:
    """The form as it is sent."""
    return {
        "organization": bureau.committee.pk,
        "remind_hour": 9,
        "digest_hour": 17,
        "export_days": 30,
        "delegation_days": 14,
        "source": "本局内务规定",
    } | others


def test_rules_are_set_replaced_and_taken_away(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.administrator)
    for days in (30, 60):
        sent = fields(bureau, export_days=days)
        answer = client.post(reverse("house_policies"), sent, follow=True)
        assert "的日常规定已保存。" in answer.content.decode()
    policy = HousePolicy.objects.get()
    assert (policy.export_days, policy.source, policy.changed_by) == (
        60,
        "本局内务规定",
        bureau.administrator,
    )
    chosen = client.get(reverse("house_policies"), {"organization": bureau.committee.pk})
    assert chosen.context["form"]["export_days"].value() == 60
    client.post(reverse("house_policy_remove", args=[policy.pk]))
    assert HousePolicy.objects.for_organization(bureau.branch).export_days == 7


@pytest.mark.parametrize(
    "wrong", [{"remind_hour": 24}, {"digest_hour": -1}, {"export_days": 0}, {"delegation_days": ""}]
)
def test_rules_that_make_no_sense_are_refused(
    wrong: dict[str, object], client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    assert client.post(reverse("house_policies"), fields(bureau, **wrong)).status_code == 422
    elsewhere = fields(bureau, organization=bureau.other_branch.pk)
    assert client.post(reverse("house_policies"), elsewhere).status_code == 422
    assert not HousePolicy.objects.exists()


def test_the_highest_post_says_what_holds_for_a_person(bureau: Bureau) -> None:
    HousePolicy.objects.create(organization=bureau.committee, export_days=9)
    HousePolicy.objects.create(organization=bureau.branch, export_days=1)
    people = (bureau.administrator, bureau.secretary, bureau.sister_secretary, bureau.nobody)
    days = [HousePolicy.objects.for_user(person).export_days for person in people]
    assert days == [9, 1, 9, 7]
    bureau.reviewer.memberships.create(organization=bureau.branch, role="secretary")
    assert HousePolicy.objects.for_user(bureau.reviewer).export_days == 9


def test_the_downloads_say_how_long_files_stay(client: Client, bureau: Bureau) -> None:
    HousePolicy.objects.create(organization=bureau.committee, export_days=9)
    client.force_login(bureau.administrator)
    assert "保留 9 天" in client.get(reverse("downloads")).content.decode()


@pytest.mark.parametrize(("last", "kept"), [(13, 1), (14, 0)])
def test_nobody_stands_in_for_longer_than_the_rules_say(
    last: int, kept: int, client: Client, bureau: Bureau
) -> None:
    HousePolicy.objects.create(organization=bureau.committee, delegation_days=14)
    client.force_login(bureau.reviewer)
    today = timezone.localdate()
    sent = {"stand_in": bureau.administrator.pk, "starts": today}
    ends = today + timedelta(days=last)
    answer = client.post(reverse("delegations"), sent | {"ends": ends}, follow=True)
    assert Delegation.objects.count() == kept
    assert ("一次委托最长 14 天" in answer.content.decode()) is not bool(kept)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_many(
    number: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for organization in (bureau.committee, bureau.branch, bureau.sister)[:number]:
        HousePolicy.objects.create(organization=organization)
    client.force_login(bureau.administrator)
    with django_assert_num_queries(8):
        client.get(reverse("house_policies"))
