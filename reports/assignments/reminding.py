"""催报: everybody who owes is reminded in one action, nobody twice in a day."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from reports import progress
from reports.assignments.locking import CannotAssign, locked, note, secretaries_of
from reports.models import (
    Assignment,
    AssignmentEventKind,
    AssignmentState,
    HousePolicy,
    NotificationKind,
    Reminder,
)
from reports.notifications import tell

BATCH = 2000


def remind(
    pk: int, *, by: User | None, standing: str = progress.OWING, below: Organization | None = None
) -> tuple[int, int]:
    """Remind those who stand at `standing` (`progress.STANDINGS`), at or below `below`.

    Returns how many organisations were reminded now, and how many had been reminded today
    already. Raises CannotAssign when the assignment is not open.
    """
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.state != AssignmentState.OPEN:
            raise CannotAssign(f"任务{assignment.get_state_display()}，不用催报。")
        today = timezone.localdate()
        wanted = progress.standing_at(progress.targets(assignment, below=below), standing)
        due_days = dict(wanted.values_list("pk", "due"))
        reminded = set(
            Reminder.objects.filter(assignment=assignment, day=today).values_list(
                "organization", flat=True
            )
        )
        new = [organization for organization in due_days if organization not in reminded]
        Reminder.objects.bulk_create(
            [Reminder(assignment=assignment, organization_id=o, day=today, by=by) for o in new],
            batch_size=BATCH,
        )
        by_due: dict[date, list[int]] = defaultdict(list)
        for organization in new:
            by_due[due_days[organization]].append(organization)
        for due, organizations in by_due.items():
            _tell(assignment, organizations, due=due, today=today)
        if new:
            note(assignment, AssignmentEventKind.REMIND, by, f"提醒 {len(new)} 个单位。")
    return len(new), len(due_days) - len(new)


def _tell(assignment: Assignment, organizations: list[int], *, due: date, today: date) -> None:
    day = f"{due.month}月{due.day}日"
    if due < today:
        when = f"已过截止日期（{day}）{(today - due).days} 天"
    else:
        left = (due - today).days
        when = f"{day}截止，{f'还有 {left} 天' if left else '就在今天'}"
    # Each is reminded once a day at most, so that any of those reminded together names the event.
    tell(
        NotificationKind.REMINDED,
        secretaries_of(organizations),
        key=f"assignment:{assignment.pk}:reminded:{today}:{min(organizations)}",
        words=f"《{assignment}》{when}，贵单位还没有送审，请抓紧。",
        url=reverse("workbench"),
        group=f"《{assignment}》{when}，还没有送审的请抓紧。",
        owing=organizations,
    )


def remind_due(now: datetime | None = None) -> int:
    """Remind by rule: whose due date is as many days away as their assignment says.

    Not in the night, when phones lie beside beds: from the hour that the issuer's rules name.
    """
    now = timezone.localtime(now)
    today, reminded, policies = now.date(), 0, HousePolicy.objects.by_path()
    pending = Assignment.objects.filter(state=AssignmentState.OPEN, due__gte=today)
    for assignment in pending.select_related("issuer"):
        is_day = (assignment.due - today).days in assignment.remind_days
        if is_day and now.hour >= policies.of(assignment.issuer).remind_hour:
            reminded += remind(assignment.pk, by=None)[0]
    return reminded
