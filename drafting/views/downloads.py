"""导出 and 下载: order files of many reports, follow their making, fetch them."""

from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting.exporting import ordering, storing
from drafting.exporting.chunks import chunks_of, make_chunk
from drafting.exporting.collecting import collect, zipped
from drafting.exporting.selecting import Selection, proposals, select
from drafting.forms.exports import ExportForm
from reports.models import ExportJob, ExportKind, ExportState, HousePolicy, Report
from reports.models.export_job import UNFINISHED

PAGE_SIZE = 20
TYPES = {
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: SignedInRequest) -> HttpResponseBase:
    """What to make of the reports that the address filters; on POST make it, or have it made."""
    selection = select(request.user, request.GET)
    form = ExportForm(
        request.POST if request.method == "POST" else None, proposed=proposals(selection)
    )
    count = selection.reports.count()
    if form.is_bound and count and form.is_valid():
        return begin(request, selection, form)
    context = {
        "form": form,
        "selection": selection,
        "count": count,
        "at_once": settings.EXPORT_AT_ONCE,
    }
    return render(request, "drafting/export_new.html", context, status=422 if form.errors else 200)


def begin(request: SignedInRequest, selection: Selection, form: ExportForm) -> HttpResponseBase:
    """Send a few reports at once, and put more, or a volume, in the queue."""
    kind, chosen = ExportKind(form.cleaned_data["kind"]), selection.chosen()
    if kind != ExportKind.VOLUME and len(chosen) <= settings.EXPORT_AT_ONCE:
        return at_once(
            ordering.draft(owner=request.user, kind=kind, chosen=chosen, options=form.options())
        )
    try:
        ordering.order(
            owner=request.user,
            kind=kind,
            chosen=chosen,
            options=form.options(),
            filter_words=selection.words,
            query=selection.query,
            ticket=form.cleaned_data["ticket"],
        )
    except PermissionDenied as error:
        messages.error(request, str(error))
    return redirect("downloads")


def at_once(job: ExportJob) -> HttpResponseBase:
    """The file of a job that was not saved, made while it is sent."""
    done = [one for chunk in chunks_of(job) for one in make_chunk(job, chunk)]
    source = storing.Held(done)
    if job.kind == ExportKind.ZIP:
        response: HttpResponseBase = StreamingHttpResponse(
            zipped(source), content_type=TYPES["zip"]
        )
    else:
        out = BytesIO()
        collect(job, source, out)
        response = HttpResponse(out.getvalue(), content_type=TYPES[ExportKind(job.kind).suffix])
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=job.file_name) or "attachment"
    )
    return response


@never_cache
@require_safe
def downloads(request: SignedInRequest) -> HttpResponse:
    """The person's exports, newest first; while one is under way the list asks again."""
    jobs = ExportJob.objects.owned_by(request.user).for_list()
    page = Paginator(jobs, PAGE_SIZE).get_page(request.GET.get("page"))
    template = "drafting/downloads.html"
    if request.htmx and not request.htmx.history_restore_request:
        template += "#jobs"
    context = {
        "page": page,
        "is_moving": any(job.state in UNFINISHED for job in page.object_list),
        "days": lambda: (
            HousePolicy.objects.for_user(request.user).export_days
        ),  # not with every poll
    }
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def export_job(request: SignedInRequest, pk: int) -> HttpResponse:
    """One export: what it is of, and what could not be exported and why."""
    job = get_object_or_404(ExportJob.objects.owned_by(request.user), pk=pk)
    seen = (
        Report.objects.visible_to(request.user)
        .for_list()
        .in_bulk([report for report, _ in job.faults[:500]])
    )
    faults = [(seen.get(report), words) for report, words in job.faults]
    return render(request, "drafting/export_job.html", {"job": job, "faults": faults})


@never_cache
@require_safe
def export_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file, as long as the person still sees every report in it."""
    done = ExportJob.objects.owned_by(request.user).filter(state=ExportState.DONE)
    job = get_object_or_404(done, pk=pk)
    if not ordering.may_fetch(job, request.user):
        raise PermissionDenied("文件里有您已无权查看的报告，不能下载。请在报告列表重新导出。")
    try:
        file = storing.file_of(job).open("rb")
    except OSError:
        messages.error(request, "文件已不在服务器上。请在报告列表重新导出。")
        return redirect("downloads")
    kind = TYPES[ExportKind(job.kind).suffix]
    return FileResponse(file, as_attachment=True, filename=job.file_name, content_type=kind)


@require_POST
def export_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop an export that is waiting or under way."""
    job = get_object_or_404(ExportJob.objects.owned_by(request.user), pk=pk)
    if ordering.cancel(job):
        messages.success(request, f"已取消：{job.file_name}")
    else:
        messages.info(request, "这项导出已经结束，不用取消。")
    return redirect("downloads")


@require_POST
def export_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Order the same again, of the reports as they stand now."""
    job = get_object_or_404(ExportJob.objects.owned_by(request.user), pk=pk)
    try:
        ordering.again(job)
    except PermissionDenied as error:
        messages.error(request, str(error))
    return redirect("downloads")


@require_POST
def export_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an export with its file."""
    job = get_object_or_404(ExportJob.objects.owned_by(request.user), pk=pk)
    ordering.remove(job)
    messages.success(request, f"已删除：{job.file_name}")
    return redirect("downloads")
