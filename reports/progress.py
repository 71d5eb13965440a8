"""进度: how far the organisations of an assignment have come.

Everything is counted by the database, in as many queries for 10,000 organisations as for one, and
told in the order of the tree: who still owes what by when, never who is best.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

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
from reports.models import Assignment, Extension, Reminder, Report
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
TARGETS = Assignment.organizations.through


@dataclass(frozen=True, slots=True)
class Counts:
    """Organisations by where their reports stand; who owes can be reminded once a day."""

    by_state: dict[str, int]
    late: int
    to_remind: int
    late_to_remind: int

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
    def begun(self) -> int:
        """How many have a report, in whatever state."""
        return self.total - self.by_state.get(NOT_BEGUN, 0)

    @property
    def finished(self) -> int:
        """How many are approved."""
        return self.by_state.get(State.APPROVED, 0) + self.by_state.get(State.ARCHIVED, 0)

    def at(self, standing: str) -> int:
        """How many stand at a key of STANDINGS."""
        several = {ALL: self.total, OWING: self.owing, LATE: self.late}
        return several.get(standing, self.by_state.get(standing, 0))

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
    administers. One that is not in use any more owes nothing, but what it wrote counts. Each has
    `report_pk`, `standing` (a key of STATES), `due`, `is_late`, `sent_at`, `begun_at`,
    `reminded_on`, `can_be_reminded` (owes, and has not been reminded today).
    """
    found = Organization.objects.filter(assignments=assignment)
    if user is not None and not user.is_above(assignment.issuer, MemberRole.ADMINISTRATOR):
        found = found.filter(user.below("", SUBTREE_ROLES))
    if below is not None:
        found = found.filter(path__startswith=below.path)
    # More time only ever makes a day later, so nobody is late before the day of the task.
    may_be_late = assignment.due < timezone.localdate()
    overdue = Q(standing__in=UNSENT) & ~Q(pk__in=_given_time(assignment))
    reminders = Reminder.objects.filter(assignment=assignment)
    reminded_today = reminders.filter(day=timezone.localdate()).values("organization")
    own_reminders = reminders.filter(organization=OuterRef("pk"))
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
            reminded_on=Subquery(own_reminders.order_by("-day").values("day")[:1]),
        )
        .annotate(
            is_late=Case(
                *([When(overdue, then=Value(True))] if may_be_late else []),
                default=Value(False),
                output_field=BooleanField(),
            ),
            can_be_reminded=Case(
                When(Q(standing__in=UNSENT) & ~Q(pk__in=reminded_today), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .order_by("path")
    )


def _given_time(assignment: Assignment) -> QuerySet[Extension, int]:
    """Keys of the organisations that may still send in because more time was given to them."""
    granted = Extension.objects.filter(assignment=assignment)
    replaced = granted.filter(organization=OuterRef("organization"), pk__gt=OuterRef("pk"))
    in_force = granted.filter(~Exists(replaced), due__gte=timezone.localdate())
    return in_force.order_by().values_list("organization", flat=True)


def asked_with_reports(assignments: Iterable[Assignment]) -> QuerySet[Any]:
    """Pairs of `assignment` and `organization` of all who owe `assignments`.

    Each has `own`, the report that answers: without author if nobody has begun it, all NULL if
    there is none. One pass over the pairs so tells both who has come how far and who has not begun.
    """
    answers = Q(organization__reports__assignment=F("assignment"))
    own = FilteredRelation("organization__reports", condition=answers)
    return TARGETS.objects.filter(assignment__in=assignments).annotate(own=own)


def standing_at(organizations: QuerySet[Organization], standing: str) -> QuerySet[Organization]:
    """Those of `organizations` (from `targets`) that stand at a key of STANDINGS."""
    if standing == ALL:
        return organizations
    if standing == OWING:
        return organizations.filter(standing__in=UNSENT)
    if standing == LATE:
        return organizations.filter(is_late=True)
    return organizations.filter(standing=standing)


def overview(
    organizations: QuerySet[Organization], below: Organization
) -> tuple[Counts, list[Branch]]:
    """How many of all below `below` stand where, and the same for each part; two queries.

    The parts are the organisations right under `below` that have others under them.
    """
    length = len(below.path) + below.steplen
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    grouped = (
        organizations.filter(path__startswith=below.path)
        .order_by()
        .annotate(child=Substr("path", 1, length))
        .values("child", "standing", "is_late", "can_be_reminded")
        .annotate(number=Count("pk"))
    )
    for row in grouped:
        rows[row["child"]].append(row)
    every = _summed([line for lines in rows.values() for line in lines])
    parents = Organization.objects.filter(
        path__startswith=below.path, depth=below.depth + 1, numchild__gt=0
    ).order_by("path")
    made = [
        Branch(parent, _summed(rows.pop(parent.path))) for parent in parents if parent.path in rows
    ]
    alone = _summed([line for lines in rows.values() for line in lines])
    return every, [Branch(None, alone), *made] if made and alone.total else made


def begun(assignment: Assignment) -> QuerySet[Report]:
    """The reports that answer `assignment`, whether or not still asked for."""
    return Report.objects.begun().filter(assignment=assignment)


def days(reports: QuerySet[Report], assignment: Assignment) -> list[Day]:
    """From the publication to today, or the due date if that is later; one query.

    `reports` are those of `begun` or of `owed`. One counts as sent in on the day of its first
    submission, and as approved since its last approval.
    """
    moments = ("created_at", "first_submitted_at", "approved_at")
    rows = reports.order_by().values_list(*map(TruncDate, moments))
    series: list[Counter[date]] = [Counter(), Counter(), Counter()]
    for *reached_on, number in rows.annotate(number=Count("pk")):
        for by_day, day in zip(series, reached_on, strict=True):
            by_day[day] += number
    published = timezone.localdate(assignment.published_at or assignment.created_at)
    known = [day for by_day in series for day in by_day if day]
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


def owed(
    assignment: Assignment, below: Organization, *, user: User | None = None
) -> QuerySet[Report]:
    """Of `begun` those that are asked for; `below` and `user` as in `targets`."""
    owing = TARGETS.objects.filter(assignment=assignment)
    found = begun(assignment).filter(
        organization__in=owing.values("organization"), organization__path__startswith=below.path
    )
    if user is not None and not user.is_above(assignment.issuer, MemberRole.ADMINISTRATOR):
        found = found.filter(user.below("organization__", SUBTREE_ROLES))
    return found


def released(assignment: Assignment) -> int:
    """How many began a report and are not asked for it any more."""
    asked = TARGETS.objects.filter(
        assignment=OuterRef("assignment"), organization=OuterRef("organization")
    )
    return Report.objects.begun().filter(~Exists(asked), assignment=assignment).count()


def _summed(rows: Iterable[dict[str, Any]]) -> Counts:
    by_state: Counter[str] = Counter()
    late = to_remind = late_to_remind = 0
    for row in rows:
        number = row["number"]
        by_state[row["standing"]] += number
        late += number * row["is_late"]
        to_remind += number * row["can_be_reminded"]
        late_to_remind += number * (row["is_late"] and row["can_be_reminded"])
    return Counts(dict(by_state), late, to_remind, late_to_remind)
