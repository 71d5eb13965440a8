"""What is compared with what, and how it is shown."""

from dataclasses import dataclass
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User
from drafting.templatetags.when import moment
from reports import records, starting
from reports.models import Report, Revision
from reports.records import Content

NOW = "now"
LAST_YEAR = "last-year"
MOST_OTHERS = 200
# An old link may name a version that is not there any more, or that this person may not see.
GONE = {"invalid_choice": "链接里的这一稿已经没有了，或者您看不到。请从列表里另选一稿。"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions. `revision` is set for an earlier one of the report itself.

    `key` is the choice that names it.
    """

    key: str
    label: str
    content: Content
    note: str = ""
    revision: Revision | None = None
    is_last_year: bool = False


class ComparisonForm(forms.Form):
    """`of` is the version that is read, `with` the one that it is held against.

    Everything is optional: without choices the present words stand against the 稿次 before.
    """

    of = forms.ChoiceField(label="看哪一稿", required=False, error_messages=GONE)
    against = forms.ChoiceField(label="与哪一稿比较", required=False, error_messages=GONE)
    view = forms.ChoiceField(
        label="显示",
        required=False,
        choices=[("side", "左右对照"), ("inline", "合在一起")],
        error_messages={"invalid_choice": "请从列表里选一种显示方式。"},
    )

    def __init__(self, *args: Any, user: User, report: Report, **kwargs: Any) -> None:
        """Offer the report's own versions, last year's report, and others that `user` sees."""
        super().__init__(*args, **kwargs)
        self.report = report
        self.user = user
        self.revisions = list(
            report.revisions.select_related("created_by").defer("content").order_by("-number")
        )
        self.earlier = starting.previous_report(
            report.organization, report.template, year=report.year, half=report.half
        )
        own = [
            (str(one.number), f"{one}（{one.created_by} {moment(localtime(one.created_at))}）")
            for one in self.revisions
        ]
        others = [
            (f"report-{one.pk}", f"{one.organization}：{one.headline}") for one in self.others()
        ]
        against: list[Any] = [*own]
        if self.earlier:
            against.insert(0, (LAST_YEAR, f"上年报告：{self.earlier.headline}"))
        elif self.asks_last_year:
            against.insert(0, (LAST_YEAR, "上年报告（没有）"))
        if others:
            against.append(("其他报告", others))
        cast("forms.ChoiceField", self.fields["of"]).choices = [(NOW, "现在的文字"), *own]
        cast("forms.ChoiceField", self.fields["against"]).choices = against
        self.helper = self.layout()

    def others(self) -> list[Report]:
        """Reports of other branches for the same assignment, and the branch's own other ones."""
        same = Q(organization=self.report.organization)
        if self.report.assignment_id:
            same |= Q(assignment=self.report.assignment_id)
        seen = Report.objects.visible_to(self.user).for_list().filter(same, author__isnull=False)
        skipped = [one.pk for one in (self.report, self.earlier) if one]
        return list(
            seen.exclude(pk__in=skipped).order_by("organization__path", "-year")[:MOST_OTHERS]
        )

    def layout(self) -> FormHelper:
        """One row; htmx sends it on every change."""
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "filter-bar comparison-choice"
        helper.form_action = reverse("compare", args=[self.report.pk])
        helper.disable_csrf = True
        helper.attrs = {
            "aria-label": "选择比较的内容",
            "hx-get": helper.form_action,
            "hx-target": "#comparison",
            "hx-swap": "outerHTML",
            "hx-replace-url": "true",
            "hx-trigger": "change, submit",
        }
        helper.layout = Layout(
            "of",
            "against",
            "view",
            Div(
                HTML('<button class="btn btn-light" type="submit">比较</button>'),
                css_class="filter-buttons",
            ),
        )
        return helper

    @property
    def is_inline(self) -> bool:
        """Whether both versions are shown in one column."""
        return self.chosen("view") == "inline"

    @property
    def asks_last_year(self) -> bool:
        """Whether last year's report is asked for, be there one or not."""
        return bool(self.data.get("against") == LAST_YEAR)

    def chosen(self, name: str) -> str:
        """What was chosen and can be, else nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def sides(self) -> tuple[Side | None, Side]:
        """What it is held against (None where there is nothing), and what is read.

        From then on the form shows them as chosen.
        """
        of = self.chosen("of")
        read = self.revision(int(of)) if of.isdecimal() else self.present()
        other = self.other_side(self.chosen("against"), read)
        self.data = {
            "of": read.key,
            "against": other.key if other else self.chosen("against"),
            "view": self.chosen("view"),
        }
        return other, read

    def present(self) -> Side:
        """The words as they are now."""
        return Side(
            NOW, "现在的文字", records.content_of(self.report), self.report.get_state_display()
        )

    def revision(self, number: int) -> Side:
        """A 稿次 of the report."""
        one = self.report.revisions.select_related("created_by").get(number=number)
        note = f"{one.created_by} {moment(localtime(one.created_at))}"
        return Side(str(number), str(one), one.content, note, one)

    def other_side(self, against: str, read: Side) -> Side | None:
        """The version that `read` is held against, None where there is none.

        By default the one before it.
        """
        if against == LAST_YEAR:
            return self.last_year()
        if against.startswith("report-"):
            other = Report.objects.visible_to(self.user).for_list().get(pk=against[7:])
            return Side(against, str(other.organization), records.content_of(other), other.headline)
        if against.isdecimal():
            return self.revision(int(against))
        return self.before(read)

    def last_year(self) -> Side | None:
        """Last year's report, None where there is none."""
        content = starting.previous_content(self.report) if self.earlier else None
        if not self.earlier or not content:
            return None
        return Side(LAST_YEAR, "上年报告", content, self.earlier.headline, is_last_year=True)

    def before(self, read: Side) -> Side | None:
        """The latest 稿次 before `read` whose words are others; the one before where none are."""
        below = read.revision.number if read.revision else len(self.revisions) + 1
        earlier = self.report.revisions.select_related("created_by").filter(number__lt=below)
        for one in earlier.order_by("-number")[:3]:
            if one.content != read.content:
                return self.revision(one.number)
        last = earlier.order_by("-number").first()
        return self.revision(last.number) if last else None
