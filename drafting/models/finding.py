"""What people say about findings, and what is counted of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models import Report


class Dismissal(models.Model):
    """忽略: somebody has looked at one finding and says why it may stay.

    It belongs to the occurrence (`fingerprint`: the words and what stands around them), so that
    the same mistake elsewhere, or here after a change, is reported again.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="dismissals", verbose_name="报告"
    )
    rule = models.CharField("规则", max_length=10)
    fingerprint = models.CharField(max_length=40)
    text = models.TextField("原文", blank=True)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """One word on one finding; never without a reason."""

        verbose_name = verbose_name_plural = "忽略的问题"
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(name="dismissal_once", fields=["report", "fingerprint"]),
            models.CheckConstraint(name="dismissal_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        """`平合：单位专名`."""
        return f"{self.text}：{self.reason}"


class CheckRecord(models.Model):
    """体检记录: what became of findings in a report, for the statistics.

    By rule: `counts` and `dismissed` tell what stood open and what had a word on it when the
    report was last submitted, `corrected` how often a suggestion was taken since it was begun.
    """

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, related_name="check_record", verbose_name="报告"
    )
    version = models.PositiveIntegerField("版本", default=0)
    counts = models.JSONField("各规则次数", default=dict)
    dismissed = models.JSONField("各规则忽略次数", default=dict)
    corrected = models.JSONField("各规则采纳次数", default=dict)
    errors = models.PositiveIntegerField("错误", default=0)
    warnings = models.PositiveIntegerField("疑似", default=0)
    infos = models.PositiveIntegerField("提示", default=0)
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        """One a report."""

        verbose_name = verbose_name_plural = "体检记录"

    def __str__(self) -> str:
        """`错误 3 · 疑似 5 · 提示 8`."""
        return f"错误 {self.errors} · 疑似 {self.warnings} · 提示 {self.infos}"
