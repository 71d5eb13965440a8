"""Until when a report may be begun and sent in: the task's rule, and more time for one branch."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Organization
from reports.models import Assignment, AssignmentState, Extension, LateRule, Report


def extended_to(assignment: Assignment, organization: Organization) -> date | None:
    """The day until which this organisation was given more time, if it was."""
    given = Extension.objects.filter(assignment=assignment, organization=organization)
    return given.order_by("-pk").values_list("due", flat=True).first()


def due_of(assignment: Assignment, organization: Organization) -> date:
    """The day by which this organisation owes its report."""
    return max(assignment.due, extended_to(assignment, organization) or assignment.due)


def rule_in_words(assignment: Assignment) -> str:
    """`截止后仍可报送`, `截止后宽限 3 天`, `截止后不再接收`."""
    if assignment.late_rule == LateRule.GRACE:
        return f"截止后宽限 {assignment.grace_days} 天"
    return str(assignment.get_late_rule_display())


def last_day(assignment: Assignment, extended: date | None) -> date | None:
    """The last day on which a first submission is taken; None: any."""
    if assignment.late_rule == LateRule.ALLOWED:
        return None
    grace = assignment.grace_days if assignment.late_rule == LateRule.GRACE else 0
    last = assignment.due + timedelta(days=grace)
    return max(last, extended or last)


def unless_may_begin(assignment: Assignment, organization: Organization) -> str | None:
    """None when `organization` may begin its report for `assignment`, else the words why not."""
    if not assignment.organizations.filter(pk=organization.pk).exists():
        return "这项报送任务没有布置给本支部。"
    if assignment.is_open:
        return None
    if assignment.state == AssignmentState.CLOSED and _has_time_left(assignment, organization):
        return None
    return _ended(assignment)


def unless_in_time(report: Report) -> str | None:
    """None when `report` may be sent in today, else the words why not and what one can do.

    What was sent in once is not held up any more: a returned report may always be sent again.
    """
    assignment = report.assignment
    if assignment is None:
        return None
    if assignment.state == AssignmentState.CANCELLED:
        return _ended(assignment)
    if report.submitted_at is not None:
        return None
    today, extended = timezone.localdate(), extended_to(assignment, report.organization)
    if assignment.state == AssignmentState.CLOSED and not (extended and today <= extended):
        return _ended(assignment)
    last = last_day(assignment, extended)
    if last is None or today <= last:
        return None
    return (
        f"报送截止日期是{_day(assignment.due)}，{rule_in_words(assignment)}。"
        f"文字都保留着；确需补报，请联系{assignment.issuer}的管理员给予延期。"
    )


def _has_time_left(assignment: Assignment, organization: Organization) -> bool:
    extended = extended_to(assignment, organization)
    return extended is not None and timezone.localdate() <= extended


def _ended(assignment: Assignment) -> str:
    if assignment.state == AssignmentState.CANCELLED:
        return "这项报送任务已经取消，不用再报送。写好的文字仍然保留，可以查看和下载。"
    if assignment.state == AssignmentState.PLANNED:
        return "这项报送任务还没有发布。"
    return f"这项报送任务已经结束。确需补报，请联系{assignment.issuer}的管理员给予延期。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
