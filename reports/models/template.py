"""文种模板: what a kind of report consists of, and how long it may be."""

from django.db import models
from django.db.models import F, Q

from reports.outline.tree import Role

ROLE_LABELS = {
    Role.LEAD: "导语",
    Role.SUMMARY: "工作总结",
    Role.PROBLEMS: "存在问题",
    Role.MEASURES: "下步措施",
    Role.CLOSING: "结束语",
    Role.OTHER: "其他",
}
ROLES = [role.value for role in Role]


def section_roles() -> list[tuple[str, str]]:
    """Choices by name, so that a new role needs no migration."""
    return [(role.value, label) for role, label in ROLE_LABELS.items()]


class ReportTemplate(models.Model):
    """文种模板. Every limit is data with a source, kept by administrators."""

    key = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    guidance = models.TextField("说明", blank=True)
    first_person = models.BooleanField("以第一人称写", default=False, help_text="述职报告、讲话")
    min_characters = models.PositiveIntegerField("最少字数", null=True, blank=True)
    max_characters = models.PositiveIntegerField("最多字数", null=True, blank=True)
    minimum_problems = models.PositiveSmallIntegerField("问题至少几条", default=0)
    required_roles = models.JSONField(
        "必备内容", default=list, blank=True, help_text="如 problems、measures；计划类可为空"
    )
    source = models.TextField("依据", blank=True, help_text="字数、问题条数等要求出自何处")
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        """A budget has its lower end below its upper end."""

        verbose_name = verbose_name_plural = "文种模板"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="template_budget_ordered",
                condition=Q(min_characters__isnull=True)
                | Q(max_characters__isnull=True)
                | Q(min_characters__lte=F("max_characters")),
                violation_error_message="最少字数不能大于最多字数。",
            )
        ]

    def __str__(self) -> str:
        """The name of the kind."""
        return self.name


class TemplateSection(models.Model):
    """One part of a template: its heading, its role and what belongs there."""

    template = models.ForeignKey(
        ReportTemplate, on_delete=models.CASCADE, related_name="sections", verbose_name="模板"
    )
    position = models.PositiveSmallIntegerField("顺序")
    level = models.PositiveSmallIntegerField("层级", default=1, help_text="导语、结束语为 0")
    heading = models.CharField("标题", max_length=80, blank=True, help_text="不写序号")
    role = models.CharField("内容", max_length=20, choices=section_roles)
    second_role = models.CharField(
        "兼有内容", max_length=20, choices=section_roles, blank=True, help_text="问题与措施合写时"
    )
    guidance = models.TextField("写作提示", blank=True)
    min_characters = models.PositiveIntegerField("最少字数", null=True, blank=True)
    required = models.BooleanField("必写", default=True)
    suggested_entries = models.JSONField("建议的二级标题", default=list, blank=True)

    class Meta:
        """Positions do not repeat; roles are known ones."""

        verbose_name = verbose_name_plural = "模板章节"
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(
                name="template_section_position", fields=["template", "position"]
            ),
            models.CheckConstraint(
                name="template_section_role_valid",
                condition=Q(role__in=ROLES) & Q(second_role__in=["", *ROLES]),
            ),
            models.CheckConstraint(
                name="template_section_level_valid", condition=Q(level__in=[0, 1])
            ),
        ]

    def __str__(self) -> str:
        """Heading, or what the part is for."""
        return self.heading or self.get_role_display()
