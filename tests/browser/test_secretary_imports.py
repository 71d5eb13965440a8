"""The secretary begins from words that are written already: a text, a Word file, pasted words."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from reports.models import Report
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import faults_of_access, sign_in, text_of
from tests.people import Bureau


@pytest.fixture
def start(page: Page, context: BrowserContext, bureau: Bureau, base_url: str) -> Page:
    """The page on which a report begins."""
    sign_in(context, bureau.secretary, base_url)
    make.template()
    page.goto("/start/")
    return page


def word_file(text: str) -> bytes:
    """`text` as a .docx, a paragraph a line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


FILES = {
    "text": FilePayload(name="总结.txt", mimeType="text/plain", buffer=make.TEXT.encode("gb18030")),
    "word": FilePayload(
        name="总结.docx",
        mimeType="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        buffer=word_file(make.TEXT),
    ),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_file_is_looked_at_first_and_then_written(file: FilePayload, start: Page) -> None:
    start.get_by_label("导入文件").check()
    start.locator("#id_file").set_input_files(file)
    expect(start.locator("[data-drop-zone-name]")).to_have_text(file["name"])
    start.get_by_role("button", name="下一步").click()
    expect(start.get_by_role("heading", name="这样理解对吗？")).to_be_visible()
    assert Report.objects.count() == 0
    start.get_by_role("button", name="确认导入").click()
    start.wait_for_url("**/edit/")
    assert text_of(Report.objects.get()) == make.TEXT


def test_pasted_words_are_corrected_in_the_preview(
    start: Page, snap: Callable[[Page, str], Path], faults: Faults
) -> None:
    snap(start, "start")
    assert faults_of_access(start, faults) == []
    start.get_by_label("粘贴文字 从别处").check()
    start.locator("#id_text").fill("关于工作的总结\n一、主要工作\n做了。\n下步打算\n再做。\n")
    start.get_by_role("button", name="下一步").click()
    start.wait_for_load_state()  # before its scripts have run, the page answers no change
    line = start.locator(".preview-line", has_text="下步打算")
    line.locator("select").select_option("1")
    outline = start.get_by_label("导入后的提纲")
    expect(outline).to_contain_text("下步打算")
    expect(outline.get_by_label("“下步打算”的内容")).to_have_value("measures")
    # No person is quick enough to change something in the moment before htmx has settled.
    expect(start.locator("#preview")).not_to_have_class(re.compile("htmx-"))
    outline.get_by_label("“一、主要工作”的内容").select_option("problems")
    expect(start.locator(".preview-line", has_text="做了。").first).to_have_attribute(
        "data-role", "problems"
    )
    snap(start, "preview")
    assert faults_of_access(start, faults) == []
    start.get_by_role("button", name="确认导入").click()
    start.wait_for_url("**/edit/")
    report = Report.objects.get()
    assert [section.role for section in report.sections.all()] == ["problems", "measures"]
    assert text_of(report) == "关于工作的总结\n一、主要工作\n做了。\n下步打算\n再做。\n"
