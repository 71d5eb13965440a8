"""The pages on which an administrator writes, looks over, publishes and ends an assignment."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.roles import MemberRole
from drafting.assigning.organization_tree import MOST, tree_of
from reports import assignments
from reports.models import Assignment, AssignmentState, Report
from reports.workflow import APPROVE, SUBMIT
from tests import make
from tests.people import Bureau

DUE = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def desk(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.administrator)
    return client


def payload(bureau: Bureau, **fields: object) -> dict[str, object]:
    return {
        "name": "2026年度党建工作总结",
        "template": make.template().pk,
        "issuer": bureau.committee.pk,
        "kinds": ["branch"],
        "marks": f"+{bureau.committee.pk}",
        "year": 2026,
        "half": "year",
        "due": DUE.isoformat(),
        "instructions": "突出实绩，少谈业务。",
        "level_1": "any",
        "level_2": "",
        "level_3": "",
        "late_rule": "allowed",
        "grace_days": 0,
        "remind_days": "7、1",
        "repeat": "never",
        "lead_days": 45,
        **fields,
    }


def saved(desk: Client, bureau: Bureau, **fields: object) -> Assignment:
    desk.post(reverse("assignment_new"), payload(bureau, **fields))
    return Assignment.objects.latest("pk")


def published(desk: Client, bureau: Bureau, **fields: object) -> Assignment:
    made = saved(desk, bureau, **fields)
    desk.post(reverse("assignment_publish", args=[made.pk]), {"seen_version": made.version})
    made.refresh_from_db()
    return made


def test_what_is_written_is_kept_as_a_draft(desk: Client, bureau: Bureau) -> None:
    made = saved(
        desk,
        bureau,
        marks=f"+{bureau.committee.pk},-{bureau.sister.pk}",
        level_1="height-1",
        level_2=f"named-{bureau.committee.pk}",
        remind_days="3，10天",
    )
    assert (made.state, made.remind_days, made.created_by) == (
        AssignmentState.PLANNED,
        [10, 3],
        bureau.administrator,
    )
    assert assignments.wanted_of(made).marks == {bureau.committee.pk: True, bureau.sister.pk: False}
    assert [str(level) for level in made.levels.all()] == [
        "第1级 · 上一级党组织",
        "第2级 · 云岭市自然资源局机关党委",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "名称"),
        ({"marks": ""}, "没有选中任何报送单位"),
        ({"marks": "+abc"}, "请重新勾选"),
        ({"kinds": []}, "请至少选一类"),
        ({"late_rule": "grace"}, "请写宽限几天"),
        ({"repeat": "half_yearly"}, "请选上半年或下半年"),
        ({"level_3": "any"}, "请先设第二级"),
        ({"remind_days": "七天"}, "请写天数"),
        ({"remind_days": "365"}, "最多提前"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    fields: dict[str, object], words: str, desk: Client, bureau: Bureau
) -> None:
    answer = desk.post(reverse("assignment_new"), payload(bureau, **fields))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert "突出实绩，少谈业务。" in body
    assert not Assignment.objects.exists()


def test_a_decider_must_lie_above_all_who_report(desk: Client, bureau: Bureau) -> None:
    group = make.organization("事业单位党总支", parent=bureau.committee, kind="general_branch")
    make.organization("测绘党支部", parent=group)
    answer = desk.post(reverse("assignment_new"), payload(bureau, level_1=f"named-{group.pk}"))
    assert "事业单位党总支不是生态修复科党支部、耕地保护科党支部的上级" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "words"),
    [("name", "请填写任务的名称。"), ("year", "请填写年度。"), ("due", "请填写截止日期。")],
)
def test_what_is_missing_is_named(desk: Client, bureau: Bureau, field: str, words: str) -> None:
    answer = desk.post(reverse("assignment_new"), payload(bureau, **{field: ""}))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_an_organisation_of_others_cannot_be_the_issuer(desk: Client, bureau: Bureau) -> None:
    other = bureau.other_administrator.roles[0].organization
    answer = desk.post(reverse("assignment_new"), payload(bureau, issuer=other.pk))
    assert answer.status_code == 422
    sent = {"issuer": other.pk, "marks": "", "kinds": ["branch"]}
    assert desk.post(reverse("assignment_tree"), sent).status_code == 400


def test_the_page_shows_whom_it_will_ask_and_asks_on_a_press(desk: Client, bureau: Bureau) -> None:
    make.organization("无人党支部", parent=bureau.committee)
    made = saved(desk, bureau)
    body = desk.get(reverse("assignment_preview", args=[made.pk])).content.decode()
    assert "生态修复科党支部" in body
    assert "1 个单位没有支部书记" in body
    answer = desk.post(reverse("assignment_publish", args=[made.pk]), {"seen_version": 1})
    assert answer.url == reverse("assignment", args=[made.pk])
    assert Report.objects.filter(assignment=made).count() == 3


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False)])
def test_a_due_date_that_has_passed_is_pointed_out(
    desk: Client, bureau: Bureau, days: int, warned: bool
) -> None:
    made = saved(desk, bureau, due=timezone.localdate() + timedelta(days=days))
    body = desk.get(reverse("assignment_preview", args=[made.pk])).content.decode()
    assert ("已经过去</strong>（截止后仍可报送）" in body) is warned


def test_an_old_page_publishes_nothing(desk: Client, bureau: Bureau) -> None:
    made = saved(desk, bureau)
    desk.post(
        reverse("assignment_edit", args=[made.pk]), payload(bureau, name="改名", seen_version=1)
    )
    answer = desk.post(reverse("assignment_publish", args=[made.pk]), {"seen_version": 1})
    assert answer.status_code == 409
    assert "又有改动" in answer.content.decode()
    assert not Report.objects.exists()


def test_a_second_tab_does_not_overwrite_the_first(desk: Client, bureau: Bureau) -> None:
    made = saved(desk, bureau)
    address = reverse("assignment_edit", args=[made.pk])
    desk.post(address, payload(bureau, name="第一个窗口", seen_version=1))
    answer = desk.post(address, payload(bureau, name="第二个窗口", seen_version=1))
    assert answer.status_code == 409
    assert "第二个窗口" in answer.content.decode()
    made.refresh_from_db()
    assert made.name == "第一个窗口"
    desk.post(address, payload(bureau, name="第二个窗口", seen_version=2))
    made.refresh_from_db()
    assert made.name == "第二个窗口"


def test_a_change_is_shown_before_it_is_made(desk: Client, bureau: Bureau) -> None:
    made = published(desk, bureau)
    address = reverse("assignment_edit", args=[made.pk])
    later = (DUE + timedelta(days=3)).isoformat()
    sent = payload(
        bureau, due=later, marks=f"+{bureau.committee.pk},-{bureau.sister.pk}", seen_version=2
    )
    body = desk.post(address, sent).content.decode()
    assert "减少 1 个单位" in body
    assert f'name="due" value="{later}"' in body
    made.refresh_from_db()
    assert made.due == DUE
    answer = desk.post(address, sent | {"confirmed": "1"})
    assert answer.url == reverse("assignment", args=[made.pk])
    made.refresh_from_db()
    assert made.due.isoformat() == later
    assert list(made.organizations.all()) == [bureau.branch]


def test_going_back_keeps_what_was_typed(desk: Client, bureau: Bureau) -> None:
    made = published(desk, bureau)
    sent = payload(bureau, name="想改的名称", seen_version=2, back="1")
    body = desk.post(reverse("assignment_edit", args=[made.pk]), sent).content.decode()
    assert 'value="想改的名称"' in body
    made.refresh_from_db()
    assert made.name == "2026年度党建工作总结"


def test_last_years_is_offered_with_the_year_moved_on(desk: Client, bureau: Bureau) -> None:
    last = published(desk, bureau)
    assert "沿用以前的任务" in desk.get(reverse("assignment_new")).content.decode()
    body = desk.get(reverse("assignment_new") + f"?like={last.pk}").content.decode()
    assert 'value="2027年度党建工作总结"' in body
    assert f'value="{DUE.replace(year=DUE.year + 1).isoformat()}"' in body
    assert f'value="+{bureau.committee.pk}"' in body


def test_ending_asks_first(desk: Client, bureau: Bureau) -> None:
    made = published(desk, bureau)
    assert ">延期<" in desk.get(reverse("assignment", args=[made.pk])).content.decode()
    address = reverse("assignment_end", args=[made.pk, "cancel"])
    assert "取消后不能恢复" in desk.get(address).content.decode()
    assert desk.post(address, {"reason": ""}).status_code == 422
    desk.post(address, {"reason": "并入述职"})
    made.refresh_from_db()
    assert made.state == AssignmentState.CANCELLED
    assert ">延期<" not in desk.get(reverse("assignment", args=[made.pk])).content.decode()
    assert desk.post(reverse("assignment_end", args=[made.pk, "close"])).status_code == 409
    assert desk.get(reverse("assignment_end", args=[made.pk, "explode"])).status_code == 404


def test_a_draft_is_thrown_away(desk: Client, bureau: Bureau) -> None:
    made = saved(desk, bureau)
    body = desk.get(reverse("assignment_preview", args=[made.pk])).content.decode()
    assert "删除后不能恢复" in body
    desk.post(reverse("assignment_discard", args=[made.pk]))
    assert not Assignment.objects.exists()


def test_a_model_without_a_file_is_asked_for_one(desk: Client, bureau: Bureau) -> None:
    made = saved(desk, bureau)
    address = reverse("assignment_model", args=[made.pk])
    page = desk.post(address, {"what": "file"}).content.decode()
    assert "请选择要上传的文件。" in page


def docx() -> bytes:
    document = Document()
    document.add_paragraph("一、主要工作")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("范文.docx", docx()), ("范文.txt", "一、主要工作".encode())],
    ids=["docx", "txt"],
)
def test_the_branches_fetch_the_model_file_as_it_was(
    name: str, content: bytes, desk: Client, bureau: Bureau, client: Client
) -> None:
    made = published(desk, bureau)
    address = reverse("assignment_model", args=[made.pk])
    desk.post(address, {"what": "file", "file": SimpleUploadedFile(name, content)})
    assert name in desk.get(address).content.decode()
    client.force_login(bureau.secretary)
    answer = client.get(reverse("assignment_model_text", args=[made.pk]))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(bureau.other_secretary)
    assert client.get(reverse("assignment_model_text", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("病毒.docx", b"MZ\x90"), ("空.txt", b"  "), ("图.png", b"\x89PNG\r\n")],
    ids=["docx", "txt", "png"],
)
def test_a_file_that_does_not_open_is_no_model(
    name: str, content: bytes, desk: Client, bureau: Bureau
) -> None:
    made = saved(desk, bureau)
    address = reverse("assignment_model", args=[made.pk])
    answer = desk.post(address, {"what": "file", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert not hasattr(Assignment.objects.get(pk=made.pk), "model_text")


def test_an_approved_report_is_shown_to_all_who_are_asked(
    desk: Client, bureau: Bureau, client: Client
) -> None:
    report = make.report(bureau.sister, by=bureau.sister_secretary, year=2025)
    make.perform(SUBMIT, report, by=bureau.sister_secretary)
    make.perform(APPROVE, report, by=bureau.reviewer)
    made = published(desk, bureau)
    desk.post(reverse("assignment_model", args=[made.pk]), {"what": "report", "report": report.pk})
    client.force_login(bureau.secretary)
    answer = client.get(reverse("assignment_model_report", args=[made.pk]))
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_the_secretary_reads_what_is_asked_before_and_while_writing(
    desk: Client, bureau: Bureau, client: Client
) -> None:
    made = published(desk, bureau, late_rule="grace", grace_days=3)
    client.force_login(bureau.secretary)
    begin = client.get(reverse("start") + f"?assignment={made.pk}&organization={bureau.branch.pk}")
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    write = client.get(reverse("editor", args=[report.pk]))
    for page in (begin, write):
        body = page.content.decode()
        assert "突出实绩，少谈业务。" in body
        assert "截止后宽限 3 天" in body


def test_the_tree_opens_down_to_every_mark(bureau: Bureau) -> None:
    group = make.organization("总支", parent=bureau.committee, kind="general_branch")
    deep = make.organization("深处党支部", parent=group)
    (top,) = tree_of(bureau.committee, {bureau.committee.pk: True, deep.pk: False}, ["branch"])
    shown = {child.organization.name: child for child in top.children}
    assert (top.below, shown["总支"].below, shown["总支"].is_open) == (3, 1, True)
    assert [(n.organization, n.is_ticked) for n in shown["总支"].children] == [(deep, False)]
    (top,) = tree_of(bureau.committee, {}, ["branch"])
    assert not [child for child in top.children if child.is_open]


def test_an_organisation_is_found_by_its_name(desk: Client, bureau: Bureau) -> None:
    group = make.organization("总支", parent=bureau.committee, kind="general_branch")
    make.organization("深处党支部", parent=group)
    sent = {"issuer": bureau.committee.pk, "marks": "", "kinds": ["branch"]}
    assert "深处" not in desk.post(reverse("assignment_tree"), sent).content.decode()
    body = desk.post(reverse("assignment_tree"), sent | {"words": "深处"}).content.decode()
    assert "tree-row is-found" in body
    assert "含“深处”的单位已展开并标出。" in body
    body = desk.post(reverse("assignment_tree"), sent | {"words": "浅处"}).content.decode()
    assert "没有名称含“浅处”的单位。" in body
    below = desk.post(reverse("assignment_tree"), sent | {"node": group.pk}).content.decode()
    assert "深处党支部" in below


@pytest.mark.parametrize(
    ("marks", "ticked"),
    [("", 0), ("+{0.committee.pk}", 3), ("+{0.committee.pk},-{0.branch.pk}", 2)],
)
def test_looking_for_a_name_changes_no_tick(
    desk: Client, bureau: Bureau, marks: str, ticked: int
) -> None:
    marks = marks.format(bureau)
    sent = {"issuer": bureau.committee.pk, "marks": marks, "kinds": ["branch"]}
    body = desk.post(reverse("assignment_tree"), sent | {"words": "党支部"}).content.decode()
    assert f'name="marks" id="id_marks" value="{marks}"' in body
    assert body.count("data-tick checked") == ticked


def test_many_siblings_come_in_portions(bureau: Bureau) -> None:
    for number in range(MOST + 5):
        make.organization(f"第{number}号党支部", parent=bureau.committee)
    (top,) = tree_of(bureau.committee, {}, ["branch"])
    assert (len(top.children), top.more) == (MOST, MOST)
    (rest,) = tree_of(bureau.committee, {}, ["branch"], node=bureau.committee.pk, after=top.more)
    assert (len(rest.children), rest.more) == (7, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    number: int,
    desk: Client,
    bureau: Bureau,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        published(desk, bureau)
    with django_assert_num_queries(8):
        page = desk.get(reverse("assignment_list"))
    figures = [(row.asked, row.sent, row.finished) for _, row in page.context["rows"]]
    assert figures == [(2, 0, 0)] * number


@pytest.mark.parametrize("number", [1, 30])
def test_looking_over_asks_as_often_for_many_as_for_one(
    number: int,
    desk: Client,
    bureau: Bureau,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        branch = make.organization(parent=bureau.committee)
        writer = make.member(branch, MemberRole.SECRETARY)
        make.report(branch, by=writer)
    made = saved(desk, bureau)
    with django_assert_num_queries(10):
        desk.get(reverse("assignment_preview", args=[made.pk]))


def test_who_is_late_reads_why_and_what_to_do_and_loses_nothing(
    desk: Client, bureau: Bureau, client: Client
) -> None:
    made = published(desk, bureau, late_rule="refused")
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    Assignment.objects.update(due=timezone.localdate() - timedelta(days=1))
    client.force_login(bureau.secretary)
    sent = {"seen_version": report.version, "confirmed": "1"}
    answer = client.post(reverse("transition", args=[report.pk, "submit"]), sent)
    words = "确需补报，请联系云岭市自然资源局机关党委的管理员给予延期。"
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert words in client.get(reverse("editor", args=[report.pk])).content.decode()
    client.force_login(bureau.administrator)
    until = timezone.localdate() + timedelta(days=2)
    client.post(
        reverse("assignment_extend", args=[made.pk, bureau.branch.pk]),
        {"due": until.isoformat(), "reason": "抗洪抢险"},
    )
    client.force_login(bureau.secretary)
    assert "（已延期）" in client.get(reverse("editor", args=[report.pk])).content.decode()
    client.post(reverse("transition", args=[report.pk, "submit"]), sent)
    report.refresh_from_db()
    assert report.state == "submitted"
