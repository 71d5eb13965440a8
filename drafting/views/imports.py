"""The preview of an import: nothing is written before the person confirms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from drafting.beginning import begin, existing_report, proposed_title
from drafting.forms.imports import KIND_CHOICES, PreviewForm
from drafting.forms.start import StartForm
from drafting.preview import Preview, preview_of
from reports import permissions
from reports.models import EventKind
from reports.starting import CannotStart
from reports.word.importer import WordText

TARGET = (
    "assignment",
    "report",
    "seen_version",
    "ticket",
    "organization",
    "template",
    "year",
    "half",
)


@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: SignedInRequest) -> HttpResponse:
    """Show the text again with the corrections, or write it (`confirmed`)."""
    permissions.require_secretary_somewhere(request.user)
    if request.method != "POST":
        return redirect("start")
    form = PreviewForm(request.POST, user=request.user)
    if not form.is_valid():
        raise SuspiciousOperation(str(form.errors))  # no page of ours sends this
    data = form.cleaned_data
    preview = preview_of(
        data["text"],
        data["notes"].splitlines(),
        is_unwrapped=data["unwrap"],
        kinds=form.kinds(),
        roles=form.roles(),
    )
    if "confirmed" not in request.POST:
        return show(request, form, preview, data)
    return confirm(request, form, preview)


def preview_page(request: SignedInRequest, form: StartForm, source: WordText) -> HttpResponse:
    """The first look at a text that was just read."""
    data = {
        **{name: form.data.get(name, "") for name in TARGET},
        "text": source.text,
        "notes": "\n".join(source.notes),
    }
    preview = preview_of(source.text, list(source.notes))
    return show(request, PreviewForm(data, user=request.user), preview, form.cleaned_data)


def show(
    request: SignedInRequest, form: forms.Form, preview: Preview, data: dict[str, Any], **more: Any
) -> HttpResponse:
    """The page with both sides."""
    target = [(name, form.data.get(name, "")) for name in TARGET]
    context = {
        "preview": preview,
        "target": target,
        "form": form,
        "unwrap": bool(form.data.get("unwrap")),
        "kinds": KIND_CHOICES,
        "report": data["report"],
        "heading": proposed_title(data),
        **more,
    }
    part = "#preview" if request.htmx else ""
    return render(
        request,
        f"drafting/import_preview.html{part}",
        context,
        status=409 if more.get("refused") else 200,
    )


def confirm(request: SignedInRequest, form: PreviewForm, preview: Preview) -> HttpResponse:
    """Write what the page showed and open it."""
    data = form.cleaned_data
    if existing := existing_report(data):
        messages.info(request, "这项任务的报告已经有了，请接着写。")
        return redirect("editor", existing.pk)
    try:
        report = begin(request.user, data, preview.content, EventKind.IMPORT)
    except CannotStart as refusal:
        return show(request, form, preview, data, refused=str(refusal))
    messages.success(request, "已导入。原文一字未改，可以接着修改。")
    return redirect("editor", report.pk)
