"""What belongs to an assignment: whom it asks, its model text, more time, reminders, its history."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Organization
from reports.models.assignment import Assignment


class AssignmentMark(models.Model):
    """A tick in the tree of organisations, or one taken away.

    It holds for the organisation and everything below, up to the next mark. So "all branches
    under the committee except one" is two rows, whatever the number of branches, and an
    organisation that is founded later is asked by the next assignment of its own accord.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="marks")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    included = models.BooleanField("包括")

    class Meta:
        """One mark an organisation."""

        verbose_name = verbose_name_plural = "报送范围"
        constraints = [
            models.UniqueConstraint(
                name="assignment_mark_once", fields=["assignment", "organization"]
            )
        ]

    def __str__(self) -> str:
        """`+规划科党支部`, `-规划科党支部`."""
        return f"{'+' if self.included else '-'}{self.organization}"


class ModelText(models.Model):
    """范文: a file that shows what is wanted. In the database, so that every process reaches it."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="model_text"
    )
    name = models.CharField("文件名", max_length=150)
    content = models.BinaryField("内容")
    size = models.PositiveIntegerField("字节数")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """One a task."""

        verbose_name = verbose_name_plural = "范文"

    def __str__(self) -> str:
        """The file's name."""
        return self.name


class Extension(models.Model):
    """延期: until when one organisation may send in, and why. The latest one holds."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extensions")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    due = models.DateField("延至")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """The latest last."""

        verbose_name = verbose_name_plural = "延期"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["assignment", "organization", "-id"], name="extension_latest")
        ]

    def __str__(self) -> str:
        """`规划科党支部延至2026-12-25`."""
        return f"{self.organization}延至{self.due}"


def own_due(assignment: int | OuterRef, organization: str, due: str) -> Coalesce:
    """The day by which an organisation owes a report: the task's, or a later one granted to it.

    `assignment` is the key of an assignment or a reference to one, `organization` and `due` are names of
    columns of the query.
    """
    longer = Extension.objects.filter(assignment=assignment, organization=OuterRef(organization))
    granted = Subquery(longer.order_by("-pk").values("due")[:1])
    # SQLite's MAX knows no NULL.
    return Coalesce(Greatest(granted, F(due)), F(due))


class Reminder(models.Model):
    """催报: one a day and organisation, whoever presses the button how often. `by` None: by rule."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminders")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("日期")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """Not twice a day."""

        verbose_name = verbose_name_plural = "催报"
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_a_day", fields=["assignment", "organization", "day"]
            )
        ]

    def __str__(self) -> str:
        """`规划科党支部 · 2026-12-18`."""
        return f"{self.organization} · {self.day}"


class AssignmentEventKind(models.TextChoices):
    """What can happen to an assignment."""

    DRAFT = "draft", "拟定"
    PUBLISH = "publish", "发布"
    CHANGE = "change", "变更"
    EXTEND = "extend", "延期"
    REMIND = "remind", "催报"
    CLOSE = "close", "结束"
    REOPEN = "reopen", "重新开放"
    CANCEL = "cancel", "取消"


def assignment_event_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return AssignmentEventKind.choices


class AssignmentEventQuerySet(models.QuerySet["AssignmentEvent"]):
    """History is read and appended to, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused: history does not change."""
        raise TypeError("events are never changed")


class AssignmentEvent(models.Model):
    """经过 of an assignment: who did what, when, in words. `actor` None: done by rule."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("事项", max_length=20, choices=assignment_event_kinds)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    words = models.TextField("内容", blank=True)

    objects = AssignmentEventQuerySet.as_manager()

    class Meta:
        """In the order in which things happened."""

        verbose_name = verbose_name_plural = "任务经过"
        ordering = ["assignment", "pk"]

    def __str__(self) -> str:
        """`发布 · 何晓棠`."""
        return f"{self.get_kind_display()} · {self.actor or '系统'}"
