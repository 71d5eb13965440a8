"""An earlier 稿次: read, and brought back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from reports import records
from reports.models import Report
from reports.outline.reader import read
from reports.outline.writer import write
from tests import make
from tests.people import Bureau

LATER = "后来的工作总结\n一、工作\n后来的话。\n"


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A returned report (three 稿次) whose words have changed since."""
    report = bureau.report("returned")
    records.write_outline(report, read(LATER))
    return report


def test_it_shows_the_words_of_then(report: Report, bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.reviewer)
    body = client.get(reverse("revision", args=[report.pk, 1])).content.decode()
    assert "个别党员理论学习与业务工作结合不够。" in body
    assert "后来的话" not in body
    assert "新建时的文字" in body


@pytest.mark.parametrize(("number", "neighbours"), [(1, [2]), (2, [1, 3]), (3, [2])])
def test_it_leads_to_its_neighbours(
    number: int, neighbours: list[int], report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.secretary)
    body = client.get(reverse("revision", args=[report.pk, number])).content.decode()
    links = re.findall(rf'href="/reports/{report.pk}/revisions/(\d+)/"', body)
    assert [int(link) for link in links] == neighbours


@pytest.mark.parametrize("number", [0, 4])
def test_there_is_none_beyond_the_last(
    number: int, report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.secretary)
    assert client.get(reverse("revision", args=[report.pk, number])).status_code == 404


def test_its_words_come_back_and_the_present_ones_are_kept(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.secretary)
    address = reverse("revision_restore", args=[report.pk, 1])
    answer = client.post(address, {"seen_version": report.version})
    assert answer.url == reverse("report_detail", args=[report.pk])
    assert write(records.to_outline(report_again(report))) == make.TEXT
    kept, restored = report.revisions.filter(number__gt=3)
    assert write(records.outline_of(kept.content)) == LATER
    assert restored.events.get().kind == "restore"


@pytest.mark.parametrize("seen", ["", "x", "1"])
def test_they_do_not_replace_words_that_were_not_seen(
    seen: str, report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.secretary)
    address = reverse("revision_restore", args=[report.pk, 1])
    answer = client.post(address, {"seen_version": seen})
    assert answer.status_code == 409
    assert "报告在您打开之后又有改动" in answer.content.decode()
    assert write(records.to_outline(report_again(report))) == LATER


@pytest.mark.parametrize(("who", "may"), [("secretary", True), ("reviewer", False)])
def test_only_who_may_write_is_offered_to_restore(
    who: str, may: bool, report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(getattr(bureau, who))
    body = client.get(reverse("revision", args=[report.pk, 1])).content.decode()
    assert ("恢复这一稿" in body) is may


@pytest.mark.parametrize("size", [1, 20])
def test_a_long_one_costs_no_more_queries(
    size: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = bureau.report(text="一、工作\n（一）学习。正文。\n" * size)
    client.force_login(bureau.secretary)
    with django_assert_num_queries(8):
        client.get(reverse("revision", args=[report.pk, 1]))


def report_again(report: Report) -> Report:
    """The report as it is stored now."""
    return Report.objects.get(pk=report.pk)
