"""The pages on which files of many reports are ordered and fetched."""

from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership, User
from drafting.exporting import ordering, running, storing
from reports.models import ExportJob, ExportKind, ExportState, Report
from tests import make
from tests.people import Bureau

DOWNLOADS = reverse("downloads")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    """Files land in a folder of the test."""
    settings.EXPORT_DIR = tmp_path
    settings.SOFFICE = "no-such-program"


@pytest.fixture
def administrator(bureau: Bureau, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(bureau.administrator)
    return client


@pytest.fixture
def archive(bureau: Bureau) -> list[Report]:
    """Two reports of the sister branch and, before it in the tree, one of the branch."""
    sister = {"by": bureau.sister_secretary}
    return [
        make.report(bureau.sister, year=2026, **sister),
        make.report(bureau.sister, year=2025, **sister),
        make.report(bureau.branch, by=bureau.secretary, year=2026),
    ]


def new(**query: object) -> str:
    return f"{reverse('export_new')}?{urlencode(query, doseq=True)}"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def payload(kind: str = "zip", **fields: str) -> dict[str, str]:
    return {"kind": kind, "ticket": str(uuid4())} | fields


def job_of(owner: User, *reports: Report, kind: str = "zip", **fields: object) -> ExportJob:
    return ordering.order(
        owner=owner,
        kind=ExportKind(kind),
        chosen=[(report.pk, report.version) for report in reports],
        options={"title": "2026年度工作总结"},
        filter_words="2026年",
        query="",
        ticket=uuid4(),
    )


@pytest.fixture
def waiting(archive: list[Report], bureau: Bureau) -> ExportJob:
    """An export of all three that the administrator has ordered."""
    return job_of(bureau.administrator, *archive)


@pytest.mark.parametrize(
    ("query", "summary"),
    [
        ({}, '全部报告：<strong class="figures">3</strong> 份'),
        (
            {"year": 2026, "words": "总结"},
            '标题含“总结”，2026年：<strong class="figures">2</strong> 份',
        ),
        ({"state": "draft"}, '草稿：<strong class="figures">3</strong> 份'),
    ],
)
def test_the_page_says_what_was_chosen(
    query: dict[str, object], summary: str, archive: list[Report], administrator: Client
) -> None:
    page = administrator.get(new(**query)).content.decode()
    assert summary in page
    assert page.count('type="radio"') == len(ExportKind)


def test_an_empty_choice_offers_nothing(archive: list[Report], administrator: Client) -> None:
    response = administrator.get(new(words="没有这样的标题"))
    assert "没有可以导出的报告" in response.content.decode()
    assert "开始导出" not in response.content.decode()


def test_the_cover_is_proposed(
    archive: list[Report], administrator: Client, bureau: Bureau
) -> None:
    form = administrator.get(new(year=2026)).context["form"]
    assert (form["organization"].value(), form["period"].value()) == (
        bureau.committee.name,
        "2026年度",
    )
    assert "“2026年度党建工作总结汇编”" in form.fields["title"].help_text
    form = administrator.get(new(pick=[archive[1].pk, archive[2].pk])).context["form"]
    assert form["period"].value() == "2025—2026年"


@pytest.mark.parametrize(("picked", "years"), [([], [2026, 2026, 2025]), ([0, 1], [2026, 2025])])
def test_a_few_reports_come_at_once_in_the_order_of_the_tree(
    picked: list[int], years: list[int], archive: list[Report], administrator: Client
) -> None:
    response = administrator.post(new(pick=[archive[at].pk for at in picked]), payload())
    assert response.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(body(response))) as made:
        assert made.testzip() is None
        names = made.namelist()
        index = load_workbook(BytesIO(made.read("目录.xlsx"))).active
    assert [row[3] for row in index.iter_rows(min_row=2, values_only=True)] == [
        f"{year}年度" for year in years
    ]
    assert [row[6] for row in index.iter_rows(min_row=2, values_only=True)] == names[1:]
    assert not ExportJob.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in ExportKind if kind.is_list])
def test_lists_come_at_once_too(
    kind: ExportKind, archive: list[Report], administrator: Client
) -> None:
    response = administrator.post(new(year=2026), payload(kind, title="上年度"))
    name = response.headers["Content-Disposition"]
    assert name.endswith(f"%E4%B8%8A%E5%B9%B4%E5%BA%A6.{kind.suffix}")
    assert response.content[:2] == b"PK"


def test_a_title_becomes_a_good_file_name(archive: list[Report], administrator: Client) -> None:
    response = administrator.post(new(), payload(title=' a/b:"c"\r\nX-Evil: 1. '))
    assert response.headers["Content-Disposition"] == 'attachment; filename="abcX-Evil 1.zip"'


