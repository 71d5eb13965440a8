"""Which reports an export is of: the filter of the report list, or the rows ticked in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from drafting.exporting.ordering import common_organization
from drafting.filters import ReportFilter
from reports.models import Report

PICKED = "pick"
TREE = ("organization__path", "-year", "half", "template", "pk")


@dataclass(frozen=True, slots=True)
class Selection:
    """Reports in the order of the tree, and how the person chose them, in words."""

    reports: QuerySet[Report]
    words: str
    query: str

    def chosen(self) -> list[tuple[int, int]]:
        """The reports with the version in which they stand now."""
        return list(self.reports.values_list("pk", "version"))


def select(user: User, query: QueryDict) -> Selection:
    """What the address says, of what `user` sees: `pick` names reports, the rest filters."""
    filtered = ReportFilter(query, user=user)
    reports, words = filtered.qs, [*_words(filtered.form)]
    picked = [int(key) for key in query.getlist(PICKED) if key.isdecimal() and len(key) < 19]  # noqa: PLR2004 - as many figures as a key can have
    if picked:
        reports, words = reports.filter(pk__in=picked), ["在列表中勾选"]
    return Selection(reports.order_by(*TREE), "，".join(words) or "全部报告", query.urlencode())


def _words(form: forms.Form) -> Iterator[str]:
    """What was chosen, field by field; the order of the list does not matter here."""
    if not form.is_valid():
        return
    for name, value in form.cleaned_data.items():
        field = form.fields[name]
        if value in (None, "", [], False) or name == "sort":
            continue
        if value is True:
            yield str(field.label)
        elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            choices = cast("Iterable[tuple[Any, str]]", field.choices)
            yield next((str(label) for key, label in choices if str(key) == str(value)), str(value))
        elif isinstance(value, str):
            yield f"{field.label}含“{value}”"
        else:
            yield str(value)


def proposals(selection: Selection) -> dict[str, str]:
    """What cover and table say unless the person says otherwise: organisation, period, subject."""
    rows = list(
        selection.reports.order_by().values_list("year", "half", "template__name").distinct()[:50]
    )
    above = common_organization([pk for pk, _ in selection.chosen()])
    years = sorted({year for year, _, _ in rows})
    period = ""
    if years:
        period = f"{years[0]}年度" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    if len({(year, half) for year, half, _ in rows}) == 1:
        period = Report(year=rows[0][0], half=rows[0][1]).period
    kinds = {name for _, _, name in rows}
    kind = kinds.pop().removeprefix("年度").removeprefix("半年") if len(kinds) == 1 else "报告"
    return {
        "organization": above.name if above else "",
        "period": period,
        "subject": f"{period}{kind}",
    }


def title_of(kind: str, subject: str) -> str:
    """The title of a file of `kind` about `subject`: 2026年度工作总结汇编."""
    ending: dict[str, Any] = {"volume": "汇编", "zip": ""}
    lists = {"problems": "问题清单", "measures": "措施清单"}
    return f"{subject}{ending.get(kind) or lists.get(kind.partition('_')[0], '')}"
