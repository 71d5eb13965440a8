"""A request of a page fails: the person is told in Chinese, and the page stays as it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.conftest import Faults
from tests.people import Bureau

PROFILE = "/accounts/profile/"
ADD_BUTTON = """([verb, address]) => {
  const button = document.createElement("button");
  button.textContent = "试一试";
  button.setAttribute(verb, address);
  document.querySelector("main").append(button);
  htmx.process(button);
}"""


def sign_in(page: Page, username: str) -> None:
    page.goto(f"/accounts/sign-in/?next={PROFILE}")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{PROFILE}")


@pytest.fixture
def page_of_zhang(page: Page) -> Page:
    make.user("zhangwei", full_name="张卫")
    sign_in(page, "zhangwei")
    return page


def press(page: Page, verb: str, address: str) -> None:
    page.evaluate(ADD_BUTTON, [verb, address])
    page.get_by_role("button", name="试一试").click()


def test_the_servers_sentence_is_shown_and_can_be_put_away(
    page_of_zhang: Page, faults: Faults
) -> None:
    faults.allow("404")
    page = page_of_zhang
    press(page, "hx-get", "/nothing-here/")
    note = page.get_by_role("alert")
    expect(note).to_have_text("要找的内容不存在，或者不在您的查看范围内。")
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    note.get_by_role("button", name="关闭提示").click()
    expect(note).to_have_count(0)


def test_a_server_that_is_out_of_reach_is_told(page_of_zhang: Page, faults: Faults) -> None:
    faults.allow("ERR_FAILED|htmx:(afterRequest|sendError)")
    page = page_of_zhang
    page.route("**/accounts/password/", lambda route: route.abort())
    press(page, "hx-post", "/accounts/password/")
    expect(page.get_by_role("alert")).to_contain_text("连接不上服务器")


def test_losing_the_network_and_finding_it_again_is_told(
    page_of_zhang: Page, faults: Faults
) -> None:
    page = page_of_zhang
    page.context.set_offline(True)
    expect(page.get_by_text("网络已断开")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("网络已恢复")).to_be_visible()


def test_an_expired_session_leads_to_the_sign_in_page_and_back(page_of_zhang: Page) -> None:
    page = page_of_zhang
    page.context.clear_cookies(name="sessionid")
    press(page, "hx-post", "/accounts/password/")
    page.wait_for_url(re.compile(r"/accounts/sign-in/\?next=/accounts/profile/$"))
    page.get_by_label("账号").fill("zhangwei")
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{PROFILE}")


def test_what_was_written_stays_when_the_session_has_expired(bureau: Bureau, page: Page) -> None:
    report = bureau.report("submitted")
    sign_in(page, bureau.reviewer.username)
    page.goto(f"/reports/{report.pk}/")
    page.get_by_label("审核意见").fill("请写具体。")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="退回", exact=True).click()
    note = page.get_by_role("alert").filter(has_text="登录已过期，没有提交。")
    with page.context.expect_page() as opened:
        note.get_by_role("button", name="去登录").click()
    beside = opened.value
    beside.get_by_label("账号").fill(bureau.reviewer.username)
    beside.get_by_label("密码").fill(make.PASSWORD)
    beside.get_by_role("button", name="登录").click()
    beside.wait_for_url(f"**/reports/{report.pk}/")
    expect(page.get_by_label("审核意见")).to_have_value("请写具体。")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_role("heading", name="确认退回这份报告？")).to_be_visible()


def test_a_form_that_was_open_while_somebody_signed_in_anew_still_counts(
    page_of_zhang: Page,
) -> None:
    page = page_of_zhang
    page.goto("/accounts/password/")
    page.context.clear_cookies(name="sessionid")
    elsewhere = page.context.new_page()
    sign_in(elsewhere, "zhangwei")  # the token in the form of `page` holds no longer
    page.get_by_label("当前密码").fill(make.PASSWORD)
    page.get_by_label("新密码*", exact=True).fill("qingchuan-lvse-9")
    page.get_by_label("再输一次新密码").fill("qingchuan-lvse-9")
    page.get_by_role("main").get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("status")).to_contain_text("密码已修改")
