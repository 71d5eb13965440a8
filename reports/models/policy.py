"""审核规定: how long a review may take in an organisation, and what if nobody can do it."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import Organization


class Unstaffed(models.TextChoices):
    """What becomes of a level at which nobody but those who wrote the report could decide."""

    SKIP = "skip", "跳过这一级，由下一级审核，并记入经过"
    HOLD = "hold", "停在这一级，告知管理员安排审核人"


def unstaffed_choices() -> list[tuple[str, str]]:
    """Choices by name."""
    return Unstaffed.choices


class ReviewPolicyQuerySet(models.QuerySet["ReviewPolicy"]):
    """Which policy holds where."""

    def for_organization(self, organization: Organization) -> "ReviewPolicy":
        """The policy of the organisation or the nearest above that has one, else the usual one."""
        paths = [organization.path, *organization.ancestor_paths()]
        found = self.filter(organization__path__in=paths).select_related("organization")
        return found.order_by("-organization__path").first() or ReviewPolicy()

    def by_path(self) -> dict[str, "ReviewPolicy"]:
        """Every policy by the path of its organisation, for those who ask about many reports."""
        return {p.organization.path: p for p in self.select_related("organization")}

    def below(self, condition: Q) -> Self:
        """Those of the organisations that `condition` names."""
        return self.filter(condition)


class ReviewPolicy(models.Model):
    """审核规定 of an organisation and everything below that has none of its own.

    The usual figures are only a beginning: no rule above the bureau sets them, so `source` says
    whose rule it is here.
    """

    organization = models.OneToOneField(
        Organization,
        on_delete=models.CASCADE,
        related_name="review_policy",
        verbose_name="适用范围",
        help_text="这个党组织及其下级；下级另有规定的，从其规定",
    )
    days = models.PositiveSmallIntegerField(
        "审核期限（天）",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="一级审核停留超过这些天，提醒这一级的审核人",
    )
    escalate_days = models.PositiveSmallIntegerField(
        "再过几天告知管理员",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="提醒后仍未办理，告知管理员",
    )
    unstaffed = models.CharField(
        "没有可审核的人时",
        max_length=10,
        choices=unstaffed_choices,
        default=Unstaffed.SKIP,
        help_text="这一级没有审核人，或者只有起草报告的人。最后一级不跳过，总是停下等人审核",
    )
    source = models.CharField(
        "依据", max_length=120, blank=True, help_text="如：本局公文处理办法第十二条"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="修改人",
    )
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ReviewPolicyQuerySet.as_manager()

    class Meta:
        """In the order of the tree."""

        verbose_name = verbose_name_plural = "审核规定"
        ordering = ["organization__path"]

    def __str__(self) -> str:
        """`机关党委：5 天`."""
        return f"{self.organization}：{self.days} 天"
