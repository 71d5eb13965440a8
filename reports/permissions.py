"""Who may do what with a report: the one permission module.

Each `unless_…` predicate answers None (allowed) or the words to show to the person. The same
words stand on the disabled button and in the refusal.
"""

from collections.abc import Callable
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.delegation import Delegation
from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from accounts.roster.taking import unless_looked_after
from reports.models import Assignment, Event, Report, ReviewLevel
from reports.states import State

Predicate = Callable[[User, Report], str | None]


class Action(StrEnum):
    """What can be asked for with a report besides its transitions."""

    VIEW = "view"
    EDIT = "edit"
    EXPORT = "export"
    COMMENT = "comment"


def unless_reached(user: User, report: Report) -> str | None:
    """The branch, the one that it was merged into, and reviewers and administrators above."""
    if unless_secretary(user, report) is None or user.inherits(report.organization):
        return None
    if user.is_above(report.organization, MemberRole.REVIEWER, MemberRole.ADMINISTRATOR):
        return None
    return "这份报告不属于您所在的党组织。"


def unless_secretary(user: User, report: Report) -> str | None:
    """The secretary of the report's own branch."""
    if user.is_secretary_of(report.organization):
        return None
    return "只有本支部的支部书记可以办理。"


def unless_editable(user: User, report: Report) -> str | None:
    """The secretary, while the report is a draft or returned."""
    if words := unless_secretary(user, report):
        return words
    if not report.is_editable:
        return f"报告{report.get_state_display()}，不能修改。"
    return None


def unless_author(user: User, report: Report) -> str | None:
    """Anyone but those who write the report: nobody decides on the own words."""
    if report.author_id == user.pk or user.is_secretary_of(report.organization):
        return "不能审核自己起草的报告。"
    return None


def unless_reviewer(user: User, report: Report) -> str | None:
    """A reviewer of the organisation that decides at the report's present level.

    `Report.objects.awaiting` is the same question asked of all reports at once.
    """
    if words := unless_author(user, report) or unless_reached(user, report):
        return words
    named = deciding_organization(report)
    posts = posts_at(user, report, named)
    if not posts:
        return f"须由{named or '上级党组织'}的审核人办理。"
    if all(gives_own_words(post, report) for post in posts):
        return f"{posts[0].stands_for}起草了这份报告，您不能代为审核。"
    return unless_approved_before(user, report)


def unless_approved_before(user: User, report: Report) -> str | None:
    """Anyone but who has let it pass at a lower level of this round: each level is another pair of eyes."""
    for event in approvals_below(report, report.level):
        if event.actor_id == user.pk:
            return f"您已在第{event.level}级通过，第{report.level}级须由其他审核人办理。"
    return None


def approvals_below(report: Report, level: int) -> list[Event]:
    """The approvals of this round that hold; none where there can be none, without a query."""
    return report.events.approvals_in_force() if level > 1 else []


def unless_step_back(user: User, report: Report) -> str | None:
    """A reviewer who may decide now, where a lower level has decided before."""
    if words := unless_reviewer(user, report):
        return words
    if report.events.approvals_in_force():
        return None
    return "前面没有审核过的层级，可以退回报送支部。"


def unless_recall(user: User, report: Report) -> str | None:
    """Who gave the last approval, or an administrator, while the next level has not decided."""
    held = report.events.approvals_in_force()
    if not held:
        return "没有可以撤销的通过。"
    may = user.is_above(report.organization, MemberRole.ADMINISTRATOR) or (
        held[-1].actor_id == user.pk and user.is_above(report.organization, MemberRole.REVIEWER)
    )
    return None if may else f"只有{held[-1].actor}和管理员可以撤销这次通过。"


def unless_administrator(user: User, report: Report) -> str | None:
    """An administrator of an organisation at or above the report's."""
    if user.is_above(report.organization, MemberRole.ADMINISTRATOR):
        return None
    return "只有管理员可以办理。"


