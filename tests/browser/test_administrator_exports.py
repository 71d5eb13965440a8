"""An administrator exports what was filtered, sees it being made, fetches it, cancels another."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from drafting.exporting import running
from reports.models import ExportJob
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import faults_of_access
from tests.people import Bureau

pytestmark = pytest.mark.races


@pytest.fixture
def page(
    new_context: Callable[..., BrowserContext], bureau: Bureau, settings: Settings, tmp_path: Path
) -> Page:
    """The administrator's page; two reports of this year and one of the last."""
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.EXPORT_AT_ONCE = 1
    settings.SOFFICE = "no-such-program"
    for year in (2026, 2025):
        make.report(bureau.branch, by=bureau.secretary, year=year)
    make.report(bureau.sister, by=bureau.sister_secretary, year=2026)
    page = new_context(accept_downloads=True).new_page()
    page.goto("/")
    page.get_by_label("账号").fill(bureau.administrator.username)
    page.get_by_label("密码").fill(make.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="报告", exact=True).click()
    return page


def test_an_export_is_ordered_followed_fetched_and_another_cancelled(
    page: Page, faults: Faults, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.get_by_label("年度").select_option("2026年")
    expect(page.get_by_text("共 2 份报告")).to_be_visible()
    page.get_by_role("button", name="导出全部").click()
    expect(page.get_by_text("2026年：2 份")).to_be_visible()
    assert faults_of_access(page, faults) == []
    page.get_by_role("button", name="开始导出").click()
    row = page.get_by_role("listitem").filter(has_text="2026年度党建工作总结.zip")
    expect(row.get_by_role("progressbar")).to_be_visible()
    expect(row).to_contain_text("排队中")

    publish = running.publish

    def seen(job: ExportJob, *made: object) -> None:
        expect(row).to_contain_text("正在合成文件")  # the page looks by itself
        publish(job, *made)

    monkeypatch.setattr(running, "publish", seen)
    call_command("work", once=True)
    with page.expect_download() as fetched:
        row.get_by_role("link", name="下载 2026年度党建工作总结.zip").click()
    fetched.value.save_as(tmp_path / "fetched.zip")
    with ZipFile(tmp_path / "fetched.zip") as archive:
        assert len(archive.namelist()) == 3

    page.get_by_role("link", name="选报告导出").click()
    page.get_by_role("checkbox", name="选中《").first.check()
    page.get_by_role("checkbox", name="选中《").last.check()
    assert faults_of_access(page, faults) == []
    page.get_by_role("button", name="导出所选 2 份").click()
    page.get_by_role("radio", name="汇编").check()
    page.get_by_label("标题").fill("两年总结")
    page.get_by_role("button", name="开始导出").click()
    page.get_by_role("button", name="取消 两年总结.docx").click()
    expect(page.get_by_text("已取消：两年总结.docx")).to_be_visible()
    cancelled = page.get_by_role("listitem").filter(has_text="两年总结.docx")
    expect(cancelled.get_by_role("button", name="重新导出")).to_be_visible()
    assert faults_of_access(page, faults) == []
