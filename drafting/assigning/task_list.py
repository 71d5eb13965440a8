"""The list of assignments: which there are, and how far each has come."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.roles import SUBTREE_ROLES, MemberRole
from reports.models import Assignment, AssignmentState
from reports.progress import asked_with_reports
from reports.states import State

TABS = {
    "open": ("进行中", (AssignmentState.OPEN,)),
    "planned": ("未发布", (AssignmentState.PLANNED,)),
    "ended": ("已结束", (AssignmentState.CLOSED, AssignmentState.CANCELLED)),
}
SENT = [state for state in State if state != State.DRAFT]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many organisations are asked, have sent in, are approved."""

    asked: int
    sent: int = 0
    finished: int = 0


@dataclass(frozen=True, slots=True)
class TaskList:
    """The assignments of one tab, and how many there are in each."""

    tab: str
    tasks: QuerySet[Assignment]
    tabs: list[tuple[str, str, int]]


def tasks_of(user: User, tab: str) -> TaskList:
    """The assignments that concern `user`; of an unknown tab those that are open."""
    tab = tab if tab in TABS else "open"
    followed = Assignment.objects.followed_by(user)
    by_state = dict(
        followed.order_by()
        .values("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    tasks = followed.filter(state__in=TABS[tab][1]).select_related("template", "issuer")
    tabs = [
        (key, label, sum(by_state.get(state, 0) for state in states))
        for key, (label, states) in TABS.items()
    ]
    return TaskList(tab, tasks.order_by("due" if tab == "open" else "-due", "-pk"), tabs)


def figures_of(tasks: list[Assignment], user: User) -> dict[int, Figures]:
    """How far each of `tasks` has come among the organisations that concern `user`; one query."""
    managed = [task.pk for task in tasks if user.is_above(task.issuer, MemberRole.ADMINISTRATOR)]
    mine = Q(assignment__in=managed) | user.below("organization__", SUBTREE_ROLES)
    counted = (
        asked_with_reports(tasks)
        .filter(mine)
        .values("assignment")
        .annotate(
            asked=Count("pk"),
            sent=Count("pk", filter=Q(own__state__in=SENT)),
            finished=Count("pk", filter=Q(own__state__in=(State.APPROVED, State.ARCHIVED))),
        )
        .values_list("assignment", "asked", "sent", "finished")
    )
    return {pk: Figures(*numbers) for pk, *numbers in counted}
