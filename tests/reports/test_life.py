"""Whatever people do in whatever order: state, history, queue and notifications agree."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.delegation import Delegation
from accounts.models import Membership, User
from accounts.roles import MemberRole
from reports import permissions, workflow
from reports.models import EventKind, Notification, Report
from reports.states import State
from reports.workflow import TRANSITIONS, Transition, TransitionNotAllowed
from tests import make, people

WHO = ("writer", "first", "second", "both", "administrator", "stranger")


class Life(RuleBasedStateMachine):
    """A report between a branch, a general branch and a committee, with people who come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        """Leave nothing behind."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(levels=st.sampled_from([(None,), (1, 2), (1, 2, None), (3, 1)]))
    def begin(self, levels: tuple[int | None, ...]) -> None:
        """The bureau, and a draft."""
        bureau = people.bureau()
        division = make.organization(parent=bureau.committee, kind="general_branch")
        branch = make.organization(parent=division)
        self.people = {
            "writer": make.member(branch, MemberRole.SECRETARY),
            "first": make.member(division, MemberRole.REVIEWER),
            "second": bureau.reviewer,
            "both": make.member(branch, MemberRole.SECRETARY),
            "administrator": bureau.administrator,
            "stranger": bureau.other_reviewer,
        }
        Membership.objects.create(
            user=self.people["both"], organization=division, role=MemberRole.REVIEWER
        )
        assignment = make.assignment(
            branch, issuer=bureau.committee, by=bureau.administrator, levels=levels
        )
        self.report = make.report(branch, by=self.people["writer"], assignment=assignment)

    def person(self, who: str) -> User:
        """The person at a new request."""
        return User.objects.get(pk=self.people[who].pk)

    @rule(transition=st.sampled_from(TRANSITIONS), who=st.sampled_from(WHO))
    def somebody_tries(self, transition: Transition, who: str) -> None:
        """It is done exactly when nothing stands against it."""
        by, before = self.person(who), self.report.events.count()
        refused = workflow.refusal(transition, by, self.report)
        said = None
        try:
            workflow.perform(
                transition, self.report.pk, by=by, seen_version=self.report.version, opinion="改"
            )
        except TransitionNotAllowed as words:
            said = str(words)
        assert said == refused
        assert (self.report.events.count() > before) == (refused is None)
        self.report.refresh_from_db()

    @rule(giver=st.sampled_from(WHO), stand_in=st.sampled_from(WHO))
    @precondition(lambda _: Delegation.objects.count() < 3)
    def somebody_delegates(self, giver: str, stand_in: str) -> None:
        """Even where the product's page would not offer it."""
        if giver != stand_in:
            today = timezone.localdate()
            Delegation.objects.get_or_create(
                giver=self.people[giver], stand_in=self.people[stand_in], starts=today, ends=today
            )

    @rule()
    def all_come_back(self) -> None:
        """Every delegation is over."""
        Delegation.objects.update(ended_at=timezone.now())

    @invariant()
    def state_and_history_agree(self) -> None:
        """The report stands where its last event has led it."""
        if not hasattr(self, "report"):
            return
        events = list(self.report.events.select_related("actor", "revision"))
        assert self.report.state == events[-1].state
        assert (self.report.level > 0) == (self.report.state == State.SUBMITTED)
        numbers = [event.revision.number for event in events if event.revision]
        assert numbers == list(range(1, len(numbers) + 1))
        writers = {self.people["writer"], self.people["both"]}
        approved = [event for event in events if event.kind == EventKind.APPROVE]
        assert not [event for event in approved if event.actor in writers]
        if self.report.state in {State.APPROVED, State.ARCHIVED}:
            assert self.report.events.approvals_in_force()

    @invariant()
    def who_may_decide_is_asked(self) -> None:
        """Queue, predicate and the list of deciders name the same people, and they were told."""
        if not hasattr(self, "report") or self.report.state != State.SUBMITTED:
            return
        everybody = [self.person(who) for who in WHO]
        able = {p for p in everybody if permissions.unless_reviewer(p, self.report) is None}
        assert able == set(permissions.deciders(self.report))
        assert able == {p for p in everybody if self.report in Report.objects.awaiting(p)}
        assert Notification.objects.exists()


@pytest.mark.django_db
def test_the_life_of_a_report() -> None:
    run_state_machine_as_test(
        Life, settings=settings(max_examples=12, stateful_step_count=14, deadline=None)
    )
