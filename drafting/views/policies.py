"""审核规定 and 日常规定: what administrators rule for their organisations."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.policies import HousePolicyForm, PolicyForm, ReviewPolicyForm
from reports import permissions
from reports.models import HousePolicy, ReviewPolicy

PAGE_SIZE = 50
LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rules: its page, what removes a row of it, and the parts that are its own."""

    model: type[ReviewPolicy] | type[HousePolicy]
    form: type[PolicyForm]
    page: str
    remove: str
    summary: str
    rows: str

    @property
    def title(self) -> str:
        """What the page calls it."""
        return str(self.model._meta.verbose_name)


REVIEW = Kind(
    ReviewPolicy,
    ReviewPolicyForm,
    "review_policies",
    "review_policy_remove",
    "drafting/_review_policy_summary.html",
    "drafting/_review_policy_rows.html",
)
HOUSE = Kind(
    HousePolicy,
    HousePolicyForm,
    "house_policies",
    "house_policy_remove",
    "drafting/_house_policy_summary.html",
    "drafting/_house_policy_rows.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
def review_policies(request: SignedInRequest) -> HttpResponse:
    """How long a review may take, and what if nobody can do it."""
    return _listed(request, REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
def house_policies(request: SignedInRequest) -> HttpResponse:
    """How long files stay and stand-ins stand in, when people are reminded."""
    return _listed(request, HOUSE)


@require_POST
def review_policy_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the rules of the organisation above."""
    return _removed(request, REVIEW, pk)


@require_POST
def house_policy_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the rules of the organisation above."""
    return _removed(request, HOUSE, pk)


def _listed(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """The rules of the organisations that this person administers; on POST those of one."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    below = request.user.below("organization__", (MemberRole.ADMINISTRATOR,))
    mine = kind.model.objects.filter(below).select_related("organization", "changed_by")
    chosen = request.GET.get("organization", "")
    shown = (
        mine.filter(organization=int(chosen)).first()
        if chosen.isdecimal() and len(chosen) < LONGEST_NUMBER
        else None
    )
    posted = request.POST if request.method == "POST" else None
    form = kind.form(posted, instance=shown, user=request.user, address=kind.page)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        kept, _ = kind.model.objects.update_or_create(
            organization=data.pop("organization"), defaults=data | {"changed_by": request.user}
        )
        messages.success(request, f"{kept.organization}的{kind.title}已保存。")
        return redirect(kind.page)
    context = {
        "form": form,
        "page": Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page")),
        "usual": kind.model(),
        "kind": kind,
    }
    status = 422 if form.errors else 200
    return render(request, "drafting/policies.html", context, status=status)


def _removed(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    below = request.user.below("organization__", (MemberRole.ADMINISTRATOR,))
    gone = get_object_or_404(kind.model.objects.filter(below).select_related("organization"), pk=pk)
    gone.delete()
    messages.success(request, f"{gone.organization}的{kind.title}已删除，改按上级的规定。")
    return redirect(kind.page)
