"""The life of a report: states, transitions, and the only code that changes `Report.state`."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports import chain, deadlines, permissions, records, telling
from reports.models import Event, EventKind, Report
from reports.permissions import Predicate
from reports.states import State


class TransitionNotAllowed(Exception):  # noqa: N818 - named for what the person hit
    """The report does not go that way now; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: from which states, to which, by whom."""

    kind: EventKind
    sources: frozenset[State]
    target: State
    unless: Predicate
    needs_opinion: bool = False
    # Shown only to who may: to anybody else its button would tell nothing.
    is_quiet: bool = False

    @property
    def label(self) -> str:
        """What the button says."""
        return str(self.kind.label)


SUBMIT = Transition(
    EventKind.SUBMIT,
    frozenset({State.DRAFT, State.RETURNED}),
    State.SUBMITTED,
    permissions.unless_secretary,
)
WITHDRAW = Transition(
    EventKind.WITHDRAW, frozenset({State.SUBMITTED}), State.DRAFT, permissions.unless_secretary
)
RETURN = Transition(
    EventKind.RETURN,
    frozenset({State.SUBMITTED}),
    State.RETURNED,
    permissions.unless_reviewer,
    needs_opinion=True,
)
STEP_BACK = Transition(
    EventKind.STEP_BACK,
    frozenset({State.SUBMITTED}),
    State.SUBMITTED,
    permissions.unless_step_back,
    needs_opinion=True,
    is_quiet=True,
)
APPROVE = Transition(
    EventKind.APPROVE, frozenset({State.SUBMITTED}), State.APPROVED, permissions.unless_reviewer
)
RECALL = Transition(
    EventKind.RECALL,
    frozenset({State.SUBMITTED, State.APPROVED}),
    State.SUBMITTED,
    permissions.unless_recall,
    needs_opinion=True,
    is_quiet=True,
)
ARCHIVE = Transition(
    EventKind.ARCHIVE,
    frozenset({State.APPROVED}),
    State.ARCHIVED,
    permissions.unless_administrator,
)
REOPEN = Transition(
    EventKind.REOPEN,
    frozenset({State.APPROVED, State.ARCHIVED}),
    State.RETURNED,
    permissions.unless_administrator,
    needs_opinion=True,
)
TRANSITIONS = (SUBMIT, WITHDRAW, RETURN, STEP_BACK, APPROVE, ARCHIVE, REOPEN, RECALL)
DECISIONS = (RETURN, STEP_BACK, APPROVE)
BY_KIND = {transition.kind.value: transition for transition in TRANSITIONS}


def refusal(transition: Transition, user: User, report: Report) -> str | None:
    """None when `user` may carry out `transition` on `report` now, else the words why not."""
    if report.state not in transition.sources:
        return f"报告现为“{report.get_state_display()}”，不能{transition.label}。"
    return transition.unless(user, report)


def available(user: User, report: Report) -> list[Transition]:
    """The transitions that `user` may carry out on `report` now, in the table's order."""
    return [t for t in TRANSITIONS if refusal(t, user, report) is None]


