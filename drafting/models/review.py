"""What reviewers keep beside reports: standard opinions, points to look at, notes on branches."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from reports.models import Report


class StandardOpinion(models.Model):
    """常用意见: words that a reviewer writes again and again; nobody else sees them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standard_opinions"
    )
    text = models.CharField("意见", max_length=500)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """Once each; the oldest first, so that they stay where the hand expects them."""

        verbose_name = verbose_name_plural = "常用意见"
        ordering = ["user", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="standard_opinion_once",
                fields=["user", "text"],
                violation_error_message="常用意见中已有这一条。",
            ),
            models.CheckConstraint(name="standard_opinion_says", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        """The words."""
        return self.text


class ReviewPoint(models.Model):
    """审核要点: something to look at before a decision, with its source. A help, never a duty."""

    label = models.CharField("要点", max_length=40, unique=True)
    detail = models.CharField("看什么", max_length=300, blank=True)
    source = models.CharField("依据", max_length=200)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        """In the order that the administrators chose; never without a source."""

        verbose_name = verbose_name_plural = "审核要点"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="review_point_has_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        """The label."""
        return self.label


class NoteKind(models.TextChoices):
    """What a note is about, in the order of a 点评."""

    STRENGTH = "strength", "亮点"
    PROBLEM = "problem", "问题"
    ADVICE = "advice", "建议"


def note_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return NoteKind.choices


class ReviewNote(models.Model):
    """点评记录: what reviewers note of a branch in a year, from which the 点评 is written."""

    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="review_notes",
        verbose_name="党组织",
    )
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("性质", max_length=10, choices=note_kinds)
    text = models.CharField("内容", max_length=500)
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="review_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    ticket = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="写下它的那张表单的编号"
    )

    class Meta:
        """In the order in which they were noted."""

        verbose_name = verbose_name_plural = "点评记录"
        ordering = ["organization", "year", "pk"]
        indexes = [models.Index(fields=["organization", "year"], name="review_note_of_year")]
        constraints = [
            models.CheckConstraint(
                name="review_note_kind_valid", condition=Q(kind__in=NoteKind.values)
            ),
            models.CheckConstraint(name="review_note_says", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        """The words."""
        return self.text
