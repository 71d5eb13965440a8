"""The main road: import, submit, return, correct, submit again, approve, take away, archive.

Three people in three browsers; every page is looked at, and checked for accessibility.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from docx import Document
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from reports.models import Report
from tests import make
from tests.browser.conftest import Faults
from tests.people import Bureau

OPINION = "“三会一课”次数与台账不符，应为5次，请核实后再送。"
# Without preloading, which would fetch style sheets from addresses of axe's own guessing.
WCAG = {
    "preload": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
}
Look = Callable[[Page, str], None]


@pytest.fixture
def look(snap: Callable[[Page, str], Path]) -> Look:
    """Give `look(page, name)`: a picture of the page, which must be accessible to all."""

    def look(page: Page, name: str) -> None:
        snap(page, f"story-{name}")
        found = Axe().run(page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()

    return look


def sign_in(context: BrowserContext, username: str) -> Page:
    """A page of somebody who has just signed in, at the workbench."""
    page = context.new_page()
    page.goto("/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")
    return page


def confirm(page: Page, kind: str) -> None:
    """Press a decision's button, read what follows from it, and press again."""
    page.get_by_role("button", name=kind, exact=True).click()
    page.get_by_role("button", name=f"确认{kind}").click()


def import_and_submit(secretary: Page, look: Look) -> None:
    look(secretary, "01-secretary-workbench")
    secretary.get_by_role("link", name="开始起草").click()
    secretary.get_by_label("导入文件").check()
    file = {"name": "总结.txt", "mimeType": "text/plain", "buffer": make.TEXT.encode()}
    secretary.locator("input[type=file]").set_input_files(file)
    look(secretary, "02-start")
    secretary.get_by_role("button", name="下一步").click()
    expect(secretary.get_by_role("heading", name="这样理解对吗？")).to_be_visible()
    look(secretary, "03-preview")
    secretary.get_by_role("button", name="确认导入").click()
    secretary.wait_for_url("**/edit/")
    look(secretary, "04-editor")
    secretary.get_by_role("button", name="送审").click()
    expect(secretary.get_by_text("报告将交上级党组织的审核人审核。")).to_be_visible()
    look(secretary, "05-confirm-submission")
    secretary.get_by_role("button", name="确认送审").click()
    expect(secretary.locator("h1 + .report-facts .state")).to_have_text("待审")


def send_back(reviewer: Page, look: Look) -> None:
    look(reviewer, "06-reviewer-workbench")
    reviewer.get_by_role("link", name="审核《").click()
    look(reviewer, "07-review")
    reviewer.get_by_role("button", name="退回", exact=True).click()
    expect(reviewer.get_by_role("alert")).to_contain_text("请写明退回的理由。")
    reviewer.get_by_label("审核意见").fill(OPINION)
    reviewer.get_by_role("button", name="退回", exact=True).click()
    expect(reviewer.get_by_role("button", name="确认退回")).to_be_focused()
    look(reviewer, "08-confirm-return")
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_role("status")).to_contain_text("待审的报告都办完了。")
    expect(reviewer.get_by_text(OPINION)).to_be_visible()


def correct_and_resubmit(secretary: Page, look: Look) -> None:
    secretary.goto("/")
    expect(secretary.get_by_text(OPINION)).to_be_visible()
    look(secretary, "09-returned")
    secretary.get_by_role("link", name="修改《").click()
    body = secretary.locator("textarea[name=body]").filter(has_text="召开党员大会4次")
    body.fill("落实“三会一课”制度，召开党员大会5次。")
    body.blur()
    expect(secretary.locator("#save-state")).to_have_attribute("data-state", "saved")
    look(secretary, "10-corrected")
    secretary.get_by_role("button", name="送审").click()
    secretary.get_by_role("button", name="确认送审").click()
    expect(secretary.locator("h1 + .report-facts .state")).to_have_text("待审")


def approve(reviewer: Page, look: Look) -> None:
    reviewer.goto("/")
    reviewer.get_by_role("link", name="审核《").click()
    expect(reviewer.locator(".paper")).to_contain_text("召开党员大会5次。")
    look(reviewer, "11-review-again")
    confirm(reviewer, "通过")
    expect(reviewer.get_by_role("heading", name="没有等您审核的报告")).to_be_visible()


def take_away_and_archive(administrator: Page, look: Look, folder: Path) -> None:
    look(administrator, "12-administrator-workbench")
    with administrator.expect_download() as started:
        administrator.get_by_role("link", name="下载《").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    today = timezone.localdate()
    title = "云岭市自然资源局测试党支部2026年党建工作总结"
    assert file.name == f"生态修复科党支部-{title}-{today:%Y-%m-%d}.docx"
    words = "".join("".join(p.text.split()) for p in Document(str(file)).paragraphs)
    assert words == "".join(make.TEXT.replace("党员大会4次", "党员大会5次").split())
    administrator.get_by_role("button", name="归档《").click()
    administrator.get_by_role("button", name="确认归档").click()
    expect(administrator.get_by_role("status")).to_contain_text(f"已归档《{title}》。")
    administrator.get_by_role("link", name="报告", exact=True).click()
    look(administrator, "13-list")
    administrator.get_by_role("link", name=title, exact=True).click()
    look(administrator, "14-archived")
    administrator.get_by_role("link", name="查看第2稿").click()
    expect(administrator.locator(".paper")).to_contain_text("召开党员大会4次。")
    look(administrator, "15-revision")


def test_a_report_is_returned_corrected_approved_and_archived(
    bureau: Bureau,
    new_context: Callable[..., BrowserContext],
    look: Look,
    faults: Faults,
    tmp_path: Path,
) -> None:
    faults.allow(r"409 \(Conflict\) .*/do/return/")  # the reviewer forgets the opinion at first
    make.assignment(
        bureau.branch,
        bureau.sister,
        issuer=bureau.committee,
        by=bureau.administrator,
        due=timezone.localdate() + timedelta(days=12),
    )
    User.objects.filter(pk=bureau.administrator.pk).update(is_staff=True)
    secretary = sign_in(new_context(), "shuji")
    import_and_submit(secretary, look)
    reviewer = sign_in(new_context(), "shenhe")
    send_back(reviewer, look)
    correct_and_resubmit(secretary, look)
    approve(reviewer, look)
    take_away_and_archive(sign_in(new_context(), "guanli"), look, tmp_path)
    kinds = Report.objects.get().events.values_list("kind", flat=True)
    assert list(kinds) == ["import", "submit", "return", "submit", "approve", "archive"]
