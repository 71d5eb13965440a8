"""What a 花名册 would change, and the change itself: the same code for both."""

from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from accounts import organizing, staffing
from accounts.models import Membership, Organization, OrganizationKind, User
from accounts.organizing import CannotOrganize
from accounts.rehearsing import Outcome, Refused, Taken, rehearsed, step
from accounts.roles import MemberRole
from accounts.roster.workbook import ORGANIZATIONS, PEOPLE, OrganizationRow, PersonRow, Roster
from accounts.staffing import CannotStaff

IN_USE, CLOSED = "在用", "撤销"
IN_OFFICE, RELIEVED, DEACTIVATED = "在任", "免职", "停用"
KINDS = {label: value for value, label in OrganizationKind.choices}
ROLES = {label: value for value, label in MemberRole.choices}


@dataclass(slots=True)
class TakenRoster(Taken):
    """And the temporary passwords of new people: account, name, password."""

    passwords: list[tuple[str, str, str]] = field(default_factory=list)


def rehearse(roster: Roster, *, by: User) -> TakenRoster:
    """What `take` would do; nothing is changed."""
    taken = rehearsed(partial(take, roster, by=by))
    taken.passwords.clear()
    return taken


@transaction.atomic
def take(roster: Roster, *, by: User) -> TakenRoster:
    """Do what the rows say, all in one transaction."""
    taken = TakenRoster()
    refusals = (Refused, CannotOrganize, CannotStaff)
    for row in roster.organizations:
        act = partial(_organization, row, by)
        taken.steps.append(step(ORGANIZATIONS, row.line, row.name, act, refusals=refusals))
    for person in roster.people:
        act = partial(_person, person, by, taken)
        taken.steps.append(step(PEOPLE, person.line, person.username, act, refusals=refusals))
    return taken


def _changed(done: list[str]) -> tuple[Outcome, str]:
    return (Outcome.CHANGED, "；".join(done)) if done else (Outcome.SAME, "与现有一致")


# --- organisations


def _organization(row: OrganizationRow, by: User) -> tuple[Outcome, str]:
    if not row.name:
        raise Refused("没有写党组织名称。")
    _unless_too_long(Organization, row, {"name": "党组织", "short_name": "简称"})
    kind = _one_of(KINDS, row.kind, "类别")
    _one_of({IN_USE: "", CLOSED: ""}, row.state, "状态")
    now = Organization.objects.filter(name=row.name).first()
    if now is None:
        return _founded(row, kind, by)
    _require(by, now)
    return _changed(_changes_of(now, row, kind, by))


def _founded(row: OrganizationRow, kind: str, by: User) -> tuple[Outcome, str]:
    if row.state == CLOSED:
        raise Refused("没有这个党组织，不用撤销。")
    if not row.parent or not kind:
        raise Refused("新设党组织须写明类别和上级党组织。")
    parent = _named(row.parent)
    _require(by, parent)
    organizing.found(parent, name=row.name, short_name=row.short_name, kind=kind, by=by)
    return Outcome.CREATED, f"新设，隶属{parent.name}"


def _changes_of(now: Organization, row: OrganizationRow, kind: str, by: User) -> list[str]:
    """Carry out what differs and say it; empty cells leave things as they are."""
    done = []
    short_name, kind = row.short_name or now.short_name, kind or now.kind
    if (short_name, kind) != (now.short_name, now.kind):
        organizing.rename(now, name=now.name, short_name=short_name, kind=kind, by=by)
        done.append("更正简称或类别")
    above = Organization.objects.get_parent(now)
    if row.parent and (above is None or above.name != row.parent):
        parent = _named(row.parent)
        _require(by, parent)
        now = organizing.move(now, to=parent, by=by)
        done.append(f"改为隶属{parent.name}")
    if row.state == CLOSED and now.is_active:
        organizing.close(now, by=by)
        done.append("撤销")
    elif row.state == IN_USE and not now.is_active:
        organizing.reopen(now, by=by)
        done.append("恢复")
    return done


# --- people