def deciding_organization(report: Report, level: int | None = None) -> Organization | None:
    """The organisation that decides at a review level, by default the present one.

    None where any organisation above may: the level names none, or one so many steps above the
    reporting organisation that there is none (`chain.chain_of` skips such a level).
    """
    level = report.level if level is None else level
    if report.assignment_id is None or not level:
        return None
    named = (
        ReviewLevel.objects.filter(assignment_id=report.assignment_id, level=level)
        .select_related("organization")
        .first()
    )
    return decider(named, report.organization) if named else None


def decider(level: ReviewLevel, reporting: Organization) -> Organization | None:
    """The organisation that decides at `level` on what `reporting` sends; None: any above."""
    if not is_there(level, reporting):
        return None
    if level.height:
        return Organization.objects.get(path=reporting.ancestor_paths()[level.height - 1])
    return level.organization


def is_there(level: ReviewLevel, reporting: Organization) -> bool:
    """Whether the organisation that a level names stands above `reporting`.

    A level that names none is always there.
    """
    if level.organization:
        return reporting.path.startswith(level.organization.path)
    return not level.height or level.height <= len(reporting.ancestor_paths())


def posts_at(user: User, report: Report, named: Organization | None) -> list[Membership]:
    """The memberships with which `user` sits where the report is decided, own ones first."""
    path = report.organization.path
    return [
        post
        for post in user.posts
        if (post.organization_id == named.pk if named else path.startswith(post.organization.path))
    ]


def gives_own_words(post: Membership, report: Report) -> bool:
    """Whether who delegated this post has written the report: a stand-in decides no more then."""
    return post.stands_for is not None and (
        report.author_id == post.user_id or report.organization_id in post.giver_writes_for
    )


def deciders(report: Report, level: int | None = None, *, after: User | None = None) -> list[User]:
    """Everybody who may decide at a level, by default the present one; stand-ins among them.

    `after` is who lets it pass just now and so cannot decide there any more. The answer of
    `unless_reviewer` for all people at once; a test proves that they agree.
    """
    reporting = report.organization
    named = deciding_organization(report, level)
    seats = [named.path] if named else [reporting.path, *reporting.ancestor_paths()]
    writers = Membership.objects.filter(
        role=MemberRole.SECRETARY, organization=reporting, organization__is_active=True
    )
    before = approvals_below(report, report.level if level is None else level)
    done = {event.actor_id for event in before} | ({after.pk} if after else set())
    others = User.objects.filter(is_active=True).exclude(
        Q(pk=report.author_id) | Q(pk__in=writers.values("user")) | Q(pk__in=done)
    )
    holders = others.filter(
        pk__in=Membership.objects.filter(
            role=MemberRole.REVIEWER, organization__path__in=seats, organization__is_active=True
        ).values("user")
    )
    stand_ins = Delegation.objects.in_force().filter(giver__in=holders).values("stand_in")
    return list(others.filter(Q(pk__in=holders) | Q(pk__in=stand_ins)).order_by("pk"))


ROLES_ASKED_FOR: dict[Predicate, tuple[MemberRole, ...]] = {
    unless_reviewer: (MemberRole.REVIEWER,),
    unless_step_back: (MemberRole.REVIEWER,),
    unless_recall: (MemberRole.REVIEWER, MemberRole.ADMINISTRATOR),
    unless_administrator: (MemberRole.ADMINISTRATOR,),
}


def has_role_for(predicate: Predicate, user: User, report: Report) -> bool:
    """Whether `user` has the role that `predicate` asks for, whatever else may stand against it.

    Such a person is shown what cannot be done just now, with the words why; others see nothing.
    """
    if predicate is unless_secretary:
        return user.is_secretary_of(report.organization)
    return user.is_above(report.organization, *ROLES_ASKED_FOR[predicate])


def unless_in_talk(user: User, report: Report) -> str | None:
    """The branch and the reviewers above it, until the report is approved."""
    is_reviewer = user.is_above(report.organization, MemberRole.REVIEWER)
    if not (is_reviewer or user.is_secretary_of(report.organization)):
        return "只有本支部和上级的审核人可以批注。"
    if report.state in {State.APPROVED, State.ARCHIVED}:
        return f"报告{report.get_state_display()}，不能再批注。"
    return None


