"""Which records are counted."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from accounts.models import User
from drafting.checking import statistics
from reports.models import Assignment


class StatisticsForm(forms.Form):
    """A year, an assignment, both or neither; what cannot be understood filters nothing."""

    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    assignment = forms.ModelChoiceField(
        label="报送任务",
        required=False,
        queryset=Assignment.objects.none(),
        empty_label="全部任务和其他报告",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer what there is to count for `user`."""
        super().__init__(*args, **kwargs)
        years = [(year, f"{year}年") for year in statistics.years_of(user)]
        cast("forms.ChoiceField", self.fields["year"]).choices = [("", "全部年度"), *years]
        assignments = cast("forms.ModelChoiceField", self.fields["assignment"])
        assignments.queryset = statistics.assignments_of(user)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filter-bar"
        self.helper.disable_csrf = True
        self.helper.attrs = {"role": "search", "aria-label": "筛选统计范围"}
        self.helper.layout = Layout(
            "year",
            "assignment",
            Div(
                HTML('<button class="btn btn-light" type="submit">统计</button>'),
                HTML('<a class="btn btn-link" href="{% url "check_statistics" %}">清除</a>'),
                css_class="filter-buttons",
            ),
        )
