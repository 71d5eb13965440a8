"""Where an administrator keeps templates, and looks into reports."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms import ModelForm
from django_tasks_db.models import DBTaskResult

from reports.models import Event, Report, ReportTemplate, TemplateSection
from reports.models.template import section_roles

# A page of English about the inside of the worker; what concerns people is on pages of our own.
admin.site.unregister(DBTaskResult)


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: object) -> object:
        """The list as lines; what was typed stays as it is."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:  # type: ignore[override] # a list is what is kept
        """The lines that say something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class TemplateForm(ModelForm):
    """The parts that a report must have are ticked."""

    required_roles = forms.MultipleChoiceField(
        label="必备内容",
        choices=section_roles,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="这类报告必须有的部分；计划类可以没有“存在问题”",
    )


class TemplateSectionForm(ModelForm):
    """Suggested headings are written one a line."""

    suggested_entries = LinesField(
        label="建议的二级标题", required=False, help_text="每行一个，不写序号；只作提示"
    )


class TemplateSectionInline(admin.StackedInline):
    """The parts of a template."""

    model = TemplateSection
    form = TemplateSectionForm
    extra = 0


@admin.register(ReportTemplate)
class ReportTemplateAdmin(admin.ModelAdmin):
    """Document kinds with their limits and the sources of those."""

    form = TemplateForm
    list_display = ["name", "key", "min_characters", "max_characters", "is_active"]
    list_filter = ["is_active"]
    inlines = [TemplateSectionInline]


class ReadOnly:
    """Looked at here, changed only through the product's own pages."""

    def has_add_permission(self, *_args: Any) -> bool:
        """Never."""
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        """Never."""
        return False


class EventInline(ReadOnly, admin.TabularInline):
    """What happened to the report."""

    model = Event
    fields = readonly_fields = ("at", "kind", "actor", "state", "opinion")
    extra = 0


@admin.register(Report)
class ReportAdmin(ReadOnly, admin.ModelAdmin):
    """Reports with their history."""

    list_display = ["headline", "organization", "assignment", "state", "updated_at"]
    list_filter = ["state", "year", "template"]
    list_select_related = ["organization", "assignment", "template"]
    search_fields = ["title", "organization__name"]
    inlines = [EventInline]
