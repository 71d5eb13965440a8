"""Plain functions that make what a test needs, by the product's own verbs where state matters."""

import itertools
from datetime import date
from typing import Any

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from reports import records, starting, workflow
from reports.document_kinds import install
from reports.models import (
    Assignment,
    AssignmentState,
    Report,
    ReportTemplate,
    ReviewLevel,
    TemplateSection,
)
from reports.outline.reader import read
from reports.workflow import Transition

PASSWORD = "correct-horse-7"
TEXT = """云岭市自然资源局测试党支部2026年党建工作总结
2026年，在局机关党委领导下，测试党支部围绕中心抓党建，各项工作取得新进展。
一、主要工作
（一）强化理论武装。一是抓实集中学习，全年学习12次。二是开展专题研讨4次。
（二）严格组织生活。落实“三会一课”制度，召开党员大会4次。
二、存在问题
（一）学用结合不够紧密。个别党员理论学习与业务工作结合不够。
（二）品牌创建进展不快。支部品牌特色不鲜明。
三、下步措施
（一）推动学用结合。围绕业务难题开展调研式学习。
（二）打造支部品牌。制定品牌创建方案。
"""
_numbers = itertools.count(1)


def organization(
    name: str = "", *, parent: Organization | None = None, kind: str = "branch"
) -> Organization:
    """An organisation under `parent`, or at the root of the tree."""
    name = name or f"第{next(_numbers)}党支部"
    if parent is None:
        return Organization.objects.add_root({"name": name, "kind": kind})
    parent = Organization.objects.get(pk=parent.pk)  # it may have got children since
    return Organization.objects.add_child(parent, {"name": name, "kind": kind})


def user(username: str = "", *, full_name: str = "", **fields: Any) -> User:
    """Somebody who can sign in with PASSWORD."""
    username = username or f"user{next(_numbers)}"
    return User.objects.create_user(
        username, password=PASSWORD, full_name=full_name or username, **fields
    )


def member(organization: Organization, role: MemberRole, **fields: Any) -> User:
    """A new person with `role` in `organization`."""
    person = user(**fields)
    Membership.objects.create(user=person, organization=organization, role=role)
    return person


def template(key: str = "annual_summary") -> ReportTemplate:
    """One of the document kinds that the product comes with."""
    if not ReportTemplate.objects.filter(key=key).exists():
        install(ReportTemplate, TemplateSection)  # a flushed test database has lost them
    return ReportTemplate.objects.get(key=key)


def assignment(
    *organizations: Organization,
    issuer: Organization,
    by: User,
    levels: tuple[Organization | int | None, ...] = (None,),
    **fields: Any,
) -> Assignment:
    """An open assignment for `organizations` with one review level a member of `levels`.

    A number says how many steps above the reporting organisation stands who decides.
    """
    defaults = {
        "name": f"2026年度党建工作总结{next(_numbers)}",
        "template": template(),
        "year": 2026,
        "due": date(2026, 12, 20),
        "state": AssignmentState.OPEN,
    }
    made = Assignment.objects.create(issuer=issuer, created_by=by, **defaults | fields)
    made.organizations.set(organizations)
    for number, decider in enumerate(levels, 1):
        who = {"height": decider} if isinstance(decider, int) else {"organization": decider}
        ReviewLevel.objects.create(assignment=made, level=number, **who)
    return made


def report(
    organization: Organization,
    *,
    by: User,
    text: str = TEXT,
    assignment: Assignment | None = None,
    **fields: Any,
) -> Report:
    """A draft with `text`, imported by the secretary `by`."""
    period = {} if assignment else {"template": template(), "year": 2026} | fields
    return starting.start(
        by=by,
        organization=organization,
        content=records.content_from(read(text)),
        assignment=assignment,
        **period,
    )


def perform(transition: Transition, report: Report, *, by: User, opinion: str = "") -> Report:
    """Carry out a transition as somebody who has seen the latest version."""
    report.refresh_from_db()
    if transition.needs_opinion:
        opinion = opinion or "请核实数据"
    workflow.perform(transition, report.pk, by=by, seen_version=report.version, opinion=opinion)
    report.refresh_from_db()
    return report
