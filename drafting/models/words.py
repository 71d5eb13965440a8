"""The organisation's own words."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization


class WordKind(models.TextChoices):
    """What an organisation has decided about a word."""

    RIGHT = "right", "本单位用语"
    FORBIDDEN = "forbidden", "禁用词"


def word_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return WordKind.choices


class Term(models.Model):
    """本单位词库: a word that the check leaves alone, or one that it always reports.

    Holds in the organisation and everything below it.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="terms", verbose_name="党组织"
    )
    kind = models.CharField("性质", max_length=10, choices=word_kinds, default=WordKind.RIGHT)
    word = models.CharField("词语", max_length=60)
    replacement = models.CharField("应写作", max_length=60, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="添加人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        """A word is either right or forbidden in an organisation."""

        verbose_name = verbose_name_plural = "本单位词库"
        ordering = ["organization", "word"]
        constraints = [
            models.UniqueConstraint(
                name="term_once",
                fields=["organization", "word"],
                violation_error_message="词库中已有这个词。",
            ),
            models.CheckConstraint(name="term_kind_valid", condition=Q(kind__in=WordKind.values)),
            models.CheckConstraint(name="term_word_set", condition=~Q(word="")),
        ]

    def __str__(self) -> str:
        """The word."""
        return self.word
