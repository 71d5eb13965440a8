"""版面预览: a report as the pages that its file has, and the file as PDF."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from reports import exports, layouts, office, permissions
from reports.models import Report
from reports.permissions import Action
from reports.word.pages.pagination import pages_of


def find(request: SignedInRequest, pk: int) -> Report:
    """The report, for those who may take it away as a file."""
    report = get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)
    permissions.require(request.user, Action.EXPORT, report)
    return report


@never_cache
@require_safe
def report_pages(request: SignedInRequest, pk: int) -> HttpResponse:
    """The pages of the report as it is now; a script in the editor gets the sheets alone."""
    report = find(request, pk)
    is_renumbered = request.GET.get("renumbered") == "1"
    context = {
        "report": report,
        "pages": pages_of(exports.word_file(report, renumbered=is_renumbered)),
        "renumbered": is_renumbered,
        "may_edit": permissions.refusal(request.user, Action.EDIT, report) is None,
        "in_force": layouts.in_force(report.organization),
        "has_office": office.is_there(),
    }
    part = "#sheets" if request.htmx else ""
    response = render(request, f"drafting/report_pages.html{part}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@never_cache
@require_safe
def report_pdf(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    """The report as PDF, made from the Word file by LibreOffice; without it, why there is none."""
    report = find(request, pk)
    is_renumbered = request.GET.get("renumbered") == "1"
    try:
        pdf = office.pdf_of(exports.word_file(report, renumbered=is_renumbered))
    except office.NoOffice as reason:
        messages.warning(request, str(reason))
        return redirect("report_pages", pk)
    name = exports.file_name(report, "pdf")
    return FileResponse(
        BytesIO(pdf), as_attachment=True, filename=name, content_type="application/pdf"
    )
