"""Who takes part in the talk about a report: whom a comment can name, and whom it concerns."""

from django.db.models import Prefetch, Q

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from drafting.models import Comment, Reply
from reports.models import Report


def people_of(report: Report) -> list[User]:
    """The branch's secretaries and the reviewers above it, each once, by name."""
    line = Organization.objects.filter(
        path__in=[report.organization.path, *report.organization.ancestor_paths()]
    )
    own = Q(role=MemberRole.SECRETARY, organization=report.organization_id)
    above = Q(role=MemberRole.REVIEWER, organization__in=line)
    members = Membership.objects.filter(own | above, organization__is_active=True)
    people = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return list(people.order_by("full_name", "pk"))


def mentioned(report: Report, text: str, by: User) -> list[User]:
    """Those of the people who see the report that `text` names as `@姓名`."""
    if "@" not in text and "＠" not in text:
        return []
    text = text.replace("＠", "@")
    return [p for p in people_of(report) if f"@{p.full_name}" in text and p.pk != by.pk]


def other_side(comment: Comment, by: User) -> list[User]:
    """Who is concerned by what `by` says: the branch, and who has spoken in this thread."""
    organization = comment.report.organization
    secretaries = User.objects.filter(
        memberships__role=MemberRole.SECRETARY, memberships__organization=organization
    )
    spoken = User.objects.filter(
        Q(pk=comment.author_id) | Q(pk__in=comment.replies.values("author"))
    )
    people = {person.pk: person for person in (*secretaries, *spoken)}
    people.pop(by.pk, None)
    return list(people.values())


def threads_of(report: Report) -> list[Comment]:
    """Every comment on a report with its answers; two queries however many there are."""
    replies = Prefetch("replies", Reply.objects.select_related("author").order_by("pk"))
    comments = report.comments.select_related("author").prefetch_related(replies)
    return list(comments.order_by("pk"))
