"""每年、每半年: the next assignment of a series, drafted in time and once."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reports.assignments.drafting import draft, like
from reports.assignments.locking import CannotAssign, administrators_of, locked
from reports.assignments.publishing import publish
from reports.models import Assignment, AssignmentState, NotificationKind, Repeat
from reports.notifications import tell


def draft_following(pk: int, *, by: User | None) -> Assignment:
    """The next assignment of the series: drafted now, or the one that is there already."""
    try:
        with transaction.atomic():
            assignment = locked(pk, by=by)
            if following := Assignment.objects.filter(previous=assignment).first():
                return following
            return draft(by=by, wanted=like(assignment), previous=assignment, model=assignment)
    except IntegrityError:  # another process came first
        return Assignment.objects.get(previous=pk)


def draft_due() -> list[Assignment]:
    """Draft what repeats and comes due; an administrator publishes it, or by rule nobody need.

    A series goes on from its latest assignment, unless that was cancelled.
    """
    today = timezone.localdate()
    made = []
    last_ones = Assignment.objects.filter(
        state__in=(AssignmentState.OPEN, AssignmentState.CLOSED), following__isnull=True
    ).exclude(repeat=Repeat.NEVER)
    for last in last_ones:
        due = like(last).values["due"]
        if due - timedelta(days=last.lead_days) > today:
            continue
        following = draft_following(last.pk, by=None)
        made.append(following)
        if last.publishes_itself:
            try:
                publish(following.pk, by=None, seen_version=following.version)
            except CannotAssign:
                pass  # it stays a draft, of which the administrators are told
            else:
                continue
        tell(
            NotificationKind.ASSIGNED,
            administrators_of(following),
            key=f"assignment:{following.pk}:drafted",
            words=f"《{following}》已按上一次的内容拟好，请核对后发布。",
            url=reverse("assignment_preview", args=[following.pk]),
        )
    return made
