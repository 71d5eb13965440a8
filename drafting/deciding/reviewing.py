"""What stands beside a decision: remarks that speak for it, points to look at, kept opinions."""

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import MemberRole
from drafting.models import CommentState, ReviewNote, ReviewPoint, StandardOpinion
from reports.models import Report
from reports.workflow import RETURN, Transition


@dataclass(frozen=True, slots=True)
class Side:
    """What a reviewer has at hand beside the paper."""

    points: list[ReviewPoint]
    opinions: list[StandardOpinion]
    notes: list[ReviewNote]


def side_of(user: User, report: Report) -> Side | None:
    """The reviewer's side; None for everybody else."""
    if not user.is_above(report.organization, MemberRole.REVIEWER):
        return None
    notes = ReviewNote.objects.filter(organization=report.organization, year=report.year)
    return Side(
        points=list(ReviewPoint.objects.filter(is_active=True)),
        opinions=list(StandardOpinion.objects.filter(user=user)),
        notes=list(notes.select_related("author")),
    )


def has_remarks(transition: Transition, report: Report) -> bool:
    """Whether open comments of reviewers stand for an opinion: they do with a return."""
    if transition is not RETURN:
        return False
    remarks = report.comments.filter(state=CommentState.OPEN)
    return remarks.exclude(author=report.author_id).exists()
