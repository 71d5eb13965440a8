"""群机器人: where a group chat hears who owes what, and every message that went there."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

from accounts.models import Organization
from reports.models.notification import NotificationKind
from reports.models.outgoing import Outgoing

# What a group may hear; words of comments, and what concerns one person, are not among it.
GROUP_KINDS = (
    NotificationKind.ASSIGNED,
    NotificationKind.CHANGED,
    NotificationKind.REMINDED,
    NotificationKind.SUBMITTED,
    NotificationKind.RETURNED,
    NotificationKind.APPROVED,
    NotificationKind.RECALLED,
    NotificationKind.OVERDUE,
)


def group_label(kind: NotificationKind) -> str:
    """What a kind is called in a group, where nothing waits for "me"."""
    return "待审核" if kind is NotificationKind.SUBMITTED else str(kind.label)


class RobotKind(models.TextChoices):
    """Whose robot it is: each wants its messages in a form of its own."""

    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    JSON = "json", "其他（JSON）"


def robot_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return RobotKind.choices


def usual_kinds() -> list[str]:
    """What a new robot tells of."""
    return [NotificationKind.ASSIGNED.value, NotificationKind.REMINDED.value]


class Robot(models.Model):
    """群机器人 of an organisation: it hears what concerns the organisation and those below.

    `address` holds a key in its query, so it is kept as secretly as `secret`: no page shows
    either again.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="robots", verbose_name="党组织"
    )
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("种类", max_length=10, choices=robot_kinds, default=RobotKind.WECOM)
    address = models.CharField("地址", max_length=500)
    secret = models.CharField("密钥", max_length=200, blank=True)
    kinds: models.JSONField[Any, Any] = models.JSONField("发送哪些事项", default=usual_kinds)
    is_on = models.BooleanField("启用", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="创建人"
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    class Meta:
        """In the order of the tree; a name once an organisation."""

        verbose_name = verbose_name_plural = "群机器人"
        ordering = ["organization__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="robot_name_once",
                fields=["organization", "name"],
                violation_error_message="这个党组织已有同名的群机器人。",
            )
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def host(self) -> str:
        """The machine that is called, the only part of the address that is shown."""
        return urlsplit(self.address).hostname or ""

    @property
    def kind_labels(self) -> list[str]:
        """What it tells of, in words."""
        return [group_label(kind) for kind in GROUP_KINDS if kind.value in self.kinds]


class RobotMessage(Outgoing):
    """A message for a group; `key` names the event: no group hears twice of one."""

    robot = models.ForeignKey(Robot, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField("事项", max_length=20)
    key = models.CharField(max_length=120, editable=False)
    words = models.TextField("内容")
    url = models.CharField("去处", max_length=200, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    status = models.PositiveSmallIntegerField("状态码", null=True, blank=True)
    answer = models.CharField("对方答复", max_length=300, blank=True)

    class Meta(Outgoing.Meta):
        """Newest first; once a robot and event."""

        verbose_name = verbose_name_plural = "群机器人消息"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(name="robot_message_once", fields=["robot", "key"])]

    def __str__(self) -> str:
        """What it says."""
        return self.words
