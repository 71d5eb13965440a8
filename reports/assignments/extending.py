"""延期: more time for one organisation, with the reason on record."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from reports import deadlines
from reports.assignments.locking import CannotAssign, locked, note, secretaries_of
from reports.models import AssignmentEventKind, AssignmentState, Extension, NotificationKind
from reports.notifications import tell


def extend(pk: int, organization: Organization, *, by: User, due: date, reason: str) -> Extension:
    """Let `organization` send in until `due`, whatever the rule on lateness says; tells it.

    Raises CannotAssign when the day is not later than what holds now, lies in the past, or no
    reason is given. The same day and reason again change nothing.
    """
    with transaction.atomic():
        assignment = locked(pk, by=by)
        last = Extension.objects.filter(assignment=assignment, organization=organization).last()
        if last and (last.due, last.reason, last.by_id) == (due, reason.strip(), by.pk):
            return last
        if assignment.state not in (AssignmentState.OPEN, AssignmentState.CLOSED):
            raise CannotAssign(f"任务{assignment.get_state_display()}，不能延期。")
        if not assignment.organizations.filter(pk=organization.pk).exists():
            raise CannotAssign("这项任务没有布置给这个单位。")
        if due <= deadlines.due_of(assignment, organization) or due < timezone.localdate():
            raise CannotAssign("延至的日期要晚于现在的截止日期，也不能早于今天。")
        if not reason.strip():
            raise CannotAssign("请写明延期的理由。")
        extension = Extension.objects.create(
            assignment=assignment, organization=organization, due=due, reason=reason.strip(), by=by
        )
        until = f"{due.year}年{due.month}月{due.day}日"
        words = f"{organization}延至{until}：{reason.strip()}"
        note(assignment, AssignmentEventKind.EXTEND, by, words)
        tell(
            NotificationKind.CHANGED,
            secretaries_of([organization.pk]),
            key=f"extension:{extension.pk}",
            words=f"《{assignment}》同意贵单位延至{until}报送。",
            url=reverse("workbench"),
        )
    return extension
