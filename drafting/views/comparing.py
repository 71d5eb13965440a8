"""Two versions of a report, or two reports, word by word; a passage can be brought back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting.comparison.comparing import compared
from drafting.forms.comparing import ComparisonForm
from reports import permissions, restoring
from reports.models import Report
from reports.permissions import Action
from reports.starting import CannotStart


@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """The versions that were chosen; without a choice, the present words and the 稿次 before."""
    report = find(request, pk)
    return page(request, report, request.GET)


@require_safe
def revision_changes(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A 稿次 beside the one before it."""
    report = find(request, pk)
    numbers = report.revisions.filter(number__in=(number, number - 1))
    if numbers.count() != 2:  # noqa: PLR2004 - both
        raise Http404
    data = {"of": str(number), "against": str(number - 1), "view": request.GET.get("view", "")}
    return page(request, report, data)


@require_POST
def passage_restore(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Bring one passage of a 稿次 back; the words before stay as a 稿次 of their own."""
    report = find(request, pk)
    permissions.require(request.user, Action.EDIT, report)
    revision = get_object_or_404(report.revisions, number=number)
    seen = request.POST.get("seen_version", "")
    data = {"against": str(number), "view": request.POST.get("view", "")}
    try:
        restoring.restore_passage(
            revision,
            place=request.POST.get("place", ""),
            by=request.user,
            seen_version=int(seen) if seen.isdecimal() else 0,
        )
    except CannotStart as refusal:
        return page(request, find(request, pk), data, refused=str(refusal))
    messages.success(request, f"已按{revision}恢复这一段，恢复之前的文字另存为一稿。")
    return redirect("editor", pk)


def find(request: SignedInRequest, pk: int) -> Report:
    """The report, for those who see it."""
    return get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)


def page(
    request: SignedInRequest,
    report: Report,
    data: QueryDict | dict[str, str],
    *,
    refused: str = "",
) -> HttpResponse:
    """The comparison; htmx gets it without the page around it."""
    form = ComparisonForm(data, user=request.user, report=report)
    other, read = form.sides()
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "read": read,
        "other": other,
        "refused": refused,
        "may_restore": bool(other and other.revision)
        and permissions.refusal(request.user, Action.EDIT, report) is None,
    }
    if other:
        context["comparison"] = compared(other.content, read.content, figures=other.is_last_year)
    part = "#comparison" if request.htmx else ""
    status = 409 if refused else 200
    return render(request, f"drafting/compare.html{part}", context, status=status)
