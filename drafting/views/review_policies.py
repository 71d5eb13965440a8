"""审核规定: how long a review may take, and what if nobody can do it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.review_policy import ReviewPolicyForm
from reports import permissions
from reports.models import ReviewPolicy

PAGE_SIZE = 50
LONGEST_NUMBER = 10


@require_http_methods(["GET", "HEAD", "POST"])
def review_policies(request: SignedInRequest) -> HttpResponse:
    """The rules of the organisations that this person administers; on POST those of one."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    below = request.user.below("organization__", (MemberRole.ADMINISTRATOR,))
    mine = ReviewPolicy.objects.filter(below).select_related("organization", "changed_by")
    chosen = request.GET.get("organization", "")
    shown = (
        mine.filter(organization=int(chosen)).first()
        if chosen.isdecimal() and len(chosen) < LONGEST_NUMBER
        else None
    )
    posted = request.POST if request.method == "POST" else None
    form = ReviewPolicyForm(posted, instance=shown, user=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        kept, _ = ReviewPolicy.objects.update_or_create(
            organization=data.pop("organization"), defaults=data | {"changed_by": request.user}
        )
        messages.success(request, f"{kept.organization}的审核规定已保存。")
        return redirect("review_policies")
    context = {
        "form": form,
        "page": Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page")),
        "usual": ReviewPolicy(),
    }
    status = 422 if form.errors else 200
    return render(request, "drafting/review_policies.html", context, status=status)


@require_POST
def review_policy_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the rules of the organisation above."""
    below = request.user.below("organization__", (MemberRole.ADMINISTRATOR,))
    gone = get_object_or_404(
        ReviewPolicy.objects.filter(below).select_related("organization"), pk=pk
    )
    gone.delete()
    messages.success(request, f"{gone.organization}的审核规定已删除，改按上级的规定。")
    return redirect("review_policies")
