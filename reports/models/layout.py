"""版式: how the documents of an organisation look where it is not as GB/T 9704-2012 has it."""

from django.conf import settings
from django.db import models

from accounts.models import Organization
from reports.models.report import Report


class LayoutProfile(models.Model):
    """版式 of an organisation, in force there and in all below that have no nearer one.

    `values` holds what differs from the standard, by the field names of `geometry.Layout`; the
    standard itself is no row.
    """

    organization = models.OneToOneField(
        Organization,
        on_delete=models.CASCADE,
        related_name="layout_profile",
        verbose_name="党组织",
        error_messages={"unique": "这个党组织已经有版式，请直接修改。"},
    )
    name = models.CharField("名称", max_length=40)
    values = models.JSONField("与国家标准不同之处", default=dict, blank=True)
    has_red_head = models.BooleanField("印版头（红头）", default=False)
    issuer_mark = models.CharField("发文机关标志", max_length=40, blank=True)
    number_code = models.CharField("机关代字", max_length=20, blank=True)
    has_imprint = models.BooleanField("印版记", default=False)
    copied_to = models.CharField("常用抄送机关", max_length=300, blank=True)
    printed_by = models.CharField("印发机关", max_length=60, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="修改人",
    )

    class Meta:
        """In the order of the tree."""

        verbose_name = verbose_name_plural = "版式"
        ordering = ["organization__path"]

    def __str__(self) -> str:
        """The name that its organisation gave it."""
        return self.name


class FormalDetails(models.Model):
    """发文要素 of one report that goes out as a formal document: asked once, kept with it."""

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, related_name="formal_details", verbose_name="报告"
    )
    number = models.CharField("发文字号", max_length=40, blank=True)
    signer = models.CharField("签发人", max_length=60, blank=True)
    copied_to = models.CharField("抄送", max_length=300, blank=True)
    printed_by = models.CharField("印发机关", max_length=60, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        """One row a report."""

        verbose_name = verbose_name_plural = "发文要素"

    def __str__(self) -> str:
        """The number of the document, or what it is for."""
        return self.number or str(self.report)
