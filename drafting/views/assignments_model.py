"""范文: shown to those who write; kept by those who ask."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from drafting.forms.assignments import ModelReportForm, ModelTextForm
from drafting.views.archive import DOCX
from drafting.views.assignments import find_managed
from reports import assignments, exports
from reports.models import Assignment, ModelText, Report


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_model(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a file, choose a report, or take them away."""
    assignment = find_managed(request, pk)
    sent = request.POST.get("what", "")
    file = ModelTextForm(request.POST, request.FILES) if sent == "file" else ModelTextForm()
    report = ModelReportForm(
        request.POST if sent == "report" else None,
        user=request.user,
        assignment=assignment,
        initial={"report": assignment.model_report_id},
    )
    if request.method == "POST" and keep(request, pk, sent, file, report):
        messages.success(request, "范文已更新。")
        return redirect("assignment_model", pk)
    context = {
        "assignment": assignment,
        "text": ModelText.objects.filter(assignment=assignment).defer("content").first(),
        "file": file,
        "report": report,
    }
    status = 422 if file.errors or report.errors else 200
    return render(request, "drafting/assignment_model.html", context, status=status)


def keep(
    request: SignedInRequest, pk: int, what: str, file: ModelTextForm, report: ModelReportForm
) -> bool:
    """Do what was sent; False when it cannot be understood."""
    if what == "file" and file.is_valid():
        name = file.cleaned_data["file"].name
        assignments.keep_model_text(pk, by=request.user, name=name, content=file.content)
    elif what == "report" and report.is_valid():
        chosen = report.cleaned_data["report"]
        assignments.keep_model_report(pk, by=request.user, report=chosen)
    elif what == "remove":
        assignments.remove_model_text(pk, by=request.user)
    else:
        return False
    return True


@require_safe
def assignment_model_text(request: SignedInRequest, pk: int) -> FileResponse:
    """The file, for those who are asked and those who ask."""
    text = get_object_or_404(ModelText, assignment=find_shown(request, pk))
    kind = DOCX if text.name.lower().endswith(".docx") else "text/plain; charset=utf-8"
    words = BytesIO(bytes(text.content))
    return FileResponse(words, as_attachment=True, filename=text.name, content_type=kind)


@require_safe
def assignment_model_report(request: SignedInRequest, pk: int) -> FileResponse:
    """The approved report as .docx, for the same people."""
    assignment = find_shown(request, pk)
    if assignment.model_report_id is None:
        raise Http404(pk)
    report = Report.objects.for_list().get(pk=assignment.model_report_id)
    return FileResponse(
        BytesIO(exports.word_file(report)),
        as_attachment=True,
        filename=f"范文 {exports.file_name(report)}",
        content_type=DOCX,
    )


def find_shown(request: SignedInRequest, pk: int) -> Assignment:
    """An assignment that asks this person for a report, or that this person follows."""
    shown = Assignment.objects.shown_to(request.user)
    return get_object_or_404(shown, pk=pk)
