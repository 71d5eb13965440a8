"""What waits for whom on the workbench: one block a role, each from a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports.models import (
    Assignment,
    AssignmentState,
    Event,
    EventKind,
    Extension,
    ModelText,
    Report,
)
from reports.models.assigning import own_due
from reports.models.report import ReportQuerySet
from reports.progress import asked_with_reports
from reports.states import State

SENT_BACK = (EventKind.RETURN, EventKind.REOPEN)
DECISIONS = (EventKind.RETURN, EventKind.STEP_BACK, EventKind.APPROVE, EventKind.RECALL)
RECENT = timedelta(days=30)
FEW = 8
SHOWN = 20  # of a list that grows with the bureau; the rest is a page of its own
NAMED = 50  # organisations that have not begun, of all assignments together

TARGETS = Assignment.organizations.through
Target = Any  # one of them: Django makes their class


@dataclass(frozen=True, slots=True)
class SecretaryDesk:
    """What the secretary has to write, and what became of what was sent."""

    to_begin: list[Target]
    returned: list[Report]
    drafts: list[Report]
    submitted: list[Report]
    approved: list[Report]

    @property
    def waiting_count(self) -> int:
        """How many things wait for the secretary's hand."""
        return len(self.to_begin) + len(self.returned) + len(self.drafts)


@dataclass(frozen=True, slots=True)
class ReviewerDesk:
    """What waits for the reviewer's decision, and what the reviewer waits for.

    The lists hold the first ones, the counts tell of all.
    """

    waiting: list[Report]
    waiting_count: int
    returned: list[Report]
    returned_count: int
    decided: list[Event]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assignment has come: how many stand where, and who has not begun.

    `not_begun` names them in the order of the tree where there are few.
    """

    assignment: Assignment
    counts: dict[State, int]
    not_begun: list[Organization]
    not_begun_count: int
    total: int

    @property
    def finished(self) -> int:
        """How many reports have been approved."""
        return self.counts[State.APPROVED] + self.counts[State.ARCHIVED]

    @property
    def by_state(self) -> list[tuple[State, int]]:
        """States that occur with their number of reports, furthest first."""
        return [(state, self.counts[state]) for state in reversed(State) if self.counts[state]]


@dataclass(frozen=True, slots=True)
class AdministratorDesk:
    """Where the open assignments stand, and what is ready for the archive.

    The list holds the first ones; `waiting_count` tells how many wait to be archived.
    """

    progress: list[Progress]
    approved: list[Report]
    waiting_count: int


def of_secretary(user: User) -> SecretaryDesk | None:
    """The secretary's block; None for who is secretary nowhere. Nearest due dates first."""
    if not user.is_secretary:
        return None
    own = (
        with_return(Report.objects.begun().filter(user.own("organization__")))
        .for_list()
        .exclude(state=State.ARCHIVED)
        .order_by(F("assignment__due").asc(nulls_last=True), "-updated_at", "-pk")
    )
    by_state = defaultdict(list)
    since = timezone.now() - RECENT
    for report in own.exclude(state=State.APPROVED, updated_at__lt=since):
        by_state[report.state].append(report)
    # What has ended is still open to whom more time was given.
    longer = Extension.objects.filter(
        assignment=OuterRef("assignment"),
        organization=OuterRef("organization"),
        due__gte=timezone.localdate(),
    )
    opened = Q(assignment__state=AssignmentState.OPEN) | Q(
        Exists(longer), assignment__state=AssignmentState.CLOSED
    )
    published = Assignment.objects.exclude(state=AssignmentState.PLANNED)
    return SecretaryDesk(
        to_begin=list(not_begun(published, opened & user.own("organization__"))),
        returned=by_state[State.RETURNED],
        drafts=by_state[State.DRAFT],
        submitted=by_state[State.SUBMITTED],
        approved=by_state[State.APPROVED][:FEW],
    )


