"""稿次 and 经过: what a report said at each step, and who did what when. Never changed."""

from collections.abc import Iterable
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from reports.models.report import Report, states


class EventKind(models.TextChoices):
    """What can happen to a report."""

    CREATE = "create", "新建"
    IMPORT = "import", "导入"
    RESTORE = "restore", "恢复旧稿"
    SUBMIT = "submit", "送审"
    WITHDRAW = "withdraw", "撤回"
    RETURN = "return", "退回"
    STEP_BACK = "step_back", "退回上一级"
    APPROVE = "approve", "通过"
    RECALL = "recall", "撤销通过"
    SKIP = "skip", "跳过"
    ARCHIVE = "archive", "归档"
    REOPEN = "reopen", "重新开放"


def event_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return EventKind.choices


class Revision(models.Model):
    """稿次: an immutable snapshot of a report's rows.

    `content` is what `records.content_of` gives; `records.outline_of` reads it.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("稿次")
    content = models.JSONField("内容")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """Numbered from 1 in each report."""

        verbose_name = verbose_name_plural = "稿次"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(name="revision_number", fields=["report", "number"]),
        ]

    def __str__(self) -> str:
        """`第3稿`."""
        return f"第{self.number}稿"


# One of these lies between two submissions.
TAKES_BACK_SUBMISSION = (EventKind.WITHDRAW, EventKind.RETURN, EventKind.REOPEN)
TAKES_BACK_ALL = (EventKind.SUBMIT, *TAKES_BACK_SUBMISSION)
TAKES_BACK_ONE = (EventKind.STEP_BACK, EventKind.RECALL)


class EventQuerySet(models.QuerySet["Event"]):
    """History is read and appended to, nothing else."""

    def approvals_in_force(self) -> list["Event"]:
        """Of the events of one report: the approvals of this round that hold, lowest level first.

        A round begins with each submission; 退回上一级 and 撤销通过 take back the last one.
        """
        kinds = (*TAKES_BACK_ALL, *TAKES_BACK_ONE, EventKind.APPROVE)
        events = self.filter(kind__in=kinds).select_related("actor").order_by("pk")
        return approvals_in_force(events)

    def holding_by(self, user: User) -> Self:
        """The approvals of `user` that hold, of the report of an outer query that waits at a level.

        For `Exists`; the same as `approvals_in_force`: what was taken back has the report at its
        level or below, or was given anew from there.
        """
        later = Event.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk")).filter(
            Q(kind__in=TAKES_BACK_ALL) | Q(kind=EventKind.APPROVE, level__lte=OuterRef("level"))
        )
        given = self.filter(
            report=OuterRef("pk"), level__lt=OuterRef("level"), actor=user, kind=EventKind.APPROVE
        )
        return given.filter(~Exists(later))

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused: history does not change."""
        raise TypeError("events are never changed")

    def delete(self) -> NoReturn:
        """Refused: history does not go away."""
        raise TypeError("events are never deleted")


def approvals_in_force(events: Iterable["Event"]) -> list["Event"]:
    """The same of events that have been read, in the order in which they happened."""
    held: list[Event] = []
    for event in events:
        if event.kind in TAKES_BACK_ALL:
            held = []
        elif event.kind == EventKind.APPROVE:
            held.append(event)
        elif event.kind in TAKES_BACK_ONE:
            held = held[:-1]
    return held


class Event(models.Model):
    """经过: one thing that somebody did to a report. `state` is the state that it led to."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("事项", max_length=20, choices=event_kinds)
    state = models.CharField("此后状态", max_length=12, choices=states)
    level = models.PositiveSmallIntegerField("层级", default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    opinion = models.TextField("意见", blank=True)
    data = models.JSONField("其他", default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        """In the order in which things happened."""

        verbose_name = verbose_name_plural = "经过"
        ordering = ["report", "pk"]
        constraints = [models.CheckConstraint(name="event_kind_set", condition=~Q(kind=""))]

    def __str__(self) -> str:
        """`退回 · 李四`."""
        return f"{self.get_kind_display()} · {self.actor}"

    @property
    def stands_for(self) -> str:
        """Whose decision it was, where somebody else made it by delegation."""
        return str(self.data.get("stands_for", ""))
