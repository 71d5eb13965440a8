"""The bell, the page under it, and the settings of mail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting import bell
from reports.delegating import delegate
from reports.models import MailSetting, Notification, NotificationKind
from reports.notifications import USUAL_MAIL, kinds_for, tell
from reports.workflow import REOPEN, SUBMIT, WITHDRAW
from tests import make
from tests.people import Bureau


def some(bureau: Bureau, number: int = 3) -> None:
    """Tell the secretary of so many things, and somebody else of one."""
    for n in range(number):
        people = [bureau.secretary]
        words, url = f"第{n}件事。", reverse("report_list")
        tell(NotificationKind.RETURNED, people, key=f"event:{n}", words=words, url=url)
    tell(NotificationKind.RETURNED, [bureau.reviewer], key="event:x", words="别人的事。")


def page(client: Client, name: str = "workbench", **query: str) -> str:
    """What a page says."""
    return client.get(reverse(name), query).content.decode()


def test_the_bell_counts_what_has_not_been_read(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.secretary)
    assert 'aria-label="通知"' in page(client)
    some(bureau)
    assert 'aria-label="通知，3 条未读"' in page(client)
    some(bureau, 120)
    assert 'aria-label="通知，99+ 条未读"' in page(client)


def test_opening_one_leads_there_and_marks_it_read(client: Client, bureau: Bureau) -> None:
    some(bureau)
    client.force_login(bureau.secretary)
    told = bureau.secretary.notifications.get(key="event:1")
    for _ in range(2):
        answer = client.get(reverse("notification", args=[told.pk]))
        assert answer.url == reverse("report_list")
    assert 'aria-label="通知，2 条未读"' in page(client)
    shown = page(client, "notifications", unread="1")
    assert ("第0件事。" in shown, "第1件事。" in shown, "别人的事。" in shown) == (
        True,
        False,
        False,
    )


def test_all_at_once_are_marked_read_and_only_the_own(client: Client, bureau: Bureau) -> None:
    some(bureau)
    client.force_login(bureau.secretary)
    answer = client.post(reverse("notifications_read"), follow=True)
    assert "已将 3 条通知标为已读。" in answer.content.decode()
    assert Notification.objects.filter(read_at=None).get().user == bureau.reviewer


@pytest.mark.parametrize(("number", "items"), [(0, 0), (3, 3), (12, 8)])
def test_the_menu_holds_the_few_newest(
    number: int, items: int, client: Client, bureau: Bureau
) -> None:
    some(bureau, number)
    client.force_login(bureau.secretary)
    menu = page(client, "notifications_latest")
    assert menu.count("bell-item") == items
    assert ("还没有通知。" in menu) is (number == 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_many(
    number: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    some(bureau, number)
    client.force_login(bureau.secretary)
    with django_assert_num_queries(6):  # session, person, count, rows, unread, memberships
        page(client, "notifications")
    with django_assert_num_queries(4):  # session, person, rows, unread
        page(client, "notifications_latest")


def test_long_lists_have_pages(client: Client, bureau: Bureau) -> None:
    some(bureau, 31)
    client.force_login(bureau.secretary)
    assert "第 1 / 2 页" in page(client, "notifications")
    assert "第0件事。" in page(client, "notifications", page="2")


def test_mail_is_chosen_for_each_kind(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.secretary)
    data = {kind.value: USUAL_MAIL[kind].value for kind in kinds_for(bureau.secretary)}
    data |= {"email": "lin@example.gov.cn", "approved": "never"}
    for _ in range(2):
        answer = client.post(reverse("notification_settings"), data, follow=True)
        assert "通知设置已保存。" in answer.content.decode()
    bureau.secretary.refresh_from_db()
    assert bureau.secretary.email == "lin@example.gov.cn"
    kept = dict(MailSetting.objects.values_list("kind", "choice"))
    assert kept == {k: v for k, v in data.items() if k != "email"}
    bad = client.post(reverse("notification_settings"), data | {"email": "lin"})
    assert bad.status_code == 422
    assert "邮箱地址不完整，应像 name@example.gov.cn。" in bad.content.decode()


@pytest.mark.parametrize(
    ("who", "offered", "not_offered"),
    [
        ("secretary", "催报 退回 归档", "待我审核 撤回 审核超期 无人审核"),
        ("reviewer", "待我审核 撤回 审核超期", "催报 退回 无人审核"),
        ("administrator", "新任务 审核超期 无人审核", "催报 退回 待我审核"),
        ("nobody", "委托 批注 提到我 导出完成", "新任务 待我审核 无人审核"),
    ],
)
def test_only_what_the_posts_can_bring_is_offered(
    who: str, offered: str, not_offered: str, client: Client, bureau: Bureau
) -> None:
    client.force_login(getattr(bureau, who))
    fields = client.get(reverse("notification_settings")).context["form"].fields.values()
    labels = {field.label for field in fields}
    assert labels >= {*offered.split(), "提到我"}
    assert not labels & {*not_offered.split()}


def test_a_stand_in_may_choose_for_what_waits_for_the_other(client: Client, bureau: Bureau) -> None:
    today = timezone.localdate()
    delegate(bureau.reviewer, bureau.administrator, starts=today, ends=today)
    client.force_login(bureau.administrator)
    assert "待我审核" in page(client, "notification_settings")


def test_every_kind_that_a_step_tells_is_offered_to_who_is_told(
    client: Client, bureau: Bureau
) -> None:
    report = bureau.report("archived")
    report = make.perform(REOPEN, report, by=bureau.administrator)
    make.perform(SUBMIT, report, by=bureau.secretary)
    make.perform(WITHDRAW, report, by=bureau.secretary)
    for person in (bureau.secretary, bureau.reviewer, bureau.administrator):
        assert {told.kind for told in person.notifications.all()} <= {*kinds_for(person)}


def test_the_page_says_when_no_mail_leaves_the_house(
    client: Client, bureau: Bureau, settings: Any
) -> None:
    client.force_login(bureau.secretary)
    assert "本单位还没有启用邮件" in page(client, "notification_settings")
    settings.EMAIL_HOST = "mail.example"
    assert "本单位还没有启用邮件" not in page(client, "notification_settings")


def test_who_opens_the_report_has_read_what_was_told_of_it(bureau: Bureau, client: Client) -> None:
    report = bureau.report("returned")
    client.force_login(bureau.secretary)
    assert bell.unread_of(bureau.secretary).count() == 1
    client.get(reverse("editor", args=[report.pk]))
    assert not bell.unread_of(bureau.secretary).exists()
    make.perform(SUBMIT, report, by=bureau.secretary)
    client.force_login(bureau.reviewer)
    client.get(reverse("report_detail", args=[report.pk]))
    assert not bell.unread_of(bureau.reviewer).exists()
