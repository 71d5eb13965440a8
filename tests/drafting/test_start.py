"""The page on which a report begins."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.models import Report
from reports.states import State
from tests import make
from tests.people import Bureau

START = "/start/"


@pytest.fixture
def secretary(client: Client, bureau: Bureau) -> Client:
    """The secretary's browser."""
    make.template()
    client.force_login(bureau.secretary)
    return client


def free(bureau: Bureau, **data: Any) -> dict[str, Any]:
    """A form for a report outside any assignment."""
    return {
        "organization": bureau.branch.pk,
        "template": make.template().pk,
        "year": 2026,
        "half": "year",
        "way": "template",
    } | data


def test_an_empty_report_has_the_headings_of_its_kind(secretary: Client, bureau: Bureau) -> None:
    answer = secretary.post(START, free(bureau))
    report = Report.objects.get()
    assert answer.url == reverse("editor", args=[report.pk])
    assert report.title == "生态修复科党支部2026年度党建工作总结\n"
    headings = [section.heading for section in report.sections.all()]
    assert headings == ["", "主要工作", "存在问题", "下步措施", ""]
    html = secretary.get(answer.url).content.decode()
    assert "（一）" in html
    assert "政治建设" in html


def test_an_assignment_gives_kind_and_period_and_has_one_report(
    secretary: Client, bureau: Bureau
) -> None:
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    address = f"{START}?assignment={assignment.pk}"
    assert str(assignment) in secretary.get(address).content.decode()
    data = {"assignment": assignment.pk, "organization": bureau.branch.pk, "way": "template"}
    first = secretary.post(START, data)
    second = secretary.post(START, data)  # a double click
    report = Report.objects.get()
    assert (report.assignment, report.year) == (assignment, 2026)
    assert first.url == second.url == reverse("editor", args=[report.pk])


def test_a_closed_assignment_says_so(secretary: Client, bureau: Bureau) -> None:
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, state="closed"
    )
    data = {"assignment": assignment.pk, "organization": bureau.branch.pk, "way": "template"}
    answer = secretary.post(START, data)
    assert answer.status_code == 409
    assert "已经结束" in answer.content.decode()
    assert Report.objects.count() == 0


def test_last_years_headings_are_shown_and_used_without_words(
    secretary: Client, bureau: Bureau
) -> None:
    assert "没有以前的同类报告" in secretary.get(START).content.decode()
    earlier = bureau.report(State.APPROVED)
    Report.objects.filter(pk=earlier.pk).update(year=2025)
    html = secretary.get(f"{START}?year=2026").content.decode()
    assert "（二）品牌创建进展不快" in html
    secretary.post(START, free(bureau, way="headings", title="今年的总结"))
    report = Report.objects.latest("pk")
    assert report.title == "今年的总结\n"
    assert [section.heading for section in report.sections.all()][1:] == [
        "主要工作", "存在问题", "下步措施",
    ]  # fmt: skip
    bodies = [entry.body for section in report.sections.all() for entry in section.entries.all()]
    assert set(bodies) == {"\n"}


def test_beginning_anew_keeps_the_old_words_as_a_revision(
    secretary: Client, bureau: Bureau
) -> None:
    report = bureau.report()
    html = secretary.get(f"{START}?report={report.pk}").content.decode()
    assert "换下的文字作为一份稿次留着" in html
    data = free(bureau, report=report.pk, seen_version=report.version)
    secretary.post(START, data)
    report.refresh_from_db()
    assert report.title.startswith("生态修复科党支部2026年度")
    kept = [revision.content["title"] for revision in report.revisions.all()]
    assert "云岭市自然资源局测试党支部2026年党建工作总结\n" in kept[:-1]
    stale = secretary.post(START, data)
    assert stale.status_code == 409
    assert "又有改动" in stale.content.decode()


def test_a_report_of_others_cannot_be_begun_anew(secretary: Client, bureau: Bureau) -> None:
    theirs = make.report(bureau.sister, by=bureau.sister_secretary)
    data = free(bureau, report=theirs.pk, seen_version=theirs.version)
    assert secretary.post(START, data).status_code == 422
    assert secretary.post(START, free(bureau, organization=bureau.sister.pk)).status_code == 422
    assert Report.objects.get().pk == theirs.pk


def test_a_report_under_review_is_not_begun_anew(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(State.SUBMITTED)
    assert secretary.get(f"{START}?report={report.pk}").status_code == 403
    data = free(bureau, report=report.pk, seen_version=report.version)
    assert secretary.post(START, data).status_code == 403


@pytest.mark.parametrize(
    ("way", "given", "reason"),
    [
        (
            "file",
            {"file": SimpleUploadedFile("总结.docx", b"PK\x03\x04 no archive")},
            "请重新选择文件",
        ),
        ("file", {}, "请选择要导入的 .docx 或 .txt 文件。"),
        ("text", {"text": "  \n"}, "没有可以导入的文字。"),
    ],
)
def test_a_refusal_stands_above_the_form_and_the_way_stays_chosen(
    way: str, given: dict[str, Any], reason: str, secretary: Client, bureau: Bureau
) -> None:
    answer = secretary.post(START, free(bureau, way=way, **given))
    above, form = answer.content.decode().split('<form class="start"')
    assert answer.status_code == 422
    assert reason in above.partition("data-takes-focus")[2]
    assert f'value="{way}" checked' in form


@pytest.mark.parametrize("reports", [1, 3])
def test_the_page_takes_as_many_queries_whatever_there_is(
    reports: int, secretary: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for _ in range(reports):
        report = bureau.report(State.APPROVED)
        Report.objects.filter(pk=report.pk).update(year=2024)
    with django_assert_num_queries(14):
        secretary.get(START)
