"""The progress of an assignment as a spreadsheet, in the order of the tree."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Membership, Organization
from accounts.roles import MemberRole
from reports import progress, sheets
from reports.sheets import Column, Value

SECRETARIES = Prefetch(
    "memberships",
    Membership.objects.filter(role=MemberRole.SECRETARY, user__is_active=True).select_related(
        "user"
    ),
    "secretaries",
)
COLUMNS = (
    Column("序号", 6),
    Column("上级党组织", 30),
    Column("党组织", 34),
    Column("支部书记", 14),
    Column("状态", 10),
    Column("截止日期", 12),
    Column("开始起草", 17),
    Column("最近送审", 17),
    Column("逾期未送审", 11),
    Column("最近催报", 12),
)


def sheet_of(organizations: QuerySet[Organization]) -> BytesIO:
    """An .xlsx with a row for each of `organizations` (from `progress.targets`)."""
    names = dict(Organization.objects.values_list("path", "name"))
    return BytesIO(sheets.sheet("报送进度", COLUMNS, rows(organizations, names)))


def rows(organizations: Iterable[Organization], names: dict[str, str]) -> Iterator[list[Value]]:
    """One row after the other."""
    for number, branch in enumerate(organizations, 1):
        yield [
            number,
            names.get(branch.path[: -branch.steplen], ""),
            branch.name,
            "、".join(str(post.user) for post in branch.secretaries),
            progress.STATES[branch.standing],
            said(branch.due),
            said(branch.begun_at),
            said(branch.sent_at),
            "是" if branch.is_late else "",
            said(branch.reminded_on),
        ]


def said(when: date | datetime | None) -> str:
    """`2026-12-20`, `2026-12-18 09:30`; nothing for nothing."""
    if isinstance(when, datetime):
        return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")
    return when.isoformat() if when else ""