PREDICATES: dict[Action, Predicate] = {
    Action.VIEW: unless_reached,
    Action.EDIT: unless_editable,
    Action.EXPORT: unless_reached,
    Action.COMMENT: unless_in_talk,
}


def refusal(user: User, action: Action, report: Report) -> str | None:
    """None when `user` may do `action`, else the words that say why not."""
    return PREDICATES[action](user, report)


def require(user: User, action: Action, report: Report) -> None:
    """Raise PermissionDenied with the words of the refusal."""
    if words := refusal(user, action, report):
        raise PermissionDenied(words)


def require_secretary_of(user: User, organization: Organization) -> None:
    """Raise PermissionDenied unless `user` writes the reports of `organization`."""
    if not user.is_secretary_of(organization):
        raise PermissionDenied("只能为自己担任支部书记的党支部起草报告。")


def require_secretary_somewhere(user: User) -> None:
    """Raise PermissionDenied unless `user` writes the reports of some organisation."""
    if not user.is_secretary:
        raise PermissionDenied("只有支部书记可以起草报告。")


def require_keeper_of_words(user: User, organization: Organization) -> None:
    """Raise PermissionDenied unless `user` keeps the words of `organization`.

    The secretary for the own branch, reviewers and administrators for their organisation and
    those below it: whoever sees the organisation's reports.
    """
    above = user.is_above(organization, MemberRole.REVIEWER, MemberRole.ADMINISTRATOR)
    if not (above or user.is_secretary_of(organization)):
        raise PermissionDenied("只能维护自己所在党组织的词库。")


def unless_keeper_of_lexicon(user: User, top: Organization) -> str | None:
    """An administrator of the organisation at the top of a tree."""
    if user.is_above(top, MemberRole.ADMINISTRATOR):
        return None
    return f"表述与会期在全局通用，由{top}的管理员维护。"


def require_keeper_of_lexicon(user: User, top: Organization) -> None:
    """Raise PermissionDenied unless `user` keeps the expressions and the calendar of a tree."""
    if words := unless_keeper_of_lexicon(user, top):
        raise PermissionDenied(words)


def require_reviewer_above(user: User, organization: Organization) -> None:
    """Raise PermissionDenied unless `user` reviews what `organization` sends."""
    if not user.is_above(organization, MemberRole.REVIEWER):
        raise PermissionDenied("只有上级党组织的审核人可以查看点评记录。")


def require_administrator_of(user: User, organization: Organization) -> None:
    """Raise PermissionDenied unless `user` administers `organization` or one above it."""
    if not user.is_above(organization, MemberRole.ADMINISTRATOR):
        raise PermissionDenied("只有本级或上级党组织的管理员可以办理。")


def unless_administrator_over(user: User, person: User) -> str | None:
    """An administrator above every organisation in which `person` is something now."""
    return unless_looked_after(user, person)


def require_administrator_over(user: User, person: User) -> None:
    """Raise PermissionDenied unless `user` looks after everything that `person` is."""
    if words := unless_administrator_over(user, person):
        raise PermissionDenied(words)


def require_role(user: User, *roles: MemberRole) -> None:
    """Raise PermissionDenied unless `user` has one of `roles` somewhere."""
    if not any(membership.role in roles for membership in user.roles):
        labels = "、".join(role.label for role in roles)
        raise PermissionDenied(f"只有{labels}可以查看。")


def unless_assigner(user: User, assignment: Assignment) -> str | None:
    """An administrator of the organisation that issued the assignment, or of one above it."""
    if user.is_above(assignment.issuer, MemberRole.ADMINISTRATOR):
        return None
    return f"只有{assignment.issuer}的管理员可以办理。"


def require_assigner(user: User, assignment: Assignment) -> None:
    """Raise PermissionDenied unless `user` looks after the assignment."""
    if words := unless_assigner(user, assignment):
        raise PermissionDenied(words)


def require_delegation(posts: list[Membership], known: list[Delegation]) -> None:
    """Raise PermissionDenied for who neither reviews nor has been asked to stand in."""
    if not (posts or known):
        raise PermissionDenied("只有审核人可以委托他人代为审核。")
