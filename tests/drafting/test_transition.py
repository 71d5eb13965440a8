"""Deciding on a report: asked once more, carried out once, refused with words and nothing lost."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.roles import MemberRole
from reports import editing
from reports.models import Report
from reports.states import State
from reports.workflow import APPROVE, SUBMIT
from tests import make
from tests.people import Bureau

OPINION = "问题部分请写具体。\n数据请核实。"


def decide(client: Client, report: Report, kind: str, **fields: object) -> HttpResponse:
    """Send the decision form, by default on the present version."""
    data = {"seen_version": report.version, "opinion": OPINION} | fields
    headers = {"HX-Request": "true"} if data.pop("htmx", False) else {}
    address = reverse("transition", args=[report.pk, kind])
    return client.post(address, data, headers=headers)


def said(answer: HttpResponse) -> list[str]:
    """The notes that the next page shows."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize(
    ("who", "state", "kind", "words"),
    [
        ("secretary", "draft", "submit", "报告将交上级党组织的审核人审核。审核期间不能修改；"),
        ("secretary", "submitted", "withdraw", "报告回到草稿，从审核人的待办中移出；"),
        ("reviewer", "submitted", "return", "报告退回生态修复科党支部，由支部书记修改后重新送审。"),
        ("reviewer", "submitted", "approve", "报告审核完毕，不再修改，由管理员归档。"),
        ("administrator", "approved", "archive", "报告归档，不再修改；仍可查看和下载。"),
        ("administrator", "archived", "reopen", "报告重新交生态修复科党支部修改，"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_decision_is_first_asked_about(
    *, who: str, state: str, kind: str, words: str, htmx: bool, bureau: Bureau, client: Client
) -> None:
    report = bureau.report(state)
    client.force_login(getattr(bureau, who))
    answer = decide(client, report, kind, htmx=htmx)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert words in body
    assert f'name="opinion" value="{OPINION}"' in body
    assert ("<!doctype html>" in body) is not htmx
    report.refresh_from_db()
    assert report.state == state


def test_an_approval_below_the_last_level_says_where_the_report_goes(
    bureau: Bureau, client: Client
) -> None:
    assignment = make.assignment(
        bureau.branch,
        issuer=bureau.committee,
        by=bureau.administrator,
        levels=(None, bureau.committee),
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    make.perform(SUBMIT, report, by=bureau.secretary)
    client.force_login(bureau.reviewer)
    body = decide(client, report, "approve").content.decode()
    assert "报告转入第2级审核，由云岭市自然资源局机关党委的审核人办理。" in body
    assert "各级不由同一人审核，现在没有别的审核人，报告将停在这一级" in body
    make.member(bureau.committee, MemberRole.REVIEWER)
    body = decide(client, report, "approve").content.decode()
    assert "由云岭市自然资源局机关党委的审核人办理。支部书记" in body


def test_going_back_keeps_the_opinion(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    body = decide(client, report, "return", back="1").content.decode()
    assert "确认退回" not in body
    assert f">\n{OPINION}</textarea>" in body


@pytest.mark.parametrize("htmx", [False, True])
def test_a_reviewer_goes_on_to_the_next_that_waits(
    htmx: bool, bureau: Bureau, client: Client
) -> None:
    first, second = bureau.report("submitted"), bureau.report("submitted")
    client.force_login(bureau.reviewer)
    answer = decide(client, first, "return", confirmed="1", htmx=htmx)
    address = reverse("report_detail", args=[second.pk])
    assert answer.headers["HX-Redirect" if htmx else "Location"] == address
    assert said(answer) == [f"已退回《{first.headline}》。下面是下一份，还有 1 份待您审核。"]
    first.refresh_from_db()
    assert (first.state, first.events.last().opinion) == (State.RETURNED, OPINION)
    answer = decide(client, second, "approve", confirmed="1")
    assert answer.url == reverse("workbench")
    assert said(answer)[-1] == f"已通过《{second.headline}》。待审的报告都办完了。"


def test_others_come_back_to_the_report(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    client.force_login(bureau.secretary)
    answer = decide(client, report, "submit", confirmed="1")
    assert answer.url == reverse("report_detail", args=[report.pk])
    assert said(answer) == [f"已送审《{report.headline}》。"]


@pytest.mark.parametrize("fields", [{}, {"confirmed": "1"}])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_report_that_changed_meanwhile_is_shown_afresh_with_the_opinion(
    *, fields: dict[str, str], htmx: bool, bureau: Bureau, client: Client
) -> None:
    report = bureau.report()
    editing.save_head(
        report.pk, by=bureau.secretary, save=editing.Save(based_on=1), title="改过的标题总结"
    )
    report.refresh_from_db()
    report = make.perform(SUBMIT, report, by=bureau.secretary)
    client.force_login(bureau.reviewer)
    answer = decide(client, report, "return", seen_version=report.version - 1, htmx=htmx, **fields)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "报告在您打开之后又有改动，请看过最新内容再办理。" in body
    assert "改过的标题总结" in body
    assert f">\n{OPINION}</textarea>" in body
    assert f'name="seen_version" value="{report.version}"' in body


def test_what_a_colleague_has_decided_is_shown_and_the_opinion_kept(
    bureau: Bureau, client: Client
) -> None:
    report = bureau.report("submitted")
    seen = report.version
    make.perform(APPROVE, report, by=bureau.reviewer)
    client.force_login(make.member(bureau.committee, "reviewer"))
    answer = decide(client, report, "return", confirmed="1", seen_version=seen)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "报告现为“已通过”，不能退回。" in body
    assert '<span class="state state-approved">已通过</span>' in body
    assert "您写的意见没有送出" in body
    assert "问题部分请写具体。<br>数据请核实。" in body


@pytest.mark.parametrize(
    ("opinion", "status", "words"),
    [("", 409, "请写明退回的理由。"), ("长" * 2001, 422, "意见最多 2000 字，请精简后再送出。")],
)
def test_an_opinion_that_will_not_do_is_asked_for_again(
    opinion: str, status: int, words: str, bureau: Bureau, client: Client
) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    answer = decide(client, report, "return", opinion=opinion, confirmed="1")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert f">\n{opinion}</textarea>" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_a_double_click_decides_once(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    clicks = [decide(client, report, "approve", confirmed="1") for _ in range(2)]
    assert [answer.status_code for answer in clicks] == [302, 302]
    assert report.events.filter(kind="approve").count() == 1


def test_who_has_let_it_pass_is_told_why_others_decide_next(bureau: Bureau, client: Client) -> None:
    make.member(bureau.committee, MemberRole.REVIEWER)
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(None, None)
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    report = make.perform(SUBMIT, report, by=bureau.secretary)
    make.perform(APPROVE, report, by=bureau.reviewer)
    client.force_login(bureau.reviewer)
    body = client.get(reverse("report_detail", args=[report.pk])).content.decode()
    assert body.count("您已在第1级通过，第2级须由其他审核人办理。") == 1
    assert reverse("transition", args=[report.pk, "approve"]) not in body
    assert reverse("transition", args=[report.pk, "recall"]) in body
