"""What administrators do to people: add, appoint, relieve, hand over, deactivate.

Who has written something stays its author for ever; a person is never deleted. Each verb writes
a Change and raises CannotStaff with words for the person. Whether the administrator may is the
caller's question.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from accounts.changes import Change, ChangeKind
from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole

# Without what is mistaken for each other when it is read aloud or copied by hand.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_LENGTH = 10
# A password of ten random characters is not found by trying; it is hashed fewer times than one
# that a person thinks of, or a thousand new people would take minutes. The first sign-in hashes
# it anew.
TEMPORARY_ITERATIONS = 20_000


class CannotStaff(Exception):  # noqa: N818 - named for what the person hit
    """This cannot be done to the person; the message says why."""


def _note(
    kind: ChangeKind,
    by: User,
    words: str,
    *,
    person: User | None = None,
    organization: Organization | None = None,
) -> None:
    Change.objects.create(
        kind=kind, person=person, organization=organization, by=by, words=words[:300]
    )


def temporary_password() -> str:
    """One that has to be changed at the first sign-in."""
    return get_random_string(PASSWORD_LENGTH, LEGIBLE)


def _encoded(password: str) -> str:
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=TEMPORARY_ITERATIONS)
    return hasher.encode(password, hasher.salt())


@transaction.atomic
def add(username: str, *, full_name: str, email: str = "", by: User) -> tuple[User, str]:
    """A new person and the temporary password, which is kept nowhere."""
    password = temporary_password()
    person = User(username=username, full_name=full_name, email=email, has_temporary_password=True)
    person.password = _encoded(password)
    try:
        person.full_clean()
        with transaction.atomic():
            person.save()
    except ValidationError as error:
        raise CannotStaff("".join(error.messages)) from error
    except IntegrityError as error:
        raise CannotStaff(f"账号“{username}”已经有人使用。") from error
    _note(ChangeKind.JOINED, by, f"新增人员{full_name}（{username}）", person=person)
    return person, password


@transaction.atomic
def correct(person: User, *, full_name: str, email: str, by: User) -> User:
    """Another name or address; what did not change leaves no trace."""
    now = User.objects.select_for_update().get(pk=person.pk)
    if (now.full_name, now.email) == (full_name, email):
        return now
    before = now.full_name
    now.full_name, now.email = full_name, email
    try:
        now.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CannotStaff("".join(error.messages)) from error
    now.save(update_fields=["full_name", "email"])
    words = f"{before}更名为{full_name}" if before != full_name else f"更正{full_name}的邮箱"
    _note(ChangeKind.CORRECTED, by, words, person=now)
    return now


@transaction.atomic
def appoint(person: User, organization: Organization, role: str, *, by: User) -> bool:
    """Give the person a role in the organisation; False where it was there already."""
    if not person.is_active:
        raise CannotStaff(f"{person}的账号已停用，请先启用。")
    if not organization.is_active:
        raise CannotStaff(f"{organization}已撤销，不能任职。")
    _, is_new = Membership.objects.get_or_create(user=person, organization=organization, role=role)
    if is_new:
        words = f"{person.full_name}任{organization.name}{MemberRole(role).label}"
        _note(ChangeKind.POSTED, by, words, person=person, organization=organization)
    return is_new


@transaction.atomic
def relieve(person: User, organization: Organization, role: str, *, by: User) -> bool:
    """Take the role away; False where it was not there."""
    if person.pk == by.pk and role == MemberRole.ADMINISTRATOR:
        raise CannotStaff("不能免去自己的管理员身份，请由其他管理员办理。")
    gone, _ = Membership.objects.filter(user=person, organization=organization, role=role).delete()
    if gone:
        words = f"{person.full_name}不再任{organization.name}{MemberRole(role).label}"
        _note(ChangeKind.LEFT, by, words, person=person, organization=organization)
    return bool(gone)


@transaction.atomic
def hand_over(organization: Organization, *, to: User, by: User) -> list[User]:
    """Make `to` the only secretary of the organisation; who was it before is returned.

    Drafts and returned reports go on with the new one, who finds them on the workbench; what has
    been written keeps its authors.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    rows = Membership.objects.filter(organization=organization, role=MemberRole.SECRETARY)
    leaving = [row.user for row in rows.exclude(user=to).select_related("user")]
    appoint(to, organization, MemberRole.SECRETARY, by=by)
    if leaving:
        rows.exclude(user=to).delete()
        names = "、".join(person.full_name for person in leaving)
        words = f"{organization.name}支部书记由{names}交接给{to.full_name}"
        for person in (*leaving, to):
            _note(ChangeKind.HANDED_OVER, by, words, person=person, organization=organization)
    return leaving


@transaction.atomic
def deactivate(person: User, *, by: User) -> User:
    """No sign-in any more, and no roles; authorship stays."""
    now = User.objects.select_for_update().get(pk=person.pk)
    if now.pk == by.pk:
        raise CannotStaff("不能停用自己的账号，请由其他管理员办理。")
    if now.is_active:
        for row in list(now.memberships.select_related("organization")):
            relieve(now, row.organization, row.role, by=by)
        now.is_active = False
        now.save(update_fields=["is_active"])
        _note(ChangeKind.DEACTIVATED, by, f"停用{now.full_name}的账号", person=now)
    return now


@transaction.atomic
def reactivate(person: User, *, by: User) -> User:
    """May sign in again; roles have to be given anew."""
    now = User.objects.select_for_update().get(pk=person.pk)
    if not now.is_active:
        now.is_active = True
        now.save(update_fields=["is_active"])
        _note(ChangeKind.REACTIVATED, by, f"启用{now.full_name}的账号", person=now)
    return now


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """A new temporary password; open sessions of the person end."""
    now = User.objects.select_for_update().get(pk=person.pk)
    password = temporary_password()
    now.password = _encoded(password)
    now.has_temporary_password = True
    now.save(update_fields=["password", "has_temporary_password"])
    _note(ChangeKind.PASSWORD, by, f"重置{now.full_name}的密码", person=now)
    return password
