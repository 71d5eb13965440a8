"""Who is told of what, in which words."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from reports.models import (
    HousePolicy,
    Mail,
    MailChoice,
    MailSetting,
    Notification,
    NotificationKind,
    Robot,
    RobotMessage,
)
from reports.models.webhook import group_label

# What goes by mail at once unless the person has chosen otherwise: what waits for the person.
AT_ONCE = frozenset(
    {
        NotificationKind.REMINDED,
        NotificationKind.SUBMITTED,
        NotificationKind.RETURNED,
        NotificationKind.RECALLED,
        NotificationKind.OVERDUE,
        NotificationKind.UNSTAFFED,
        NotificationKind.DELEGATED,
        NotificationKind.MENTIONED,
    }
)
USUAL_MAIL = {
    kind: MailChoice.AT_ONCE if kind in AT_ONCE else MailChoice.DAILY for kind in NotificationKind
}
# What each post can bring; whoever has any may also be given the others.
OF_POSTS = {
    MemberRole.SECRETARY: (
        NotificationKind.ASSIGNED,
        NotificationKind.CHANGED,
        NotificationKind.REMINDED,
        NotificationKind.RETURNED,
        NotificationKind.APPROVED,
        NotificationKind.RECALLED,
        NotificationKind.ARCHIVED,
    ),
    MemberRole.REVIEWER: (
        NotificationKind.SUBMITTED,
        NotificationKind.WITHDRAWN,
        NotificationKind.OVERDUE,
    ),
    MemberRole.ADMINISTRATOR: (
        NotificationKind.ASSIGNED,
        NotificationKind.OVERDUE,
        NotificationKind.UNSTAFFED,
    ),
}
FEW_NAMES = 8
# Told to those who owe something: a group hears who they are.
OWED = frozenset({NotificationKind.ASSIGNED, NotificationKind.CHANGED, NotificationKind.REMINDED})


def tell(
    kind: NotificationKind,
    people: Iterable[User],
    *,
    key: str,
    words: str,
    url: str = "",
    group: str = "",
    owing: Collection[int] = (),
) -> int:
    """Write a notification for each of `people` who are still here; returns how many are new.

    `key` names the event (`"event:81"`, `"assignment:3:published"`): who has been told of it is
    not told again. Called inside the transaction of the event itself, so that either both happen
    or neither; what leaves the house (mail, robots) is put in rows and sent by a routine
    afterwards. `group` is what a group robot may say of it: who owes what, without a word of a
    report; empty keeps it from the groups. `owing` are the organisations that it names, where not
    all those for which the people write are meant.
    """
    told = set(Notification.objects.filter(key=key).values_list("user", flat=True))
    new = {person.pk for person in people if person.is_active} - told
    Notification.objects.bulk_create(
        [
            Notification(user_id=pk, kind=kind, key=key, words=words[:300], url=url)
            for pk in sorted(new)
        ],
        ignore_conflicts=True,
    )
    if new and settings.EMAIL_HOST:
        _put_in_mail(kind, key, new)
    if new and group and settings.ROBOT_HOSTS:
        _put_to_groups(kind, key, new, group, url, set(owing))
    return len(new)


def _put_in_mail(kind: NotificationKind, key: str, new: set[int]) -> None:
    """Letters to those who want them and have a mailbox."""
    chosen = dict(MailSetting.objects.filter(kind=kind).values_list("user", "choice"))
    usual, now = USUAL_MAIL[kind], timezone.now()
    letters = []
    reachable = Notification.objects.filter(key=key).exclude(user__email="")
    for pk, user in reachable.values_list("pk", "user"):
        choice = chosen.get(user, usual)
        if user in new and choice != MailChoice.NEVER:
            daily = choice == MailChoice.DAILY
            letters.append(Mail(notification_id=pk, user_id=user, is_daily=daily, next_try=now))
    _gather([letter for letter in letters if letter.is_daily])
    Mail.objects.bulk_create(letters, ignore_conflicts=True)


def _gather(letters: list[Mail]) -> None:
    """Let each wait for the hour that the rules of its reader's organisation name."""
    if not letters:
        return
    policies = HousePolicy.objects.by_path()
    posts = Membership.objects.filter(user__in=[letter.user_id for letter in letters])
    # The highest post comes last and stays.
    hours = {
        post.user_id: policies.of(post.organization).digest_hour
        for post in posts.select_related("organization").order_by("-organization__path")
    }
    for letter in letters:
        letter.next_try = next_digest(hours.get(letter.user_id, policies.usual.digest_hour))


def _put_to_groups(  # noqa: PLR0917 - one call, right above
    kind: NotificationKind, key: str, new: set[int], group: str, url: str, owing: set[int]
) -> None:
    """A message for each robot of an organisation under which somebody has been told."""
    robots = [
        robot
        for robot in Robot.objects.filter(is_on=True).select_related("organization")
        if kind.value in robot.kinds
    ]
    if not robots:
        return
    posts = Membership.objects.filter(
        user__in=Notification.objects.filter(key=key).values("user"), organization__is_active=True
    )
    if kind in OWED:
        posts = posts.filter(role=MemberRole.SECRETARY)
    organizations = {
        post.organization
        for post in posts.select_related("organization")
        if post.user_id in new and (not owing or post.organization_id in owing)
    }
    messages = []
    for robot in robots:
        below = [o for o in organizations if o.path.startswith(robot.organization.path)]
        if below:
            words = f"【{group_label(kind)}】{group}{names_of(below) if kind in OWED else ''}"
            messages.append(RobotMessage(robot=robot, kind=kind, key=key, words=words, url=url))
    RobotMessage.objects.bulk_create(messages, ignore_conflicts=True)


def names_of(organizations: list[Organization]) -> str:
    """`涉及：甲支部、乙支部等 12 个党组织。`, in the order of the tree."""
    names = [str(o) for o in sorted(organizations, key=lambda o: o.path)]
    if len(names) <= FEW_NAMES:
        return f"涉及：{'、'.join(names)}。"
    return f"涉及：{'、'.join(names[:FEW_NAMES])}等 {len(names)} 个党组织。"


def kinds_for(user: User) -> list[NotificationKind]:
    """What the person can be told of: by the posts held now, delegated ones included, or by any."""
    by_post = {kind for kinds in OF_POSTS.values() for kind in kinds}
    held = {kind for post in user.roles for kind in OF_POSTS[MemberRole(post.role)]}
    return [kind for kind in NotificationKind if kind in held or kind not in by_post]


def next_digest(hour: int) -> datetime:
    """When the mail that gathers a day goes out next, at this hour."""
    now = timezone.localtime()
    at = timezone.make_aware(datetime.combine(now.date(), time(hour)))
    return at if at > now else at + timedelta(days=1)
