"""Beginning a report: empty, with last year's headings, from a file or from pasted text."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from drafting.beginning import (
    begin,
    content_for,
    earlier_report,
    existing_report,
    headings_of,
    proposed_title,
    target_of,
)
from drafting.briefing import brief_of
from drafting.forms.start import StartForm
from drafting.views import imports
from reports import permissions
from reports.models import EventKind, Report
from reports.permissions import Action
from reports.starting import CannotStart


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Ask how to begin; then begin, or show how an import would be understood."""
    permissions.require_secretary_somewhere(request.user)
    if request.method != "POST":
        form = asked(request)
        return page(request, form)
    form = StartForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return page(request, form, status=422)
    data = form.cleaned_data
    if existing := existing_report(data):
        return go_on(request, existing)
    if data["way"] in {"file", "text"}:
        return imports.preview_page(request, form, data["source"])
    try:
        report = begin(request.user, data, content_for(data), EventKind.CREATE)
    except CannotStart as refusal:
        return page(request, form, refused=str(refusal), status=409)
    return redirect("editor", report.pk)


def asked(request: SignedInRequest) -> StartForm:
    """The form for what the address names."""
    named = {
        name: request.GET[name]
        for name in ("assignment", "organization", "report", "template", "year", "half")
        if request.GET.get(name)
    }
    form = StartForm(user=request.user, initial={"way": "template", **named})
    if report := target_of(form)["report"]:
        permissions.require(request.user, Action.EDIT, report)
        form.initial["seen_version"] = report.version
    return form


def page(
    request: SignedInRequest, form: StartForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page with its form, and what is known about the report to begin."""
    target = target_of(form)
    earlier = earlier_report(target)
    context = {
        "form": form,
        "target": target,
        "earlier": earlier,
        "headings": headings_of(earlier) if earlier else [],
        "proposed": proposed_title(target),
        "refused": refused,
        "brief": brief_of(target["assignment"], target["organization"])
        if target["organization"]
        else None,
    }
    return render(request, "drafting/start.html", context, status=status)


def go_on(request: SignedInRequest, report: Report) -> HttpResponse:
    """To the report that there is already."""
    messages.info(request, "这项任务的报告已经有了，请接着写。")
    return redirect("editor", report.pk)
