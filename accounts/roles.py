"""The roles a person can have in an organisation, and what each is called."""

from django.db import models


class MemberRole(models.TextChoices):
    """A secretary reaches the own organisation; the others the whole subtree below theirs."""

    SECRETARY = "secretary", "支部书记"
    REVIEWER = "reviewer", "审核人"
    ADMINISTRATOR = "administrator", "管理员"


SUBTREE_ROLES = (MemberRole.REVIEWER, MemberRole.ADMINISTRATOR)
