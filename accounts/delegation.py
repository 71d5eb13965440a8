"""委托: who reviews in somebody's stead, from one day to another."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Which delegations hold."""

    def in_force(self, day: date | None = None) -> Self:
        """Those that hold on `day` (today): begun, not over, not taken back, both still here."""
        day = day or timezone.localdate()
        return self.filter(
            starts__lte=day,
            ends__gte=day,
            ended_at=None,
            giver__is_active=True,
            stand_in__is_active=True,
        )


class Delegation(models.Model):
    """委托. The stand-in may review what the giver may, and cannot pass it on.

    `User.roles` of the stand-in carries the giver's memberships as reviewer while it holds; so
    chains of delegations neither grow nor loop. The giver keeps the right to decide.
    """

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="delegations",
        verbose_name="委托人",
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="stands_in",
        verbose_name="代办人",
    )
    starts = models.DateField("从")
    ends = models.DateField("到")
    reason = models.CharField("事由", max_length=60, blank=True)
    created_at = models.DateTimeField("委托时间", auto_now_add=True)
    ended_at = models.DateTimeField("收回时间", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        """The last one first; never to oneself, never backwards, each once."""

        verbose_name = verbose_name_plural = "委托"
        ordering = ["-starts", "-pk"]
        indexes = [
            models.Index(
                fields=["stand_in", "ends"], condition=Q(ended_at=None), name="delegation_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="delegation_to_another",
                condition=~Q(giver=F("stand_in")),
                violation_error_message="不能委托给自己。",
            ),
            models.CheckConstraint(
                name="delegation_in_order",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                name="delegation_once",
                fields=["giver", "stand_in", "starts", "ends"],
                condition=Q(ended_at=None),
                violation_error_message="这段时间已经委托给他了。",
            ),
        ]

    def __str__(self) -> str:
        """`张三委托李四，11月3日至11月10日`."""
        return f"{self.giver}委托{self.stand_in}，{self.days}"

    @property
    def days(self) -> str:
        """`11月3日至11月10日`, `11月3日`; with the year where it is not this one."""
        this = timezone.localdate().year
        return "至".join(
            f"{'' if day.year == this else f'{day.year}年'}{day.month}月{day.day}日"
            for day in sorted({self.starts, self.ends})
        )

    @property
    def standing(self) -> str:
        """`waiting` (not begun), `on`, `over`, or `ended` (taken back)."""
        if self.ended_at:
            return "ended"
        today = timezone.localdate()
        if today < self.starts:
            return "waiting"
        return "on" if today <= self.ends else "over"
