"""An administrator asks all branches but one; a secretary begins; progress shows it; a reminder."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from accounts.roles import MemberRole
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import faults_of_access
from tests.people import Bureau


@pytest.fixture
def signed_in(new_context: Callable[..., BrowserContext]) -> Callable[[User], Page]:
    """Give the page of somebody who has signed in."""

    def sign_in(person: User) -> Page:
        page = new_context().new_page()
        page.goto("/")
        page.get_by_label("账号").fill(person.username)
        page.get_by_label("密码").fill(make.PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="工作台")).to_be_visible()
        return page

    return sign_in


def test_an_administrator_asks_everybody_but_one(
    bureau: Bureau,
    signed_in: Callable[[User], Page],
    faults: Faults,
    snap: Callable[[Page, str], Path],
) -> None:
    group = make.organization("事业单位党总支", parent=bureau.committee, kind="general_branch")
    spared = make.organization("测绘中心党支部", parent=group)
    registry = make.organization("登记中心党支部", parent=group)
    make.member(registry, MemberRole.SECRETARY)
    due = timezone.localdate() + timedelta(days=10)

    desk = signed_in(bureau.administrator)
    desk.get_by_role("link", name="报送任务", exact=True).click()
    desk.get_by_role("link", name="新建任务").click()
    desk.get_by_label("名称*").fill("2026年度党建工作总结")
    desk.get_by_label("截止日期").fill(due.isoformat())
    desk.get_by_label("报送要求").fill("问题要见人见事。")
    expect(desk.get_by_text("已选 4 个报送单位")).to_be_visible()
    desk.get_by_role("button", name="事业单位党总支的下级").click()
    desk.get_by_role("checkbox", name="测绘中心党支部").uncheck()
    expect(desk.get_by_text("已选 3 个报送单位")).to_be_visible()
    expect(desk.get_by_role("checkbox", name="事业单位党总支")).to_be_checked(indeterminate=True)
    assert faults_of_access(desk, faults) == []
    snap(desk, "assignment-new")
    desk.get_by_role("button", name="保存草稿").click()
    expect(desk.get_by_role("heading", name="将布置给这些单位")).to_contain_text("3")
    assert faults_of_access(desk, faults) == []
    desk.get_by_role("button", name="发布", exact=True).click()
    expect(desk.get_by_role("heading", name="逐日进度")).to_be_visible()
    expect(desk.get_by_role("row").filter(has_text="登记中心党支部")).to_contain_text("未起草")
    expect(desk.get_by_text(str(spared))).to_have_count(0)

    writer = signed_in(bureau.secretary)
    writer.get_by_role("link", name="开始起草2026年度党建工作总结").click()
    expect(writer.get_by_text("问题要见人见事。")).to_be_visible()
    writer.get_by_role("button", name="下一步").click()
    expect(writer.get_by_role("button", name="送审")).to_be_visible()

    desk.reload()
    row = desk.get_by_role("row").filter(has_text="生态修复科党支部")
    expect(row).to_contain_text("草稿")
    expect(desk.locator("[data-chart] canvas")).to_be_visible()
    desk.get_by_text("看数字").click()
    expect(desk.get_by_role("row").filter(has_text=f"{due.month}月")).not_to_have_count(0)
    assert faults_of_access(desk, faults) == []
    desk.get_by_role("button", name="提醒未送审的 3 家").click()
    expect(desk.get_by_role("status").first).to_contain_text("已提醒 3 个单位。")
    snap(desk, "assignment-progress")
