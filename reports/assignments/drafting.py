"""An assignment before it is published: written, rewritten, copied, thrown away."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from accounts.models import User
from reports import permissions
from reports.assignments.locking import CannotAssign, locked, note, unless_seen
from reports.models import Assignment, AssignmentEventKind, AssignmentMark, ModelText, ReviewLevel
from reports.models.assignment import Half, next_period

# What a person says of an assignment, beside whom it asks and who reviews.
FIELDS = (
    "name",
    "template",
    "issuer",
    "kinds",
    "year",
    "half",
    "due",
    "instructions",
    "late_rule",
    "grace_days",
    "remind_days",
    "repeat",
    "lead_days",
    "publishes_itself",
)
# Reports have been made for these once it is published.
FIXED = ("template", "issuer", "year", "half")


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides at a review level: a named organisation, so many steps above, or any above."""

    organization_id: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that a person says of an assignment; `values` are those of FIELDS."""

    values: dict[str, Any]
    marks: dict[int, bool] = field(default_factory=dict)
    levels: tuple[Decider, ...] = (Decider(),)


def draft(
    *,
    by: User | None,
    wanted: Wanted,
    previous: Assignment | None = None,
    model: Assignment | None = None,
) -> Assignment:
    """Write a new assignment that nobody is told of yet, and return it.

    `previous` is the one that it follows in a series, `model` one whose model text it takes
    over. Raises PermissionDenied unless `by` administers the issuer.
    """
    if by is not None:
        permissions.require_administrator_of(by, wanted.values["issuer"])
    with transaction.atomic():
        creator = by or (previous.created_by if previous else None)
        assignment = Assignment(created_by=creator, previous=previous)
        _write(assignment, wanted)
        if model is not None:
            _take_model(assignment, model)
        note(assignment, AssignmentEventKind.DRAFT, by, f"拟定《{assignment}》。")
    return assignment


def rewrite(pk: int, *, by: User, wanted: Wanted, seen_version: int) -> Assignment:
    """Change an assignment that is not published yet. Raises CannotAssign, PermissionDenied."""
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.is_published:
            raise CannotAssign("任务已经发布，改动要先看过对各单位的影响。")
        unless_seen(assignment, seen_version)
        permissions.require_administrator_of(by, wanted.values["issuer"])
        assignment.version += 1
        _write(assignment, wanted)
    return assignment


def discard(pk: int, *, by: User) -> None:
    """Throw an assignment away that was never published."""
    with transaction.atomic():
        assignment = locked(pk, by=by)
        if assignment.is_published:
            raise CannotAssign("已经发布的任务不能删除，可以取消。")
        assignment.delete()


def wanted_of(assignment: Assignment) -> Wanted:
    """What the assignment says now."""
    return Wanted(
        {name: getattr(assignment, name) for name in FIELDS},
        dict(assignment.marks.values_list("organization", "included")),
        levels_of(assignment),
    )


def levels_of(assignment: Assignment) -> tuple[Decider, ...]:
    """The review chain of the assignment; without any level, anyone above decides."""
    levels = assignment.levels.order_by("level")
    chain = tuple(Decider(level.organization_id, level.height) for level in levels)
    return chain or (Decider(),)


def like(assignment: Assignment) -> Wanted:
    """The same once more, for the next period: name, year, half and due date move on."""
    wanted = wanted_of(assignment)
    year, half, due = next_period(
        assignment.year, assignment.half, assignment.due, assignment.repeat
    )
    name = assignment.name.replace(str(assignment.year), str(year))
    if half != assignment.half:
        name = name.replace(Half(assignment.half).label, Half(half).label)
    moved = {"name": name, "year": year, "half": half, "due": due}
    return replace(wanted, values=wanted.values | moved)


def _write(assignment: Assignment, wanted: Wanted) -> None:
    for name in FIELDS:
        setattr(assignment, name, wanted.values[name])
    assignment.save()
    write_scope(assignment, wanted)


def write_scope(assignment: Assignment, wanted: Wanted) -> None:
    """Keep whom the assignment asks and who reviews; what else a level says stays."""
    assignment.marks.all().delete()
    AssignmentMark.objects.bulk_create(
        AssignmentMark(assignment=assignment, organization_id=pk, included=included)
        for pk, included in wanted.marks.items()
    )
    for number, decider in enumerate(wanted.levels, 1):
        ReviewLevel.objects.update_or_create(
            assignment=assignment,
            level=number,
            defaults={"organization_id": decider.organization_id, "height": decider.height},
        )
    assignment.levels.filter(level__gt=len(wanted.levels)).delete()


def _take_model(assignment: Assignment, model: Assignment) -> None:
    assignment.model_report = model.model_report
    assignment.save(update_fields=["model_report"])
    text = ModelText.objects.filter(assignment=model).first()
    if text:
        ModelText.objects.create(
            assignment=assignment,
            name=text.name,
            content=text.content,
            size=text.size,
            by=text.by,
        )
