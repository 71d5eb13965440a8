"""The desk at which reports are drafted and reviewed."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """起草与审核."""

    name = "drafting"
    verbose_name = "起草与审核"
