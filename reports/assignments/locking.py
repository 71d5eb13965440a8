"""How every act on an assignment begins, and what it leaves behind."""

from accounts.models import Membership, User
from accounts.roles import MemberRole
from reports import permissions
from reports.models import Assignment, AssignmentEvent, AssignmentEventKind

CHUNK = 500  # as many organisations as one query names


class CannotAssign(Exception):  # noqa: N818 - named for what the person hit
    """This cannot be done with the assignment now; the message is for the person."""


def locked(pk: int, *, by: User | None) -> Assignment:
    """The assignment, held until the transaction ends. `by` None: done by rule.

    Raises PermissionDenied unless `by` administers the issuer or an organisation above it.
    """
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("issuer", "template", "model_report")
        .get(pk=pk)
    )
    if by is not None:
        permissions.require_assigner(by, assignment)
    return assignment


def unless_seen(assignment: Assignment, seen_version: int) -> None:
    """Raise CannotAssign when the assignment has changed since the person saw it."""
    if assignment.version != seen_version:
        raise CannotAssign("任务在您打开之后又有改动，请看过最新内容再办理。")


def note(assignment: Assignment, kind: AssignmentEventKind, by: User | None, words: str) -> None:
    """Write down what was done."""
    AssignmentEvent.objects.create(assignment=assignment, kind=kind, actor=by, words=words)


def secretaries_of(organizations: list[int]) -> list[User]:
    """Those who write for these organisations and can still sign in."""
    people: dict[int, User] = {}
    for start in range(0, len(organizations), CHUNK):
        posts = Membership.objects.filter(
            role=MemberRole.SECRETARY,
            user__is_active=True,
            organization__in=organizations[start : start + CHUNK],
        ).select_related("user")
        people.update({post.user_id: post.user for post in posts})
    return list(people.values())


def administrators_of(assignment: Assignment) -> list[User]:
    """Those who look after the assignment: the administrators of its issuer."""
    posts = Membership.objects.filter(
        role=MemberRole.ADMINISTRATOR, user__is_active=True, organization=assignment.issuer_id
    ).select_related("user")
    return [post.user for post in posts]
