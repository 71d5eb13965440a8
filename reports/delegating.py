"""委托: name who stands in, take it back, decline it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.delegation import Delegation
from accounts.models import Membership, User
from accounts.roles import SUBTREE_ROLES
from reports.models import NotificationKind
from reports.notifications import tell


def delegate(
    giver: User, stand_in: User, *, starts: date, ends: date, reason: str = ""
) -> Delegation:
    """Let `stand_in` review in the stead of `giver` from one day to another, both included.

    The same again is the same delegation. Raises PermissionDenied unless the giver reviews
    somewhere by an own post and the other is one of `stand_ins_for`.
    """
    if not own_posts(giver) or not stand_ins_for(giver).filter(pk=stand_in.pk).exists():
        raise PermissionDenied("只有审核人可以委托，并且只能委托给名单里的人。")
    period = {"starts": starts, "ends": ends}
    try:
        with transaction.atomic():
            made = Delegation.objects.create(
                giver=giver, stand_in=stand_in, reason=reason, **period
            )
            words = f"{giver}委托您代为审核，{made.days}。等他审核的报告会出现在您的工作台上。"
            url = reverse("delegations")
            key = f"delegation:{made.pk}"
            tell(NotificationKind.DELEGATED, [stand_in], key=key, words=words, url=url)
    except IntegrityError:  # pressed twice
        return Delegation.objects.get(giver=giver, stand_in=stand_in, ended_at=None, **period)
    return made


def end(delegation: Delegation, *, by: User) -> None:
    """Take it back, or decline it; the other of the two is told.

    Raises PermissionDenied for anybody else. What has been decided stays decided.
    """
    if by.pk not in (delegation.giver_id, delegation.stand_in_id):
        raise PermissionDenied("只有委托人和代办人可以结束委托。")
    with transaction.atomic():
        open_one = Delegation.objects.filter(pk=delegation.pk, ended_at=None)
        if not open_one.update(ended_at=timezone.now()):
            return
        is_giver = by.pk == delegation.giver_id
        other = delegation.stand_in if is_giver else delegation.giver
        words = f"{by}{'收回' if is_giver else '谢绝'}了代为审核的委托（{delegation.days}）。"
        key = f"delegation:{delegation.pk}:ended"
        url = reverse("delegations")
        tell(NotificationKind.DELEGATED, [other], key=key, words=words, url=url)


def own_posts(user: User) -> list[Membership]:
    """Where the person reviews by an own post, not by delegation: only this can be delegated."""
    return [post for post in user.posts if post.stands_for is None]


def stand_ins_for(user: User) -> QuerySet[User]:
    """Who may stand in: reviewers and administrators of the same tree, and colleagues.

    Colleagues are all members of an organisation in which the person reviews.
    """
    where = Q(pk__in=[])
    for post in own_posts(user):
        root = post.organization.path[: post.organization.steplen]
        where |= Q(organization=post.organization_id)
        where |= Q(role__in=SUBTREE_ROLES, organization__path__startswith=root)
    posts = Membership.objects.filter(where, organization__is_active=True)
    return (
        User.objects.filter(is_active=True, pk__in=posts.values("user"))
        .exclude(pk=user.pk)
        .order_by("full_name", "pk")
    )
