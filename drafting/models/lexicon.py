"""What a tree of organisations says of official language and the calendar itself."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organization


class EntryKind(models.TextChoices):
    """What a row is about: first the expressions, then the calendar."""

    PHRASE = "phrase", "表述"
    FORMER = "former", "旧称"
    TITLE = "title", "法规制度"
    CONGRESS = "congress", "党代会"
    PLENUM = "plenum", "中央全会"
    DISCIPLINE = "discipline", "中央纪委全会"
    CAMPAIGN = "campaign", "集中教育"
    PLAN = "plan", "五年规划"
    FOUNDING = "founding", "纪念日"


EXPRESSIONS = (EntryKind.PHRASE, EntryKind.FORMER, EntryKind.TITLE)
CALENDAR = tuple(kind for kind in EntryKind if kind not in EXPRESSIONS)
# Wording is either in use or a former one; the two share their names.
WORDINGS = (EntryKind.PHRASE, EntryKind.FORMER)


def entry_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return EntryKind.choices


class LexiconEntry(models.Model):
    """A row of 表述与会期 that administrators keep: one more than ships, or in the place of one.

    Official language is the same throughout a bureau, so rows belong to the organisation at the
    top of a tree and hold for all of it; two trees in one installation do not meddle with each
    other. One that `is_off` leaves out what ships, for a reason.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="lexicon", verbose_name="党组织"
    )
    kind = models.CharField("性质", max_length=12, choices=entry_kinds)
    term = models.CharField("名称", max_length=80)
    forms = models.TextField("其他写法", blank=True, max_length=800)
    since = models.DateField("启用日期", null=True, blank=True)
    until = models.DateField("停用日期", null=True, blank=True)
    replaced_by = models.CharField("现行表述", max_length=80, blank=True)
    source = models.CharField("依据", max_length=200)
    is_off = models.BooleanField("停用", default=False)
    reason = models.CharField("停用理由", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="修改人",
    )
    at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        """One row a name; days in order; a source for every row, a reason for what is off."""

        verbose_name = verbose_name_plural = "表述与会期"
        ordering = ["organization", "kind", "term"]
        constraints = [
            models.UniqueConstraint(
                name="lexicon_entry_once", fields=["organization", "kind", "term"]
            ),
            models.UniqueConstraint(
                name="lexicon_wording_once",
                fields=["organization", "term"],
                condition=Q(kind__in=[kind.value for kind in WORDINGS]),
            ),
            models.CheckConstraint(
                name="lexicon_entry_kind_valid", condition=Q(kind__in=EntryKind.values)
            ),
            models.CheckConstraint(
                name="lexicon_entry_days_ordered",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
            ),
            models.CheckConstraint(name="lexicon_entry_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="lexicon_entry_off_with_reason", condition=Q(is_off=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        """The term."""
        return self.term


class ChangeKind(models.TextChoices):
    """What an administrator has done to a row."""

    ADDED = "added", "增加"
    CHANGED = "changed", "修改"
    SWITCHED_OFF = "switched_off", "停用"
    REMOVED = "removed", "删除"
    RESTORED = "restored", "恢复原样"


def change_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return ChangeKind.choices


class LexiconChangeQuerySet(models.QuerySet["LexiconChange"]):
    """History is read and appended to, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused: history does not change."""
        raise TypeError("changes are never changed")

    def delete(self) -> NoReturn:
        """Refused: history does not go away."""
        raise TypeError("changes are never deleted")


class LexiconChange(models.Model):
    """修改记录 of 表述与会期: who did what to which row, when."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="党组织"
    )
    change = models.CharField("事项", max_length=12, choices=change_kinds)
    kind = models.CharField("性质", max_length=12, choices=entry_kinds)
    term = models.CharField("名称", max_length=80)
    details = models.TextField("内容", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="修改人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = LexiconChangeQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = verbose_name_plural = "表述与会期修改记录"
        ordering = ["-pk"]
        indexes = [models.Index(name="lexicon_change_latest", fields=["organization", "-id"])]

    def __str__(self) -> str:
        """What was done to which row."""
        return f"{self.get_change_display()}“{self.term}”"
