"""What administrators rule: 审核规定 and 日常规定, each for an organisation and what lies below."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.models import Organization, User


class Unstaffed(models.TextChoices):
    """What becomes of a level at which nobody but those who wrote the report could decide."""

    SKIP = "skip", "跳过这一级，由下一级审核，并记入经过"
    HOLD = "hold", "停在这一级，告知管理员安排审核人"


def unstaffed_choices() -> list[tuple[str, str]]:
    """Choices by name."""
    return Unstaffed.choices


PolicyKind = TypeVar("PolicyKind", bound="Policy")


class PolicyQuerySet(models.QuerySet[PolicyKind]):
    """Which policy holds where."""

    def for_organization(self, organization: Organization) -> PolicyKind:
        """The policy of the organisation or the nearest above that has one, else the usual one."""
        paths = [organization.path, *organization.ancestor_paths()]
        found = self.filter(organization__path__in=paths).select_related("organization")
        return found.order_by("-organization__path").first() or self.model()

    def for_user(self, user: User) -> PolicyKind:
        """The policy where the person has a post, the highest of several."""
        own = [post.organization for post in user.roles if post.stands_for is None]
        highest = min(own, key=lambda organization: str(organization.path), default=None)
        return self.for_organization(highest) if highest else self.model()

    def by_path(self) -> "Policies[PolicyKind]":
        """Every policy, for those who ask about many organisations."""
        known = {policy.organization.path: policy for policy in self.select_related("organization")}
        return Policies(known, self.model())


@dataclass(frozen=True, slots=True)
class Policies(Generic[PolicyKind]):
    """All policies of a kind by the paths of their organisations, and the usual one."""

    known: dict[str, PolicyKind]
    usual: PolicyKind

    def of(self, organization: Organization) -> PolicyKind:
        """As `for_organization` without a query."""
        own = [organization.path, *organization.ancestor_paths()]
        return next((self.known[path] for path in own if path in self.known), self.usual)

    def all(self) -> list[PolicyKind]:
        """Everything that may hold somewhere."""
        return [self.usual, *self.known.values()]


class Policy(models.Model):
    """What administrators rule for an organisation and all below that has no rule of its own.

    The usual figures are only a beginning: no rule above the bureau sets them, so `source` says
    whose rule it is here.
    """

    organization = models.OneToOneField(
        Organization,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="适用范围",
        help_text="这个党组织及其下级；下级另有规定的，从其规定",
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

    class Meta:
        """A part of each kind."""

        abstract = True


class ReviewPolicy(Policy):
    """审核规定: how long a review may take, and what if nobody can do it."""

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
        help_text="这一级没有审核人，或者只有起草报告、在前面已经通过的人。最后一级不跳过，总是停下等人审核",
    )
    objects = PolicyQuerySet["ReviewPolicy"].as_manager()

    class Meta:
        """In the order of the tree."""

        verbose_name = verbose_name_plural = "审核规定"
        ordering = ["organization__path"]

    def __str__(self) -> str:
        """`机关党委：5 天`."""
        return f"{self.organization}：{self.days} 天"


class HousePolicy(Policy):
    """日常规定: how long files stay and stand-ins stand in, when people are reminded."""

    remind_hour = models.PositiveSmallIntegerField(
        "每天几时起催报",
        default=8,
        validators=[MaxValueValidator(23)],
        help_text="报送任务到了催报的日子，几时以前不发，免得夜里打扰",
    )
    digest_hour = models.PositiveSmallIntegerField(
        "汇总邮件几时发",
        default=8,
        validators=[MaxValueValidator(23)],
        help_text="选了“每天汇总一次”的人，每天这个时候收到",
    )
    export_days = models.PositiveSmallIntegerField(
        "导出的文件保留几天",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="过了就删除，可以重新导出；已经导出的不变",
    )
    delegation_days = models.PositiveSmallIntegerField(
        "一次委托最长几天",
        default=366,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text="审核人出差、休假委托别人代为审核，一次最长几天",
    )

    objects = PolicyQuerySet["HousePolicy"].as_manager()

    class Meta:
        """In the order of the tree."""

        verbose_name = verbose_name_plural = "日常规定"
        ordering = ["organization__path"]

    def __str__(self) -> str:
        """`机关党委的日常规定`."""
        return f"{self.organization}的日常规定"