def of_reviewer(user: User) -> ReviewerDesk | None:
    """The reviewer's block; None for who reviews nowhere. What was sent first comes first."""
    if not user.is_reviewer:
        return None
    below = Report.objects.filter(user.below("organization__", (MemberRole.REVIEWER,)))
    returned = with_return(below.filter(state=State.RETURNED)).for_list()
    decided = (
        Event.objects.filter(actor=user, kind__in=DECISIONS)
        .filter(user.reach("report__organization__"))
        .select_related("report__organization", "report__template")
        .order_by("-pk")[:FEW]
    )
    waiting = queue(user)
    first, count = first_of(waiting.for_list(), waiting)
    sent_back, returned_count = first_of(returned.order_by("updated_at"), returned)
    return ReviewerDesk(first, count, sent_back, returned_count, list(decided))


def first_of(listed: QuerySet[Report], every: QuerySet[Report]) -> tuple[list[Report], int]:
    """The first ones, and how many there are; they are counted only where there are more."""
    first = list(listed[: SHOWN + 1])
    return first[:SHOWN], len(first) if len(first) <= SHOWN else every.order_by().count()


def of_administrator(user: User) -> AdministratorDesk | None:
    """The administrator's block; None for who administers nowhere."""
    if not user.is_administrator:
        return None
    below = user.below("organization__", (MemberRole.ADMINISTRATOR,))
    approved = Report.objects.filter(below, state=State.APPROVED)
    first, count = first_of(approved.for_list().order_by("updated_at"), approved)
    return AdministratorDesk(
        progress=progress_of(
            Assignment.objects.filter(
                Exists(
                    TARGETS.objects.filter(
                        user.below("organization__", (MemberRole.ADMINISTRATOR,)),
                        assignment=OuterRef("pk"),
                    )
                ),
                state=AssignmentState.OPEN,
            ),
            user,
        ),
        approved=first,
        waiting_count=count,
    )


def queue(user: User) -> ReportQuerySet:
    """Reports that wait for this reviewer, the first sent first."""
    return Report.objects.awaiting(user).order_by("submitted_at", "pk")


def with_return(reports: ReportQuerySet) -> ReportQuerySet:
    """Give each report `sent_back`: the events that sent it back, the last one first."""
    events = Event.objects.filter(kind__in=SENT_BACK).select_related("actor").order_by("-pk")
    return reports.prefetch_related(Prefetch("events", events, "sent_back"))


def not_begun(assignments: QuerySet[Assignment] | list[Assignment], which: Q) -> QuerySet[Target]:
    """Pairs of assignment and organisation (`which` is a condition on it) without a report."""
    begun = Report.objects.begun().filter(
        assignment=OuterRef("assignment"), organization=OuterRef("organization")
    )
    return (
        TARGETS.objects.filter(which, assignment__in=assignments, organization__is_active=True)
        .exclude(Exists(begun))
        .select_related("assignment__template", "organization")
        .annotate(
            due=own_due(OuterRef("assignment"), "organization", "assignment__due"),
            has_model=Exists(ModelText.objects.filter(assignment=OuterRef("assignment"))),
        )
        .order_by("due", "organization__path")
    )


def progress_of(assignments: QuerySet[Assignment], user: User) -> list[Progress]:
    """Progress of each of `assignments` among the organisations that `user` administers."""
    below = user.below("organization__", (MemberRole.ADMINISTRATOR,))
    found = list(assignments.select_related("template").order_by("due", "pk"))
    counts: dict[int, Counter[State]] = defaultdict(Counter)
    unbegun: dict[int, int] = {}
    begun = Q(own__author__isnull=False)
    counted = (
        asked_with_reports(found)
        .filter(below, begun | Q(organization__is_active=True))
        .annotate(standing=Case(When(begun, then=F("own__state"))))
        .values_list("assignment", "standing")
        .annotate(number=Count("pk"))
    )
    for assignment, state, number in counted:
        if state is None:
            unbegun[assignment] = number
        else:
            counts[assignment][State(state)] = number
    few = [one for one in found if unbegun.get(one.pk, 0) <= FEW]
    missing = defaultdict(list)
    for target in not_begun(few, below)[:NAMED]:
        missing[target.assignment_id].append(target.organization)
    told = []
    for one in found:
        left = unbegun.get(one.pk, 0)
        names = missing[one.pk] if left == len(missing[one.pk]) else []
        total = left + counts[one.pk].total()
        told.append(Progress(one, counts[one.pk], names, left, total))
    return told
