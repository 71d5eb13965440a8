"""The filters of the report list."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.db.models import Case, Count, Exists, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Replace
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Organization, User
from reports.models import Assignment, Report, ReportTemplate
from reports.states import State

MOST_CHOICES = 200
BLANKS = (" ", "\n", "\r", "\t", "　")
SELECTED = SafeString(" selected")
LIFE = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(State)))


class FilterBar(forms.Form):
    """The filters in one row; a plain GET form that htmx sends on every change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Lay the fields out."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filter-bar"
        self.helper.form_action = "report_list"
        self.helper.disable_csrf = True
        self.helper.attrs = {
            "role": "search",
            "aria-label": "筛选报告",
            "hx-get": reverse("report_list"),
            "hx-target": "#results",
            "hx-swap": "outerHTML",
            "hx-replace-url": "true",
            "hx-trigger": "change, submit, input changed delay:400ms from:#id_words",
            "hx-sync": "this:queue last",
        }
        self.helper.layout = Layout(
            Field("words", wrapper_class="filter-words"),
            *(Field(name) for name in ("year", "template", "organization", "state", "assignment")),
            Field("sort", wrapper_class="filter-sort"),
            *([Div("mine", css_class="filter-mine")] if "mine" in self.fields else []),
            Div(
                HTML('<button class="btn btn-light">筛选</button>'),
                HTML('<a class="btn btn-link" href="{% url "report_list" %}">清除</a>'),
                css_class="filter-buttons",
            ),
        )


class ShortList(ModelChoiceIterator):
    """All organisations where there are few, else those that have others below them.

    A list of ten thousand branches helps nobody to choose one, and takes a second to send; a
    branch is found by its title, or on the page of organisations. The one chosen is always there.
    """

    def __iter__(self) -> Iterator[Any]:
        """The choices."""
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        few = ~Exists(self.queryset.order_by()[MOST_CHOICES:])
        always = Q(numchild__gt=0) | Q(pk=getattr(self.field, "chosen", None))
        for organization in self.queryset.filter(few | always):
            yield self.choice(organization)


class LongSelect(forms.Select):
    """A choice among hundreds, written in one go: Django's own renders a template an option."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ANN401, ARG002 - Django's own signature
    ) -> SafeString:
        """The element with its options."""
        chosen = self.format_value(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        own = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>\n{}\n</select>", own, options)


class OrganizationChoices(forms.ModelChoiceField):
    """Organisations as an indented tree."""

    iterator = ShortList
    widget = LongSelect
    chosen: int | None = None

    def label_from_instance(self, organization: Organization) -> str:
        """Indent by depth."""
        return "　" * (organization.depth - 1) + str(organization)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """The organisation, which the list then shows as chosen."""
        found = super().clean(value)
        self.chosen = found.pk if found else None
        return found


class OrganizationFilter(django_filters.ModelChoiceFilter):
    """One organisation with everything below it."""

    field_class = OrganizationChoices

    def filter(self, reports: QuerySet[Report], organization: Organization | None) -> QuerySet:
        """Keep the reports of the subtree."""
        if organization is None:
            return reports
        return reports.filter(organization__path__startswith=organization.path)


class StableOrder(django_filters.OrderingFilter):
    """Order by what the person chose; the newest come first among equals and by default."""

    def filter(self, reports: QuerySet[Report], chosen: list[str] | None) -> QuerySet[Report]:
        """Sort; the key at the end keeps pages from overlapping."""
        fields = [self.get_ordering_value(name) for name in chosen or []]
        return reports.annotate(place=LIFE).order_by(*fields, "-updated_at", "-pk")


class ReportFilter(django_filters.FilterSet):
    """Filters over the reports that a person sees; what cannot be understood filters nothing."""

    words = django_filters.CharFilter(label="标题", method="with_words")
    year = django_filters.ChoiceFilter(label="年度", empty_label="全部年度")
    template = django_filters.ModelChoiceFilter(
        label="文种", queryset=ReportTemplate.objects.all(), empty_label="全部文种"
    )
    organization = OrganizationFilter(
        label="党组织", queryset=Organization.objects.none(), empty_label="全部党组织"
    )
    assignment = django_filters.ModelChoiceFilter(
        label="报送任务", queryset=Assignment.objects.none(), widget=forms.HiddenInput
    )
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    mine = django_filters.BooleanFilter(
        label="只看本支部的", method="own_branches", widget=forms.CheckboxInput
    )
    sort = StableOrder(
        label="排序",
        fields={"updated_at": "updated", "organization__path": "organization", "place": "state"},
        choices=[
            ("-updated", "最近更新在前"),
            ("updated", "最早更新在前"),
            ("organization", "按党组织"),
            ("-organization", "按党组织倒序"),
            ("state", "按进度"),
            ("-state", "按进度倒序"),
        ],
        empty_label=None,
        null_label=None,
    )

    class Meta:
        """The form is the filter bar."""

        model = Report
        fields: ClassVar[list[str]] = []
        form = FilterBar

    def __init__(self, data: QueryDict, *, user: User) -> None:
        """Offer what `user` sees: years in which there are reports, organisations in reach."""
        visible = Report.objects.visible_to(user)
        super().__init__(data, queryset=visible.for_list())
        self.user = user
        years = visible.order_by("-year").values("year").annotate(number=Count("pk"))
        self.by_year = dict(years.values_list("year", "number"))
        self.filters["year"].extra["choices"] = [(year, f"{year}年") for year in self.by_year]
        self.filters["organization"].queryset = Organization.objects.reached_by(user)
        self.filters["assignment"].queryset = Assignment.objects.shown_to(user)
        if len({membership.role for membership in user.roles}) < 2 or not user.is_secretary:  # noqa: PLR2004 - more roles than one
            del self.filters["mine"]

    @property
    def count(self) -> int:
        """How many reports are left; all of them have been counted with their years."""
        left = self.qs
        is_narrowed = any(v for name, v in self.form.cleaned_data.items() if name != "sort")
        return left.count() if is_narrowed else sum(self.by_year.values())

    def with_words(self, reports: QuerySet[Report], _name: str, words: str) -> QuerySet[Report]:
        """Titles that hold `words`, wherever the title is broken over lines."""
        title: Any = "title"
        for blank in BLANKS:
            title = Replace(title, Value(blank), Value(""), output_field=TextField())
        return reports.annotate(one_line=title).filter(one_line__icontains="".join(words.split()))

    def own_branches(self, reports: QuerySet[Report], _name: str, only: object) -> QuerySet[Report]:
        """Reports of branches in which the person is secretary."""
        return reports.filter(self.user.own("organization__")) if only else reports
