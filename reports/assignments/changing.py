"""变更: what a change of a published assignment means for whom, and the change itself."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.urls import reverse

from accounts.models import Organization, User
from reports.assignments.drafting import FIELDS, FIXED, Decider, Wanted, wanted_of, write_scope
from reports.assignments.locking import (
    CHUNK,
    CannotAssign,
    locked,
    note,
    secretaries_of,
    unless_seen,
)
from reports.assignments.publishing import TARGETS, ask
from reports.assignments.scope import organizations_in
from reports.models import (
    Assignment,
    AssignmentEventKind,
    AssignmentState,
    NotificationKind,
    Report,
    ReviewLevel,
)
from reports.models.assignment import Repeat
from reports.notifications import tell
from reports.states import State

if TYPE_CHECKING:
    from django.db.models import Field

# Changes of these concern those who write; the others only who administers.
CONCERNING = ("name", "due", "instructions", "late_rule", "grace_days")
FINAL = (State.APPROVED, State.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of what changes: its name, as it was, as it will be."""

    name: str
    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change means for whom.

    `removed_begun` keep what they have written; `writing` have not been approved yet and are
    told; `sent` were sent in before and stay as they are.
    """

    differences: list[Difference]
    added: list[Organization]
    removed: list[Organization]
    removed_begun: list[Organization]
    writing: int
    sent: int

    @property
    def is_nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.differences or self.added or self.removed)

    @property
    def concern_writers(self) -> list[Difference]:
        """Those that the branches must know of."""
        return [line for line in self.differences if line.name in (*CONCERNING, "levels")]


def changes_of(assignment: Assignment, wanted: Wanted) -> Changes:
    """What would change for whom; the same few queries however many organisations there are."""
    present = {o.pk: o for o in assignment.organizations.order_by("path")}
    asked = organizations_in(assignment.issuer, wanted.values["kinds"], wanted.marks)
    asked_pks = {organization.pk for organization in asked}
    begun = dict(
        Report.objects.begun().filter(assignment=assignment).values_list("organization", "state")
    )
    removed = [o for pk, o in present.items() if pk not in asked_pks]
    staying = [pk for pk in present if pk in asked_pks]
    return Changes(
        differences=[*_differences(assignment, wanted)],
        added=[organization for organization in asked if organization.pk not in present],
        removed=removed,
        removed_begun=[organization for organization in removed if organization.pk in begun],
        writing=sum(begun.get(pk) not in FINAL for pk in staying),
        sent=sum(begun.get(pk) not in (None, State.DRAFT) for pk in staying),
    )


def change(pk: int, *, by: User, wanted: Wanted, seen_version: int) -> Changes:
    """Change a published assignment and tell those whom it concerns; returns what was changed.

    Organisations that are asked no more keep what they have begun to write. Raises CannotAssign
    when the assignment is not open, or has changed since the person saw it.
    """
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.state != AssignmentState.OPEN:
            raise CannotAssign(f"任务{assignment.get_state_display()}，不能变更。")
        if assignment.version == seen_version + 1 and wanted_of(assignment) == _kept(
            assignment, wanted
        ):
            return Changes([], [], [], [], 0, 0)  # the second press of the button
        unless_seen(assignment, seen_version)
        wanted = _kept(assignment, wanted)
        changes = changes_of(assignment, wanted)
        if changes.is_nothing:
            return changes
        for name in FIELDS:
            setattr(assignment, name, wanted.values[name])
        assignment.version += 1
        assignment.save()
        write_scope(assignment, wanted)
        _let_go(assignment, changes)
        ask(assignment, [organization.pk for organization in changes.added])
        _tell_the_others(assignment, changes)
        note(assignment, AssignmentEventKind.CHANGE, by, in_words(changes))
    return changes


def in_words(changes: Changes) -> str:
    """The changes in one sentence a line."""
    lines = [
        f"{line.label}：{line.was or '无'} → {line.becomes or '无'}" for line in changes.differences
    ]
    if changes.added:
        lines.append(f"增加 {len(changes.added)} 个单位")
    if changes.removed:
        lines.append(f"减少 {len(changes.removed)} 个单位")
    return "；".join(lines) + "。"


def _kept(assignment: Assignment, wanted: Wanted) -> Wanted:
    """`wanted` with what cannot change any more as it is."""
    fixed = {name: getattr(assignment, name) for name in FIXED}
    return Wanted(wanted.values | fixed, wanted.marks, wanted.levels)


def _let_go(assignment: Assignment, changes: Changes) -> None:
    gone = [organization.pk for organization in changes.removed]
    for start in range(0, len(gone), CHUNK):
        some = gone[start : start + CHUNK]
        TARGETS.objects.filter(assignment=assignment, organization__in=some).delete()
        Report.objects.filter(
            assignment=assignment, organization__in=some, author__isnull=True
        ).delete()
    tell(
        NotificationKind.CHANGED,
        secretaries_of(gone),
        key=f"assignment:{assignment.pk}:released:{assignment.version}",
        words=f"《{assignment}》不再要求贵单位报送；已经写下的文字仍然保留。",
        url=reverse("workbench"),
    )


def _tell_the_others(assignment: Assignment, changes: Changes) -> None:
    if not changes.concern_writers:
        return
    new = {organization.pk for organization in changes.added}
    done = set(
        Report.objects.filter(assignment=assignment, state__in=FINAL).values_list(
            "organization", flat=True
        )
    )
    concerned = assignment.organizations.values_list("pk", flat=True)
    lines = "；".join(
        f"{line.label}改为{line.becomes or '无'}"
        if line.name != "instructions"
        else "报送要求有改动"
        for line in changes.concern_writers
    )
    tell(
        NotificationKind.CHANGED,
        secretaries_of([pk for pk in concerned if pk not in new and pk not in done]),
        key=f"assignment:{assignment.pk}:changed:{assignment.version}",
        words=f"《{assignment}》有变更：{lines}。",
        url=reverse("workbench"),
        group=f"《{assignment}》有变更，请登录查看。",
    )


def _differences(assignment: Assignment, wanted: Wanted) -> list[Difference]:
    before = wanted_of(assignment)
    changed = Assignment(**_kept(assignment, wanted).values)
    lines = []
    for name in FIELDS:
        was, becomes = _said(assignment, name), _said(changed, name)
        if was != becomes:
            label = str(cast("Field[Any, Any]", Assignment._meta.get_field(name)).verbose_name)
            lines.append(Difference(name, label, was, becomes))
    if before.levels != wanted.levels:
        was, becomes = chain_in_words(before.levels), chain_in_words(wanted.levels)
        lines.append(Difference("levels", "审核层级", was, becomes))
    return lines


def chain_in_words(levels: tuple[Decider, ...]) -> str:
    """`机关党委 → 上一级党组织`."""
    named = [level.organization_id for level in levels if level.organization_id]
    names = Organization.objects.in_bulk(named)
    return " → ".join(
        str(
            ReviewLevel(
                level=number,
                organization=names.get(level.organization_id or 0),
                height=level.height,
            )
        ).partition(" · ")[2]
        for number, level in enumerate(levels, 1)
    )


def _said(assignment: Assignment, name: str) -> str:
    """The value of a field as a person says it."""
    value: Any = getattr(assignment, name)
    if name == "kinds":
        kinds = dict(Organization._meta.get_field("kind").flatchoices)
        return "、".join(kinds[kind] for kind in kinds if kind in value)
    if name == "remind_days":
        return "、".join(f"提前{days}天" for days in value)
    if name in {"lead_days", "publishes_itself"} and assignment.repeat == Repeat.NEVER:
        return ""
    if name == "grace_days":
        return f"{value}天" if assignment.late_rule == "grace" else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    display = getattr(assignment, f"get_{name}_display", None)
    return str(display() if display else value)
