"""What is in the files: volume, lists, index; as their readers find it."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import Settings

from drafting.exporting import storing
from reports import office
from reports.models import ExportJob, ExportKind, Report
from tests import make
from tests.drafting.exporting.conftest import BRANCH, SISTER, TEXT, Order, finished
from tests.people import Bureau

COVER = {"title": "某局2026年度工作总结汇编", "organization": "某局机关党委", "period": "2026年度"}
LONG = (
    "（三）深化作风建设。" + "坚持问题导向和目标导向相统一，把解决实际问题作为衡量成效的标准。" * 60
)


@pytest.fixture
def volume(order: Order, bureau: Bureau, reports: list[Report]) -> ExportJob:
    """A volume of four reports, one of them long and one whose title names no organisation."""
    long = make.report(
        bureau.branch,
        by=bureau.secretary,
        text=TEXT.format(name="").replace("二、存在", f"{LONG}\n二、存在"),
    )
    return order(ExportKind.VOLUME, chosen=[reports[0], long, *reports[1:]], **COVER)


def content(job: ExportJob) -> bytes:
    finished(job)
    return storing.file_of(job).read_bytes()


def test_a_volume_has_cover_contents_and_every_word_in_order(volume: ExportJob) -> None:
    document = Document(BytesIO(content(volume)))
    paragraphs = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert paragraphs[:3] == [
        ("汇编封面标题", "某局2026年度\n工作总结汇编"),
        ("汇编封面单位", "某局机关党委"),
        ("汇编封面单位", "2026年度"),
    ]
    entries = [text for style, text in paragraphs if style == "toc 1"]
    assert entries == [
        f"{BRANCH}2026年党建工作总结\t1",
        f"{BRANCH}　2026年党建工作总结\t2",
        f"{BRANCH}2026年党建工作总结\t6",
        f"{SISTER}2026年党建工作总结\t7",
    ]
    words = "".join(text for _, text in paragraphs[7 + 1 :])
    written = [TEXT.format(name=name) for name in (BRANCH, "", BRANCH, SISTER)]
    written[1] = BRANCH + written[1].replace("二、存在", f"{LONG}二、存在")
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", "".join(written))


def test_the_field_of_the_contents_finds_the_same_titles(volume: ExportJob) -> None:
    made = content(volume)
    with ZipFile(BytesIO(made)) as archive:
        xml = archive.read("word/document.xml").decode()
        settings = archive.read("word/settings.xml").decode()
    assert ' TOC \\h \\z \\t "汇编篇名,1" ' in xml
    document = Document(BytesIO(made))
    titles = [p.text.replace("\n", "") for p in document.paragraphs if p.style.name == "汇编篇名"]
    assert len(titles) == 4
    marks = re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', xml)
    assert marks == re.findall(r" PAGEREF (\w+) ", xml)
    assert len(set(marks)) == 4
    assert "updateFields" in settings  # nobody but Word can say whether the pages are right


def test_the_pages_of_the_contents_are_those_of_the_document(
    volume: ExportJob, make_pdf: Callable[[bytes], bytes]
) -> None:
    made = content(volume)
    pages = [page.extract_text() for page in PdfReader(BytesIO(make_pdf(made))).pages]
    assert not re.search(r"—\s*\w+\s*—", pages[0])
    assert re.search(r"—\s*I\s*—", pages[1])
    numbers = [int(re.search(r"—\s*(\d+)\s*—", page)[1]) for page in pages[2:]]
    assert numbers == list(range(1, len(numbers) + 1))
    begins = [
        number
        for number, page in zip(numbers, pages[2:], strict=True)
        if "2026年党建工作总结" in re.sub(r"\s", "", page)[:60]
    ]
    entries = [p.text.split("\t")[1] for p in Document(BytesIO(made)).paragraphs if "\t" in p.text]
    assert [int(entry) for entry in entries] == begins == [1, 2, 6, 7]
    with ZipFile(BytesIO(made)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")


LISTED = {
    ExportKind.PROBLEMS_XLSX: (
        ["序号", "党组织", "层级", "时段", "所在部分", "存在问题", "对应的下步措施"],
        [1, BRANCH, "党支部", "2026年度", "存在问题", "学习不够深入。学习与业务结合不紧，讨论不够充分。", "抓实学习研讨。围绕业务难题开展学习讨论。"],
    ),
    ExportKind.MEASURES_XLSX: (
        ["序号", "党组织", "层级", "时段", "所在部分", "下步措施", "针对的问题"],
        [1, BRANCH, "党支部", "2026年度", "下步措施", "抓实学习研讨。围绕业务难题开展学习讨论。", "学习不够深入。学习与业务结合不紧，讨论不够充分。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTED)
def test_a_list_pairs_problems_and_measures(kind: ExportKind, order: Order) -> None:
    page = load_workbook(BytesIO(content(order(kind)))).active
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[:2] == list(LISTED[kind])
    assert [row[:2] for row in rows[1:]] == [
        [number, name] for number, name in enumerate([BRANCH] * 4 + [SISTER] * 2, 1)
    ]
    assert (page.freeze_panes, page.page_setup.orientation) == ("A2", "landscape")


@pytest.mark.parametrize("kind", [ExportKind.PROBLEMS_DOCX, ExportKind.MEASURES_DOCX])
def test_a_list_for_word_is_a_table_on_landscape_pages(kind: ExportKind, order: Order) -> None:
    document = Document(BytesIO(content(order(kind, **COVER))))
    assert [p.text for p in document.paragraphs[:3]] == list(COVER.values())
    [section], [table] = document.sections, document.tables
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    twin = ExportKind(kind.replace("docx", "xlsx"))
    assert [cell.text for cell in table.rows[0].cells] == LISTED[twin][0]
    assert [cell.text for cell in table.rows[1].cells] == [str(v) for v in LISTED[twin][1]]
    assert len(table.rows) == 7


UNANSWERED = "某支部总结\n一、存在问题\n（一）学习不够。=1+1\n（二）活动单一。\n"


def test_problems_without_measures_and_reports_left_out_are_listed_too(
    order: Order, bureau: Bureau, reports: list[Report]
) -> None:
    alone = make.report(bureau.branch, by=bureau.secretary, text=UNANSWERED)
    job = order(ExportKind.PROBLEMS_XLSX, chosen=[alone, reports[2]])
    Report.objects.filter(pk=reports[2].pk).update(organization=bureau.other_branch)
    page = load_workbook(BytesIO(content(job))).active
    rows = [row[5:] for row in page.iter_rows(min_row=2, values_only=True)]
    assert rows[:2] == [("学习不够。=1+1", None), ("活动单一。", None)]
    assert rows[2][0] == f"《报告 {reports[2].pk}》未导出：您已无权查看这份报告，或者它已被删除"


@pytest.mark.parametrize("kind", [ExportKind.PROBLEMS_DOCX])
def test_libreoffice_opens_a_list(
    kind: ExportKind, order: Order, make_pdf: Callable[[bytes], bytes]
) -> None:
    text = PdfReader(BytesIO(make_pdf(content(order(kind, **COVER))))).pages[0].extract_text()
    assert "某局2026年度" in re.sub(r"\s", "", text)


@pytest.fixture
def make_pdf(settings: Settings) -> Callable[[bytes], bytes]:
    """Convert with LibreOffice, where it is."""
    settings.SOFFICE = ""
    if not office.is_there():
        pytest.skip("LibreOffice is not installed")
    return office.pdf_of
