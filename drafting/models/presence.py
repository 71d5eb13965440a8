"""在线: who has a report open at this moment. Rows live for a minute, and nothing is made of them."""

from django.conf import settings
from django.db import models

from reports.models import Report


class Presence(models.Model):
    """One browser window on one report; `part` is what is being written in, if anything.

    Official rules forbid statistics of time online (国办函〔2026〕12号): a row is deleted as soon
    as it is out of date, and there is no other record.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        """One row a window."""

        verbose_name = verbose_name_plural = "在线"
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["report", "user", "window"]),
        ]

    def __str__(self) -> str:
        """`张三 · entry-12`."""
        return f"{self.user} · {self.part}"
