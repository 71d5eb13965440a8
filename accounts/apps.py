"""Who uses the product."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """组织与人员."""

    name = "accounts"
    verbose_name = "组织与人员"
