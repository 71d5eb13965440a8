"""进度: who has come how far, for whom it is shown, and at what cost."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Organization
from accounts.roles import MemberRole
from reports import assignments, progress
from reports.models import Assignment, Notification, Report
from reports.workflow import APPROVE, RECALL, RETURN, SUBMIT
from tests import make
from tests.people import Bureau
from tests.reports.test_assignments import published

fill = import_module("reports.migrations.0015_report_moments").fill
TODAY = timezone.localdate()


def standing(bureau: Bureau, **values: object) -> Assignment:
    """Five branches, one at each stage; two of them below a general branch."""
    group = make.organization("事业单位党总支", parent=bureau.committee, kind="general_branch")
    below = [make.organization(f"{name}党支部", parent=group) for name in ("测绘", "登记")]
    beside = make.organization("督察科党支部", parent=bureau.committee)
    made = published(bureau, **values)
    stages = {
        bureau.branch: [SUBMIT, APPROVE],
        bureau.sister: [SUBMIT, RETURN],
        below[0]: [SUBMIT],
        below[1]: [],
    }
    for branch, steps in stages.items():
        writer = make.member(branch, MemberRole.SECRETARY, full_name=f"{branch}书记"[:30])
        report = make.report(branch, by=writer, assignment=made)
        for step in steps:
            make.perform(step, report, by=writer if step is SUBMIT else bureau.reviewer)
    assert beside.pk
    return made


def counts_of(made: Assignment, bureau: Bureau) -> progress.Counts:
    """How many stand where in the whole tree."""
    return progress.overview(progress.targets(made), bureau.committee)[0]


def named(organizations: object) -> list[str]:
    return [organization.name for organization in organizations]  # type: ignore[attr-defined]


def test_organisations_are_counted_by_where_they_stand(bureau: Bureau) -> None:
    made = standing(bureau)
    counted = counts_of(made, bureau)
    assert {label: number for _, label, number in counted.states} == {
        "未起草": 1,
        "草稿": 1,
        "待审": 1,
        "已退回": 1,
        "已通过": 1,
        "已归档": 0,
    }
    assert (counted.total, counted.owing, counted.sent, counted.finished, counted.late) == (
        5,
        2,
        3,
        1,
        0,
    )


def test_late_are_those_who_have_sent_nothing_and_have_no_more_time(bureau: Bureau) -> None:
    made = standing(bureau, due=TODAY - timedelta(days=1))
    late = progress.standing_at(progress.targets(made), progress.LATE)
    assert named(late) == ["登记党支部", "督察科党支部"]
    assignments.extend(
        made.pk, late[0], by=bureau.administrator, due=TODAY + timedelta(days=2), reason="灾情"
    )
    again = progress.standing_at(progress.targets(made), progress.LATE)
    assert named(again) == ["督察科党支部"]
    assert counts_of(made, bureau).late == 1


def test_the_tree_is_told_in_its_order(bureau: Bureau) -> None:
    made = standing(bureau)
    _, told = progress.overview(progress.targets(made), bureau.committee)
    assert [(str(b.organization or "直属"), b.counts.total, b.counts.sent) for b in told] == [
        ("直属", 3, 2),
        ("事业单位党总支", 2, 1),
    ]
    group = Organization.objects.get(name="事业单位党总支")
    assert progress.overview(progress.targets(made), group)[1] == []


def test_who_is_asked_no_more_is_not_counted(bureau: Bureau) -> None:
    made = standing(bureau)
    wanted = assignments.wanted_of(made)
    wanted.marks[bureau.branch.pk] = False
    assignments.change(made.pk, by=bureau.administrator, wanted=wanted, seen_version=made.version)
    assert counts_of(made, bureau).finished == 0
    assert progress.released(made) == 1


def test_who_is_dissolved_owes_nothing_but_keeps_what_was_written(bureau: Bureau) -> None:
    made = standing(bureau)
    gone = ["督察科党支部", "生态修复科党支部"]
    Organization.objects.filter(name__in=gone).update(is_active=False)
    counted = counts_of(made, bureau)
    assert (counted.by_state.get(progress.NOT_BEGUN, 0), counted.finished) == (0, 1)


def test_the_days_tell_when_things_happened(bureau: Bureau) -> None:
    made = standing(bureau)
    four, two = (timezone.now() - timedelta(days=days) for days in (4, 2))
    Assignment.objects.update(published_at=four)
    made.refresh_from_db()
    progress.begun(made).update(created_at=four)
    made.reports.filter(submitted_at__isnull=False).update(first_submitted_at=two)
    told = progress.days(progress.owed(made, bureau.committee), made)
    assert [(day.begun, day.sent, day.approved) for day in told] == [
        (4, 0, 0),
        (4, 0, 0),
        (4, 3, 0),
        (4, 3, 0),
        (4, 3, 1),
    ]
    assert told[-1].day == TODAY


def test_a_report_counts_from_its_first_submission_to_its_last_approval(bureau: Bureau) -> None:
    made = published(bureau)
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    told, moments = [], []
    for step in (SUBMIT, RETURN, SUBMIT, APPROVE, RECALL, APPROVE):
        by = bureau.secretary if step is SUBMIT else bureau.reviewer
        make.perform(step, report, by=by, opinion="请修改")
        report.refresh_from_db()
        moments.append((report.first_submitted_at, report.approved_at))
        (*_before, day) = progress.days(progress.begun(made), made)
        told.append((day.begun, day.sent, day.approved))
    assert told == [*[(1, 1, 0)] * 3, (1, 1, 1), (1, 1, 0), (1, 1, 1)]
    assert len({first for first, _passed in moments}) == 1
    assert moments[3][1] < moments[5][1]


def test_the_history_tells_when_a_report_was_sent_in_and_passed(bureau: Bureau) -> None:
    standing(bureau)
    noted = Report.objects.order_by("pk").values_list("first_submitted_at", "approved_at")
    before = list(noted)
    Report.objects.update(first_submitted_at=None, approved_at=None)
    fill(apps, None)
    for one, other in zip(before, noted, strict=True):
        assert [moment and round(moment.timestamp()) for moment in one] == [
            moment and round(moment.timestamp()) for moment in other
        ]


def test_the_chart_leaves_out_who_is_not_asked_any_more(bureau: Bureau, client: Client) -> None:
    made = standing(bureau)
    client.force_login(bureau.administrator)
    address = reverse("assignment", args=[made.pk])
    assert client.get(address).context["chart"].rows[0].begun == 4
    wanted = assignments.wanted_of(made)
    wanted.marks[bureau.branch.pk] = False
    assignments.change(made.pk, by=bureau.administrator, wanted=wanted, seen_version=made.version)
    page = client.get(address)
    (row,) = page.context["chart"].rows
    assert (row.begun, row.sent, row.approved, page.context["released"]) == (3, 2, 0, 1)


@pytest.mark.parametrize(
    ("person", "total", "manages"),
    [("administrator", 5, True), ("reviewer", 5, False), ("lead", 2, False)],
)
def test_everybody_sees_the_own_part_and_only_the_issuer_acts(
    *, person: str, total: int, manages: bool, bureau: Bureau, client: Client
) -> None:
    made = standing(bureau)
    group = Organization.objects.get(name="事业单位党总支")
    lead = make.member(group, MemberRole.REVIEWER)
    client.force_login(lead if person == "lead" else getattr(bureau, person))
    page = client.get(reverse("assignment", args=[made.pk]))
    assert (page.context["counts"].total, page.context["manages"]) == (total, manages)
    assert ("提醒未送审的" in page.content.decode()) is manages
    assert ("督察科党支部" in page.content.decode()) is (total == 5)
    elsewhere = client.get(reverse("assignment", args=[made.pk]) + f"?below={bureau.sister.pk}")
    assert elsewhere.status_code == (404 if person == "lead" else 200)


def test_one_looks_down_the_tree_and_picks_by_standing_and_name(
    bureau: Bureau, client: Client
) -> None:
    made = standing(bureau)
    client.force_login(bureau.administrator)
    address = reverse("assignment", args=[made.pk])
    group = Organization.objects.get(name="事业单位党总支")

    def shown(query: str) -> list[str]:
        page = client.get(address + query).context["page"]
        assert page.paginator.count == len(page)
        return named(page)

    assert shown(f"?below={group.pk}") == ["测绘党支部", "登记党支部"]
    assert shown("?standing=owing") == ["登记党支部", "督察科党支部"]
    assert shown("?standing=returned") == ["耕地保护科党支部"]
    assert shown("?words=测绘") == ["测绘党支部"]
    assert len(shown("?standing=nonsense")) == 5


def test_all_who_owe_are_reminded_at_once_and_not_again_today(
    bureau: Bureau, client: Client
) -> None:
    made = standing(bureau)
    client.force_login(bureau.administrator)
    address = reverse("assignment_remind", args=[made.pk])
    first = client.post(address, {"standing": "owing"}, follow=True).content.decode()
    second = client.post(address, {"standing": "owing"}, follow=True).content.decode()
    assert "已提醒 2 个单位。" in first
    assert "未送审的今天都已提醒过" in first
    assert "提醒未送审的" not in first
    assert "没有需要提醒的单位。另有 2 个单位今天已经提醒过，不再重复。" in second
    assert Notification.objects.filter(kind="reminded").count() == 1  # one has no secretary


def test_only_who_can_still_be_reminded_today_is_counted(bureau: Bureau, client: Client) -> None:
    made = standing(bureau, due=TODAY - timedelta(days=1))
    branch = Organization.objects.get(name="登记党支部")
    in_a_week = TODAY + timedelta(days=7)
    assignments.extend(made.pk, branch, by=bureau.administrator, due=in_a_week, reason="灾情")
    client.force_login(bureau.administrator)
    address = reverse("assignment", args=[made.pk])
    before = client.get(address).content.decode()
    assert "提醒逾期的 1 家" in before
    assert "提醒未送审的 2 家" in before
    assignments.remind(made.pk, by=bureau.administrator, standing=progress.LATE)
    after = client.get(address).content.decode()
    assert "提醒逾期的" not in after
    assert "提醒未送审的 1 家" in after
    made.reminders.update(day=TODAY - timedelta(days=1))
    assert "提醒未送审的 2 家" in client.get(address).content.decode()


def test_the_sheet_holds_every_organisation_and_no_formula(bureau: Bureau, client: Client) -> None:
    made = standing(bureau)
    Organization.objects.filter(name="督察科党支部").update(name="=1+1党支部")
    client.force_login(bureau.administrator)
    answer = client.get(reverse("assignment_sheet", args=[made.pk]))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.values)
    assert rows[0][:5] == ("序号", "上级党组织", "党组织", "支部书记", "状态")
    assert [row[2] for row in rows[1:]] == [
        "生态修复科党支部",
        "耕地保护科党支部",
        "测绘党支部",
        "登记党支部",
        "=1+1党支部",
    ]
    assert [row[4] for row in rows[1:]] == ["已通过", "已退回", "待审", "草稿", "未起草"]
    assert sheet["C6"].data_type == "s"


def test_more_time_is_given_with_a_reason(bureau: Bureau, client: Client) -> None:
    made = standing(bureau, due=TODAY - timedelta(days=1))
    branch = Organization.objects.get(name="登记党支部")
    client.force_login(bureau.administrator)
    address = reverse("assignment_extend", args=[made.pk, branch.pk])
    late = {"due": (TODAY - timedelta(days=3)).isoformat(), "reason": "抗旱"}
    assert "要晚于现在的截止日期" in client.post(address, late).content.decode()
    client.post(address, late | {"due": (TODAY + timedelta(days=3)).isoformat()})
    (extension,) = made.extensions.all()
    assert (extension.reason, extension.by) == ("抗旱", bureau.administrator)
    assert "抗旱" in client.get(reverse("assignment", args=[made.pk])).content.decode()


def test_the_chart_has_its_numbers_beside_it(bureau: Bureau, client: Client) -> None:
    made = standing(bureau)
    client.force_login(bureau.reviewer)
    page = client.get(reverse("assignment", args=[made.pk]))
    chart = page.context["chart"]
    assert chart.data["days"][-1] == chart.data["due"] == made.due.isoformat()
    assert [series["values"][-1] for series in chart.data["series"]] == [4, 3, 1]
    assert [(row.begun, row.sent, row.approved) for row in chart.rows] == [(4, 3, 1)]
    assert "<style" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 60])
def test_the_page_asks_as_often_for_many_as_for_few(
    number: int,
    bureau: Bureau,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    group = make.organization("片区党总支", parent=bureau.committee, kind="general_branch")
    branches = [make.organization(parent=group) for _ in range(number)]
    for branch in branches:
        make.member(branch, MemberRole.SECRETARY)
    made = published(bureau)
    for branch in branches[:3]:
        writer = branch.memberships.get().user
        report = make.report(branch, by=writer, assignment=made)
        make.perform(SUBMIT, report, by=writer)
    client.force_login(bureau.administrator)
    with django_assert_num_queries(13):
        client.get(reverse("assignment", args=[made.pk]))
