"""One bureau with named people, one by role, as fixtures ask for it."""

from dataclasses import dataclass

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports.models import Report
from reports.states import State
from reports.workflow import APPROVE, ARCHIVE, RETURN, SUBMIT
from tests import make


@dataclass(frozen=True)
class Bureau:
    """A committee with two branches; `other_*` belong to another committee altogether."""

    committee: Organization
    branch: Organization
    sister: Organization
    secretary: User
    sister_secretary: User
    reviewer: User
    administrator: User
    other_branch: Organization
    other_secretary: User
    other_reviewer: User
    other_administrator: User
    nobody: User

    def report(self, state: str = State.DRAFT, text: str = make.TEXT) -> Report:
        """A report of the branch, brought into `state` by the people whose task that is."""
        report = make.report(self.branch, by=self.secretary, text=text)
        for transition, by in ROADS[state]:
            report = make.perform(transition, report, by=getattr(self, by))
        return report


ROADS = {
    State.DRAFT: [],
    State.SUBMITTED: [(SUBMIT, "secretary")],
    State.RETURNED: [(SUBMIT, "secretary"), (RETURN, "reviewer")],
    State.APPROVED: [(SUBMIT, "secretary"), (APPROVE, "reviewer")],
    State.ARCHIVED: [(SUBMIT, "secretary"), (APPROVE, "reviewer"), (ARCHIVE, "administrator")],
}


def bureau() -> Bureau:
    """Make the bureau."""
    committee = make.organization("云岭市自然资源局机关党委", kind="committee")
    branch = make.organization("生态修复科党支部", parent=committee)
    sister = make.organization("耕地保护科党支部", parent=committee)
    other = make.organization("临江市水利局机关党委", kind="committee")
    other_branch = make.organization("水资源科党支部", parent=other)
    secretary, reviewer, administrator = MemberRole
    return Bureau(
        committee=committee,
        branch=branch,
        sister=sister,
        secretary=make.member(branch, secretary, username="shuji", full_name="林书记"),
        sister_secretary=make.member(sister, secretary, username="gengbao", full_name="耕书记"),
        reviewer=make.member(committee, reviewer, username="shenhe", full_name="沈审核"),
        administrator=make.member(committee, administrator, username="guanli", full_name="管理员"),
        other_branch=other_branch,
        other_secretary=make.member(other_branch, secretary, username="ta", full_name="他书记"),
        other_reviewer=make.member(other, reviewer, username="tashen", full_name="他审核"),
        other_administrator=make.member(
            other, administrator, username="taguan", full_name="他管理"
        ),
        nobody=make.user("nobody", full_name="无任职"),
    )
