"""通知: what a person is told, once for each thing that happened."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.outgoing import Outgoing


class NotificationKind(models.TextChoices):
    """What people can be told about; each can be switched off by the person."""

    ASSIGNED = "assigned", "新任务"
    CHANGED = "changed", "任务变更"
    REMINDED = "reminded", "催报"
    SUBMITTED = "submitted", "待我审核"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "通过"
    RECALLED = "recalled", "撤销通过"
    WITHDRAWN = "withdrawn", "撤回"
    ARCHIVED = "archived", "归档"
    OVERDUE = "overdue", "审核超期"
    UNSTAFFED = "unstaffed", "无人审核"
    DELEGATED = "delegated", "委托"
    COMMENTED = "commented", "批注"
    MENTIONED = "mentioned", "提到我"
    EXPORTED = "exported", "导出完成"


def notification_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return NotificationKind.choices


class Notification(models.Model):
    """通知. `key` names the event that it tells of: nobody is told twice of one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField("事项", max_length=20, choices=notification_kinds)
    key = models.CharField(max_length=120, editable=False)
    words = models.CharField("内容", max_length=300)
    url = models.CharField("去处", max_length=200, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("读过", null=True, blank=True)

    class Meta:
        """Newest first; once a person and event."""

        verbose_name = verbose_name_plural = "通知"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"
            ),
            models.Index(fields=["user", "-at"], name="notification_newest"),
        ]
        constraints = [models.UniqueConstraint(name="notification_once", fields=["user", "key"])]

    def __str__(self) -> str:
        """What it says."""
        return self.words


class MailChoice(models.TextChoices):
    """When a person wants mail about a kind of thing."""

    AT_ONCE = "at_once", "立即"
    DAILY = "daily", "每天汇总一次"
    NEVER = "never", "不发"


def mail_choices() -> list[tuple[str, str]]:
    """Choices by name."""
    return MailChoice.choices


class MailSetting(models.Model):
    """What a person has chosen for a kind; without a row `notifications.USUAL_MAIL` holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_settings"
    )
    kind = models.CharField("事项", max_length=20, choices=notification_kinds)
    choice = models.CharField("邮件", max_length=10, choices=mail_choices)

    class Meta:
        """One choice a kind."""

        verbose_name = verbose_name_plural = "邮件设置"
        constraints = [models.UniqueConstraint(name="mail_setting_once", fields=["user", "kind"])]

    def __str__(self) -> str:
        """`退回：立即`."""
        return f"{self.get_kind_display()}：{self.get_choice_display()}"


class Mail(Outgoing):
    """邮件: that one notification is to go, or has gone, to the person's mailbox."""

    notification = models.OneToOneField(Notification, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_daily = models.BooleanField("汇总发送", default=False)

    class Meta(Outgoing.Meta):
        """Oldest first."""

        verbose_name = verbose_name_plural = "邮件"
        ordering = ["pk"]

    def __str__(self) -> str:
        """`张三：报告被退回`."""
        return f"{self.user}：{self.notification}"
