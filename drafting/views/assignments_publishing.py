"""An assignment on its way: looked over, published, ended; the next of its series."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting.forms.assignments import CancelForm
from drafting.views.assignments import find_managed
from reports import assignments, deadlines
from reports.assignments import CannotAssign
from reports.assignments.changing import chain_in_words
from reports.assignments.drafting import levels_of
from reports.models import Assignment

MOST_SHOWN = 500


@require_safe
def assignment_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who will be asked for what, and what ought to be known before."""
    assignment = find_managed(request, pk)
    if assignment.is_published:
        return redirect("assignment", pk)
    return preview_page(request, assignment)


def preview_page(
    request: SignedInRequest, assignment: Assignment, *, refused: str = ""
) -> HttpResponse:
    """The page, and what stands against publishing if something does."""
    preview = assignments.preview_of(assignment)
    context = {
        "assignment": assignment,
        "preview": preview,
        "shown": preview.targets[:MOST_SHOWN],
        "chain": chain_in_words(levels_of(assignment)),
        "late_rule": deadlines.rule_in_words(assignment),
        "is_past": assignment.due < timezone.localdate(),
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "drafting/assignment_preview.html", context, status=status)


@require_POST
def assignment_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask everybody; a second press asks nobody twice."""
    assignment = find_managed(request, pk)
    seen = request.POST.get("seen_version", "")
    try:
        made = assignments.publish(
            pk, by=request.user, seen_version=int(seen) if seen.isdecimal() else 0
        )
    except CannotAssign as refusal:
        return preview_page(request, assignment, refused=str(refusal))
    messages.success(request, f"《{made}》已发布，并通知了各单位的支部书记。")
    return redirect("assignment", pk)


@require_POST
def assignment_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    assignment = find_managed(request, pk)
    try:
        assignments.discard(pk, by=request.user)
    except CannotAssign as refusal:
        messages.error(request, str(refusal))
        return redirect("assignment", pk)
    messages.success(request, f"草稿《{assignment}》已删除。")
    return redirect("assignment_list")


@require_POST
def assignment_following(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draft the next of the series now."""
    find_managed(request, pk)
    following = assignments.draft_following(pk, by=request.user)
    return redirect("assignment_preview", following.pk)


ENDS = {
    "close": (
        "结束任务",
        "不再接收新的报告；已经送审的照常审核，全部报告都保留。以后可以重新开放。",
    ),
    "reopen": ("重新开放", "各单位又可以据此起草、送审。"),
    "cancel": (
        "取消任务",
        "不再要求报送，并通知还没有通过审核的单位。已经写下的文字都保留，可以查看和下载；取消后不能恢复。",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_end(request: SignedInRequest, pk: int, how: str) -> HttpResponse:
    """Say what follows, then close, reopen or cancel."""
    if how not in ENDS:
        raise Http404(how)
    assignment = find_managed(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = CancelForm(sent) if how == "cancel" else None
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            end(request, pk, how, form)
        except CannotAssign as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"已{ENDS[how][0]}：《{assignment}》。")
            return redirect("assignment", pk)
    label, consequence = ENDS[how]
    context = {
        "assignment": assignment,
        "label": label,
        "consequence": consequence,
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 422 if form and form.errors else 200
    return render(request, "drafting/assignment_end.html", context, status=status)


def end(request: SignedInRequest, pk: int, how: str, form: CancelForm | None) -> None:
    """Carry it out. Raises CannotAssign."""
    if form is not None:
        assignments.cancel(pk, by=request.user, reason=form.cleaned_data["reason"])
    else:
        {"close": assignments.close, "reopen": assignments.reopen}[how](pk, by=request.user)
