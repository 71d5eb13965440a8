"""What leaves the house (mail, messages to group robots), row by row, until it has left."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

# A worker that has not come back from the other machine for so long is dead.
LONGEST_SENDING = timedelta(minutes=10)
# Before the second try, the third, and so on; after the last one it is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240, 720))


class Posting(models.TextChoices):
    """How far it has come."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发送"
    NEEDLESS = "needless", "不必发送"
    GIVEN_UP = "given_up", "发送失败"
    UNCLEAR = "unclear", "结果不明"


def postings() -> list[tuple[str, str]]:
    """Choices by name."""
    return Posting.choices


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """What is to be sent, and what became of it."""

    def due(self) -> Self:
        """What waits and whose time has come."""
        return self.filter(state=Posting.WAITING, next_try__lte=timezone.now())

    def claim(self) -> int:
        """Say that this process sends these now; returns how many it has got.

        Written, and committed, before the other machine is called: whoever is killed in between
        leaves a row that nobody sends a second time.
        """
        return self.filter(state=Posting.WAITING).update(
            state=Posting.SENDING,
            tries=models.F("tries") + 1,
            next_try=timezone.now() + LONGEST_SENDING,
        )

    def sent(self) -> int:
        """The other machine has taken them."""
        return self.update(state=Posting.SENT, sent_at=timezone.now(), problem="")

    def needless(self, why: str) -> int:
        """There is nothing to send any more."""
        return self.update(state=Posting.NEEDLESS, problem=why)

    def failed(self, problem: str) -> None:
        """The other machine has not taken them: again later, until it has failed too often."""
        now = timezone.now()
        rows: list[Any] = [*self.all()]
        for row in rows:
            last = row.tries > len(PAUSES)
            row.state = Posting.GIVEN_UP if last else Posting.WAITING
            row.next_try = now if last else now + PAUSES[row.tries - 1]
            row.problem = problem[:200]
        self.model.objects.bulk_update(rows, ["state", "next_try", "problem"])

    def abandon(self) -> int:
        """Mark what a killed worker has left: sent or not, it is not sent again."""
        return self.filter(state=Posting.SENDING, next_try__lt=timezone.now()).update(
            state=Posting.UNCLEAR, problem="发送中断，不知是否送达；为免重复，不再发送。"
        )


def now() -> datetime:
    """By name, for migrations."""
    return timezone.now()


class Outgoing(models.Model):
    """One thing to be sent once."""

    state = models.CharField("状态", max_length=10, choices=postings, default=Posting.WAITING)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    next_try = models.DateTimeField("下次发送", default=now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    problem = models.CharField("问题", max_length=200, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        """Shared by two tables; few rows wait among many that have left."""

        abstract = True
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(state__in=["waiting", "sending"]),
                name="%(class)s_waiting",
            )
        ]
