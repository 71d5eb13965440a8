"""Two levels of review: a stand-in decides, an approval is taken back, one goes a step back.

And what people are told of it: the bell of each.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports.models import Report
from reports.workflow import SUBMIT
from tests import make
from tests.browser.conftest import Window
from tests.people import Bureau

pytestmark = pytest.mark.races


@pytest.fixture
def division(bureau: Bureau) -> Organization:
    """A general branch between the committee and a branch."""
    return make.organization("规划片区党总支", parent=bureau.committee, kind="general_branch")


@pytest.fixture
def first(division: Organization) -> User:
    """The reviewer of the general branch, who is about to leave on business."""
    return make.member(division, MemberRole.REVIEWER, username="yiji", full_name="易初审")


@pytest.fixture
def stand_in(division: Organization) -> User:
    """A colleague in the general branch."""
    return make.member(division, MemberRole.ADMINISTRATOR, username="daiban", full_name="戴同志")


@pytest.fixture
def report(bureau: Bureau, division: Organization) -> Report:
    """Submitted to the general branch first, then to the committee."""
    branch = make.organization("测绘中心党支部", parent=division)
    writer = make.member(branch, MemberRole.SECRETARY, username="cehui", full_name="测书记")
    assignment = make.assignment(
        branch, issuer=bureau.committee, by=bureau.administrator, levels=(1, 2)
    )
    made = make.report(branch, by=writer, assignment=assignment)
    return make.perform(SUBMIT, made, by=writer)


def decide(page: Page, report: Report, what: str, opinion: str) -> None:
    """Open the report, say why, decide, confirm."""
    page.goto(f"/reports/{report.pk}/")
    page.locator("#id_opinion").fill(opinion)
    page.get_by_role("button", name=what, exact=True).click()
    page.get_by_role("button", name=f"确认{what}").click()
    expect(page.get_by_text(f"已{what}《{report.headline}》。")).to_be_visible()


def test_a_stand_in_approves_takes_it_back_and_gets_it_back(  # noqa: PLR0917 - fixtures
    bureau: Bureau,
    first: User,
    stand_in: User,
    report: Report,
    window: Window,
    snap: Callable[[Page, str], Path],
) -> None:
    leaving = window(first)
    leaving.get_by_role("button", name="账号菜单").click()
    leaving.get_by_role("link", name="委托").click()
    leaving.get_by_label("代办人").select_option(label="戴同志")
    leaving.get_by_label("到", exact=False).last.fill(timezone.localdate().isoformat())
    leaving.get_by_role("button", name="委托", exact=True).click()
    expect(leaving.get_by_text("戴同志代我审核")).to_be_visible()

    deputy = window(stand_in)
    deputy.get_by_role("button", name="通知，1 条未读").click()
    deputy.get_by_role("link", name="易初审委托您代为审核").click()
    expect(deputy.get_by_text("我代易初审审核")).to_be_visible()
    decide(deputy, report, "通过", "数据已核对。")

    above = window(bureau.reviewer)
    above.goto(f"/reports/{report.pk}/")
    before = above.get_by_role("list", name="前面各级的审核")
    expect(before).to_contain_text("第1级 戴同志（代易初审）")
    expect(before).to_contain_text("数据已核对。")
    snap(above, "review-second-level")

    decide(deputy, report, "撤销通过", "点错了，还有一处要核。")
    decide(deputy, report, "通过", "这次核对好了。")
    decide(above, report, "退回上一级", "党员人数请再核。")
    deputy.goto("/")
    deputy.get_by_role("button", name="通知，1 条未读").click()
    deputy.get_by_role("link", name="退回第1级重新审核").click()
    expect(deputy.get_by_role("heading", level=1, name=report.headline)).to_be_visible()
    expect(deputy.get_by_role("button", name="通知", exact=True)).to_be_visible()
    kinds = report.events.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-4:] == ["approve", "recall", "approve", "step_back"]


def test_the_bell_tells_the_secretary_and_falls_silent(
    bureau: Bureau, window: Window, snap: Callable[[Page, str], Path]
) -> None:
    bureau.report("returned")
    report = bureau.report("returned")
    page = window(bureau.secretary)
    page.get_by_role("button", name="通知，2 条未读").click()
    page.get_by_role("link", name="被沈审核退回").first.click()
    expect(page.get_by_role("heading", level=1, name=report.headline)).to_be_visible()
    page.wait_for_load_state()  # before its script is there the bell leads to the page
    page.get_by_role("button", name="通知，1 条未读").click()
    page.get_by_role("link", name="全部通知").click()
    expect(page.get_by_role("heading", level=1, name="通知")).to_be_visible()
    snap(page, "notifications")
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_text("已将 1 条通知标为已读。")).to_be_visible()
    expect(page.get_by_role("button", name="通知", exact=True)).to_be_visible()
