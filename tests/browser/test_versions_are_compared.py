"""A reviewer looks at what changed; the secretary brings one passage back."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from reports import records
from reports.outline.reader import read
from tests import make
from tests.browser.test_administrator_keeps_people import signed_in
from tests.people import Bureau


def test_words_that_changed_are_seen_and_brought_back(
    new_context: Callable[..., BrowserContext],
    bureau: Bureau,
    snap: Callable[[Page, str], Path],
) -> None:
    report = bureau.report("returned")
    records.write_outline(report, read(make.TEXT.replace("党员大会4次", "党员大会6次")))
    page = signed_in(new_context().new_page(), bureau.secretary.username)
    page.goto(f"/reports/{report.pk}/compare/?against=2")
    expect(page.locator("del")).to_have_text("4")
    expect(page.locator("ins")).to_have_text("6")
    page.get_by_label("显示").select_option("inline")
    expect(page.locator(".comparison-inline del")).to_have_text("4")
    snap(page, "compare-inline")
    page.get_by_role("button", name="恢复这一段").click()
    expect(page.get_by_text("已按第2稿恢复这一段")).to_be_visible()
    assert "党员大会4次" in str(records.content_of(report))