def test_what_is_not_in_reach_is_not_in_the_file(
    archive: list[Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.secretary)
    picked = [report.pk for report in archive]
    with ZipFile(BytesIO(body(client.post(new(pick=picked), payload())))) as made:
        assert len(made.namelist()) == 2


def test_many_reports_and_volumes_are_made_later(
    archive: list[Report], administrator: Client, bureau: Bureau, settings: Settings
) -> None:
    settings.EXPORT_AT_ONCE = 2
    sent = payload(title="合订本")
    for _ in range(2):
        assert administrator.post(new(), sent).url == DOWNLOADS
    assert administrator.post(new(year=2025), payload("volume")).url == DOWNLOADS
    volume, zipped = ExportJob.objects.all()
    assert (zipped.owner, zipped.file_name, zipped.total) == (bureau.administrator, "合订本.zip", 3)
    assert zipped.ticket == UUID(sent["ticket"])
    assert [pk for pk, _ in zipped.chosen] == [archive[2].pk, archive[0].pk, archive[1].pk]
    assert (volume.filter_words, volume.file_name) == ("2025年", "2025年度党建工作总结汇编.docx")


def test_nobody_fills_the_queue_alone(archive: list[Report], administrator: Client) -> None:
    for _ in range(ordering.MOST_WAITING + 1):
        response = administrator.post(new(), payload("volume"), follow=True)
    assert "您已有 5 项导出在进行" in response.content.decode()
    assert ExportJob.objects.count() == ordering.MOST_WAITING


@pytest.mark.parametrize("field", ["kind", "ticket"])
def test_what_cannot_be_understood_is_asked_again(
    field: str, archive: list[Report], administrator: Client
) -> None:
    response = administrator.post(new(), payload() | {field: "x"})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("state", "words", "asks_again"),
    [
        ({}, ["排队中", "取消"], True),
        ({"state": "running", "done": 1}, ["1 / 3 份", "取消"], True),
        ({"state": "running", "done": 3}, ["正在合成文件", "取消"], True),
        ({"state": "failed", "reason": "磁盘满了。"}, ["磁盘满了。", "重新导出", "删除"], False),
        ({"state": "cancelled"}, ["已取消", "重新导出", "删除"], False),
        ({"state": "expired"}, ["已过期", "重新导出", "删除"], False),
    ],
)
def test_the_list_says_how_it_stands(
    state: dict[str, object],
    words: list[str],
    asks_again: bool,
    waiting: ExportJob,
    administrator: Client,
) -> None:
    ExportJob.objects.filter(pk=waiting.pk).update(**state)
    page = administrator.get(DOWNLOADS, headers={"HX-Request": "true"}).content.decode()
    assert [word for word in words if word not in page] == []
    assert ('hx-trigger="every 2s"' in page) is asks_again
    assert "<html" not in page


def test_a_finished_file_is_fetched_by_its_owner(waiting: ExportJob, administrator: Client) -> None:
    job = waiting
    running.run(job.pk)
    assert "保留到" in administrator.get(DOWNLOADS).content.decode()
    response = administrator.get(reverse("export_file", args=[job.pk]))
    job.refresh_from_db()
    assert body(response) == storing.file_of(job).read_bytes()
    assert response.headers["Cache-Control"].count("no-store") == 1

    storing.discard(job)
    response = administrator.get(reverse("export_file", args=[job.pk]), follow=True)
    assert "文件已不在服务器上" in response.content.decode()


def test_who_no_longer_sees_a_report_does_not_get_the_file(
    waiting: ExportJob, administrator: Client, bureau: Bureau
) -> None:
    running.run(waiting.pk)
    Membership.objects.filter(user=bureau.administrator).update(organization=bureau.sister)
    response = administrator.get(reverse("export_file", args=[waiting.pk]))
    assert response.status_code == 403
    assert "您已无权查看的报告" in response.content.decode()


def test_what_was_left_out_can_be_looked_up(
    archive: list[Report], administrator: Client, bureau: Bureau
) -> None:
    job = job_of(bureau.administrator, *archive)
    Report.objects.filter(pk=archive[0].pk).update(organization=bureau.other_branch)
    running.run(job.pk)
    assert "1 份未能导出" in administrator.get(DOWNLOADS).content.decode()
    page = administrator.get(reverse("export_job", args=[job.pk])).content.decode()
    assert "您看不到的报告" in page
    assert archive[0].headline not in page


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("export_cancel", ["cancelled"]),
        ("export_remove", []),
        ("export_again", ["waiting", "waiting"]),
    ],
)
def test_buttons_do_what_they_say_and_once(
    name: str, states: list[str], waiting: ExportJob, administrator: Client
) -> None:
    for code in (302, 404 if name == "export_remove" else 302):
        assert administrator.post(reverse(name, args=[waiting.pk])).status_code == code
    assert list(ExportJob.objects.values_list("state", flat=True)) == states


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    count: int,
    archive: list[Report],
    administrator: Client,
    bureau: Bureau,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        job_of(bureau.administrator, *archive)
    with django_assert_num_queries(4):  # session, person, count, jobs
        administrator.get(DOWNLOADS, headers={"HX-Request": "true"})


def test_another_persons_jobs_are_not_listed(
    archive: list[Report], administrator: Client, bureau: Bureau
) -> None:
    job_of(bureau.reviewer, *archive)
    assert "还没有导出过文件" in administrator.get(DOWNLOADS).content.decode()


def test_a_state_that_is_over_is_not_worked_on(waiting: ExportJob) -> None:
    ordering.cancel(waiting)
    running.run(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == ExportState.CANCELLED
