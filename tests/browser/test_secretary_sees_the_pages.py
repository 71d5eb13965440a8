"""The secretary writes, sees the pages beside the paper, and prints them as they are."""

import unicodedata
from io import BytesIO

from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from reports import exports
from reports.word.pages.pagination import pages_of
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import body, editor, entry_of, faults_of_access, saved, sign_in
from tests.people import Bureau


def test_the_pages_follow_the_words_and_print_as_they_are(
    context: BrowserContext, bureau: Bureau, base_url: str, faults: Faults
) -> None:
    report = bureau.report(text=make.TEXT + "抓好党的政治建设工作。" * 60)
    sign_in(context, bureau.secretary, base_url)
    page = editor(context, report, base_url)
    page.get_by_role("tab", name="版面").click()
    sheets = page.locator("#pane-pages .sheet")
    expect(sheets).to_have_count(2)
    entry = entry_of(report, "品牌创建进展不快")
    body(page, entry).fill("支部品牌还没有名字。" * 60)
    saved(page)
    expect(sheets).to_have_count(3)
    expect(page.locator("#pane-pages")).to_contain_text("共 3 页")

    page.get_by_role("link", name="打开版面预览").click()
    page.wait_for_url("**/pages/")
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    assert faults_of_access(page, faults) == []
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    report.refresh_from_db()
    expected = pages_of(exports.word_file(report))
    assert len(printed.pages) == len(expected) == 3
    for paper, ours in zip(printed.pages, expected, strict=True):
        assert [round(float(side)) for side in paper.mediabox[2:]] == [595, 842]
        words = plain(paper.extract_text())
        assert [line.text for line in ours.lines if plain(line.text) not in words] == []


def plain(text: str) -> str:
    """Words without blanks; the browser takes some characters for the radicals that look so."""
    return unicodedata.normalize("NFKC", "".join(text.split()))
