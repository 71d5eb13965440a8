"""What people are told outside of the report: by the bell, by mail, and in a group.

The worker runs in the test, between two steps of the people, with the time of everything come.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports import assignments
from reports.models import Assignment, HousePolicy, Mail, Routine
from reports.states import State
from reports.workflow import ARCHIVE, SUBMIT
from tests import make
from tests.browser.conftest import Faults, Window
from tests.browser.writing import faults_of_access
from tests.people import Bureau
from tests.webhooks import Server, serving, signed_for_dingtalk

Snap = Callable[[Page, str], Path]
Post = list[EmailMessage]
OPINION = "党员大会次数与台账不符，请核实。"
SECRET = "SEC-of-the-group"
KEY_IS_GONE = "出于保密，刚才填的密钥没有留在页面上，请重新填写。"


@pytest.fixture
def post(settings: Settings, live_server: LiveServer, mailoutbox: Post) -> Post:
    """Name a mail server; give what it was handed."""
    settings.EMAIL_HOST = "mail.example"
    settings.SITE_URL = live_server.url
    return mailoutbox


@pytest.fixture
def group(settings: Settings, live_server: LiveServer) -> Iterator[Server]:
    """Start the only machine that robots may call."""
    settings.ROBOT_HOSTS = ["127.0.0.1"]
    settings.SITE_URL = live_server.url
    with serving() as server:
        yield server


def work() -> None:
    """Let a worker do once whatever is due."""
    Routine.objects.all().delete()  # as if no routine had run for long
    call_command("work", once=True)


def bell(page: Page, unread: int) -> Locator:
    """The bell, once it says that so many are unread."""
    page.wait_for_load_state()  # before its script is there it leads to the page
    found = page.get_by_role("button", name=f"通知，{unread} 条未读")
    expect(found).to_be_visible()
    return found


def about(subject: str) -> str:
    """The words of a report whose title tells it from the others."""
    return make.TEXT.replace("测试党支部", subject)


def equally_wide_on_a_phone(page: Page) -> bool:
    """Whether the buttons above the page share a narrow screen evenly."""
    usual = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    buttons = page.locator(".page-actions .btn")
    widths = buttons.evaluate_all("all => all.map(one => one.offsetWidth)")
    page.set_viewport_size(usual or {"width": 1280, "height": 800})
    return len(widths) > 1 and max(widths) - min(widths) <= 1


def choose_mail(page: Page) -> None:
    """Say where mail goes, and of what at once, of what once a day, of what not at all."""
    page.get_by_label("电子邮箱").fill("lin@example.gov.cn")
    chosen = {"退回": "立即", "通过": "每天汇总一次", "归档": "不发"}
    for kind, choice in chosen.items():
        page.get_by_role("combobox", name=kind, exact=True).select_option(choice)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("通知设置已保存。")).to_be_visible()
    for kind, choice in chosen.items():
        kept = page.get_by_role("combobox", name=kind, exact=True).locator("option:checked")
        expect(kept).to_have_text(choice)


def send_back(page: Page) -> None:
    """Return the one report that waits."""
    page.get_by_role("link", name="审核《").click()
    page.get_by_label("审核意见").fill(OPINION)
    page.get_by_role("button", name="退回", exact=True).click()
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_text("待审的报告都办完了。")).to_be_visible()


def test_a_secretary_reads_at_the_bell_and_gets_the_mail_that_was_chosen(  # noqa: PLR0917 - fixtures
    bureau: Bureau,
    window: Window,
    post: Post,
    live_server: LiveServer,
    faults: Faults,
    snap: Snap,
) -> None:
    # Half a day away: the hour of the digest must not strike while the story is told.
    hour = (timezone.localtime().hour + 12) % 24
    HousePolicy.objects.create(organization=bureau.committee, digest_hour=hour)
    returned = bureau.report(State.RETURNED, about("测量支部"))
    approved = bureau.report(State.APPROVED, about("登记支部"))

    page = window(bureau.secretary)
    bell(page, 2).click()
    expect(page.locator(".bell-item.is-unread")).to_have_count(2)
    snap(page, "bell-menu")
    page.get_by_role("link", name="全部通知").click()
    assert equally_wide_on_a_phone(page)
    page.get_by_role("link", name="未读 2").click()
    told = page.locator(".rows .row-item")
    expect(told).to_have_count(2)
    snap(page, "notifications-unread")
    page.get_by_role("link", name=f"《{returned.headline}》被沈审核退回").click()
    expect(page.get_by_role("heading", level=1, name=returned.headline)).to_be_visible()
    expect(page.get_by_role("heading", name="沈审核退回的意见")).to_be_visible()

    bell(page, 1).click()
    page.get_by_role("link", name="全部通知").click()
    expect(told.filter(has_text="未读")).to_have_count(1)
    assert faults_of_access(page, faults) == []
    page.get_by_role("link", name="通知设置").click()
    expect(page.get_by_text(f"在每天 {hour} 时发出")).to_be_visible()
    choose_mail(page)
    assert faults_of_access(page, faults) == []
    snap(page, "notification-settings")

    report = bureau.report(State.SUBMITTED, about("测绘支部"))
    send_back(window(bureau.reviewer))
    daily = bureau.report(State.APPROVED, about("规划支部"))
    make.perform(ARCHIVE, approved, by=bureau.administrator)
    for _ in range(2):
        work()
        (letter,) = post
    assert (letter.subject, letter.to) == ("支笔：退回", ["lin@example.gov.cn"])
    words = f"《{report.headline}》被沈审核退回，请按意见修改后重新送审。"
    link = f"{live_server.url}/reports/{report.pk}/"
    assert f"林书记同志：\n\n{words}\n{link}\n" in letter.body

    page.goto(link)
    expect(page.get_by_role("region", name="沈审核退回的意见")).to_contain_text(OPINION)
    bell(page, 3)  # both approvals and the archiving
    assert faults_of_access(page, faults) == []
    snap(page, "report-returned")
    page.get_by_role("link", name="修改", exact=True).click()
    expect(page.get_by_role("region", name="沈审核退回的意见")).to_contain_text(OPINION)

    Mail.objects.filter(is_daily=True).update(next_try=timezone.now())
    for _ in range(2):
        work()
        _, gathered = post
    assert gathered.subject == "支笔：1 条通知"
    assert f"1. 《{daily.headline}》审核通过。" in gathered.body


def open_robots(page: Page) -> None:
    """From the menu of what administrators set up to the robots."""
    page.wait_for_load_state()  # before its script is there the menu stays closed
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="群机器人").click()
    expect(page.get_by_role("heading", level=1, name="群机器人")).to_be_visible()


def save(page: Page, **fields: str) -> None:
    """Fill in what is named by its label, and save."""
    for label, words in fields.items():
        page.get_by_role("textbox", name=label).fill(words)
    page.get_by_role("button", name="保存", exact=True).click()


def asked(bureau: Bureau) -> Assignment:
    """One more assignment that two branches owe, of which nothing reminds by itself."""
    return make.assignment(
        bureau.branch,
        bureau.sister,
        issuer=bureau.committee,
        by=bureau.administrator,
        due=timezone.localdate() + timedelta(days=12),
        remind_days=[],
    )


def add_group(page: Page, group: Server, snap: Snap) -> None:
    """Add a robot at a machine that may not be called, then at the right one; its key is asked again."""
    open_robots(page)
    page.get_by_role("link", name="添加群机器人").click()
    page.get_by_role("radio", name="钉钉").check()
    page.get_by_role("checkbox", name="新任务").uncheck()
    save(page, 名称="机关党建群", 地址="https://elsewhere.example/robot/send", 密钥=SECRET)
    refusal = page.get_by_text("elsewhere.example 不在允许的主机之列，请联系系统运维人员")
    expect(refusal).to_be_visible()
    expect(page.get_by_role("radio", name="钉钉")).to_be_checked()
    expect(page.get_by_text(KEY_IS_GONE)).to_be_visible()
    snap(page, "robot-refused")
    save(page, 地址=group.address)  # without a look at the key
    expect(page.get_by_text("不在允许的主机之列")).to_have_count(0)
    expect(page.get_by_text(KEY_IS_GONE)).to_be_visible()
    save(page, 地址=group.address, 密钥=SECRET)
    expect(page.get_by_text("群机器人“机关党建群”已保存")).to_be_visible()
    expect(page.get_by_role("heading", name="还没有发过消息")).to_be_visible()


def try_out(page: Page, group: Server, snap: Snap) -> None:
    """Press the test button while the other end refuses, and again when it does not."""
    taken, group.body = group.body, '{"errcode": 310000, "errmsg": "sign not match"}'
    page.get_by_role("button", name="测试").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "没有发成：对方拒收：310000 sign not match。对方"
    )
    snap(page, "robot-test-refused")
    group.body = taken
    page.get_by_role("button", name="测试").click()
    expect(page.get_by_text("已发到群里，请到群里看看。", exact=True)).to_be_visible()
    expect(page.get_by_text(taken)).to_have_count(0)
    assert [signed_for_dingtalk(path, SECRET) for path, _, _ in group.got] == [True, True]
    group.got.clear()


def remind(page: Page, owed: Assignment) -> None:
    """Remind everybody who has not submitted."""
    page.get_by_role("link", name="报送任务", exact=True).click()
    page.get_by_role("link", name=owed.name).click()
    page.get_by_role("button", name="提醒未送审的 2 家").click()
    expect(page.get_by_text("已提醒 2 个单位。")).to_be_visible()


def switch_off(page: Page, owed: Assignment) -> None:
    """See in the log what went out, and let nothing more go."""
    open_robots(page)
    page.get_by_role("link", name="机关党建群", exact=True).click()
    sent = page.get_by_role("listitem").filter(has_text=owed.name)
    expect(sent).to_contain_text("已发送")
    expect(sent).to_contain_text("对方答复 200")
    page.get_by_role("checkbox", name="启用").uncheck()
    save(page)
    expect(page.get_by_text("群机器人“机关党建群”已保存")).to_be_visible()


def test_an_administrator_connects_a_group_hears_it_and_switches_it_off(  # noqa: PLR0917 - fixtures
    bureau: Bureau,
    window: Window,
    group: Server,
    live_server: LiveServer,
    faults: Faults,
    snap: Snap,
) -> None:
    faults.allow(r"422 \(Unprocessable")  # the address of a machine that may not be called
    owed = asked(bureau)
    page = window(bureau.administrator)
    add_group(page, group, snap)
    try_out(page, group, snap)

    make.perform(SUBMIT, bureau.report(), by=bureau.secretary)  # the group was not to hear of it
    remind(page, owed)
    for _ in range(2):
        work()
        ((path, _, body),) = group.got
    assert signed_for_dingtalk(path, SECRET)
    words = json.loads(body)["text"]["content"]
    assert words.startswith(f"【催报】《{owed.name}》")
    assert words.endswith(f"生态修复科党支部、耕地保护科党支部。\n{live_server.url}/")

    assignments.remind(asked(bureau).pk, by=bureau.administrator)  # waits for the worker
    switch_off(page, owed)
    assignments.remind(asked(bureau).pk, by=bureau.administrator)
    work()
    assert len(group.got) == 1
    page.reload()
    expect(page.get_by_role("heading", name="发送记录 2")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="不必发送")).to_contain_text("已停用。")
    assert faults_of_access(page, faults) == []
    snap(page, "robot-off")
    page.get_by_role("navigation", name="当前位置").get_by_role("link").click()
    expect(page.get_by_role("listitem").filter(has_text="机关党建群")).to_contain_text("停用")
    snap(page, "robots")
