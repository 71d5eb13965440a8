"""The states of a report's life and what each is called."""

from django.db import models


class State(models.TextChoices):
    """Where a report stands; `reports.workflow` is the only code that changes it."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已通过"
    ARCHIVED = "archived", "已归档"


EDITABLE = frozenset({State.DRAFT, State.RETURNED})
