"""变更记录: what was done to organisations and people, and by whom. Never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class ChangeKind(models.TextChoices):
    """What can be done."""

    FOUNDED = "founded", "新设"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "调整隶属"
    MERGED = "merged", "合并"
    CLOSED = "closed", "撤销"
    REOPENED = "reopened", "恢复"
    JOINED = "joined", "新增人员"
    CORRECTED = "corrected", "更正"
    POSTED = "posted", "任职"
    LEFT = "left", "免职"
    HANDED_OVER = "handed_over", "交接"
    DEACTIVATED = "deactivated", "停用"
    REACTIVATED = "reactivated", "启用"
    PASSWORD = "password", "重置密码"


def change_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return ChangeKind.choices


class ChangeQuerySet(models.QuerySet["Change"]):
    """History is read and appended to, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused: history does not change."""
        raise TypeError("changes are never changed")

    def delete(self) -> NoReturn:
        """Refused: history does not go away."""
        raise TypeError("changes are never deleted")


class Change(models.Model):
    """One thing that an administrator did to an organisation, a person, or both."""

    kind = models.CharField("事项", max_length=20, choices=change_kinds)
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        related_name="changes",
        verbose_name="党组织",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="changes",
        verbose_name="人员",
    )
    words = models.CharField("内容", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="办理人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        """The last one first."""

        verbose_name = verbose_name_plural = "变更记录"
        ordering = ["-pk"]

    def __str__(self) -> str:
        """What was done."""
        return self.words