def perform(
    transition: Transition,
    report_pk: int,
    *,
    by: User,
    seen_version: int,
    opinion: str = "",
    has_remarks: bool = False,
    data: dict[str, Any] | None = None,
) -> Event:
    """Carry out `transition` and return the Event that records it.

    `seen_version` is the `Report.version` of the page on which the person decided; `has_remarks`
    says that remarks on the words themselves make an opinion unnecessary; `data` is kept with the
    event. Raises
    TransitionNotAllowed, with words for the person, when the report has changed since, when it
    is in another state, when the person may not, or when a needed opinion is missing; then
    nothing is written.
    """
    with transaction.atomic():
        report = (
            Report.objects.select_for_update(of=("self",))
            .select_related("organization", "template", "assignment")
            .get(pk=report_pk)
        )
        if done := already_done(transition, report, by, seen_version):
            return done
        words = objection(
            transition,
            report,
            by=by,
            seen_version=seen_version,
            opinion=opinion,
            has_remarks=has_remarks,
        )
        if words:
            raise TransitionNotAllowed(words)
        waited_for = permissions.deciders(report) if transition is WITHDRAW else []
        level = decided_at(transition, report)
        deputy = stood_for(by, report) if transition in DECISIONS else {}
        report.state, report.level, skipped = route(transition, report, by)
        stamp(report, transition)
        report.version += 1
        report.save(
            update_fields=[
                "state",
                "level",
                "version",
                "submitted_at",
                "first_submitted_at",
                "approved_at",
                "updated_at",
            ]
        )
        event = Event.objects.create(
            report=report,
            kind=transition.kind,
            state=report.state,
            level=level,
            actor=by,
            revision=records.snapshot(report, by),
            opinion=opinion.strip(),
            data=(data or {}) | deputy,
        )
        for left_out in skipped:
            Event.objects.create(
                report=report,
                kind=EventKind.SKIP,
                state=report.state,
                level=left_out,
                actor=by,
                opinion=chain.NOBODY_HERE,
            )
        telling.announce(event, report, waited_for=waited_for)
        return event


def objection(
    transition: Transition,
    report: Report,
    *,
    by: User,
    seen_version: int,
    opinion: str,
    has_remarks: bool = False,
) -> str | None:
    """None when nothing stands against this decision now, else the words why not."""
    if words := refusal(transition, by, report):
        return words
    if report.version != seen_version:
        return "报告在您打开之后又有改动，请看过最新内容再办理。"
    if transition.needs_opinion and not opinion.strip() and not has_remarks:
        return f"请写明{transition.label}的理由。"
    if transition is SUBMIT and not records.has_text(report):
        return "报告还没有正文，写好后再送审。"
    return deadlines.unless_in_time(report) if transition is SUBMIT else None


def already_done(
    transition: Transition, report: Report, by: User, seen_version: int
) -> Event | None:
    """The event that a double click or a repeated request has written a moment ago, if any."""
    if report.version != seen_version + 1:
        return None
    last = report.events.exclude(kind=EventKind.SKIP).order_by("-pk").first()
    if last and last.kind == transition.kind and last.actor_id == by.pk:
        return last
    return None


def route(transition: Transition, report: Report, by: User) -> tuple[State, int, list[int]]:
    """State and review level after `transition` of `by`, and the levels left out on the way.

    An approval below the last level moves up; 退回上一级 and 撤销通过 lead to the level whose
    approval they take back.
    """
    if transition in (STEP_BACK, RECALL):
        return State.SUBMITTED, report.events.approvals_in_force()[-1].level, []
    if transition in (SUBMIT, APPROVE):
        level, skipped = chain.onward(report, after=report.level, by=by)
        if level:
            return State.SUBMITTED, level, skipped
    return transition.target, 0, []


def stamp(report: Report, transition: Transition) -> None:
    """Note when `report` was sent in and, while that holds, passed; its state is the new one."""
    now = timezone.now()
    if transition is SUBMIT:
        report.submitted_at = now
        report.first_submitted_at = report.first_submitted_at or now
    if report.state not in (State.APPROVED, State.ARCHIVED):
        report.approved_at = None
    elif transition is APPROVE:
        report.approved_at = now


def decided_at(transition: Transition, report: Report) -> int:
    """The level that the event belongs to: the present one, or the one whose approval is recalled."""
    if transition is RECALL:
        return report.events.approvals_in_force()[-1].level
    return report.level


def stood_for(user: User, report: Report) -> dict[str, str]:
    """In whose stead `user` decides now, for the event; nothing where it is the own post."""
    named = permissions.deciding_organization(report)
    posts = permissions.posts_at(user, report, named)
    allowed = [post for post in posts if not permissions.gives_own_words(post, report)]
    if not allowed or not allowed[0].stands_for:
        return {}
    return {"stands_for": str(allowed[0].stands_for)}
