"""Assignments: drafted, published, changed, cancelled, repeated; whom each step tells what."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Organization
from accounts.roles import MemberRole
from reports import assignments, deadlines, progress, routines, workflow
from reports.assignments import CannotAssign, Wanted
from reports.assignments.drafting import Decider
from reports.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    HousePolicy,
    LateRule,
    Notification,
    Reminder,
    Repeat,
    Report,
    Robot,
    RobotMessage,
)
from reports.models.assignment import next_period
from reports.workflow import APPROVE, SUBMIT, TransitionNotAllowed
from tests import make, people
from tests.people import Bureau

TODAY = timezone.localdate()


def wanted(bureau: Bureau, **values: object) -> Wanted:
    """All branches of the committee; `marks` and `levels` may be given."""
    marks = values.pop("marks", {bureau.committee.pk: True})
    levels = values.pop("levels", (Decider(),))
    usual = {
        "name": "2026年度党建工作总结",
        "template": make.template(),
        "issuer": bureau.committee,
        "kinds": ["branch"],
        "year": 2026,
        "half": "year",
        "due": TODAY + timedelta(days=20),
        "instructions": "突出实绩。",
        "late_rule": LateRule.ALLOWED,
        "grace_days": 0,
        "remind_days": [7, 1],
        "repeat": Repeat.NEVER,
        "lead_days": 45,
        "publishes_itself": False,
    }
    return Wanted(usual | values, marks, levels)  # type: ignore[arg-type]


def drafted(bureau: Bureau, **values: object) -> Assignment:
    return assignments.draft(by=bureau.administrator, wanted=wanted(bureau, **values))


def published(bureau: Bureau, **values: object) -> Assignment:
    made = drafted(bureau, **values)
    return assignments.publish(made.pk, by=bureau.administrator, seen_version=made.version)


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def told(person: object) -> list[str]:
    return list(
        Notification.objects.filter(user=person).order_by("pk").values_list("words", flat=True)
    )


@pytest.mark.parametrize(
    ("kinds", "marks", "names"),
    [
        (["branch"], {"局": True}, ["甲", "乙", "丙"]),
        (["branch"], {"局": True, "乙": False}, ["甲", "丙"]),
        (["branch"], {"局": True, "总支": False}, ["甲"]),
        (["branch"], {"局": True, "总支": False, "丙": True}, ["甲", "丙"]),
        (["general_branch", "branch"], {"总支": True}, ["总支", "乙", "丙"]),
        (["committee"], {"局": True}, ["局"]),
        (["branch"], {"停": True}, []),
        (["branch"], {"别": True}, []),
    ],
)
@pytest.mark.django_db
def test_marks_in_the_tree_mean_what_is_below_them(
    kinds: list[str], marks: dict[str, bool], names: list[str]
) -> None:
    top = make.organization("局", kind="committee")
    make.organization("甲", parent=top)
    group = make.organization("总支", parent=top, kind="general_branch")
    make.organization("乙", parent=group)
    make.organization("丙", parent=group)
    closed = make.organization("停", parent=top)
    Organization.objects.filter(pk=closed.pk).update(is_active=False)
    make.organization("别")
    pks = {o.name: o.pk for o in Organization.objects.all()}
    by_pk = {pks[name]: included for name, included in marks.items()}
    assert [o.name for o in assignments.organizations_in(top, kinds, by_pk)] == names


def test_a_draft_is_nobodys_business_yet(bureau: Bureau) -> None:
    made = drafted(bureau)
    assert made.state == AssignmentState.PLANNED
    assert not Report.objects.exists()
    assert told(bureau.secretary) == []
    assert list(Assignment.objects.followed_by(bureau.reviewer)) == []
    assert list(Assignment.objects.followed_by(bureau.administrator)) == [made]


def test_only_administrators_of_the_issuer_act(bureau: Bureau) -> None:
    made = drafted(bureau)
    for person in (bureau.secretary, bureau.reviewer, bureau.other_administrator, bureau.nobody):
        with pytest.raises(PermissionDenied):
            assignments.draft(by=person, wanted=wanted(bureau))
        with pytest.raises(PermissionDenied):
            assignments.publish(made.pk, by=person, seen_version=made.version)
    assert Assignment.objects.get().state == AssignmentState.PLANNED


def test_publishing_makes_a_report_for_each_and_tells_the_secretaries(bureau: Bureau) -> None:
    made = published(bureau)
    reports = Report.objects.filter(assignment=made)
    assert {report.organization for report in reports} == {bureau.branch, bureau.sister}
    assert {(r.author, r.state, r.template, r.year) for r in reports} == {
        (None, "draft", made.template, 2026)
    }
    day = f"{made.due.month}月{made.due.day}日"
    words = f"云岭市自然资源局机关党委布置了《2026年度党建工作总结》，请于{day}前报送。"
    assert told(bureau.secretary) == told(bureau.sister_secretary) == [words]
    assert told(bureau.reviewer) == told(bureau.other_secretary) == []


def test_publishing_twice_publishes_once(bureau: Bureau) -> None:
    made = drafted(bureau)
    for _ in range(2):
        assignments.publish(made.pk, by=bureau.administrator, seen_version=made.version)
    assert Report.objects.count() == 2
    assert len(told(bureau.secretary)) == 1
    assert made.events.filter(kind="publish").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once() -> None:
    bureau = people.bureau()
    made = drafted(bureau)
    failures: list[Exception] = []

    def press() -> None:
        try:
            assignments.publish(made.pk, by=bureau.administrator, seen_version=made.version)
        except Exception as failure:  # noqa: BLE001 - told below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Report.objects.count() == 2
    assert AssignmentEvent.objects.filter(kind="publish").count() == 1


def test_what_was_seen_is_what_is_published(bureau: Bureau) -> None:
    made = drafted(bureau)
    assignments.rewrite(
        made.pk, by=bureau.administrator, wanted=wanted(bureau, name="改名"), seen_version=1
    )
    with pytest.raises(CannotAssign, match="又有改动"):
        assignments.publish(made.pk, by=bureau.administrator, seen_version=1)
    with pytest.raises(CannotAssign, match="没有选中"):
        published(bureau, marks={})
    assert not Report.objects.exists()


def test_the_preview_names_problems(bureau: Bureau) -> None:
    vacant = make.organization("无人党支部", parent=bureau.committee)
    free = make.report(bureau.branch, by=bureau.secretary)
    other = make.assignment(bureau.sister, issuer=bureau.committee, by=bureau.administrator)
    owed = make.report(bureau.sister, by=bureau.sister_secretary, assignment=other)
    preview = assignments.preview_of(drafted(bureau))
    assert preview.targets == [bureau.branch, bureau.sister, vacant]
    assert preview.without_secretary == [vacant]
    assert (preview.ready, preview.asked_elsewhere) == ([free], [owed])


def test_a_report_that_is_there_already_is_not_asked_for_again(bureau: Bureau) -> None:
    free = make.report(bureau.branch, by=bureau.secretary)
    made = published(bureau)
    free.refresh_from_db()
    assert free.assignment == made
    assert Report.objects.filter(assignment=made).count() == 2


def test_who_begins_fills_the_place_and_becomes_the_author(bureau: Bureau) -> None:
    made = published(bureau)
    place = Report.objects.get(organization=bureau.branch)
    assert list(Report.objects.visible_to(bureau.secretary)) == []
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    assert (report.pk, report.author) == (place.pk, bureau.secretary)
    assert list(Report.objects.visible_to(bureau.secretary)) == [report]
    assert [event.kind for event in report.events.all()] == ["create"]


def test_a_change_says_what_it_means_for_whom_and_then_does_it(bureau: Bureau) -> None:
    third = make.organization("测绘科党支部", parent=bureau.committee)
    reader = make.member(third, MemberRole.SECRETARY)
    made = published(bureau, marks={bureau.committee.pk: True, third.pk: False})
    begun = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    new = wanted(
        bureau,
        due=made.due + timedelta(days=5),
        marks={bureau.committee.pk: True, bureau.branch.pk: False, bureau.sister.pk: True},
        levels=(Decider(height=1), Decider(bureau.committee.pk)),
    )
    told_first = assignments.changes_of(made, new)
    changes = assignments.change(
        made.pk, by=bureau.administrator, wanted=new, seen_version=made.version
    )
    assert changes == told_first
    assert (changes.added, changes.removed, changes.removed_begun) == (
        [third],
        [bureau.branch],
        [bureau.branch],
    )
    assert [(line.label, line.becomes) for line in changes.differences] == [
        ("截止日期", in_words(made.due + timedelta(days=5))),
        ("审核层级", "上一级党组织 → 云岭市自然资源局机关党委"),
    ]
    assert (changes.writing, changes.sent) == (1, 0)
    begun.refresh_from_db()
    assert begun.assignment == made
    assert set(made.organizations.all()) == {bureau.sister, third}
    assert told(bureau.secretary)[-1].endswith("不再要求贵单位报送；已经写下的文字仍然保留。")
    assert "截止日期改为" in told(bureau.sister_secretary)[-1]
    assert "布置了" in told(reader)[-1]


def test_a_change_pressed_twice_is_one_and_an_old_page_changes_nothing(bureau: Bureau) -> None:
    made = published(bureau)
    first = wanted(bureau, name="新名称")
    for _ in range(2):
        assignments.change(
            made.pk, by=bureau.administrator, wanted=first, seen_version=made.version
        )
    assert made.events.filter(kind="change").count() == 1
    with pytest.raises(CannotAssign, match="又有改动"):
        assignments.change(
            made.pk,
            by=bureau.administrator,
            wanted=wanted(bureau, name="别的名称"),
            seen_version=made.version,
        )
    made.refresh_from_db()
    assert made.name == "新名称"


def test_who_is_removed_before_beginning_leaves_nothing_behind(bureau: Bureau) -> None:
    made = published(bureau)
    without = wanted(bureau, marks={bureau.committee.pk: True, bureau.branch.pk: False})
    assignments.change(made.pk, by=bureau.administrator, wanted=without, seen_version=made.version)
    assert [report.organization for report in Report.objects.all()] == [bureau.sister]


def test_cancelling_keeps_everything_and_needs_a_reason(bureau: Bureau) -> None:
    made = published(bureau)
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    with pytest.raises(CannotAssign, match="理由"):
        assignments.cancel(made.pk, by=bureau.administrator, reason=" ")
    for _ in range(2):
        assignments.cancel(made.pk, by=bureau.administrator, reason="并入年度述职。")
    assert list(Report.objects.visible_to(bureau.secretary)) == [report]
    assert told(bureau.secretary)[1:] == [
        "《2026年度党建工作总结》已经取消，不用再报送。理由：并入年度述职。"
    ]
    with pytest.raises(TransitionNotAllowed, match="已经取消"):
        make.perform(SUBMIT, report, by=bureau.secretary)


def test_a_closed_one_takes_nothing_new_until_it_is_open_again(bureau: Bureau) -> None:
    made = published(bureau)
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    assignments.close(made.pk, by=bureau.administrator)
    made.refresh_from_db()
    with pytest.raises(TransitionNotAllowed, match="已经结束"):
        make.perform(SUBMIT, report, by=bureau.secretary)
    assignments.reopen(made.pk, by=bureau.administrator)
    assert make.perform(SUBMIT, report, by=bureau.secretary).state == "submitted"


@pytest.mark.parametrize(
    ("rule", "grace", "days_over", "is_taken"),
    [
        (LateRule.ALLOWED, 0, 90, True),
        (LateRule.REFUSED, 0, 0, True),
        (LateRule.REFUSED, 0, 1, False),
        (LateRule.GRACE, 3, 3, True),
        (LateRule.GRACE, 3, 4, False),
    ],
)
def test_the_rule_on_lateness_holds(
    *, rule: str, grace: int, days_over: int, is_taken: bool, bureau: Bureau
) -> None:
    made = published(
        bureau, due=TODAY - timedelta(days=days_over), late_rule=rule, grace_days=grace
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    if is_taken:
        assert make.perform(SUBMIT, report, by=bureau.secretary).state == "submitted"
        return
    with pytest.raises(TransitionNotAllowed, match=r"报送截止日期是.*请联系.*管理员给予延期"):
        make.perform(SUBMIT, report, by=bureau.secretary)


def test_what_was_returned_may_be_sent_again_after_the_due_date(bureau: Bureau) -> None:
    made = published(bureau, late_rule=LateRule.REFUSED)
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    make.perform(SUBMIT, report, by=bureau.secretary)
    make.perform(workflow.RETURN, report, by=bureau.reviewer)
    Assignment.objects.update(due=TODAY - timedelta(days=9))
    assert make.perform(SUBMIT, report, by=bureau.secretary).state == "submitted"


def test_an_extension_lets_one_branch_in(bureau: Bureau) -> None:
    made = published(bureau, due=TODAY - timedelta(days=1), late_rule=LateRule.REFUSED)
    day = TODAY + timedelta(days=3)
    for due, reason, words in ((TODAY - timedelta(days=1), "有因", "晚于"), (day, " ", "理由")):
        with pytest.raises(CannotAssign, match=words):
            assignments.extend(
                made.pk, bureau.branch, by=bureau.administrator, due=due, reason=reason
            )
    for _ in range(2):
        assignments.extend(
            made.pk, bureau.branch, by=bureau.administrator, due=day, reason="书记住院"
        )
    assert made.extensions.count() == 1
    assert deadlines.due_of(made, bureau.branch) == day
    assert len(told(bureau.secretary)) == 2
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    assert make.perform(SUBMIT, report, by=bureau.secretary).state == "submitted"
    other = make.report(bureau.sister, by=bureau.sister_secretary, assignment=made)
    with pytest.raises(TransitionNotAllowed):
        make.perform(SUBMIT, other, by=bureau.sister_secretary)


def test_nobody_is_reminded_twice_in_a_day(bureau: Bureau) -> None:
    made = published(bureau)
    report = make.report(bureau.branch, by=bureau.secretary, assignment=made)
    make.perform(SUBMIT, report, by=bureau.secretary)
    assert assignments.remind(made.pk, by=bureau.administrator) == (1, 0)
    assert assignments.remind(made.pk, by=bureau.administrator) == (0, 1)
    assert "还有 20 天" in told(bureau.sister_secretary)[-1]
    assert len(told(bureau.sister_secretary)) == 2
    assert len(told(bureau.secretary)) == 1
    Reminder.objects.update(day=TODAY - timedelta(days=1))
    Notification.objects.filter(kind="reminded").delete()
    assert assignments.remind(made.pk, by=bureau.administrator) == (1, 0)


def reminders_in(group: Robot) -> list[str]:
    """What the group was given of 催报, oldest first."""
    kept = RobotMessage.objects.filter(robot=group, kind="reminded").order_by("pk")
    return [words.partition("，")[2] for words in kept.values_list("words", flat=True)]


@pytest.fixture
def group(bureau: Bureau, settings: object) -> Robot:
    """A group that hears of all reminders below the committee."""
    settings.ROBOT_HOSTS = ["qyapi.weixin.qq.com"]
    return Robot.objects.create(
        organization=bureau.committee,
        created_by=bureau.administrator,
        name="党建群",
        address="https://qyapi.weixin.qq.com/send",
    )


def test_each_reminder_of_a_day_is_told_to_whom_it_concerns(bureau: Bureau, group: Robot) -> None:
    Membership.objects.create(
        user=bureau.secretary, organization=bureau.sister, role=MemberRole.SECRETARY
    )
    made = published(bureau, due=TODAY - timedelta(days=2))
    later = TODAY + timedelta(days=5)
    assignments.extend(made.pk, bureau.branch, by=bureau.administrator, due=later, reason="病")
    before = len(told(bureau.secretary))
    for standing in (progress.LATE, progress.OWING, progress.OWING):
        assignments.remind(made.pk, by=bureau.administrator, standing=standing)
    late, owing = told(bureau.secretary)[before:]
    assert ("已过截止日期" in late, "还有 5 天" in owing) == (True, True)
    assert len(told(bureau.sister_secretary)) == 2  # asked, and reminded once
    assert reminders_in(group) == [
        "还没有送审的请抓紧。涉及：耕地保护科党支部。",
        "还有 5 天，还没有送审的请抓紧。涉及：生态修复科党支部。",
    ]


def test_every_due_date_of_one_run_is_told(bureau: Bureau, group: Robot) -> None:
    Membership.objects.create(
        user=bureau.secretary, organization=bureau.sister, role=MemberRole.SECRETARY
    )
    made = published(bureau)
    later = TODAY + timedelta(days=25)
    assignments.extend(made.pk, bureau.branch, by=bureau.administrator, due=later, reason="病")
    before = len(told(bureau.secretary))
    assert assignments.remind(made.pk, by=bureau.administrator) == (2, 0)
    assert len(told(bureau.secretary)[before:]) == 2
    assert sorted(reminders_in(group)) == [
        "还有 20 天，还没有送审的请抓紧。涉及：耕地保护科党支部。",
        "还有 25 天，还没有送审的请抓紧。涉及：生态修复科党支部。",
    ]


def test_only_the_late_are_reminded_where_that_is_asked(bureau: Bureau) -> None:
    made = published(bureau, due=TODAY - timedelta(days=2))
    assignments.extend(
        made.pk, bureau.branch, by=bureau.administrator, due=TODAY + timedelta(days=5), reason="病"
    )
    assert assignments.remind(made.pk, by=bureau.administrator, standing=progress.LATE) == (1, 0)
    assert "已过截止日期" in told(bureau.sister_secretary)[-1]


@pytest.mark.parametrize(("days", "reminded"), [(7, 2), (6, 0), (1, 2), (0, 0)])
def test_people_are_reminded_by_rule(days: int, reminded: int, bureau: Bureau) -> None:
    published(bureau, due=TODAY + timedelta(days=days))
    noon = timezone.localtime().replace(hour=12)
    assert assignments.remind_due(noon.replace(hour=7)) == 0
    assert assignments.remind_due(noon) == reminded
    assert assignments.remind_due(noon) == 0


def test_people_are_reminded_from_the_hour_of_the_rules(bureau: Bureau) -> None:
    made = published(bureau, due=TODAY + timedelta(days=7))
    HousePolicy.objects.create(organization=made.issuer, remind_hour=14)
    noon = timezone.localtime().replace(hour=12)
    assert assignments.remind_due(noon) == 0
    assert assignments.remind_due(noon.replace(hour=14)) == 2


def test_the_worker_drafts_and_reminds() -> None:
    routines.discover()
    names = {name.rpartition(".")[2] for name in routines.ROUTINES}
    assert {"draft_repeating_assignments", "remind_of_due_dates"} <= names


@pytest.mark.parametrize(
    ("year", "half", "due", "repeat", "following"),
    [
        (2026, "year", date(2026, 12, 20), "yearly", (2027, "year", date(2027, 12, 20))),
        (2026, "first", date(2026, 8, 31), "half_yearly", (2026, "second", date(2027, 2, 28))),
        (2026, "second", date(2027, 1, 10), "half_yearly", (2027, "first", date(2027, 7, 10))),
        (2028, "year", date(2028, 2, 29), "yearly", (2029, "year", date(2029, 2, 28))),
    ],
)
def test_the_next_period(
    year: int, half: str, due: date, repeat: str, following: tuple[int, str, date]
) -> None:
    assert next_period(year, half, due, repeat) == following


def test_a_series_is_drafted_in_time_and_once(bureau: Bureau) -> None:
    last = published(bureau, due=TODAY - timedelta(days=330), repeat=Repeat.YEARLY, lead_days=45)
    assert [made.name for made in assignments.draft_due()] == ["2027年度党建工作总结"]
    assert assignments.draft_due() == []
    following = Assignment.objects.get(previous=last)
    assert (following.state, following.year) == (AssignmentState.PLANNED, 2027)
    assert assignments.wanted_of(following).marks == {bureau.committee.pk: True}
    assert told(bureau.administrator) == [
        "《2027年度党建工作总结》已按上一次的内容拟好，请核对后发布。"
    ]
    assert assignments.draft_following(last.pk, by=bureau.administrator) == following


def test_a_series_waits_for_its_day_and_ends_when_it_is_cancelled(bureau: Bureau) -> None:
    early = published(bureau, due=TODAY - timedelta(days=200), repeat=Repeat.YEARLY)
    assert assignments.draft_due() == []
    Assignment.objects.filter(pk=early.pk).update(due=TODAY - timedelta(days=330))
    assignments.cancel(early.pk, by=bureau.administrator, reason="不再要求")
    assert assignments.draft_due() == []


def test_a_series_publishes_itself_only_where_that_was_chosen(bureau: Bureau) -> None:
    published(bureau, due=TODAY - timedelta(days=330), repeat=Repeat.YEARLY, publishes_itself=True)
    (following,) = assignments.draft_due()
    following.refresh_from_db()
    assert following.state == AssignmentState.OPEN
    assert following.reports.count() == 2


def test_last_years_is_copied_with_everything(bureau: Bureau) -> None:
    last = published(bureau, levels=(Decider(height=1), Decider(bureau.committee.pk)))
    assignments.keep_model_text(last.pk, by=bureau.administrator, name="范文.txt", content=b"ok")
    copy = assignments.draft(by=bureau.administrator, wanted=assignments.like(last), model=last)
    before, after = assignments.wanted_of(last), assignments.wanted_of(copy)
    assert replace(after, values={}) == replace(before, values={})
    assert (copy.name, copy.year) == ("2027年度党建工作总结", 2027)
    assert bytes(copy.model_text.content) == b"ok"


def test_only_an_approved_report_is_a_model(bureau: Bureau) -> None:
    made = drafted(bureau)
    report = bureau.report("submitted")
    with pytest.raises(CannotAssign, match="审核通过"):
        assignments.keep_model_report(made.pk, by=bureau.administrator, report=report)
    make.perform(APPROVE, report, by=bureau.reviewer)
    assignments.keep_model_report(made.pk, by=bureau.administrator, report=report)
    made.refresh_from_db()
    assert made.model_report == report


def test_a_published_one_is_not_thrown_away(bureau: Bureau) -> None:
    made = published(bureau)
    with pytest.raises(CannotAssign, match="可以取消"):
        assignments.discard(made.pk, by=bureau.administrator)
    draft = drafted(bureau)
    assignments.discard(draft.pk, by=bureau.administrator)
    assert list(Assignment.objects.all()) == [made]
