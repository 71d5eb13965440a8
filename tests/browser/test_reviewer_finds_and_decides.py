"""A reviewer looks for a report and decides on it, with script and without."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.models import Report
from reports.workflow import SUBMIT
from tests import make
from tests.people import Bureau

TEXT = "{}党支部2026年党建工作总结\n一、主要工作\n（一）学习。全年学习12次。\n"


@pytest.fixture
def reports(bureau: Bureau) -> list[Report]:
    """Two reports that wait for the reviewer."""
    made = [
        make.report(bureau.branch, by=bureau.secretary, text=TEXT.format(name))
        for name in ("云水", "青山")
    ]
    return [make.perform(SUBMIT, report, by=bureau.secretary) for report in made]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    bureau: Bureau,
    reports: list[Report],
) -> Page:
    """The reviewer's page after sign-in, in a browser with script and in one without."""
    page = new_context(java_script_enabled=request.param).new_page()
    page.goto("/")
    page.get_by_label("账号").fill(bureau.reviewer.username)
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    return page


def test_a_report_is_found_by_words_of_its_title(page: Page, reports: list[Report]) -> None:
    page.get_by_role("link", name="报告", exact=True).click()
    expect(page.get_by_text("共 2 份报告")).to_be_visible()
    page.get_by_label("标题").press_sequentially("青山")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("共 1 份报告")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]words=%E9%9D%92%E5%B1%B1"))
    page.get_by_role("link", name=reports[1].headline, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=reports[1].headline)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("共 1 份报告")).to_be_visible()
    expect(page.get_by_label("标题")).to_have_value("青山")


@pytest.mark.parametrize("page", [True], indirect=True, ids=["script"])
def test_the_list_follows_what_is_typed(page: Page, reports: list[Report]) -> None:
    page.goto("/reports/")
    page.get_by_label("标题").press_sequentially("云水")
    expect(page.get_by_text("共 1 份报告")).to_be_visible()
    page.get_by_label("状态").select_option("draft")
    expect(page.get_by_text("没有符合条件的报告")).to_be_visible()
    expect(page.get_by_label("标题")).to_have_value("云水")


@pytest.mark.parametrize("page", [True], indirect=True, ids=["script"])
def test_three_findings_are_seen_above_the_decision(page: Page, bureau: Bureau) -> None:
    words = "末来要规范权利运行，布署工作。"
    report = make.report(bureau.branch, by=bureau.secretary, text=TEXT.format("林海") + words)
    make.perform(SUBMIT, report, by=bureau.secretary)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/reports/{report.pk}/")
    third = page.locator("#pane-check .found").nth(2).bounding_box()
    foot = page.locator(".review-foot").bounding_box()
    assert third
    assert foot
    assert third["y"] + third["height"] <= foot["y"]
    expect(page.get_by_role("button", name="通过", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("退回时写明")).to_be_hidden()
    page.get_by_label("审核意见").click()
    expect(page.get_by_text("退回时写明")).to_be_visible()


def test_one_decision_leads_to_the_next(
    page: Page, reports: list[Report], snap: Callable[[Page, str], Path]
) -> None:
    page.get_by_role("link", name=f"审核《{reports[0].headline}》").click()
    page.get_by_label("审核意见").fill("请补充具体数据。")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("报告退回生态修复科党支部，由支部书记修改后重新送审。")).to_be_visible()
    page.get_by_role("button", name="返回", exact=True).click()
    expect(page.get_by_label("审核意见")).to_have_value("请补充具体数据。")
    page.get_by_role("button", name="退回", exact=True).click()
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_role("heading", level=1, name=reports[1].headline)).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("下面是下一份，还有 1 份待您审核。")
    snap(page, "review-next")
    reports[0].refresh_from_db()
    assert (reports[0].state, reports[0].events.last().opinion) == ("returned", "请补充具体数据。")
