"""委托: whom one lets review in one's stead, and for whom one stands in."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.delegation import Delegation
from accounts.requests import SignedInRequest
from drafting.forms.delegation import DelegationForm
from reports import delegating, permissions

FEW = 50


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: SignedInRequest) -> HttpResponse:
    """Own delegations and those of others to this person; on POST one more."""
    mine = Delegation.objects.filter(Q(giver=request.user) | Q(stand_in=request.user))
    known = list(mine.select_related("giver", "stand_in")[:FEW])
    posts = delegating.own_posts(request.user)
    permissions.require_delegation(posts, known)
    posted = request.POST if request.method == "POST" else None
    form = DelegationForm(posted, user=request.user) if posts else None
    if form and form.is_bound and form.is_valid():
        made = delegating.delegate(request.user, **form.cleaned_data)
        messages.success(request, f"已委托{made.stand_in}代为审核，{made.days}。")
        return redirect("delegations")
    context = {
        "form": form,
        "given": [one for one in known if one.giver_id == request.user.pk],
        "taken": [one for one in known if one.stand_in_id == request.user.pk],
    }
    status = 422 if form and form.errors else 200
    return render(request, "drafting/delegations.html", context, status=status)


@require_POST
def delegation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a delegation back, or decline it."""
    mine = Delegation.objects.filter(Q(giver=request.user) | Q(stand_in=request.user))
    delegation = get_object_or_404(mine.select_related("giver", "stand_in"), pk=pk)
    delegating.end(delegation, by=request.user)
    messages.success(request, "委托已结束，此前代为作出的决定不受影响。")
    return redirect("delegations")
