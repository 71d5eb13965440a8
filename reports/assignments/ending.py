"""结束、重新开放、取消: nothing that was written goes away."""

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from reports.assignments.locking import CannotAssign, locked, note, secretaries_of
from reports.models import (
    Assignment,
    AssignmentEventKind,
    AssignmentState,
    NotificationKind,
    Report,
)
from reports.notifications import tell
from reports.states import State


def close(pk: int, *, by: User) -> Assignment:
    """Take no new reports; what was sent in goes its way through the review."""
    return _move(pk, by, AssignmentState.OPEN, AssignmentState.CLOSED, AssignmentEventKind.CLOSE)


def reopen(pk: int, *, by: User) -> Assignment:
    """Take reports again."""
    return _move(pk, by, AssignmentState.CLOSED, AssignmentState.OPEN, AssignmentEventKind.REOPEN)


def cancel(pk: int, *, by: User, reason: str) -> Assignment:
    """Ask no more for the reports, tell the secretaries, and keep everything.

    Raises CannotAssign without a reason, or when the assignment has ended.
    """
    if not reason.strip():
        raise CannotAssign("请写明取消的理由，各单位会看到。")
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.state == AssignmentState.CANCELLED:
            return assignment
        if assignment.state != AssignmentState.OPEN:
            raise CannotAssign(f"任务{assignment.get_state_display()}，不能取消。")
        _set(assignment, AssignmentState.CANCELLED)
        note(assignment, AssignmentEventKind.CANCEL, by, reason.strip())
        finished = Report.objects.filter(
            assignment=assignment, state__in=(State.APPROVED, State.ARCHIVED)
        ).values("organization")
        waiting = assignment.organizations.exclude(pk__in=finished)
        tell(
            NotificationKind.CHANGED,
            secretaries_of(list(waiting.values_list("pk", flat=True))),
            key=f"assignment:{pk}:cancelled",
            words=f"《{assignment}》已经取消，不用再报送。理由：{reason.strip()}",
            url=reverse("workbench"),
        )
    return assignment


def _move(
    pk: int,
    by: User,
    source: AssignmentState,
    target: AssignmentState,
    kind: AssignmentEventKind,
) -> Assignment:
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.state == target:
            return assignment
        if assignment.state != source:
            raise CannotAssign(f"任务{assignment.get_state_display()}，不能{kind.label}。")
        _set(assignment, target)
        note(assignment, kind, by, "")
    return assignment


def _set(assignment: Assignment, state: AssignmentState) -> None:
    assignment.state = state
    assignment.version += 1
    assignment.save(update_fields=["state", "version"])
