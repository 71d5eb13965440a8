"""待审: the reports that wait for a reviewer, as a list with filters and as a line to walk along."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from drafting import desk
from drafting.filters import OrganizationFilter
from reports.models import Assignment, Report

DAYS = [("3", "3 天以上"), ("7", "7 天以上"), ("15", "15 天以上")]
ORDERS = {
    "waiting": ("submitted_at", "pk"),
    "due": (F("assignment__due").asc(nulls_last=True), "submitted_at", "pk"),
    "organization": ("organization__path", "submitted_at", "pk"),
}
FILTERS = ("assignment", "organization", "waiting", "overdue", "sort")


class QueueBar(forms.Form):
    """The filters in one row; a plain GET form that htmx sends on every change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Lay the fields out."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filter-bar"
        self.helper.form_action = "queue"
        self.helper.disable_csrf = True
        self.helper.attrs = {
            "role": "search",
            "aria-label": "筛选待审报告",
            "hx-get": reverse("queue"),
            "hx-target": "#results",
            "hx-swap": "outerHTML",
            "hx-replace-url": "true",
            "hx-trigger": "change, submit",
            "hx-sync": "this:queue last",
        }
        self.helper.layout = Layout(
            *(Field(name) for name in ("assignment", "organization", "waiting")),
            Field("sort", wrapper_class="filter-sort"),
            Div("overdue", css_class="filter-mine"),
            Div(
                HTML('<button class="btn btn-light">筛选</button>'),
                HTML('<a class="btn btn-link" href="{% url "queue" %}">清除</a>'),
                css_class="filter-buttons",
            ),
        )


class QueueFilter(django_filters.FilterSet):
    """Filters over what waits for a reviewer; what cannot be understood filters nothing."""

    assignment = django_filters.ModelChoiceFilter(
        label="报送任务", queryset=Assignment.objects.none(), empty_label="全部任务"
    )
    organization = OrganizationFilter(
        label="党组织", queryset=Organization.objects.none(), empty_label="全部党组织"
    )
    waiting = django_filters.ChoiceFilter(
        label="已等", choices=DAYS, empty_label="不限", method="waiting_since"
    )
    overdue = django_filters.BooleanFilter(
        label="只看已过截止日期的", method="past_due", widget=forms.CheckboxInput
    )
    sort = django_filters.ChoiceFilter(
        label="排序",
        choices=[
            ("waiting", "等得久的在前"),
            ("due", "截止近的在前"),
            ("organization", "按党组织"),
        ],
        empty_label=None,
        method="in_order",
    )

    class Meta:
        """The form is the filter bar."""

        model = Report
        fields: ClassVar[list[str]] = []
        form = QueueBar

    def __init__(self, data: QueryDict, *, user: User) -> None:
        """Offer the assignments and organisations that the person reviews."""
        waiting = desk.queue(user)
        super().__init__(data, queryset=waiting)
        asked = Assignment.objects.filter(Exists(waiting.filter(assignment=OuterRef("pk"))))
        self.filters["assignment"].queryset = asked
        self.filters["organization"].queryset = Organization.objects.reached_by(user)

    def waiting_since(self, reports: QuerySet[Report], _name: str, days: str) -> QuerySet[Report]:
        """Sent at least so many days ago."""
        return reports.filter(submitted_at__lte=timezone.now() - timedelta(days=int(days)))

    def past_due(self, reports: QuerySet[Report], _name: str, only: object) -> QuerySet[Report]:
        """Of assignments whose day has passed."""
        return reports.filter(assignment__due__lt=timezone.localdate()) if only else reports

    def in_order(self, reports: QuerySet[Report], _name: str, order: str) -> QuerySet[Report]:
        """The chosen order; the key at the end keeps it the same at every look."""
        return reports.order_by(*ORDERS[order])


@dataclass(frozen=True, slots=True)
class Line:
    """A reviewer's queue with a place in it: `position` counts from 1, 0 is outside."""

    pks: list[int]
    position: int
    filters: dict[str, str]

    @property
    def total(self) -> int:
        """How many wait."""
        return len(self.pks)

    @property
    def previous(self) -> int | None:
        """The report before this one."""
        return self.pks[self.position - 2] if self.position > 1 else None

    @property
    def next(self) -> int | None:
        """The report behind this one; from outside the first."""
        return self.pks[self.position] if self.position < self.total else None

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form needs to keep the filters and the place."""
        return [*self.filters.items(), ("at", str(self.position))]

    @property
    def suffix(self) -> str:
        """What an address needs to keep the filters."""
        return f"?{urlencode(self.filters)}" if self.filters else ""


def line_of(user: User, data: QueryDict, pk: int) -> Line:
    """The queue of `user`, filtered as `data` says, with the place of report `pk` in it."""
    pks = list(QueueFilter(data, user=user).qs.values_list("pk", flat=True))
    position = pks.index(pk) + 1 if pk in pks else 0
    return Line(pks, position, filters_of(data))


def filters_of(data: QueryDict) -> dict[str, str]:
    """The filters that `data` chooses."""
    return {name: str(data[name]) for name in FILTERS if data.get(name)}


def following(user: User, data: QueryDict) -> tuple[int | None, int]:
    """Which report is next after a decision, and how many are left.

    The one that has moved up to the place (`at`) of the decided one; behind the last the first.
    """
    pks = list(QueueFilter(data, user=user).qs.values_list("pk", flat=True))
    at = data.get("at", "")
    place = int(at) - 1 if at.isdecimal() and int(at) else 0
    if not pks:
        return None, 0
    return pks[place if place < len(pks) else 0], len(pks)
