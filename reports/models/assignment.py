"""报送任务: which organisations owe which report by when, and who reviews it."""

from calendar import monthrange
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Organization, User
from accounts.roles import SUBTREE_ROLES, MemberRole
from reports.models.template import ReportTemplate


class Half(models.TextChoices):
    """The part of the year that a report covers."""

    YEAR = "year", "全年"
    FIRST = "first", "上半年"
    SECOND = "second", "下半年"


def halves() -> list[tuple[str, str]]:
    """Choices by name."""
    return Half.choices


class AssignmentState(models.TextChoices):
    """Where an assignment stands; `reports.assignments` is the only code that changes it."""

    PLANNED = "planned", "未发布"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"
    CANCELLED = "cancelled", "已取消"


class LateRule(models.TextChoices):
    """Whether a report is taken after the due date."""

    ALLOWED = "allowed", "截止后仍可报送"
    GRACE = "grace", "截止后宽限几天"
    REFUSED = "refused", "截止后不再接收"


class Repeat(models.TextChoices):
    """Whether the same is asked again."""

    NEVER = "never", "不重复"
    YEARLY = "yearly", "每年"
    HALF_YEARLY = "half_yearly", "每半年"


def assignment_states() -> list[tuple[str, str]]:
    """Choices by name."""
    return AssignmentState.choices


def late_rules() -> list[tuple[str, str]]:
    """Choices by name."""
    return LateRule.choices


def repeats() -> list[tuple[str, str]]:
    """Choices by name."""
    return Repeat.choices


def usual_kinds() -> list[str]:
    """Who reports where nothing else is said."""
    return ["branch"]


def usual_reminders() -> list[int]:
    """So many days before the due date people are reminded where nothing else is said."""
    return [7, 1]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Whose assignments."""

    def managed_by(self, user: User) -> Self:
        """Issued by an organisation that `user` administers, or by one below it."""
        return self.filter(user.below("issuer__", (MemberRole.ADMINISTRATOR,)))

    def followed_by(self, user: User) -> Self:
        """Managed by `user`, or asking organisations that `user` reviews or administers.

        What others have not published concerns nobody yet.
        """
        target = Assignment.organizations.through.objects.filter(
            user.below("organization__", SUBTREE_ROLES), assignment=OuterRef("pk")
        )
        asked = ~Q(state=AssignmentState.PLANNED) & Q(Exists(target))
        return self.filter(user.below("issuer__", (MemberRole.ADMINISTRATOR,)) | asked)

    def shown_to(self, user: User) -> Self:
        """Followed by `user`, or asking an organisation for which `user` writes."""
        target = Assignment.organizations.through.objects.filter(
            user.own("organization__"), assignment=OuterRef("pk")
        )
        asked = ~Q(state=AssignmentState.PLANNED) & Q(Exists(target))
        return self.followed_by(user) | self.filter(asked)


class Assignment(models.Model):
    """报送任务. What it asks for, of whom, by when, and by which rules.

    `kinds` are the kinds of organisation that report, `marks` say where in the tree;
    `organizations` are those who owe since it was published. `remind_days` are the days before
    the due date on which people are reminded. One that repeats is drafted again `lead_days`
    before the next due date; `previous` is the one that it follows. `version` grows with every
    change, so that nobody overwrites what they have not seen.
    """

    name = models.CharField("名称", max_length=80)
    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, verbose_name="文种模板")
    issuer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="issued_assignments",
        verbose_name="发文组织",
    )
    kinds = models.JSONField("报送单位类别", default=usual_kinds)
    organizations = models.ManyToManyField(
        Organization, related_name="assignments", verbose_name="报送单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    half = models.CharField("时段", max_length=10, choices=halves, default=Half.YEAR)
    due = models.DateField("截止日期")
    instructions = models.TextField("报送要求", blank=True)
    model_report = models.ForeignKey(
        "reports.Report",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="范文报告",
    )
    late_rule = models.CharField(
        "逾期报送", max_length=10, choices=late_rules, default=LateRule.ALLOWED
    )
    grace_days = models.PositiveSmallIntegerField("宽限天数", default=0)
    remind_days = models.JSONField("自动提醒", default=usual_reminders, blank=True)
    repeat = models.CharField("重复", max_length=12, choices=repeats, default=Repeat.NEVER)
    lead_days = models.PositiveSmallIntegerField("提前几天拟定", default=45)
    publishes_itself = models.BooleanField("到时自动发布", default=False)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="following"
    )
    state = models.CharField(
        "状态", max_length=10, choices=assignment_states, default=AssignmentState.PLANNED
    )
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="创建人"
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        """Newest first; the period is a real one, and so are the rules."""

        verbose_name = verbose_name_plural = "报送任务"
        ordering = ["-due", "-pk"]
        constraints = [
            models.CheckConstraint(name="assignment_half_valid", condition=Q(half__in=Half.values)),
            models.CheckConstraint(
                name="assignment_year_valid", condition=Q(year__gte=1921, year__lte=2200)
            ),
            models.CheckConstraint(
                name="assignment_state_valid", condition=Q(state__in=AssignmentState.values)
            ),
            models.CheckConstraint(
                name="assignment_late_rule_valid", condition=Q(late_rule__in=LateRule.values)
            ),
            models.CheckConstraint(
                name="assignment_repeat_valid", condition=Q(repeat__in=Repeat.values)
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether reports may be begun for it."""
        return self.state == AssignmentState.OPEN

    @property
    def is_published(self) -> bool:
        """Whether it ever was open: it has a progress to look at."""
        return self.state != AssignmentState.PLANNED

    @property
    def period(self) -> str:
        """`2026年度`, `2026年上半年`."""
        return period_of(self.year, self.half)


