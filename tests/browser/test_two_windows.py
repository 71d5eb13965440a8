"""The same report open twice: nobody's words are overwritten, and none are lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports import editing, records
from reports.models import Report
from reports.outline.writer import write
from tests.browser.conftest import Faults
from tests.browser.writing import (
    body,
    editor,
    entry_of,
    faults_of_access,
    saved,
    sign_in,
    state,
    text_of,
)
from tests.people import Bureau

pytestmark = pytest.mark.races


@pytest.fixture
def report(bureau: Bureau, context: BrowserContext, base_url: str, faults: Faults) -> Report:
    """A draft, its secretary signed in; a refused save is what these stories are about."""
    sign_in(context, bureau.secretary, base_url)
    faults.allow("409")
    return bureau.report()


@pytest.mark.parametrize("choice", ["用我的", "用对方的", "合并后保存"])
def test_both_texts_are_shown_and_whatever_is_chosen_both_stay(
    choice: str,
    report: Report,
    context: BrowserContext,
    snap: Callable[[Page, str], Path],
    faults: Faults,
) -> None:
    one, two = editor(context, report), editor(context, report)
    entry = entry_of(report, "严格组织生活")
    body(one, entry).fill("落实制度，召开党员大会5次。")
    saved(one)
    body(two, entry).fill("落实制度，召开党员大会6次。")
    dialog = two.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text(["5", "6"])
    assert faults_of_access(two, faults) == []
    if choice == "合并后保存":
        snap(two, "conflict")
        dialog.get_by_text("合并两份").click()
        dialog.get_by_label("合并后的正文").fill("落实制度，召开党员大会11次。")
    dialog.get_by_role("button", name=choice).click()
    saved(two)
    number = {"用我的": "6", "用对方的": "5", "合并后保存": "11"}[choice]
    expect(body(two, entry)).to_have_value(f"落实制度，召开党员大会{number}次。")
    assert f"召开党员大会{number}次。" in text_of(report)
    kept = "".join(write(records.outline_of(r.content)) for r in report.revisions.all())
    assert all(f"党员大会{n}次" in kept + text_of(report) for n in "56")
    assert two.evaluate("localStorage.length") == 0


def test_a_change_of_order_elsewhere_is_shown_before_one_acts_on_it(
    report: Report, context: BrowserContext
) -> None:
    editing.renumber_all(report.pk, by=report.author, arrangement=report.arrangement)
    one, two = editor(context, report), editor(context, report)
    first, second = entry_of(report, "强化理论武装"), entry_of(report, "严格组织生活")
    body(one, second).press("Alt+ArrowUp")
    expect(one.locator("#outline")).to_contain_text("（一）严格组织生活")
    body(two, first).press("Alt+ArrowDown")
    expect(two.get_by_text("已为您刷新")).to_be_visible()
    expect(two.locator("#outline")).to_contain_text("（一）严格组织生活")
    assert text_of(report).index("严格组织生活") < text_of(report).index("强化理论武装")


def test_what_was_deleted_elsewhere_keeps_the_words_in_this_window(
    report: Report, context: BrowserContext, faults: Faults
) -> None:
    faults.allow("404")
    one, two = editor(context, report), editor(context, report)
    entry = entry_of(report, "严格组织生活")
    body(one, entry).click()
    one.locator(f"#entry-{entry.pk}").get_by_role("button", name="删除").click()
    expect(body(one, entry)).to_have_count(0)
    body(two, entry).fill("还在写的文字。")
    expect(state(two)).to_have_attribute("data-state", "failed", timeout=10_000)
    two.close()
    one.reload()
    expect(one.locator("#orphans")).to_contain_text("还在写的文字。")
