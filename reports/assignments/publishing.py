"""发布: who will be asked, and asking them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from reports.assignments.locking import (
    CHUNK,
    CannotAssign,
    locked,
    note,
    secretaries_of,
    unless_seen,
)
from reports.assignments.scope import organizations_in
from reports.models import (
    Assignment,
    AssignmentEventKind,
    AssignmentState,
    NotificationKind,
    Report,
)
from reports.notifications import tell

TARGETS = Assignment.organizations.through
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Preview:
    """Who will be asked, and what an administrator ought to know before.

    `without_secretary` have nobody to write; the free reports of `ready` (the same kind and
    period) are taken for this assignment, so that nothing is asked twice; `asked_elsewhere` owe
    the same to another assignment.
    """

    targets: list[Organization]
    without_secretary: list[Organization]
    ready: list[Report]
    asked_elsewhere: list[Report]


def preview_of(assignment: Assignment) -> Preview:
    """Who would be asked if it were published now; a fixed number of queries."""
    marks = dict(assignment.marks.values_list("organization", "included"))
    targets = organizations_in(assignment.issuer, assignment.kinds, marks)
    asked = {target.pk for target in targets}
    staffed = set(
        Membership.objects.filter(
            role=MemberRole.SECRETARY,
            user__is_active=True,
            organization__path__startswith=assignment.issuer.path,
        ).values_list("organization", flat=True)
    )
    same = [report for report in _same_kind(assignment) if report.organization_id in asked]
    elsewhere = [
        report
        for report in same
        if report.assignment and report.assignment.state != AssignmentState.CANCELLED
    ]
    return Preview(
        targets=targets,
        without_secretary=[target for target in targets if target.pk not in staffed],
        ready=list(_latest(report for report in same if report.assignment is None).values()),
        asked_elsewhere=elsewhere,
    )


def publish(pk: int, *, by: User | None, seen_version: int) -> Assignment:
    """Ask everybody in the assignment's scope for a report, and tell their secretaries.

    The reports are made in one transaction, without words: they are filled from the template,
    last year's headings or a file by whoever begins. Publishing twice publishes once. Raises
    CannotAssign when the assignment has changed since it was seen, or asks nobody.
    """
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.is_published:
            return assignment
        unless_seen(assignment, seen_version)
        marks = dict(assignment.marks.values_list("organization", "included"))
        targets = organizations_in(assignment.issuer, assignment.kinds, marks)
        if not targets:
            raise CannotAssign("没有选中任何报送单位，请先选好再发布。")
        assignment.state = AssignmentState.OPEN
        assignment.published_at = timezone.now()
        assignment.version += 1
        assignment.save()
        ask(assignment, [target.pk for target in targets])
        note(assignment, AssignmentEventKind.PUBLISH, by, f"布置给 {len(targets)} 个单位。")
    return assignment


def ask(assignment: Assignment, organizations: list[int]) -> None:
    """Make `organizations` owe a report, keep a place for it, and tell their secretaries.

    A free report of the same kind and period becomes the one that is owed.
    """
    TARGETS.objects.bulk_create(
        [TARGETS(assignment_id=assignment.pk, organization_id=pk) for pk in organizations],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    free = _latest(_same_kind(assignment).filter(assignment__isnull=True))
    begun = set(Report.objects.filter(assignment=assignment).values_list("organization", flat=True))
    ready = [free[pk].pk for pk in organizations if pk in free and pk not in begun]
    for start in range(0, len(ready), CHUNK):
        Report.objects.filter(pk__in=ready[start : start + CHUNK]).update(assignment=assignment)
    Report.objects.bulk_create(
        [
            Report(
                organization_id=pk,
                assignment=assignment,
                template_id=assignment.template_id,
                year=assignment.year,
                half=assignment.half,
            )
            for pk in organizations
            if pk not in begun and pk not in free
        ],
        batch_size=BATCH,
    )
    due = f"{assignment.due.month}月{assignment.due.day}日"
    tell(
        NotificationKind.ASSIGNED,
        secretaries_of(organizations),
        key=f"assignment:{assignment.pk}:asked:{assignment.version}",
        words=f"{assignment.issuer}布置了《{assignment}》，请于{due}前报送。",
        url=reverse("workbench"),
        group=f"{assignment.issuer}布置了《{assignment}》，请于{due}前报送。",
    )


def _same_kind(assignment: Assignment) -> QuerySet[Report]:
    """Reports of other occasions with the same kind and period, below the issuer."""
    return (
        Report.objects.begun()
        .filter(
            template=assignment.template_id,
            year=assignment.year,
            half=assignment.half,
            organization__path__startswith=assignment.issuer.path,
        )
        .exclude(assignment=assignment)
        .select_related("organization", "assignment", "template")
        .order_by("organization__path", "pk")
    )


def _latest(reports: Iterable[Report]) -> dict[int, Report]:
    """The last report of each organisation."""
    by_organization: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        by_organization[report.organization_id].append(report)
    return {pk: own[-1] for pk, own in by_organization.items()}