def period_of(year: int, half: str) -> str:
    """`2026年度`, `2026年上半年`."""
    return f"{year}年{'度' if half == Half.YEAR else Half(half).label}"


def next_period(year: int, half: str, due: date, repeat: str) -> tuple[int, str, date]:
    """Year, half and due date of the assignment after this one.

    A due date that the month has not got (29 February) becomes the month's last.
    """
    if repeat == Repeat.HALF_YEARLY and half == Half.FIRST:
        return year, Half.SECOND, _months_later(due, 6)
    if repeat == Repeat.HALF_YEARLY:
        return year + 1, Half.FIRST, _months_later(due, 6)
    return year + 1, half, _months_later(due, 12)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


ANY_ABOVE = "上级党组织"
HEIGHTS = {1: "上一级党组织", 2: "再上一级党组织", 3: "再往上一级党组织"}


class ReviewLevel(models.Model):
    """One step of an assignment's review chain.

    `organization` names who decides, or `height` says how many steps above the reporting
    organisation it stands; with neither, any reviewer above decides. `permissions.decider` reads
    them.
    """

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="levels", verbose_name="任务"
    )
    level = models.PositiveSmallIntegerField("第几级")
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核组织",
        help_text="空着表示任一上级党组织的审核人",
    )
    height = models.PositiveSmallIntegerField(
        "报送单位的第几级上级",
        null=True,
        blank=True,
        help_text="1 为上一级党组织，2 为再上一级；没有这一级的单位跳过",
    )

    class Meta:
        """One to three levels, each once."""

        verbose_name = verbose_name_plural = "审核层级"
        ordering = ["assignment", "level"]
        constraints = [
            models.UniqueConstraint(name="review_level_once", fields=["assignment", "level"]),
            models.CheckConstraint(
                name="review_level_valid", condition=Q(level__gte=1, level__lte=3)
            ),
            models.CheckConstraint(
                name="review_level_height_valid",
                condition=Q(height__isnull=True) | Q(height__gte=1, height__lte=3),
                violation_error_message="上级只能选 1 到 3 级。",
            ),
            models.CheckConstraint(
                name="review_level_organization_or_height",
                condition=Q(organization__isnull=True) | Q(height__isnull=True),
                violation_error_message="审核组织和第几级上级只能选一样。",
            ),
        ]

    def __str__(self) -> str:
        """`第1级 · 机关党委`, `第2级 · 再上一级党组织`."""
        return f"第{self.level}级 · {self.organization or HEIGHTS.get(self.height or 0, ANY_ABOVE)}"
