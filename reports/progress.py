"""进度: how far the organisations of an assignment have come.

Everything is counted by the database, in as many queries for 10,000 organisations as for one, and
told in the order of the tree: who still owes what by when, never who is best.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import SUBTREE_ROLES, MemberRole
from reports.models import Assignment, Event, EventKind, Reminder, Report
from reports.models.assigning import own_due
from reports.states import State

NOT_BEGUN = "not_begun"
LATE = "late"
OWING = "owing"
ALL = "all"
# Where a report stands, with the reports that do not exist yet, in the order of life.
STATES = {NOT_BEGUN: "未起草", **{state.value: str(state.label) for state in State}}
# What one can ask for: one of those, or several together.
STANDINGS = {ALL: "全部", OWING: "未送审", LATE: "逾期未送审", **STATES}
UNSENT = (NOT_BEGUN, State.DRAFT.value)


@dataclass(frozen=True, slots=True)
class Counts:
    """Organisations by where their reports stand."""

    by_state: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        """How many are asked."""
        return sum(self.by_state.values())

    @property
    def owing(self) -> int:
        """How many have not sent anything in."""
        return sum(self.by_state.get(state, 0) for state in UNSENT)

    @property
    def sent(self) -> int:
        """How many have."""
        return self.total - self.owing

    @property
    def finished(self) -> int:
        """How many are approved."""
        return self.by_state.get(State.APPROVED, 0) + self.by_state.get(State.ARCHIVED, 0)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """State, its name, and how many, in the order of life."""
        return [(state, label, self.by_state.get(state, 0)) for state, label in STATES.items()]


@dataclass(frozen=True, slots=True)
class Branch:
    """One organisation below the one looked at, with everything under it.

    `organization` is None for those that have nothing under them: they stand in the list.
    """

    organization: Organization | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Day:
    """How many had begun, sent in and been approved by the end of a day."""

    day: date
    begun: int
    sent: int
    approved: int


def targets(
    assignment: Assignment, *, user: User | None = None, below: Organization | None = None
) -> QuerySet[Organization]:
    """The organisations that owe `assignment`, each with where it stands; in order of the tree.

    `user` sees all as administrator of the issuer, else those that the person reviews or
    administers. One that is not in use any more owes nothing, but what it wrote counts. Each has `report_pk`, `standing` (a key of STATES), `due`, `is_late`,
    `sent_at`, `begun_at`, `reminded_on`.
    """
    found = Organization.objects.filter(assignments=assignment)
    if user is not None and not user.is_above(assignment.issuer, MemberRole.ADMINISTRATOR):
        found = found.filter(user.below("", SUBTREE_ROLES))
    if below is not None:
        found = found.filter(path__startswith=below.path)
    reminders = Reminder.objects.filter(assignment=assignment, organization=OuterRef("pk"))
    begun = Q(own__author__isnull=False)
    return (
        found.annotate(
            own=FilteredRelation("reports", condition=Q(reports__assignment=assignment.pk)),
            task_due=Value(assignment.due),
        )
        .filter(Q(is_active=True) | begun)
        .annotate(
            report_pk=Case(When(begun, then=F("own__pk"))),
            standing=Case(When(begun, then=F("own__state")), default=Value(NOT_BEGUN)),
            due=own_due(assignment.pk, "pk", "task_due"),
            begun_at=Case(When(begun, then=F("own__created_at"))),
            sent_at=F("own__submitted_at"),
            reminded_on=Subquery(reminders.order_by("-day").values("day")[:1]),
        )
        .annotate(
            is_late=Case(
                When(Q(standing__in=UNSENT, due__lt=timezone.localdate()), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        .order_by("path")
    )


def standing_at(organizations: QuerySet[Organization], standing: str) -> QuerySet[Organization]:
    """Those of `organizations` (from `targets`) that stand at a key of STANDINGS."""
    if standing == ALL:
        return organizations
    if standing == OWING:
        return organizations.filter(standing__in=UNSENT)
    if standing == LATE:
        return organizations.filter(is_late=True)
    return organizations.filter(standing=standing)


def counts(organizations: QuerySet[Organization]) -> Counts:
    """How many stand where; one query."""
    rows = (
        organizations.order_by()
        .values("standing")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(is_late=True)))
        .values_list("standing", "number", "late")
    )
    return _summed(rows)


def overview(
    organizations: QuerySet[Organization], below: Organization
) -> tuple[Counts, list[Branch]]:
    """How many of all below `below` stand where, and the same for each part; two queries.

    The parts are the organisations right under `below` that have others under them.
    """
    length = len(below.path) + below.steplen
    rows: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    grouped = (
        organizations.filter(path__startswith=below.path)
        .order_by()
        .annotate(child=Substr("path", 1, length))
        .values("child", "standing")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(is_late=True)))
    )
    for row in grouped:
        rows[row["child"]].append((row["standing"], row["number"], row["late"]))
    every = _summed([line for lines in rows.values() for line in lines])
    parents = Organization.objects.filter(
        path__startswith=below.path, depth=below.depth + 1, numchild__gt=0
    ).order_by("path")
    made = [
        Branch(parent, _summed(rows.pop(parent.path))) for parent in parents if parent.path in rows
    ]
    alone = _summed([line for lines in rows.values() for line in lines])
    return every, [Branch(None, alone), *made] if made and alone.total else made


def days(assignment: Assignment, below: Organization, *, user: User | None = None) -> list[Day]:
    """From the publication to today, or the due date if that is later; three queries.

    A report counts as sent in on the day of its first submission, and as approved since its
    last approval. `user` as in `targets`.
    """
    owing = Assignment.organizations.through.objects.filter(assignment=assignment)
    asked = Report.objects.begun().filter(
        organization__in=owing.values("organization"),
        assignment=assignment,
        organization__path__startswith=below.path,
    )
    if user is not None and not user.is_above(assignment.issuer, MemberRole.ADMINISTRATOR):
        asked = asked.filter(user.below("organization__", SUBTREE_ROLES))
    finished = asked.filter(state__in=(State.APPROVED, State.ARCHIVED))
    submitted = Event.objects.filter(kind=EventKind.SUBMIT, report__in=asked)
    passed = Event.objects.filter(kind=EventKind.APPROVE, state=State.APPROVED, report__in=finished)
    same = {"report": OuterRef("report"), "kind": OuterRef("kind"), "state": OuterRef("state")}
    earlier = Event.objects.filter(**same, pk__lt=OuterRef("pk"))
    later = Event.objects.filter(**same, pk__gt=OuterRef("pk"))
    series = [
        _by_day(asked, "created_at"),
        _by_day(submitted.filter(~Exists(earlier)), "at"),
        _by_day(passed.filter(~Exists(later)), "at"),
    ]
    published = timezone.localdate(assignment.published_at or assignment.created_at)
    known = [day for by_day in series for day in by_day]
    first = min([published, *known])
    last = max([timezone.localdate() if assignment.is_open else first, assignment.due, *known])
    reached = [0, 0, 0]
    told = []
    for after in range((last - first).days + 1):
        day = first + timedelta(days=after)
        reached = [before + by_day[day] for before, by_day in zip(reached, series, strict=True)]
        if day <= timezone.localdate():
            told.append(Day(day, *reached))
    return told


def released(assignment: Assignment) -> int:
    """How many began a report and are not asked for it any more."""
    asked = assignment.organizations.values("pk")
    return (
        Report.objects.begun().filter(assignment=assignment).exclude(organization__in=asked).count()
    )


def _by_day(rows: QuerySet[Report] | QuerySet[Event], moment: str) -> Counter[date]:
    """How many of `rows` lie on each day."""
    counted = rows.order_by().annotate(day=TruncDate(moment)).values("day")
    return Counter(dict(counted.annotate(number=Count("pk")).values_list("day", "number")))


def _summed(rows: Iterable[tuple[str, int, int]]) -> Counts:
    by_state: Counter[str] = Counter()
    late_ones = 0
    for standing, number, late in rows:
        by_state[standing] += number
        late_ones += late
    return Counts(dict(by_state), late_ones)
