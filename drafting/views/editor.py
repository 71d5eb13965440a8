"""The editor: the page, and what it asks before everything is renumbered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from drafting import bell
from drafting.briefing import brief_of
from drafting.forms.report import ArrangementForm
from drafting.sheet import changes_of, last_opinion, sheet_of
from reports import editing, permissions, records
from reports.models import Report
from reports.permissions import Action


@require_safe
def editor(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report to write in."""
    report = find(request, pk)
    if not report.is_editable and request.user.is_secretary_of(report.organization):
        messages.info(request, str(permissions.refusal(request.user, Action.EDIT, report)))
        return redirect("report_detail", pk)
    permissions.require(request.user, Action.EDIT, report)
    bell.seen(request.user, pk)
    return render(request, "drafting/editor.html", page_of(report))


def find(request: SignedInRequest, pk: int) -> Report:
    """The report with all that the page shows of it, for those who see it."""
    reports = Report.objects.visible_to(request.user).for_list()
    return get_object_or_404(reports, pk=pk)


def page_of(report: Report) -> dict[str, Any]:
    """What the template of the editor needs."""
    events = list(report.events.select_related("actor", "revision"))
    return {
        "report": report,
        "sheet": sheet_of(report),
        "events": events[::-1],
        "sent_back": last_opinion(events, report),
        "brief": brief_of(report.assignment, report.organization, report),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def renumber(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which numbers would change, and on POST the change itself."""
    report = find(request, pk)
    permissions.require(request.user, Action.EDIT, report)
    if request.method == "POST":
        form = ArrangementForm(request.POST)
        try:
            if form.is_valid():
                seen = form.cleaned_data["arrangement"]
                editing.renumber_all(pk, by=request.user, arrangement=seen)
                messages.success(request, "已重新编号，原来的文字留在稿次里。")
                return redirect("editor", pk)
        except editing.Rearranged as moved:
            messages.warning(request, str(moved))
        return redirect("renumber", pk)
    context = {"report": report, "changes": changes_of(records.to_outline(report))}
    return render(request, "drafting/renumber.html", context)
