"""Somebody signs in; and what the watch over all browser tests sees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests import make
from tests.browser.conftest import Faults


def test_a_mistyped_password_is_told_and_the_right_one_opens_the_page_asked_for(
    page: Page, snap: Callable[[Page, str], Path]
) -> None:
    make.user("zhangwei", full_name="张卫")
    page.goto("/accounts/profile/")
    page.get_by_label("账号").fill("zhangwei")
    page.get_by_label("密码").fill("mistyped")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("账号或密码不正确")).to_be_visible()
    snap(page, "sign-in")
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/accounts/profile/")
    expect(page.get_by_text("张卫").first).to_be_visible()


def test_the_watch_sees_errors_and_requests_to_other_machines(page: Page, faults: Faults) -> None:
    page.goto("/accounts/sign-in/")
    assert faults.seen == []
    page.evaluate("fetch('http://192.0.2.1/').catch(() => {})")  # stopped by the policy
    page.evaluate("setTimeout(() => { throw new Error('uncaught') })")
    page.evaluate("console.error('complaint')")
    with pytest.raises(Error, match="ERR_"):
        page.goto("http://127.0.0.1:8999/")
    told = " ".join(faults.left())
    assert "Content Security Policy" in told
    assert "request to another machine: http://127.0.0.1:8999/" in told
    assert "exception: uncaught" in told
    assert "console: complaint" in told
    faults.allow(".")
    assert faults.left() == []
