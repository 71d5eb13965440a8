"""Who is told of a transition, in which words."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports import permissions
from reports.models import Event, EventKind, NotificationKind, Report
from reports.notifications import tell
from reports.states import State

MOVES_ON = (EventKind.SUBMIT, EventKind.APPROVE, EventKind.STEP_BACK, EventKind.RECALL)


def announce(event: Event, report: Report, *, waited_for: Iterable[User] = ()) -> None:
    """Tell everybody whom `event` concerns, but for who brought it about.

    `waited_for` are those who could have decided before it. Called in the transaction of the
    event.
    """
    _tell_branch(event, report)
    if event.kind == EventKind.WITHDRAW:
        words = f"{report.organization}撤回了《{report.headline}》，不必再审核。"
        _tell(NotificationKind.WITHDRAWN, waited_for, event, words)
    if event.kind in MOVES_ON and report.state == State.SUBMITTED:
        _tell_reviewers(event, report)


def _tell_reviewers(event: Event, report: Report) -> None:
    """It waits for them now; where there are none, the nearest administrators are told."""
    deciders = permissions.deciders(report)
    level = f"（第{report.level}级审核）" if report.level > 1 else ""
    words = f"{report.organization}的《{report.headline}》等您审核{level}。"
    if event.kind == EventKind.STEP_BACK:
        words = f"《{report.headline}》退回第{report.level}级重新审核，请看上一级的意见。"
    if event.kind == EventKind.RECALL:
        words = f"《{report.headline}》的通过已撤销，第{report.level}级请重新审核。"
    group = f"{report.organization}的{subject(report)}已送审，等待审核。"
    _tell(NotificationKind.SUBMITTED, deciders, event, words, group=group)
    if not deciders:
        words = (
            f"《{report.headline}》停在第{report.level}级：没有可以审核的人。"
            "请安排审核人，或请有关人员委托他人。"
        )
        people = administrators_near(report.organization)
        _tell(NotificationKind.UNSTAFFED, people, event, words, suffix=":unstaffed")


def _tell_branch(event: Event, report: Report) -> None:
    """What became of its report."""
    kind, words, group = {
        EventKind.RETURN: (
            NotificationKind.RETURNED,
            f"《{report.headline}》被{event.actor}退回，请按意见修改后重新送审。",
            f"{report.organization}的{subject(report)}已退回，请修改后重新送审。",
        ),
        EventKind.REOPEN: (
            NotificationKind.RETURNED,
            f"《{report.headline}》已由{event.actor}重新开放，请修改后重新送审。",
            f"{report.organization}的{subject(report)}已重新开放，请修改后重新送审。",
        ),
        EventKind.APPROVE: (
            NotificationKind.APPROVED,
            f"《{report.headline}》{_approval(event, report)}。",
            f"{report.organization}的{subject(report)}{_approval(event, report)}。",
        ),
        EventKind.RECALL: (
            NotificationKind.RECALLED,
            f"《{report.headline}》第{event.level}级的通过已由{event.actor}撤销，正在重新审核。",
            f"{report.organization}的{subject(report)}撤销了通过，正在重新审核。",
        ),
        EventKind.ARCHIVE: (
            NotificationKind.ARCHIVED,
            f"《{report.headline}》已归档。",
            "",
        ),
    }.get(EventKind(event.kind), (None, "", ""))
    if kind:
        _tell(kind, secretaries_of(report.organization), event, words, group=group)


def _approval(event: Event, report: Report) -> str:
    if report.state == State.APPROVED:
        return "审核通过"
    return f"第{event.level}级审核通过，转第{report.level}级审核"


def _tell(
    kind: NotificationKind,
    people: Iterable[User],
    event: Event,
    words: str,
    *,
    group: str = "",
    suffix: str = "",
) -> None:
    others = [person for person in people if person.pk != event.actor_id]
    url = reverse("report_detail", args=[event.report_id])
    tell(kind, others, key=f"event:{event.pk}{suffix}", words=words, url=url, group=group)


def subject(report: Report) -> str:
    """`2026年度总结`: what the report is about, in none of its own words."""
    return f"{report.period}{report.template.name.removeprefix('年度').removeprefix('半年')}"


def secretaries_of(organization: Organization) -> list[User]:
    """Who writes the reports of an organisation."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__organization=organization,
            memberships__role=MemberRole.SECRETARY,
        ).distinct()
    )


def administrators_near(organization: Organization) -> list[User]:
    """The administrators of the organisation, or of the nearest above that has any."""
    paths = [organization.path, *organization.ancestor_paths()]
    posts = list(
        User.objects.filter(
            is_active=True,
            memberships__role=MemberRole.ADMINISTRATOR,
            memberships__organization__is_active=True,
            memberships__organization__path__in=paths,
        ).values_list("pk", "memberships__organization__path")
    )
    nearest = max((path for _, path in posts), default="")
    return list(User.objects.filter(pk__in=[pk for pk, path in posts if path == nearest]))
