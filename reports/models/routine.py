"""When each routine ran last, so that among several workers only one runs it."""

from django.db import models


class Routine(models.Model):
    """One regular piece of work. The row is the claim: who changes `ran_at` runs it."""

    name = models.CharField("名称", max_length=80, unique=True)
    ran_at = models.DateTimeField("上次运行")

    class Meta:
        """Listed by name."""

        verbose_name = verbose_name_plural = "例行事务"
        ordering = ["name"]

    def __str__(self) -> str:
        """The name."""
        return self.name
