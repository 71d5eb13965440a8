"""Several levels of review: who is asked next, who stands in, what can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.delegation import Delegation
from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from reports import chain, delegating, permissions, workflow
from reports.models import EventKind, NotificationKind, Report, ReviewPolicy, Unstaffed
from reports.states import State
from reports.workflow import APPROVE, ARCHIVE, RECALL, RETURN, STEP_BACK, SUBMIT, WITHDRAW
from tests import make
from tests.people import Bureau

TODAY = timezone.localdate()


def days(first: int, last: int) -> dict[str, Any]:
    """A period, counted from today."""
    today = timezone.localdate()
    return {"starts": today + timedelta(first), "ends": today + timedelta(last)}


@pytest.fixture
def division(bureau: Bureau) -> Organization:
    """A general branch between the committee and a branch."""
    return make.organization("规划片区党总支", parent=bureau.committee, kind="general_branch")


@pytest.fixture
def first(division: Organization) -> User:
    """The reviewer of the general branch."""
    return make.member(division, MemberRole.REVIEWER, username="yiji", full_name="易初审")


@pytest.fixture
def writer(division: Organization) -> User:
    """The secretary of the branch below it."""
    branch = make.organization("测绘中心党支部", parent=division)
    return make.member(branch, MemberRole.SECRETARY, username="cehui", full_name="测书记")


def sent_in(writer: User, bureau: Bureau, levels: tuple[int, ...] = (1, 2)) -> Report:
    """A report that has been submitted to the levels so many steps above it."""
    branch = next(m.organization for m in writer.roles if m.role == MemberRole.SECRETARY)
    assignment = make.assignment(
        branch, issuer=bureau.committee, by=bureau.administrator, levels=levels
    )
    report = make.report(branch, by=writer, assignment=assignment)
    return make.perform(SUBMIT, report, by=writer)


def told(person: User) -> list[tuple[str, str]]:
    """What the person has been told, oldest first."""
    return list(person.notifications.order_by("pk").values_list("kind", "words"))


def fresh(person: User) -> User:
    """The person at the next request."""
    return User.objects.get(pk=person.pk)


def test_one_step_back_goes_to_the_level_before_and_not_to_the_branch(
    bureau: Bureau, first: User, writer: User
) -> None:
    report = make.perform(APPROVE, sent_in(writer, bureau), by=first)
    assert workflow.refusal(STEP_BACK, bureau.reviewer, report) is None
    report = make.perform(STEP_BACK, report, by=bureau.reviewer, opinion="请核对党员人数。")
    assert (report.state, report.level) == (State.SUBMITTED, 1)
    assert list(Report.objects.awaiting(first)) == [report]
    assert told(first)[-1][1] == f"《{report.headline}》退回第1级重新审核，请看上一级的意见。"
    words = "前面没有审核过的层级，可以退回报送支部。"
    assert workflow.refusal(STEP_BACK, first, report) == words
    assert make.perform(APPROVE, report, by=first).level == 2


def test_a_mistaken_approval_is_taken_back_by_who_gave_it(
    bureau: Bureau, first: User, writer: User
) -> None:
    colleague = make.member(bureau.committee, MemberRole.REVIEWER)
    report = make.perform(APPROVE, sent_in(writer, bureau), by=first)
    words = f"只有{first}和管理员可以撤销这次通过。"
    assert workflow.refusal(RECALL, colleague, report) == words
    report = make.perform(RECALL, report, by=first, opinion="点错了。")
    assert (report.state, report.level) == (State.SUBMITTED, 1)
    assert workflow.refusal(RECALL, first, report) == "没有可以撤销的通过。"
    event = report.events.last()
    assert (event.kind, event.level, event.opinion) == (EventKind.RECALL, 1, "点错了。")
    assert told(writer)[-1][0] == NotificationKind.RECALLED


@pytest.mark.parametrize("decision", [APPROVE, RETURN])
def test_an_approval_stands_once_the_next_level_has_decided(
    decision: workflow.Transition, bureau: Bureau, first: User, writer: User
) -> None:
    report = make.perform(APPROVE, sent_in(writer, bureau), by=first)
    report = make.perform(decision, report, by=bureau.reviewer)
    assert workflow.refusal(RECALL, first, report)
    if decision is APPROVE:  # the last approval is another's now
        assert workflow.refusal(RECALL, bureau.reviewer, report) is None
        report = make.perform(ARCHIVE, report, by=bureau.administrator)
        assert workflow.refusal(RECALL, bureau.reviewer, report)


def test_an_administrator_recalls_what_nobody_else_can(
    bureau: Bureau, first: User, writer: User
) -> None:
    report = make.perform(APPROVE, sent_in(writer, bureau), by=first)
    Membership.objects.filter(user=first).delete()
    assert workflow.refusal(RECALL, fresh(first), report)
    assert make.perform(RECALL, report, by=bureau.administrator).level == 1


def test_a_level_where_only_the_writer_could_decide_is_left_out_and_that_is_written_down(
    bureau: Bureau, division: Organization, writer: User
) -> None:
    Membership.objects.create(user=writer, organization=division, role=MemberRole.REVIEWER)
    report = sent_in(fresh(writer), bureau)
    assert (report.state, report.level) == (State.SUBMITTED, 2)
    events = [(e.kind, e.level, e.state, e.opinion) for e in report.events.all()][-2:]
    assert events == [
        ("submit", 0, "submitted", ""),
        ("skip", 1, "submitted", chain.NOBODY_HERE),
    ]
    assert list(Report.objects.awaiting(bureau.reviewer)) == [report]


def test_by_the_rules_of_the_house_it_waits_and_the_administrators_are_told(
    bureau: Bureau, division: Organization, writer: User
) -> None:
    ReviewPolicy.objects.create(organization=bureau.committee, unstaffed=Unstaffed.HOLD)
    report = sent_in(writer, bureau)
    assert (report.level, permissions.deciders(report)) == (1, [])
    kind, words = told(bureau.administrator)[-1]
    assert kind == NotificationKind.UNSTAFFED
    assert words.startswith(f"《{report.headline}》停在第1级：没有可以审核的人。")
    newcomer = make.member(division, MemberRole.REVIEWER)
    assert make.perform(APPROVE, report, by=newcomer).level == 2


def test_nobody_decides_at_two_levels_of_a_round(bureau: Bureau, first: User, writer: User) -> None:
    report = make.perform(APPROVE, sent_in(writer, bureau, (None, None)), by=first)
    assert workflow.refusal(APPROVE, fresh(first), report) == (
        "您已在第1级通过，第2级须由其他审核人办理。"
    )
    assert workflow.refusal(RECALL, first, report) is None
    assert list(Report.objects.awaiting(first)) == []
    assert permissions.deciders(report) == [bureau.reviewer]
    assert told(first) == [("submitted", f"{report.organization}的《{report.headline}》等您审核。")]
    assert make.perform(APPROVE, report, by=bureau.reviewer).state == State.APPROVED


def test_who_has_taken_it_back_or_sees_a_new_round_decides_again(
    bureau: Bureau, first: User, writer: User
) -> None:
    report = make.perform(APPROVE, sent_in(writer, bureau, (None, None)), by=first)
    report = make.perform(STEP_BACK, report, by=bureau.reviewer, opinion="请核对。")
    assert list(Report.objects.awaiting(first)) == [report]
    report = make.perform(APPROVE, report, by=first)
    report = make.perform(RETURN, report, by=bureau.reviewer, opinion="请补充。")
    report = make.perform(SUBMIT, report, by=writer)
    assert set(permissions.deciders(report)) == {first, bureau.reviewer}
    report = make.perform(APPROVE, report, by=bureau.reviewer)
    assert list(Report.objects.awaiting(first)) == [report]
    assert list(Report.objects.awaiting(bureau.reviewer)) == []


@pytest.mark.parametrize(("unstaffed", "level"), [(Unstaffed.SKIP, 3), (Unstaffed.HOLD, 2)])
def test_a_level_where_only_who_has_decided_could_decide_goes_by_the_rules(
    unstaffed: Unstaffed, level: int, bureau: Bureau, first: User, writer: User
) -> None:
    ReviewPolicy.objects.create(organization=bureau.committee, unstaffed=unstaffed)
    report = make.perform(APPROVE, sent_in(writer, bureau, (None, 1, 2)), by=first)
    assert report.level == level
    skipped = report.events.filter(kind=EventKind.SKIP).values_list("level", "opinion")
    assert list(skipped) == ([(2, chain.NOBODY_HERE)] if level == 3 else [])


def test_at_the_last_level_it_waits_for_another_pair_of_eyes(bureau: Bureau) -> None:
    report = make.perform(
        APPROVE, sent_in(bureau.secretary, bureau, (None, None)), by=bureau.reviewer
    )
    assert (report.state, report.level) == (State.SUBMITTED, 2)
    assert permissions.deciders(report) == []
    kind, words = told(bureau.administrator)[-1]
    assert (kind, "停在第2级：没有可以审核的人" in words) == (NotificationKind.UNSTAFFED, True)
    delegating.delegate(bureau.reviewer, bureau.administrator, **days(0, 1))
    report = make.perform(APPROVE, report, by=fresh(bureau.administrator))
    assert report.state == State.APPROVED


@pytest.mark.parametrize("levels", [(1,), (2,), (1, 2)])
def test_nothing_is_approved_unread_where_nobody_is_there(
    levels: tuple[int, ...], bureau: Bureau, writer: User
) -> None:
    Membership.objects.filter(role=MemberRole.REVIEWER).delete()
    report = sent_in(writer, bureau, levels)
    assert (report.state, report.level) == (State.SUBMITTED, 1)
    assert told(bureau.administrator)[-1][0] == NotificationKind.UNSTAFFED


def test_a_stand_in_sees_the_queue_decides_and_is_named_for_whom(
    bureau: Bureau, first: User, writer: User
) -> None:
    report = sent_in(writer, bureau)
    stand_in = make.member(bureau.sister, MemberRole.ADMINISTRATOR, full_name="代同志")
    delegating.delegate(first, stand_in, reason="出差", **days(0, 3))
    stand_in = fresh(stand_in)
    assert list(Report.objects.awaiting(stand_in)) == [report]
    report = make.perform(APPROVE, report, by=stand_in)
    event = report.events.get(kind=EventKind.APPROVE)
    assert (event.actor, event.stands_for) == (stand_in, "易初审")
    assert list(Report.objects.awaiting(fresh(first))) == []


@pytest.mark.parametrize(
    ("period", "holds"), [((-3, -1), False), ((-1, 0), True), ((0, 0), True), ((1, 2), False)]
)
def test_a_delegation_holds_from_its_first_day_to_its_last(
    period: tuple[int, int], holds: bool, bureau: Bureau, first: User, writer: User
) -> None:
    report = sent_in(writer, bureau)
    stand_in = bureau.administrator
    Delegation.objects.create(giver=first, stand_in=stand_in, **days(*period))
    assert (report in Report.objects.awaiting(fresh(stand_in))) is holds
    assert (permissions.unless_reviewer(fresh(stand_in), report) is None) is holds
    assert (stand_in in permissions.deciders(report)) is holds


def test_what_was_delegated_cannot_be_passed_on(bureau: Bureau, first: User, writer: User) -> None:
    report = sent_in(writer, bureau)
    one, other = bureau.administrator, bureau.reviewer
    delegating.delegate(first, one, **days(0, 1))
    Delegation.objects.create(giver=one, stand_in=other, **days(0, 1))
    Delegation.objects.create(giver=other, stand_in=first, **days(0, 1))
    deciders = {p.pk for p in permissions.deciders(report)}
    assert deciders == {first.pk, one.pk}
    assert {m.organization_id for m in fresh(one).posts} == {first.roles[0].organization_id}


def test_nobody_has_the_own_words_approved_by_a_stand_in(
    bureau: Bureau, division: Organization, first: User, writer: User
) -> None:
    Membership.objects.create(user=writer, organization=division, role=MemberRole.REVIEWER)
    report = sent_in(fresh(writer), bureau)
    delegating.delegate(fresh(writer), bureau.administrator, **days(0, 1))
    stand_in = fresh(bureau.administrator)
    words = f"{writer}起草了这份报告，您不能代为审核。"
    assert workflow.refusal(APPROVE, stand_in, report) == words
    assert list(Report.objects.awaiting(stand_in)) == []
    other = make.report(bureau.branch, by=bureau.secretary)
    assert permissions.deciders(report) == [first]
    assert other not in Report.objects.awaiting(stand_in)


def test_a_delegation_is_taken_back_and_declined(bureau: Bureau, first: User, writer: User) -> None:
    report = sent_in(writer, bureau)
    for who in (first, bureau.administrator):
        made = delegating.delegate(first, bureau.administrator, **days(0, 1))
        assert report in Report.objects.awaiting(fresh(bureau.administrator))
        delegating.end(made, by=who)
        assert report not in Report.objects.awaiting(fresh(bureau.administrator))
    assert "收回了代为审核的委托" in told(bureau.administrator)[-2][1]
    assert "谢绝了代为审核的委托" in told(first)[-1][1]


def test_the_same_delegation_twice_is_one(bureau: Bureau, first: User) -> None:
    made = [delegating.delegate(first, bureau.reviewer, **days(0, 1)) for _ in range(2)]
    assert made[0] == made[1]
    assert bureau.reviewer.notifications.filter(kind=NotificationKind.DELEGATED).count() == 1


def test_who_withdraws_tells_those_who_were_to_decide(
    bureau: Bureau, first: User, writer: User
) -> None:
    report = sent_in(writer, bureau)
    delegating.delegate(first, bureau.administrator, **days(0, 1))
    make.perform(WITHDRAW, report, by=writer)
    words = f"{report.organization}撤回了《{report.headline}》，不必再审核。"
    assert told(first)[-1] == told(bureau.administrator)[-1] == ("withdrawn", words)


PEOPLE = ("secretary", "sister_secretary", "reviewer", "administrator", "nobody", "other_reviewer")


@given(
    delegations=st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda p: p[0] != p[1]),
        unique=True,
        max_size=4,
    ),
    hats=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(MemberRole)), max_size=3),
    level=st.sampled_from([None, 1, 2]),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_queue_predicate_and_list_of_deciders_agree_whoever_stands_in(
    delegations: list[tuple[str, str]],
    hats: list[tuple[str, MemberRole]],
    level: int | None,
    bureau: Bureau,
) -> None:
    Delegation.objects.all().delete()
    for who, role in hats:
        Membership.objects.get_or_create(
            user=getattr(bureau, who), organization=bureau.committee, role=role
        )
    for giver, stand_in in delegations:
        Delegation.objects.create(
            giver=getattr(bureau, giver), stand_in=getattr(bureau, stand_in), **days(0, 0)
        )
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(level,)
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    report = make.perform(SUBMIT, report, by=fresh(bureau.secretary))
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    able = [p for p in people if permissions.unless_reviewer(p, report) is None]
    assert able == permissions.deciders(report)
    assert able == [p for p in people if report in Report.objects.awaiting(p)]
    assert bureau.secretary not in able
