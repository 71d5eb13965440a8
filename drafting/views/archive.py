"""All reports that a person sees: the list, and each as a file."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from drafting.filters import ReportFilter
from drafting.pagination import CountedPages
from reports import exports, layouts, permissions
from reports.models import Report
from reports.permissions import Action

PAGE_SIZE = 25
UNKEPT = {"page", "pick"}  # of the address, not of the filter
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """The reports in reach, filtered, sorted and in pages; htmx gets the results alone."""
    chosen = ReportFilter(request.GET, user=request.user)
    pages = CountedPages(chosen.qs, PAGE_SIZE, chosen.count)
    page = pages.get_page(request.GET.get("page"))
    template = "drafting/report_list.html"
    if request.htmx and not request.htmx.history_restore_request:
        template += "#results"
    context = {
        "filter": chosen,
        "filtered": [
            (k, v) for k in request.GET for v in request.GET.getlist(k) if k not in UNKEPT
        ],
        "page": page,
        "columns": columns(request.GET.get("sort", "")),
    }
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def columns(sort: str) -> list[dict[str, str]]:
    """Heads of the columns that sort: what a press asks for next, and how it stands now."""
    chosen = sort.lstrip("-") or "updated"
    is_falling = sort.startswith("-") or not sort
    return [
        {
            "label": label,
            "next": name if name == chosen and is_falling else f"-{name}",
            "aria": ("descending" if is_falling else "ascending") if name == chosen else "none",
            "icon": ("arrow-down" if is_falling else "arrow-up") if name == chosen else "",
        }
        for name, label in (("organization", "党组织"), ("state", "状态"), ("updated", "更新"))
    ]


@never_cache
@require_safe
def report_word(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    """The report as .docx, in its words as written or (`?renumbered=1`) numbered afresh.

    Where the layout has a red head or an imprint, what stands there is asked for first, once.
    """
    report = get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)
    permissions.require(request.user, Action.EXPORT, report)
    is_formal = request.GET.get("plain") != "1"
    if is_formal and layouts.lacks_details(report):
        return redirect("report_formal", pk)
    is_renumbered = request.GET.get("renumbered") == "1"
    words = exports.word_file(report, renumbered=is_renumbered, formal=is_formal)
    return FileResponse(
        BytesIO(words),
        as_attachment=True,
        filename=exports.file_name(report),
        content_type=DOCX,
    )
