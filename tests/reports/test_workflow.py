"""Every transition from every state by everybody; then many at random, and two at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.delegation import Delegation
from accounts.models import User
from accounts.roles import MemberRole
from reports import permissions, workflow
from reports.models import Event, EventKind, Notification, Report
from reports.states import State
from reports.workflow import (
    APPROVE,
    ARCHIVE,
    BY_KIND,
    RECALL,
    REOPEN,
    RETURN,
    STEP_BACK,
    SUBMIT,
    TRANSITIONS,
    WITHDRAW,
    Transition,
    TransitionNotAllowed,
)
from tests import make
from tests.people import Bureau

OTHERS = "只有本支部的支部书记可以办理。"
OWN = "不能审核自己起草的报告。"
AWAY = "这份报告不属于您所在的党组织。"
REVIEWERS = "须由上级党组织的审核人办理。"
ADMINISTRATORS = "只有管理员可以办理。"
FIRST = "前面没有审核过的层级，可以退回报送支部。"
NOT_YET = "没有可以撤销的通过。"
NOT_MINE = "只有沈审核和管理员可以撤销这次通过。"
CHANGED = "报告在您打开之后又有改动，请看过最新内容再办理。"
PEOPLE = ("secretary", "sister_secretary", "reviewer", "administrator", "other_reviewer", "nobody")
# From these states; everywhere else nobody may, because of the state.
TABLE = [
    (SUBMIT, "draft returned", [None, OTHERS, OTHERS, OTHERS, OTHERS, OTHERS]),
    (WITHDRAW, "submitted", [None, OTHERS, OTHERS, OTHERS, OTHERS, OTHERS]),
    (RETURN, "submitted", [OWN, AWAY, None, REVIEWERS, AWAY, AWAY]),
    (STEP_BACK, "submitted", [OWN, AWAY, FIRST, REVIEWERS, AWAY, AWAY]),
    (APPROVE, "submitted", [OWN, AWAY, None, REVIEWERS, AWAY, AWAY]),
    (RECALL, "submitted", [NOT_YET] * 6),
    (RECALL, "approved", [NOT_MINE, NOT_MINE, None, None, NOT_MINE, NOT_MINE]),
    (ARCHIVE, "approved", [*[ADMINISTRATORS] * 3, None, *[ADMINISTRATORS] * 2]),
    (REOPEN, "approved archived", [*[ADMINISTRATORS] * 3, None, *[ADMINISTRATORS] * 2]),
]


@pytest.mark.parametrize("state", State)
def test_who_may_do_what_in_a_state(state: State, bureau: Bureau) -> None:
    report = bureau.report(state)
    assert {transition for transition, _, _ in TABLE} == set(TRANSITIONS)
    for transition in TRANSITIONS:
        elsewhere = [f"报告现为“{state.label}”，不能{transition.label}。"] * len(PEOPLE)
        rows = [row for of, states, row in TABLE if of is transition and state in states.split()]
        words = rows[0] if rows else elsewhere
        said = [workflow.refusal(transition, getattr(bureau, who), report) for who in PEOPLE]
        assert (transition.kind, said) == (transition.kind, words)


@pytest.mark.parametrize(
    ("transition", "state", "who", "target"),
    [
        (SUBMIT, "draft", "secretary", State.SUBMITTED),
        (SUBMIT, "returned", "secretary", State.SUBMITTED),
        (WITHDRAW, "submitted", "secretary", State.DRAFT),
        (RETURN, "submitted", "reviewer", State.RETURNED),
        (APPROVE, "submitted", "reviewer", State.APPROVED),
        (RECALL, "approved", "reviewer", State.SUBMITTED),
        (RECALL, "approved", "administrator", State.SUBMITTED),
        (ARCHIVE, "approved", "administrator", State.ARCHIVED),
        (REOPEN, "approved", "administrator", State.RETURNED),
        (REOPEN, "archived", "administrator", State.RETURNED),
    ],
)
def test_a_transition_leaves_an_event_and_the_words(
    transition: Transition, state: str, who: str, target: State, bureau: Bureau
) -> None:
    report = bureau.report(state)
    revisions = report.revisions.count()
    event = workflow.perform(
        transition,
        report.pk,
        by=getattr(bureau, who),
        seen_version=report.version,
        opinion=" 同意。 ",
    )
    report.refresh_from_db()
    assert (report.state, event.state, event.kind) == (target, target, transition.kind)
    assert (event.actor, event.opinion) == (getattr(bureau, who), "同意。")
    assert (event.revision.number, report.revisions.count()) == (revisions + 1, revisions + 1)


def refused(transition: Transition, report: Report, by: str, bureau: Bureau, **what: object) -> str:
    """The words with which a decision is refused; nothing may have been written."""
    before = Report.objects.values().get(pk=report.pk), report.events.count()
    with pytest.raises(TransitionNotAllowed) as refusal:
        workflow.perform(
            transition,
            report.pk,
            by=getattr(bureau, by),
            **{"seen_version": report.version, "opinion": ""} | what,
        )
    assert (Report.objects.values().get(pk=report.pk), report.events.count()) == before
    return str(refusal.value)


def test_a_decision_on_words_that_have_changed_is_refused(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    words = refused(APPROVE, report, "reviewer", bureau, seen_version=report.version - 1)
    assert words == CHANGED


@pytest.mark.parametrize(
    ("transition", "state", "who"),
    [
        (RETURN, "submitted", "reviewer"),
        (RECALL, "approved", "reviewer"),
        (REOPEN, "archived", "administrator"),
    ],
)
def test_sending_back_asks_for_the_reason(
    transition: Transition, state: str, who: str, bureau: Bureau
) -> None:
    words = refused(transition, bureau.report(state), who, bureau, opinion=" \n　")
    assert words == f"请写明{transition.label}的理由。"


def test_headings_alone_cannot_be_submitted(bureau: Bureau) -> None:
    report = bureau.report(text="一、主要工作\n二、存在问题\n")
    words = refused(SUBMIT, report, "secretary", bureau)
    assert words == "报告还没有正文，写好后再送审。"


def test_a_double_click_decides_once(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    clicks = [
        workflow.perform(
            RETURN, report.pk, by=bureau.reviewer, seen_version=report.version, opinion="改"
        )
        for _ in range(2)
    ]
    assert clicks[0] == clicks[1]
    assert report.events.filter(kind=EventKind.RETURN).count() == 1


def test_a_report_goes_up_level_by_level(bureau: Bureau) -> None:
    division = make.organization("规划片区党总支", parent=bureau.committee, kind="general_branch")
    branch = make.organization("测绘中心党支部", parent=division)
    writer = make.member(branch, MemberRole.SECRETARY)
    first = make.member(division, MemberRole.REVIEWER)
    assignment = make.assignment(
        branch,
        issuer=bureau.committee,
        by=bureau.administrator,
        levels=(division, bureau.committee, None),
    )
    report = make.perform(SUBMIT, make.report(branch, by=writer, assignment=assignment), by=writer)
    third = make.member(bureau.committee, MemberRole.REVIEWER)
    steps = [(first, bureau.reviewer), (bureau.reviewer, first), (third, None)]
    for level, (decider, other) in enumerate(steps, 1):
        assert (report.state, report.level) == (State.SUBMITTED, level)
        assert workflow.refusal(APPROVE, writer, report) == OWN
        if other:
            named = division if level == 1 else bureau.committee
            assert workflow.refusal(APPROVE, other, report) == f"须由{named}的审核人办理。"
        report = make.perform(APPROVE, report, by=decider)
    assert (report.state, report.level) == (State.APPROVED, 0)
    levels = report.events.filter(kind=EventKind.APPROVE).values_list("level", "state")
    assert list(levels) == [(1, "submitted"), (2, "submitted"), (3, "approved")]


def test_a_return_from_a_higher_level_starts_again_at_the_first(bureau: Bureau) -> None:
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(None, None)
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    report = make.perform(SUBMIT, report, by=bureau.secretary)
    report = make.perform(APPROVE, report, by=make.member(bureau.committee, MemberRole.REVIEWER))
    assert report.level == 2
    report = make.perform(RETURN, report, by=bureau.reviewer)
    assert (report.state, report.level) == (State.RETURNED, 0)
    assert make.perform(SUBMIT, report, by=bureau.secretary).level == 1


def attempt(transition: Transition, report: Report, *, by: User, seen_version: int) -> str | None:
    """Decide, and give the words of the refusal if there is one."""
    try:
        workflow.perform(
            transition, report.pk, by=by, seen_version=seen_version, opinion="请补充。"
        )
    except TransitionNotAllowed as refusal:
        return str(refusal)
    return None


STEPS = st.lists(
    st.tuples(st.sampled_from(TRANSITIONS), st.sampled_from(PEOPLE), st.booleans()), max_size=12
)


@given(steps=STEPS, levels=st.integers(1, 3))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_people_try_state_and_history_agree(
    bureau: Bureau, steps: list[tuple[Transition, str, bool]], levels: int
) -> None:
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(None,) * levels
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    for transition, who, is_fresh in steps:
        by = getattr(bureau, who)
        expected = workflow.refusal(transition, by, report)
        seen = report.version if is_fresh else report.version + 7
        outcome = attempt(transition, report, by=by, seen_version=seen)
        assert outcome == (expected if expected or is_fresh else CHANGED)
        report.refresh_from_db()
        events = list(report.events.select_related("revision"))
        assert report.state == events[-1].state
        assert [event.revision.number for event in events] == list(range(1, len(events) + 1))
        assert report.revisions.count() == len(events)


def at_once(*deeds: Callable[[], Event]) -> list[Event | str]:
    """What comes of `deeds`, each begun in a thread of its own at the same moment."""
    barrier = threading.Barrier(len(deeds))
    outcomes: list[Event | str] = [""] * len(deeds)

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=10)
            outcomes[place] = deeds[place]()
        except TransitionNotAllowed as refusal:
            outcomes[place] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes


def deed(kind: str, report: Report, by: User) -> Callable[[], Event]:
    """A decision on the version of `report` that has just been seen."""
    seen = report.version
    return lambda: workflow.perform(
        BY_KIND[kind], report.pk, by=by, seen_version=seen, opinion="请补充。"
    )


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_of_two_decisions_at_once_one_counts(_round: int, bureau: Bureau) -> None:
    colleague = make.member(bureau.committee, MemberRole.REVIEWER)
    report = bureau.report("submitted")
    outcomes = at_once(deed("approve", report, bureau.reviewer), deed("return", report, colleague))
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Event)]
    (words,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    report.refresh_from_db()
    assert report.state == done.state
    other = RETURN if done.kind == EventKind.APPROVE else APPROVE
    assert words == f"报告现为“{report.get_state_display()}”，不能{other.label}。"
    assert report.events.filter(kind__in=["approve", "return"]).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_decision(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    first, second = at_once(*[deed("approve", report, bureau.reviewer)] * 2)
    assert isinstance(first, Event)
    assert first == second
    assert report.events.filter(kind=EventKind.APPROVE).count() == 1


def two_levels(bureau: Bureau) -> tuple[Report, User]:
    """A report that has passed the first of two levels, and who let it pass."""
    division = make.organization("规划片区党总支", parent=bureau.committee, kind="general_branch")
    branch = make.organization("测绘中心党支部", parent=division)
    writer = make.member(branch, MemberRole.SECRETARY)
    first = make.member(division, MemberRole.REVIEWER)
    assignment = make.assignment(
        branch, issuer=bureau.committee, by=bureau.administrator, levels=(1, 2)
    )
    report = make.perform(SUBMIT, make.report(branch, by=writer, assignment=assignment), by=writer)
    return make.perform(APPROVE, report, by=first), first


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recall", "approve"),
        ("recall", "return"),
        ("recall", "step_back"),
        ("recall", "withdraw"),
        ("step_back", "approve"),
        ("step_back", "return"),
        ("approve", "withdraw"),
        ("approve", "approve"),
        ("recall", "recall"),
    ],
)
def test_of_any_two_decisions_on_two_levels_exactly_one_counts(
    one: str, other: str, bureau: Bureau
) -> None:
    report, first = two_levels(bureau)
    second = [bureau.reviewer, make.member(bureau.committee, MemberRole.REVIEWER)]
    deciders = {"recall": [first, bureau.administrator], "withdraw": [report.author]}
    people = [deciders.get(one, second)[0], deciders.get(other, second)[-1]]
    before = report.events.count()
    outcomes = at_once(deed(one, report, people[0]), deed(other, report, people[1]))
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Event)]
    (words,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    report.refresh_from_db()
    assert (report.state, report.events.count()) == (done.state, before + 1)
    assert words
    assert Notification.objects.filter(key=f"event:{done.pk}").exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_of_two_approvals_at_once_the_other_decides_at_the_next_level(
    _round: int, bureau: Bureau
) -> None:
    colleague = make.member(bureau.committee, MemberRole.REVIEWER)
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(None, None)
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    report = make.perform(SUBMIT, report, by=bureau.secretary)
    people = [bureau.reviewer, colleague]
    outcomes = at_once(*[deed("approve", report, person) for person in people])
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Event)]
    (other,) = [person for person in people if person != done.actor]
    report.refresh_from_db()
    assert permissions.deciders(report) == [other]
    words = "您已在第1级通过，第2级须由其他审核人办理。"
    assert at_once(deed("approve", report, done.actor)) == [words]
    assert make.perform(APPROVE, report, by=other).state == State.APPROVED


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_a_reviewer_and_the_stand_in_one_decides(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    today = timezone.localdate()
    Delegation.objects.create(
        giver=bureau.reviewer, stand_in=bureau.sister_secretary, starts=today, ends=today
    )
    stand_in = User.objects.get(pk=bureau.sister_secretary.pk)
    outcomes = at_once(deed("approve", report, bureau.reviewer), deed("return", report, stand_in))
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, Event)]
    report.refresh_from_db()
    assert report.state == done.state
    assert done.stands_for == ("沈审核" if done.actor == stand_in else "")


@pytest.mark.parametrize(
    ("person", "kinds"),
    [("secretary", {"withdraw"}), ("reviewer", {"return", "approve"}), ("nobody", set())],
)
def test_what_somebody_may_do_now(person: str, kinds: set[str], bureau: Bureau) -> None:
    report = bureau.report(State.SUBMITTED)
    offered = {each.kind.value for each in workflow.available(getattr(bureau, person), report)}
    assert offered == kinds
