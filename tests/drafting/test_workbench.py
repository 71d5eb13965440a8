"""The workbench shows each role what waits for it, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from drafting import desk
from drafting.templatetags.due import due_style, due_words
from reports import assignments
from reports.models import Assignment
from reports.states import State
from reports.workflow import APPROVE, RETURN, SUBMIT
from tests import make
from tests.people import Bureau


def page(client: Client, person: User) -> str:
    """The workbench as this person sees it."""
    client.force_login(person)
    return client.get(reverse("workbench")).content.decode()


def due(bureau: Bureau, *organizations: Organization, **fields: object) -> Assignment:
    """An open assignment for the branch, or for `organizations`."""
    return make.assignment(
        *(organizations or [bureau.branch]),
        issuer=bureau.committee,
        by=bureau.administrator,
        **fields,
    )


def test_a_secretary_begins_what_the_own_branch_owes(bureau: Bureau, client: Client) -> None:
    later = due(bureau, name="述职报告", due=date(2026, 12, 31))
    first = due(bureau, name="年度总结", due=date(2026, 12, 1))
    due(bureau, name="已结束的任务", state="closed")
    due(bureau, bureau.sister, name="别的支部的任务")
    begun = due(bureau, name="已动笔的任务")
    make.report(bureau.branch, by=bureau.secretary, assignment=begun)
    waiting = desk.of_secretary(bureau.secretary)
    assert [target.assignment for target in waiting.to_begin] == [first, later]
    body = page(client, bureau.secretary)
    assert f"{reverse('start')}?assignment={first.pk}&amp;organization={bureau.branch.pk}" in body
    assert "已动笔的任务" not in body
    assert "别的支部的任务" not in body


def test_who_was_given_more_time_may_begin_what_has_ended(bureau: Bureau, client: Client) -> None:
    today = timezone.localdate()
    task = due(bureau, bureau.branch, bureau.sister, due=today - timedelta(days=2))
    assignments.close(task.pk, by=bureau.administrator)
    assert desk.of_secretary(bureau.secretary).to_begin == []
    until = today + timedelta(days=3)
    assignments.extend(task.pk, bureau.branch, by=bureau.administrator, due=until, reason="灾情")
    (target,) = desk.of_secretary(bureau.secretary).to_begin
    assert (target.assignment, target.due) == (task, until)
    assert desk.of_secretary(bureau.sister_secretary).to_begin == []
    task.refresh_from_db()
    make.report(bureau.branch, by=bureau.secretary, assignment=task)


@pytest.mark.parametrize("name", ["workbench", "start", "report_list", "terms", "profile"])
def test_every_page_warns_of_secrets(name: str, bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.secretary)
    foot = client.get(reverse(name)).content.decode().rpartition("<footer")[2]
    assert "严禁录入涉密信息" in foot


def test_a_secretary_sees_own_reports_by_what_is_to_be_done(bureau: Bureau) -> None:
    reports = {state: bureau.report(state) for state in State}
    make.report(bureau.sister, by=bureau.sister_secretary)
    waiting = desk.of_secretary(bureau.secretary)
    assert waiting.drafts == [reports["draft"]]
    assert waiting.returned == [reports["returned"]]
    assert waiting.submitted == [reports["submitted"]]
    assert waiting.approved == [reports["approved"]]
    assert waiting.waiting_count == 2


def test_a_returned_report_comes_with_the_last_opinion_and_its_author(
    bureau: Bureau, client: Client
) -> None:
    report = bureau.report("submitted")
    make.perform(RETURN, report, by=bureau.reviewer, opinion="第一次的意见")
    make.perform(SUBMIT, report, by=bureau.secretary)
    make.perform(RETURN, report, by=bureau.reviewer, opinion="问题部分请写具体" + "很" * 90)
    body = page(client, bureau.secretary)
    assert "沈审核</strong> 退回" in body
    assert "问题部分请写具体很很" in body
    assert "第一次的意见" not in body
    assert "第一次的意见" not in body


def test_a_submitted_report_can_be_withdrawn_from_here(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    address = reverse("transition", args=[report.pk, "withdraw"])
    assert f'action="{address}"' in page(client, bureau.secretary)
    asked = client.post(address, {"seen_version": report.version})
    assert "确认撤回这份报告？" in asked.content.decode()


def test_a_reviewer_finds_the_first_sent_first(bureau: Bureau, client: Client) -> None:
    second, first = bureau.report("submitted"), bureau.report("submitted")
    type(first).objects.filter(pk=first.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    bureau.report("draft")
    returned = bureau.report("returned")
    waiting = desk.of_reviewer(bureau.reviewer)
    assert waiting.waiting == [first, second]
    assert waiting.returned == [returned]
    assert [event.report for event in waiting.decided] == [returned]
    assert '有 <strong class="figures">2</strong> 件事' in page(client, bureau.reviewer)


@pytest.mark.parametrize(("length", "is_folded"), [(80, False), (300, True)])
def test_a_long_opinion_can_be_read_to_its_end(
    length: int, is_folded: bool, bureau: Bureau, client: Client
) -> None:
    opinion = "改" * (length - 2) + "完。"
    make.perform(RETURN, bureau.report("submitted"), by=bureau.reviewer, opinion=opinion)
    body = page(client, bureau.secretary)
    assert f"<blockquote>{opinion}</blockquote>" in body
    assert ("<details" in body) is is_folded


def test_a_reviewer_finds_only_the_own_level(bureau: Bureau) -> None:
    division = make.organization("片区党总支", parent=bureau.committee, kind="general_branch")
    branch = make.organization("片区党支部", parent=division)
    writer = make.member(branch, MemberRole.SECRETARY)
    first = make.member(division, MemberRole.REVIEWER)
    assignment = due(bureau, branch, levels=(division, bureau.committee))
    report = make.perform(SUBMIT, make.report(branch, by=writer, assignment=assignment), by=writer)
    assert desk.of_reviewer(first).waiting == [report]
    assert desk.of_reviewer(bureau.reviewer).waiting == []
    make.perform(APPROVE, report, by=first)
    assert desk.of_reviewer(first).waiting == []
    assert desk.of_reviewer(bureau.reviewer).waiting == [report]


def test_an_administrator_sees_how_far_each_assignment_has_come(
    bureau: Bureau, client: Client
) -> None:
    assignment = due(bureau, bureau.branch, bureau.sister, bureau.committee)
    due(bureau, name="已结束的任务", state="closed")
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    make.perform(SUBMIT, report, by=bureau.secretary)
    (progress,) = desk.of_administrator(bureau.administrator).progress
    assert progress.by_state == [(State.SUBMITTED, 1)]
    assert progress.not_begun == [bureau.committee, bureau.sister]
    assert (progress.finished, progress.total) == (0, 3)
    body = page(client, bureau.administrator)
    assert "还没有起草：云岭市自然资源局机关党委、耕地保护科党支部" in body
    assert desk.of_administrator(bureau.other_administrator).progress == []


def test_an_administrator_archives_from_here_after_a_question(
    bureau: Bureau, client: Client
) -> None:
    report = bureau.report("approved")
    assert desk.of_administrator(bureau.administrator).approved == [report]
    address = reverse("transition", args=[report.pk, "archive"])
    assert 'name="confirmed"' not in page(client, bureau.administrator)
    sent = {"seen_version": report.version, "from": "workbench"}
    asked = client.post(address, sent).content.decode()
    assert "确认归档这份报告？" in asked
    assert 'name="from" value="workbench"' in asked
    report.refresh_from_db()
    assert report.state == State.APPROVED
    answer = client.post(address, sent | {"confirmed": "1"})
    assert answer.url == reverse("workbench")
    report.refresh_from_db()
    assert report.state == State.ARCHIVED


@pytest.mark.parametrize("is_staff", [False, True])
def test_the_way_to_the_records_is_shown_to_staff(
    is_staff: bool, bureau: Bureau, client: Client
) -> None:
    User.objects.filter(pk=bureau.administrator.pk).update(is_staff=is_staff)
    body = page(client, User.objects.get(pk=bureau.administrator.pk))
    assert (reverse("admin:reports_reporttemplate_changelist") in body) is is_staff


def test_who_is_several_things_finds_all_of_it(bureau: Bureau, client: Client) -> None:
    person = make.member(bureau.branch, MemberRole.SECRETARY)
    for role in (MemberRole.REVIEWER, MemberRole.ADMINISTRATOR):
        Membership.objects.create(user=person, organization=bureau.committee, role=role)
    bureau.report("returned")
    body = page(client, person)
    assert [title in body for title in ("退回修改", "等我审核", "报送进度")] == [True] * 3


def test_who_is_nothing_is_told_whom_to_ask(bureau: Bureau, client: Client) -> None:
    bureau.report("submitted")
    body = page(client, bureau.nobody)
    assert "您还没有任职" in body
    assert "测试党支部" not in body


@pytest.mark.parametrize(
    ("days", "words", "style"),
    [
        (12, "还有 12 天", ""),
        (7, "还有 7 天", "due-soon"),
        (1, "还有 1 天", "due-soon"),
        (0, "今天截止", "due-soon"),
        (-3, "已逾期 3 天", "due-over"),
    ],
)
def test_the_time_left_is_said_in_words(days: int, words: str, style: str) -> None:
    day = timezone.localdate() + timedelta(days=days)
    assert (due_words(day), due_style(day)) == (words, style)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "12月31日 23:59"),
        (datetime(2026, 12, 31, 16, 5, tzinfo=UTC), "2027年1月1日 00:05"),
        (datetime(2025, 12, 10, 1, 5, tzinfo=UTC), "2025年12月10日 09:05"),
        (None, ""),
    ],
)
def test_the_year_is_said_when_it_is_not_this_one(
    when: datetime | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 1))
    shown = Template("{% load when %}{{ it|moment }}|{{ it|day }}").render(Context({"it": when}))
    assert shown == f"{said}|{said.partition(' ')[0]}"


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize(
    ("role", "queries"), [("secretary", 7), ("reviewer", 9), ("administrator", 8)]
)
def test_the_workbench_asks_the_database_as_often_for_much_as_for_little(
    *,
    role: str,
    queries: int,
    number: int,
    bureau: Bureau,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        due(bureau, bureau.branch, bureau.sister)
        assignment = due(bureau)
        make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
        for state in State:
            bureau.report(state)
    client.force_login(getattr(bureau, role))
    with django_assert_num_queries(queries):
        client.get(reverse("workbench"))
