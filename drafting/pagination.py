"""Pages of a list whose length is known before it is read."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class CountedPages(Paginator):
    """Pages of `rows`, of which there are `total`: the database is not asked to count them again."""

    def __init__(self, rows: QuerySet[Any], per_page: int, total: int) -> None:
        """Keep the total."""
        super().__init__(rows, per_page)
        self.total = total

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self.total
