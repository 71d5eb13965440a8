"""What administrators can do on the pages of organisations and people, each with its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axes.utils import reset

from accounts import organizing, staffing
from accounts.models import Organization, User
from accounts.organizing import CannotOrganize
from accounts.roles import MemberRole
from accounts.staffing import CannotStaff
from drafting.forms import organizations as forms
from reports import permissions


@dataclass(frozen=True, slots=True)
class Done:
    """What to say; `password` is a temporary one, shown once."""

    words: str
    person: User | None = None
    password: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done: what it is called, what it asks, what it says beforehand."""

    label: str
    form: type[forms.AdministratorForm]
    act: Callable[[Any, dict[str, Any], User], Done]
    note: str = ""


def _found(organization: Organization, data: dict[str, Any], by: User) -> Done:
    made = organizing.found(organization, by=by, **data)
    return Done(f"已新设{made.name}。")


def _rename(organization: Organization, data: dict[str, Any], by: User) -> Done:
    return Done(f"已更正{organizing.rename(organization, by=by, **data).name}。")


def _move(organization: Organization, data: dict[str, Any], by: User) -> Done:
    organizing.move(organization, to=data["target"], by=by)
    return Done(f"{organization}已改为隶属{data['target'].name}。")


def _merge(organization: Organization, data: dict[str, Any], by: User) -> Done:
    organizing.merge(organization, into=data["target"], by=by)
    return Done(f"{organization}已并入{data['target'].name}，以往的报告在那里查看。")


def _close(organization: Organization, _data: dict[str, Any], by: User) -> Done:
    organizing.close(organization, by=by)
    return Done(f"已撤销{organization}，以往的报告保留。")


def _reopen(organization: Organization, _data: dict[str, Any], by: User) -> Done:
    organizing.reopen(organization, by=by)
    return Done(f"已恢复{organization}。")


def _person(data: dict[str, Any], by: User) -> tuple[User, str]:
    """Who has the account, or a new person with it and the temporary password."""
    person = User.objects.filter(username=data["username"]).first()
    if person:
        name = data["full_name"]
        if name and name != person.full_name:
            raise CannotStaff(
                f"账号{person.username}现为{person.full_name}，与填写的姓名不符，请核对。"
            )
        return person, ""
    if not data["full_name"]:
        raise CannotStaff("没有这个账号。新增人员请同时填写姓名。")
    return staffing.add(data["username"], full_name=data["full_name"], by=by)


def _appoint(organization: Organization, data: dict[str, Any], by: User) -> Done:
    person, password = _person(data, by)
    staffing.appoint(person, organization, data["role"], by=by)
    label = MemberRole(data["role"]).label
    return Done(f"{person}现任{organization.name}{label}。", person, password)


def _relieve(organization: Organization, data: dict[str, Any], by: User) -> Done:
    row = data["membership"]
    if row.organization_id != organization.pk:
        raise CannotStaff("这项任职不在这个党组织，请刷新页面。")
    staffing.relieve(row.user, organization, row.role, by=by)
    return Done(f"{row.user}不再任{organization.name}{row.get_role_display()}。")


def _hand_over(organization: Organization, data: dict[str, Any], by: User) -> Done:
    person, password = _person(data, by)
    leaving = staffing.hand_over(organization, to=person, by=by)
    before = "、".join(map(str, leaving)) or "无人"
    return Done(f"{organization.name}支部书记已由{before}交接给{person}。", person, password)


ON_ORGANIZATION: dict[str, Deed] = {
    "rename": Deed("更正名称、类别", forms.NamesForm, _rename),
    "found": Deed("新设下级党组织", forms.NamesForm, _found),
    "appoint": Deed(
        "添加任职", forms.PostForm, _appoint, "新账号会得到一个初始密码，首次登录须修改。"
    ),
    "hand-over": Deed(
        "书记交接",
        forms.AccountForm,
        _hand_over,
        "新书记接手未写完和被退回的报告；以往报告的起草人不变。",
    ),
    "move": Deed("调整隶属", forms.TargetForm, _move, "连同下级一起移到另一个党组织下面。"),
    "merge": Deed(
        "并入其他党组织", forms.TargetForm, _merge, "本组织停用，下级和以往报告转到并入的党组织。"
    ),
    "close": Deed("撤销", forms.NothingForm, _close, "停用后不再报送，以往的报告和变更记录保留。"),
    "reopen": Deed("恢复", forms.NothingForm, _reopen),
    "relieve": Deed("免去任职", forms.MembershipForm, _relieve),
}


def _correct(person: User, data: dict[str, Any], by: User) -> Done:
    return Done(f"已更正{staffing.correct(person, by=by, **data)}的信息。")


def _deactivate(person: User, _data: dict[str, Any], by: User) -> Done:
    staffing.deactivate(person, by=by)
    return Done(f"已停用{person}的账号，所写报告的署名不变。")


def _reactivate(person: User, _data: dict[str, Any], by: User) -> Done:
    staffing.reactivate(person, by=by)
    return Done(f"已启用{person}的账号，请重新安排任职。")


def _reset_password(person: User, _data: dict[str, Any], by: User) -> Done:
    return Done(f"已重置{person}的密码。", person, staffing.reset_password(person, by=by))


def _unlock(person: User, _data: dict[str, Any], _by: User) -> Done:
    reset(username=person.username)
    return Done(f"{person}可以重新登录了。")


ON_PERSON: dict[str, Deed] = {
    "correct": Deed("更正姓名、邮箱", forms.PersonForm, _correct),
    "reset-password": Deed(
        "重置密码",
        forms.NothingForm,
        _reset_password,
        "原密码立即失效，本人须用初始密码登录后修改。",
    ),
    "unlock": Deed(
        "解除登录锁定", forms.NothingForm, _unlock, "连续输错密码被锁的，解除后可以马上再试。"
    ),
    "deactivate": Deed(
        "停用账号", forms.NothingForm, _deactivate, "不能再登录，免去全部任职；所写的报告不受影响。"
    ),
    "reactivate": Deed("启用账号", forms.NothingForm, _reactivate),
}


def deeds_on_organization(organization: Organization) -> list[str]:
    """Which of ON_ORGANIZATION make sense now, in their order; 免去任职 stands in the table."""
    if not organization.is_active:
        return [] if organization.merged_into_id else ["reopen"]
    kept = ["rename", "appoint", "move", "merge", "close"]
    if organization.kind == "branch":
        kept.append("hand-over")
    else:
        kept.append("found")
    return [name for name in ON_ORGANIZATION if name in kept]


def deeds_on_person(person: User) -> list[str]:
    """Which of ON_PERSON make sense now."""
    usual = ["correct", "reset-password", "unlock", "deactivate"]
    return usual if person.is_active else ["reactivate"]


def carry_out(deed: Deed, on: Organization | User, data: dict[str, Any], *, by: User) -> Done:
    """Do it, if `by` may; raises PermissionDenied, CannotOrganize or CannotStaff with words."""
    if isinstance(on, Organization):
        permissions.require_administrator_of(by, on)
    else:
        permissions.require_administrator_over(by, on)
    return deed.act(on, data, by)


REFUSALS = (CannotOrganize, CannotStaff)
