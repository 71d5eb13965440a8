"""A reviewer remarks on words, the secretary deals with it, and both see what became of it."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from drafting.models import Comment, Presence
from reports.models import Report
from reports.workflow import SUBMIT
from tests import make
from tests.browser.selecting import drag_over
from tests.browser.test_secretary_is_returned_and_resubmits import WCAG, sign_in
from tests.people import Bureau


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A report that waits for the reviewer."""
    return bureau.report("submitted")


def accessible(page: Page) -> None:
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()


def remark_and_return(page: Page) -> None:
    page.get_by_role("link", name="审核《").click()
    drag_over(page, "12次")
    page.get_by_role("button", name="建议改为").click()
    expect(page.get_by_role("dialog").get_by_role("blockquote")).to_have_text("12次")
    page.get_by_label("改为", exact=True).fill("14次")
    page.get_by_label("说明（可不填）").fill("与台账核对，@林")
    page.get_by_role("option", name="林书记").click()
    page.get_by_role("button", name="提出建议").click()
    expect(page.locator("#paper .remark")).to_have_text("12次")
    drag_over(page, "品牌特色不鲜明")
    page.get_by_role("button", name="批注", exact=True).click()
    page.get_by_label("批注内容").fill("请写具体。")
    page.get_by_role("button", name="写下批注").click()
    expect(page.locator("#paper .remark")).to_have_count(2)
    accessible(page)
    page.keyboard.press("n")
    expect(page.locator(".thread[aria-current]")).to_contain_text("与台账核对，@林书记")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("待处理的批注 2 条")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_role("status")).to_contain_text("待审的报告都办完了。")


def deal_with_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="修改《").click()
    expect(page.get_by_role("tab", name="批注 2")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#paper .check-mark.is-remarked")).to_have_text(["12次", "品牌特色不鲜明"])
    body = page.locator("textarea[name=body]").filter(has_text="品牌特色")
    body.fill("支部品牌特色不鲜明，没有形成可推广的做法。")
    body.press("Home")
    page.get_by_role("button", name="采纳", exact=True).click()
    expect(page.locator("textarea[name=body]").filter(has_text="全年学习14次")).to_be_visible()
    expect(body).to_be_focused()  # where one was writing
    expect(page.locator("#comments .thread-open")).to_have_count(1)
    page.locator(".thread-open summary", has_text="回复").click()
    page.get_by_role("textbox", name="回复").fill("已补充。")
    page.get_by_role("button", name="送出回复").click()
    expect(page.locator("#comments .reply-answer")).to_contain_text("已补充。")
    page.get_by_role("button", name="已解决").click()
    expect(page.get_by_text("没有待处理的批注。")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="送审").click()
    page.get_by_role("button", name="确认送审").click()
    expect(page.locator("h1 + .report-facts .state")).to_have_text("待审")


def see_what_became_of_it(page: Page) -> None:
    page.goto("/queue/")
    page.get_by_role("link", name="审核《").click()
    expect(page.locator(".queue-place")).to_have_text("第 1/1 份")
    page.get_by_role("tab", name="与上一稿比较").click()
    expect(page.locator("#changes-body")).to_contain_text("14次")
    expect(page).to_have_url(re.compile("#tab=pane-changes$"))
    page.reload()
    expect(page.locator("#changes-body")).to_contain_text("没有形成可推广的做法")
    page.get_by_role("tab", name="批注", exact=True).click()
    page.get_by_text("已处理 2").click()
    expect(page.locator("#comments .tag-accepted")).to_have_text("已采纳")
    accessible(page)


def test_words_are_remarked_on_and_dealt_with(
    bureau: Bureau, report: Report, new_context: Callable[..., BrowserContext]
) -> None:
    reviewer = sign_in(new_context(), bureau.reviewer.username)
    remark_and_return(reviewer)
    secretary = sign_in(new_context(), bureau.secretary.username)
    deal_with_it(secretary)
    see_what_became_of_it(reviewer)
    states = Comment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "resolved"]


def test_people_see_each_other_at_work(
    bureau: Bureau, new_context: Callable[..., BrowserContext]
) -> None:
    report = bureau.report()
    secretary = sign_in(new_context(), bureau.secretary.username)
    secretary.goto(f"/reports/{report.pk}/edit/")
    body = secretary.locator("textarea[name=body]").filter(has_text="召开党员大会4次")
    with secretary.expect_response("**/presence/"):
        body.press_sequentially("补")
    reviewer = sign_in(new_context(), bureau.reviewer.username)
    reviewer.goto(f"/reports/{report.pk}/")
    expect(reviewer.locator("[data-present]")).to_contain_text("林书记正在写")
    with secretary.expect_response("**/presence/"):
        secretary.locator("textarea[name=body]").first.press_sequentially("又")
    expect(secretary.locator("[data-present]")).to_contain_text("沈审核正在看")
    reviewer.goto("/")
    expect(reviewer.get_by_role("heading", name="工作台")).to_be_visible()
    with secretary.expect_response("**/presence/"):
        body.press_sequentially("再")
    expect(secretary.locator("[data-present]")).to_be_hidden()
    assert not Presence.objects.filter(user=bureau.reviewer).exists()


def test_a_reviewer_walks_along_the_queue_by_keyboard(
    bureau: Bureau, new_context: Callable[..., BrowserContext]
) -> None:
    for name in ("云水", "青山", "白河"):
        text = f"{name}党支部2026年党建工作总结\n一、主要工作\n（一）学习。全年学习12次。\n"
        made = make.report(bureau.branch, by=bureau.secretary, text=text)
        make.perform(SUBMIT, made, by=bureau.secretary)
    page = sign_in(new_context(), bureau.reviewer.username)
    page.get_by_role("link", name="待审", exact=True).click()
    page.get_by_label("排序").select_option("organization")
    page.get_by_role("link", name="审核《云水").click()
    page.get_by_role("tab", name="经过").click()
    expect(page).to_have_url(re.compile("#tab=pane-history$"))
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("h1")).to_contain_text("青山")
    expect(page.get_by_role("tab", name="经过")).to_have_attribute("aria-selected", "true")
    expect(page.locator("h1")).to_be_in_viewport()
    page.wait_for_load_state()  # keys are heard once the scripts are there
    page.keyboard.press("k")
    expect(page.locator("h1")).to_contain_text("云水")
    page.wait_for_load_state()
    page.keyboard.press("j")
    expect(page.locator(".queue-place")).to_have_text("第 2/3 份")
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.keyboard.type("jjkk 请补充数据。")
    page.get_by_role("button", name="退回", exact=True).click()
    page.get_by_role("button", name="确认退回").click()
    expect(page.locator("h1")).to_contain_text("白河")
    expect(page.locator(".queue-place")).to_have_text("第 2/2 份")
