"""委托: the page on which a reviewer names who stands in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delegation import Delegation
from tests.people import Bureau


def day(offset: int) -> str:
    """A day, counted from today, as the form sends it."""
    return (timezone.localdate() + timedelta(offset)).isoformat()


def delegate(client: Client, bureau: Bureau, **fields: object) -> Any:
    """Fill in the form as the reviewer and send it."""
    client.force_login(bureau.reviewer)
    data = {"stand_in": bureau.administrator.pk, "starts": day(0), "ends": day(3), "reason": "出差"}
    return client.post(reverse("delegations"), data | fields, follow=True)


def test_who_was_named_sees_the_queue_and_the_giver(client: Client, bureau: Bureau) -> None:
    report = bureau.report("submitted")
    assert "已委托管理员代为审核" in delegate(client, bureau).content.decode()
    client.force_login(bureau.administrator)
    workbench = client.get(reverse("workbench")).content.decode()
    assert f'href="{reverse("report_detail", args=[report.pk])}"' in workbench
    assert "（代沈审核）" in workbench
    taken = client.get(reverse("delegations")).content.decode()
    assert "我代沈审核审核" in taken
    assert 'name="stand_in"' not in taken  # what was delegated is not passed on


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stand_in": ""}, "请选择代办人。"),
        ({"stand_in": "secretary"}, "请从名单里选择代办人。"),
        ({"stand_in": "other_reviewer"}, "请从名单里选择代办人。"),
        ({"starts": day(-1)}, "开始日期不能早于今天。"),
        ({"starts": day(3), "ends": day(2)}, "结束日期不能早于开始日期。"),
        ({"ends": day(400)}, "一次委托最长 366 天；长期不再审核的，请联系管理员调整任职。"),
        ({"ends": ""}, "请选择结束日期。"),
        ({"ends": "30.2."}, "结束日期不对，请重新选择。"),
    ],
)
def test_what_cannot_be_is_refused_with_words(
    fields: dict[str, str], words: str, client: Client, bureau: Bureau
) -> None:
    if hasattr(bureau, fields.get("stand_in", "-")):
        fields = {"stand_in": str(getattr(bureau, fields["stand_in"]).pk)}
    answer = delegate(client, bureau, **fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Delegation.objects.exists()


def test_both_may_end_it_and_nobody_else(client: Client, bureau: Bureau) -> None:
    delegate(client, bureau)
    address = reverse("delegation_end", args=[Delegation.objects.get().pk])
    client.force_login(bureau.other_reviewer)
    assert client.post(address).status_code == 404
    client.force_login(bureau.administrator)
    answer = client.post(address, follow=True)
    assert "委托已结束，此前代为作出的决定不受影响。" in answer.content.decode()
    assert Delegation.objects.get().standing == "ended"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_many(
    number: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        delegate(client, bureau, starts=day(n), ends=day(n))
    client.force_login(bureau.reviewer)
    with django_assert_num_queries(
        7
    ):  # session, person, delegations, memberships, rules, names, unread
        client.get(reverse("delegations"))
