"""导出任务: many reports made into one file, in the background."""

import re
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

# What no file name may have, on Windows above all.
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


class ExportKind(models.TextChoices):
    """What is made of the reports."""

    ZIP = "zip", "每份一个 Word 文件"
    VOLUME = "volume", "汇编"
    PROBLEMS_DOCX = "problems_docx", "问题清单（Word）"
    PROBLEMS_XLSX = "problems_xlsx", "问题清单（Excel）"
    MEASURES_DOCX = "measures_docx", "措施清单（Word）"
    MEASURES_XLSX = "measures_xlsx", "措施清单（Excel）"

    @property
    def suffix(self) -> str:
        """How the name of the file ends."""
        return {"zip": "zip", "volume": "docx"}.get(self.value) or self.value.partition("_")[2]

    @property
    def is_list(self) -> bool:
        """Whether it is a table of problems or measures rather than the reports themselves."""
        return "_" in self.value


class ExportState(models.TextChoices):
    """How far a job has come. Only waiting and running ones are worked on."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
    EXPIRED = "expired", "已过期"


UNFINISHED = (ExportState.WAITING, ExportState.RUNNING)


def export_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return ExportKind.choices


def export_states() -> list[tuple[str, str]]:
    """Choices by name, so that a new state needs no migration."""
    return ExportState.choices


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """Whose jobs, and which of them somebody must take up."""

    def owned_by(self, user: User) -> Self:
        """Only those that `user` ordered: a file holds what its owner may see."""
        return self.filter(owner=user)

    def for_list(self) -> Self:
        """Without the long list of reports."""
        return self.defer("chosen", "faults")

    def abandoned(self) -> Self:
        """Waiting, or running without a sign of life from the worker that runs it."""
        silent = timezone.now() - timedelta(seconds=settings.EXPORT_SILENT_SECONDS)
        return self.filter(
            Q(state=ExportState.WAITING) | Q(state=ExportState.RUNNING, heartbeat_at__lt=silent)
        )


class ExportJob(models.Model):
    """导出任务. Files lie under settings.EXPORT_DIR; here are only their names.

    `chosen` are the reports in the order of the file, each `[pk, version]` as it stood when the
    job was ordered. `done` counts those that were dealt with, `faults` are those that are not in
    the file, as `[pk, words]`. `runner` names the worker that has the job, `heartbeat_at` is its
    last sign of life: whoever wants to write asks for both. `attempts` counts how often it was taken
    up since it last came forward. `ticket` is the form's own number,
    so that a second press orders nothing.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="export_jobs",
        verbose_name="导出人",
    )
    kind = models.CharField("内容", max_length=20, choices=export_kinds)
    options = models.JSONField("选项", default=dict)
    filter_words = models.CharField("范围", max_length=200, blank=True)
    query = models.TextField("筛选条件", blank=True)
    chosen = models.JSONField("报告", default=list)
    total = models.PositiveIntegerField("份数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    faults = models.JSONField("未导出", default=list)
    fault_count = models.PositiveIntegerField("未导出份数", default=0)
    state = models.CharField(
        "状态", max_length=12, choices=export_states, default=ExportState.WAITING
    )
    reason = models.CharField("原因", max_length=300, blank=True)
    runner = models.CharField(max_length=40, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    file = models.CharField("文件", max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField("大小", default=0)
    ticket = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    expires_at = models.DateTimeField("到期时间", null=True, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        """Newest first; a file exists exactly while it may be fetched."""

        verbose_name = verbose_name_plural = "导出任务"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="export_newest"),
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="export_unfinished",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="export_done_fits", condition=Q(done__lte=models.F("total"))
            ),
            models.CheckConstraint(
                name="export_file_when_done",
                condition=Q(state="done", expires_at__isnull=False) & ~Q(file="")
                | (~Q(state="done") & Q(file="")),
            ),
        ]

    def __str__(self) -> str:
        """`汇编（12 份）`."""
        return f"{self.get_kind_display()}（{self.total} 份）"

    @property
    def is_unfinished(self) -> bool:
        """Whether it is waiting or under way."""
        return self.state in UNFINISHED

    @property
    def waits_long(self) -> bool:
        """Whether nobody has taken it up for longer than workers take to look: they may be off."""
        patience = timezone.now() - timedelta(minutes=2)
        return self.state == ExportState.WAITING and self.created_at < patience

    @property
    def percent(self) -> int:
        """How much is done; 100 only when the file is there."""
        if self.state == ExportState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved."""
        title = UNSAFE.sub("", self.options.get("title", "")).strip(" .")
        stem = title or self.get_kind_display().partition("（")[0]
        return f"{stem}.{ExportKind(self.kind).suffix}"
