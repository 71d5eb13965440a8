"""Earlier words of a report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from reports import permissions, records, starting
from reports.models import Report, Revision
from reports.permissions import Action
from reports.starting import CannotStart


@require_safe
def revision(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A 稿次 on paper, with the way to its neighbours and back to the report."""
    return page(request, *find(request, pk, number))


@require_POST
def revision_restore(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Bring the words of a 稿次 back; the present ones stay as a 稿次 of their own."""
    report, chosen = find(request, pk, number)
    permissions.require(request.user, Action.EDIT, report)
    seen = request.POST.get("seen_version", "")
    try:
        starting.restore(chosen, by=request.user, seen_version=int(seen) if seen.isdecimal() else 0)
    except CannotStart as refusal:
        return page(request, *find(request, pk, number), refused=str(refusal))
    messages.success(request, f"已恢复{chosen}的文字，恢复之前的文字另存为一稿，随时可以找回。")
    return redirect("report_detail", pk)


def find(request: SignedInRequest, pk: int, number: int) -> tuple[Report, Revision]:
    """The report, for those who see it, and its revision."""
    report = get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)
    return report, get_object_or_404(report.revisions.select_related("created_by"), number=number)


def page(
    request: SignedInRequest, report: Report, chosen: Revision, *, refused: str = ""
) -> HttpResponse:
    """The page; `refused` says why the words were not brought back."""
    return render(
        request,
        "drafting/revision.html",
        {
            "report": report,
            "revision": chosen,
            "outline": records.outline_of(chosen.content),
            "event": chosen.events.select_related("actor").first(),
            "last": report.revisions.order_by("-number").values_list("number", flat=True).first(),
            "may_restore": permissions.refusal(request.user, Action.EDIT, report) is None,
            "refused": refused,
        },
        status=409 if refused else 200,
    )
