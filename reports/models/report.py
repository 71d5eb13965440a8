"""报告: one organisation's report with its sections and entries, in the words as written."""

from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Organization, User
from reports.models.assigning import own_due
from reports.models.assignment import Assignment, Half, ReviewLevel, halves, period_of
from reports.models.template import ROLES, ReportTemplate, section_roles
from reports.outline.tree import Role
from reports.states import EDITABLE, State


class Numbering(models.TextChoices):
    """How a section or entry is numbered."""

    AUTO = "auto", "自动编号"
    WRITTEN = "written", "照原文"
    NONE = "none", "无序号"


class Classification(models.TextChoices):
    """Only what may be kept in this product: state secrets may not."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"


def numberings() -> list[tuple[str, str]]:
    """Choices by name."""
    return Numbering.choices


def states() -> list[tuple[str, str]]:
    """Choices by name."""
    return State.choices


def classifications() -> list[tuple[str, str]]:
    """Choices by name."""
    return Classification.choices


class ReportQuerySet(models.QuerySet["Report"]):
    """Which reports a person sees, and what a list needs."""

    def visible_to(self, user: User) -> Self:
        """Own branch's reports for a secretary; the subtree's for reviewer and administrator.

        A report that a task asks for and nobody has begun is not there to be seen: the progress
        of its task and the workbench tell of it.
        """
        return self.begun().filter(user.reach("organization__"))

    def begun(self) -> Self:
        """Reports that somebody has begun to write."""
        return self.filter(author__isnull=False)

    def awaiting(self, user: User) -> Self:
        """Submitted reports on which `user` may decide now; `permissions.unless_reviewer` agrees.

        Either the review level names an organisation above the reporting one (or one so many
        steps above it) in which the person is reviewer, or it names none that is there and the
        person reviews anywhere above. Never the person's own reports, nor those of whom the
        person stands in for, nor what the person has let pass at a level before.
        """
        waiting = Report.objects.filter(
            state=State.SUBMITTED, assignment=OuterRef("assignment"), level=OuterRef("level")
        )
        # Few, and read before: a condition with their values in it is answered from the rows at
        # hand, where one that looks them up for every report takes seconds with ten thousand.
        levels = list(
            ReviewLevel.objects.filter(Exists(waiting)).select_related("organization")
            if user.posts
            else ()
        )
        event = apps.get_model("reports", "Event")
        decides = Q(pk__in=[])
        for post in user.posts:
            named = Q(pk__in=[])
            allowed = Q(pk__in=[])
            for row in levels:
                step = Q(assignment=row.assignment_id, level=row.level)
                here, above = _deciding(row, post.organization)
                named |= step
                allowed |= step & (here | ~above)
            decides |= (
                Q(organization__path__startswith=post.organization.path)
                & (allowed | ~named | Q(assignment=None))
                & ~Q(author=post.user_id)
                & ~Q(organization__in=post.giver_writes_for)
            )
        return (
            self.visible_to(user)
            .filter(decides, state=State.SUBMITTED)
            .filter(Q(level=1) | ~Exists(event.objects.holding_by(user)))
            .exclude(user.own("organization__"))
            .exclude(author=user)
        )

    def for_list(self) -> Self:
        """All the joins that a row of a list needs, and `due`: the day by which it is owed."""
        due = own_due(OuterRef("assignment"), "organization", "assignment__due")
        joined = self.select_related("organization", "assignment", "template", "author")
        return joined.annotate(due=due)


def _deciding(row: ReviewLevel, organization: Organization) -> tuple[Q, Q]:
    """Conditions on a report below `organization`: that it decides, and that anybody named does."""
    nobody = Q(pk__in=[])
    if row.organization:
        here = ~nobody if row.organization == organization else nobody
        return here, Q(organization__path__startswith=row.organization.path)
    if row.height:
        here = Q(organization__depth=organization.depth + row.height)
        return here, Q(organization__depth__gt=row.height)
    return nobody, nobody


class Written(models.Model):
    """Words that are saved on their own while somebody types.

    `wording` grows with every save. `writer` and `sequence` name the browser window of the last
    save and its count, so that a window whose answer was lost on the way may send again without
    meeting its own words as somebody else's.
    """

    wording = models.PositiveIntegerField("文字版本", default=1, editable=False)
    writer = models.CharField(max_length=40, blank=True, editable=False)
    sequence = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        """Shared by reports (for their head), sections and entries."""

        abstract = True


class Report(Written):
    """报告. `title`, `subtitle`, `signature` and `date_line` are as written, white space included.

    `version` grows with every change of anything in the report; `arrangement` with every change
    of order or number of parts. `level` is the review level that the report waits at (1 to 3
    while submitted, else 0). Publishing an assignment makes its reports without words and
    `author`; whoever begins to write becomes the author.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="reports", verbose_name="党组织"
    )
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="报送任务",
    )
    template = models.ForeignKey(
        ReportTemplate, on_delete=models.PROTECT, related_name="reports", verbose_name="文种"
    )
    year = models.PositiveSmallIntegerField("年度")
    half = models.CharField("时段", max_length=10, choices=halves, default=Half.YEAR)
    classification = models.CharField(
        "密级", max_length=10, choices=classifications, default=Classification.INTERNAL
    )
    before = models.TextField("文前空白", blank=True)
    title = models.TextField("标题", blank=True)
    subtitle = models.TextField("副题", blank=True)
    signature = models.TextField("署名", blank=True)
    date_line = models.TextField("成文日期", blank=True)

    state = models.CharField("状态", max_length=12, choices=states, default=State.DRAFT)
    level = models.PositiveSmallIntegerField("待审层级", default=0)
    version = models.PositiveIntegerField("版本", default=1)
    arrangement = models.PositiveIntegerField("结构版本", default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authored_reports",
        verbose_name="起草人",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    first_submitted_at = models.DateTimeField("首次送审时间", null=True, blank=True)
    approved_at = models.DateTimeField(
        "通过时间", null=True, blank=True, help_text="经最后一级审核通过的时间，撤销通过后为空"
    )
    ticket = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="开始时那张表单的编号"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        """One report an organisation and assignment; states and levels that fit together."""

        verbose_name = verbose_name_plural = "报告"
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "updated_at"], name="report_state_age"),
            models.Index(fields=["assignment", "state", "level"], name="report_of_task"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=State.SUBMITTED),
                name="report_waiting",
            ),
            models.Index(fields=["-updated_at", "-id"], name="report_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="report_once_per_assignment",
                fields=["organization", "assignment"],
                condition=Q(assignment__isnull=False),
                violation_error_message="本支部在这项任务下已有报告。",
            ),
            models.CheckConstraint(name="report_state_valid", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="report_half_valid", condition=Q(half__in=Half.values)),
            models.CheckConstraint(
                name="report_classification_valid",
                condition=Q(classification__in=Classification.values),
            ),
            models.CheckConstraint(
                name="report_level_fits_state",
                condition=Q(state=State.SUBMITTED, level__gte=1, level__lte=3)
                | (~Q(state=State.SUBMITTED) & Q(level=0)),
            ),
            models.CheckConstraint(
                name="report_has_author_or_is_draft",
                condition=Q(author__isnull=False) | Q(state=State.DRAFT),
            ),
        ]

    def __str__(self) -> str:
        """The title, or what it will be about."""
        return self.headline

    @property
    def headline(self) -> str:
        """The title in one line; of a report without one, its period and kind."""
        written = "".join(self.title.split())
        kind = self.template.name.removeprefix("年度").removeprefix("半年")
        return written or f"{self.period}{kind}（未写标题）"

    @property
    def period(self) -> str:
        """`2026年度`, `2026年上半年`."""
        return period_of(self.year, self.half)

    @property
    def is_editable(self) -> bool:
        """Whether its state allows writing."""
        return self.state in EDITABLE