def _person(row: PersonRow, by: User, taken: TakenRoster) -> tuple[Outcome, str]:
    if not row.username:
        raise Refused("没有写账号。")
    _unless_too_long(User, row, {"username": "账号", "full_name": "姓名", "email": "邮箱"})
    role = _one_of(ROLES, row.role, "身份")
    _one_of({IN_OFFICE: "", RELIEVED: "", DEACTIVATED: ""}, row.state, "状态")
    person = User.objects.filter(username=row.username).first()
    if row.state == DEACTIVATED:
        return _deactivated(person, by)
    if bool(row.organization) != bool(role):
        raise Refused("党组织和身份要么都写，要么都不写。")
    organization = _named(row.organization) if row.organization else None
    if organization:
        _require(by, organization)
    if row.state == RELIEVED:
        return _relieved(person, organization, role, by)
    if person is None:
        return _added(row, organization, role, by, taken)
    done = _corrections(person, row, by)
    if organization and staffing.appoint(person, organization, role, by=by):
        done.append(f"任{organization.name}{row.role}")
    return _changed(done)


def _added(
    row: PersonRow, organization: Organization | None, role: str, by: User, taken: TakenRoster
) -> tuple[Outcome, str]:
    if not row.full_name:
        raise Refused("新增人员须写姓名。")
    if organization is None:
        raise Refused("新增人员须写明党组织和身份。")
    person, password = staffing.add(row.username, full_name=row.full_name, email=row.email, by=by)
    staffing.appoint(person, organization, role, by=by)
    taken.passwords.append((row.username, row.full_name, password))
    return Outcome.CREATED, f"新增账号，任{organization.name}{row.role}"


def _corrections(person: User, row: PersonRow, by: User) -> list[str]:
    """Another name or address, for those whom the administrator looks after."""
    full_name, email = row.full_name or person.full_name, row.email or person.email
    if (full_name, email) == (person.full_name, person.email):
        return []
    if words := unless_looked_after(by, person):
        raise Refused(f"账号{person.username}现为{person.full_name}。{words}")
    staffing.correct(person, full_name=full_name, email=email, by=by)
    return ["更正姓名或邮箱"]


def _relieved(
    person: User | None, organization: Organization | None, role: str, by: User
) -> tuple[Outcome, str]:
    if person is None:
        raise Refused("没有这个账号。")
    if organization is None:
        raise Refused("免职须写明党组织和身份。")
    if not staffing.relieve(person, organization, role, by=by):
        return Outcome.SAME, "本来没有这项任职"
    return Outcome.CHANGED, f"不再任{organization.name}{MemberRole(role).label}"


def _deactivated(person: User | None, by: User) -> tuple[Outcome, str]:
    if person is None:
        raise Refused("没有这个账号。")
    if not person.is_active:
        return Outcome.SAME, "账号已停用"
    if words := unless_looked_after(by, person):
        raise Refused(words)
    staffing.deactivate(person, by=by)
    return Outcome.CHANGED, "停用账号，免去全部任职"


def unless_looked_after(administrator: User, person: User) -> str | None:
    """None when all that the person is lies below the administrator, else the words why not."""
    rows = Membership.objects.filter(user=person).select_related("organization")
    for row in rows:
        if not administrator.is_above(row.organization, MemberRole.ADMINISTRATOR):
            return f"{person}还在{row.organization.name}任职，须由那里的上级管理员办理。"
    return None


# --- what rows name


def _unless_too_long(
    model: type[Organization | User], row: OrganizationRow | PersonRow, labels: dict[str, str]
) -> None:
    """Refuse what the database would not hold."""
    for name, label in labels.items():
        longest = getattr(model._meta.get_field(name), "max_length", None)
        if longest and len(getattr(row, name)) > longest:
            raise Refused(f"{label}最长 {longest} 个字，请改短。")


def _one_of(known: dict[str, str], label: str, what: str) -> str:
    """The value that a label stands for; an empty one for none."""
    if label and label not in known:
        raise Refused(f"{what}“{label}”不认识，应为{'、'.join(known)}。")
    return known.get(label, "")


def _named(name: str) -> Organization:
    organization = Organization.objects.filter(name=name).first()
    if organization is None:
        raise Refused(f"没有名为“{name}”的党组织，请写全称。")
    return organization


def _require(by: User, organization: Organization) -> None:
    if not by.is_above(organization, MemberRole.ADMINISTRATOR):
        raise Refused(f"您不是{organization.name}的管理员。")
