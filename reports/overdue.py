"""Reviews that wait too long: the reviewers are told, then the administrators, once each."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from reports import permissions
from reports.models import Event, NotificationKind, Report, ReviewPolicy
from reports.notifications import tell
from reports.states import State
from reports.telling import administrators_near, subject


def escalate() -> int:
    """Tell of every review that has waited longer than the rules allow; returns how many people.

    It counts from the event that brought the report to its level; who has been told of that is
    not told again.
    """
    told = 0
    for report, policy in _waiting_too_long():
        with transaction.atomic():
            told += _tell(report, policy)
    return told


def _waiting_too_long() -> Iterator[tuple[Report, ReviewPolicy]]:
    arrived = Event.objects.filter(report=OuterRef("pk")).order_by("-pk")
    policies = ReviewPolicy.objects.by_path()
    shortest = min(policy.days for policy in policies.all())
    waiting = (
        Report.objects.filter(state=State.SUBMITTED)
        .annotate(
            arrived=Subquery(arrived.values("at")[:1]), arrival=Subquery(arrived.values("pk")[:1])
        )
        .filter(arrived__lt=timezone.now() - timedelta(days=shortest))
        .select_related("organization", "template")
    )
    for report in waiting.iterator(chunk_size=200):
        policy = policies.of(report.organization)
        if days_waited(report) > policy.days:
            yield report, policy


def days_waited(report: Report) -> int:
    """Full days since the report came to its present level (`arrived` annotated)."""
    return (timezone.now() - report.arrived).days  # type: ignore[attr-defined]


def _tell(report: Report, policy: ReviewPolicy) -> int:
    days, url = days_waited(report), reverse("report_detail", args=[report.pk])
    key = f"overdue:{report.arrival}"  # type: ignore[attr-defined]
    words = f"《{report.headline}》已等待审核 {days} 天，超过规定的 {policy.days} 天"
    group = f"{report.organization}的{subject(report)}等待审核已超过 {policy.days} 天。"
    reviewers = permissions.deciders(report)
    told = tell(
        NotificationKind.OVERDUE,
        reviewers,
        key=f"{key}:reviewers",
        words=f"{words}，请尽快办理。",
        url=url,
        group=group,
    )
    if days > policy.days + policy.escalate_days:
        told += tell(
            NotificationKind.OVERDUE,
            administrators_near(report.organization),
            key=f"{key}:administrators",
            words=f"{words}，请督促第{report.level}级审核人办理。",
            url=url,
        )
    return told