class Part(Written):
    """What Section and Entry share: a heading with the white space around it, as written.

    Text = `indent + marker + gap + heading + heading_end`. With `numbering` AUTO the marker
    is computed from the position, in the style of `marker` (the standard style if empty).
    """

    position = models.PositiveIntegerField("顺序")
    indent = models.TextField(blank=True, editable=False)
    numbering = models.CharField(
        "编号方式", max_length=10, choices=numberings, default=Numbering.AUTO
    )
    marker = models.TextField("序号", blank=True)
    gap = models.TextField(blank=True, editable=False)
    heading = models.TextField("标题", blank=True)
    heading_end = models.TextField(blank=True, editable=False)
    role = models.CharField("内容", max_length=20, choices=section_roles, default=Role.OTHER.value)
    second_role = models.CharField("兼有内容", max_length=20, choices=section_roles, blank=True)
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)

    class Meta:
        """Shared by two tables."""

        abstract = True
        ordering = ["position"]

    @property
    def roles(self) -> tuple[Role, ...]:
        """One or two roles, the main one first."""
        return tuple(Role(role) for role in (self.role, self.second_role) if role)


def part_constraints(name: str, parent: str) -> list[models.BaseConstraint]:
    """Constraints of a Part's table; `name` starts their names, `parent` is its foreign key."""
    return [
        models.UniqueConstraint(
            name=f"{name}_position",
            fields=[parent, "position"],
            condition=Q(removed_at__isnull=True),
        ),
        models.CheckConstraint(
            name=f"{name}_role_valid",
            condition=Q(role__in=ROLES) & Q(second_role__in=["", *ROLES]),
        ),
        models.CheckConstraint(
            name=f"{name}_numbering_valid",
            condition=Q(numbering=Numbering.AUTO)
            | Q(numbering=Numbering.NONE, marker="")
            | (Q(numbering=Numbering.WRITTEN) & ~Q(marker="")),
        ),
    ]


class LivePartQuerySet(models.QuerySet):
    """Parts that were not deleted."""

    def live(self) -> Self:
        """Leave out what was deleted and may still be brought back."""
        return self.filter(removed_at__isnull=True)


class Section(Part):
    """A first-level part of a report; without heading and number: lead, closing, free text."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="sections", verbose_name="报告"
    )
    level = models.PositiveSmallIntegerField("层级", default=1)

    objects = LivePartQuerySet.as_manager()
    live_entries: list["Entry"]  # where `records.live_sections` has read them

    class Meta(Part.Meta):
        """Positions do not repeat among what is not deleted."""

        verbose_name = verbose_name_plural = "章节"
        constraints = [
            *part_constraints("section", "report"),
            models.CheckConstraint(name="section_level_valid", condition=Q(level__in=[0, 1])),
        ]

    def __str__(self) -> str:
        """The heading, or what the part is for."""
        return self.heading or self.get_role_display()


class Entry(Part):
    """A second-level part: its heading and the text under it, deeper levels included.

    Without heading and number: paragraphs that stand directly under the section.
    """

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="entries", verbose_name="章节"
    )
    body = models.TextField("正文", blank=True)

    objects = LivePartQuerySet.as_manager()

    class Meta(Part.Meta):
        """Positions do not repeat among what is not deleted."""

        verbose_name = verbose_name_plural = "条目"
        constraints = part_constraints("entry", "section")

    def __str__(self) -> str:
        """The heading, or the first words."""
        return self.heading or self.body.strip()[:20]
