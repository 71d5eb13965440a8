"""The secretary writes: words are saved by themselves, parts come, move, go and come back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from reports import editing
from reports.models import Entry, Report
from reports.states import State
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


@pytest.fixture
def report(bureau: Bureau, context: BrowserContext, base_url: str) -> Report:
    """A draft, and its secretary signed in."""
    sign_in(context, bureau.secretary, base_url)
    return bureau.report()


def test_typed_words_are_saved_and_there_after_a_reload(
    report: Report, context: BrowserContext, snap: Callable[[Page, str], Path], faults: Faults
) -> None:
    page = editor(context, report)
    field = body(page, entry_of(report, "严格组织生活"))
    field.press("Control+End")
    field.press_sequentially("全年讲党课6次。")
    expect(state(page)).to_contain_text("有未保存的文字")
    saved(page)
    assert "召开党员大会4次。全年讲党课6次。\n" in text_of(report)
    expect(page.locator("#outline [data-length-of=report]")).to_have_text("252 字")
    page.reload()
    expect(field).to_have_value("落实“三会一课”制度，召开党员大会4次。全年讲党课6次。")
    assert page.evaluate("localStorage.length") == 0
    snap(page, "editor")
    assert faults_of_access(page, faults) == []


def test_words_typed_before_the_scripts_have_come_are_saved(
    report: Report, context: BrowserContext
) -> None:
    page = context.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/editor/editor.js", hold)
    with page.expect_request("**/editor/editor.js"):
        page.goto(f"/reports/{report.pk}/edit/", wait_until="commit")
    body(page, entry_of(report, "严格组织生活")).fill("页面刚出来就写。")
    held[0].continue_()
    page.locator("html.has-script").wait_for()
    page.get_by_role("button", name="送审").click()
    page.get_by_role("button", name="确认送审").wait_for()
    assert "严格组织生活。页面刚出来就写。\n" in text_of(report)


def test_words_leave_with_the_page_when_it_is_closed_at_once(
    report: Report, context: BrowserContext
) -> None:
    page = editor(context, report)
    body(page, entry_of(report, "严格组织生活")).fill("刚写就关。")
    page.close(run_before_unload=True)
    other = editor(context, report)
    for _try in range(40):  # they travel when the window is gone already
        if "刚写就关。" in text_of(report):
            break
        other.wait_for_timeout(500)
    other.reload()
    expect(body(other, entry_of(report, "严格组织生活"))).to_have_value("刚写就关。")


def test_parts_are_added_split_merged_moved_and_deleted_by_keyboard(
    report: Report, context: BrowserContext
) -> None:
    editing.renumber_all(report.pk, by=report.author, arrangement=report.arrangement)
    page = editor(context, report)
    first = entry_of(report, "强化理论武装")
    field = body(page, first)
    field.press("Control+End")
    field.press_sequentially("三是讲党课。")
    field.press("Control+Enter")  # behind the last word: a new entry
    new = page.locator("li.block:nth-child(2) textarea[name=heading]:focus")
    expect(new).to_be_visible()
    new.press_sequentially("加强党员教育")
    new.press("Enter")
    page.keyboard.type("办培训班2期。开展轮训。")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#outline")).to_contain_text("（二）强化理论武装")
    assert page.evaluate("document.activeElement.name") == "body"
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Enter")  # within the words: a split
    expect(page.locator("#outline")).to_contain_text("（三）强化理论武装")
    saved(page)
    assert "（一）加强党员教育。办培训班2期。\n（二）开展轮训。\n（三）强化理论武装。" in text_of(
        report
    )
    row = Entry.objects.get(section__report=report, body="办培训班2期。\n")
    block = page.locator(f"#entry-{row.pk}")
    block.locator("[name=body]").click()
    block.get_by_role("button", name="合并下条").click()
    expect(page.locator("#outline")).to_contain_text("（二）强化理论武装")
    assert "（一）加强党员教育。办培训班2期。\n开展轮训。\n（二）强化" in text_of(report)


def test_what_was_deleted_comes_back_by_a_press(report: Report, context: BrowserContext) -> None:
    page = editor(context, report)
    entry = entry_of(report, "严格组织生活")
    before = text_of(report)
    body(page, entry).click()
    page.locator(f"#entry-{entry.pk}").get_by_role("button", name="删除").click()
    expect(body(page, entry)).to_have_count(0)
    assert "严格组织生活" not in text_of(report)
    page.get_by_role("button", name="撤销").click()
    expect(body(page, entry)).to_be_visible()
    assert text_of(report) == before


def test_an_entry_is_dragged_into_another_section(report: Report, context: BrowserContext) -> None:
    page = editor(context, report)
    entry, target = entry_of(report, "严格组织生活"), entry_of(report, "学用结合不够紧密")
    page.locator(f"#entry-{entry.pk}").hover()
    handle = page.locator(f"#entry-{entry.pk} [data-handle]").bounding_box()
    place = page.locator(f"#entry-{target.pk}").bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(place["x"] + 40, place["y"] - 5, steps=12)
    page.mouse.move(place["x"] + 40, place["y"] + 6, steps=6)
    page.mouse.up()
    expect(page.locator("#paper")).to_have_attribute(
        "data-arrangement", str(report.arrangement + 1)
    )
    assert text_of(report).index("二、存在问题") < text_of(report).index("严格组织生活")


def test_everything_is_renumbered_after_a_look(
    context: BrowserContext,
    bureau: Bureau,
    base_url: str,
    snap: Callable[[Page, str], Path],
    faults: Faults,
) -> None:
    sign_in(context, bureau.secretary, base_url)
    report = bureau.report(text="总结\n一、甲\n（一）子。文。\n（三）丑。文。\n三、乙\n文。\n")
    page = editor(context, report)
    body(page, entry_of(report, "丑")).fill("还没保存的字。")
    page.get_by_role("link", name="重新编号", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(3)
    snap(page, "renumber")
    assert faults_of_access(page, faults) == []
    page.get_by_role("button", name="改 2 处序号").click()
    page.wait_for_url("**/edit/")
    assert (
        text_of(report) == "总结\n一、甲\n（一）子。文。\n（二）丑。还没保存的字。\n二、乙\n文。\n"
    )


def test_a_returned_report_shows_why_and_goes_back_to_review(
    context: BrowserContext, bureau: Bureau, base_url: str
) -> None:
    sign_in(context, bureau.secretary, base_url)
    report = bureau.report(State.RETURNED)
    page = editor(context, report)
    expect(page.get_by_role("heading", name="沈审核退回的意见")).to_be_visible()
    body(page, entry_of(report, "严格组织生活")).fill("核实过了。")
    page.get_by_role("button", name="送审").click()  # saves first
    page.get_by_role("button", name="确认送审").click()
    expect(page.get_by_text("待审").first).to_be_visible()
    assert "核实过了。" in text_of(report)
    assert Report.objects.get(pk=report.pk).state == State.SUBMITTED


def test_roles_and_numbers_are_set_in_the_block(report: Report, context: BrowserContext) -> None:
    page = editor(context, report)
    entry = entry_of(report, "严格组织生活")
    body(page, entry).click()
    block = page.locator(f"#entry-{entry.pk}")
    block.locator("summary").click()
    block.locator("[name=role]").select_option("problems")
    block.get_by_label("原文序号").fill("2.")
    block.get_by_label("标题独占一行").check()
    saved(page)
    entry.refresh_from_db()
    assert (entry.role, entry.marker, entry.heading_end) == ("problems", "2.", "\n")
