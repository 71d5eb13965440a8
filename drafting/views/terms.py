"""本单位词库: the words that the check leaves alone, and those that it always reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.terms import TermForm
from drafting.lexicon import wordlist
from drafting.models import Term, WordKind
from reports import permissions

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: SignedInRequest) -> HttpResponse:
    """The words in reach, and on POST one more."""
    permissions.require_role(request.user, *MemberRole)
    form = TermForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        term = wordlist.keep(data.pop("organization"), by=request.user, **data)
        messages.success(request, f"“{term}”已加入词库。")
        return redirect("terms")
    found = wordlist.wordlist_of(request.user)
    context = {
        "form": form,
        "page": Paginator(found.own, PAGE_SIZE).get_page(request.GET.get("page")),
        "from_above": found.from_above,
    }
    return render(request, "drafting/terms.html", context, status=422 if form.errors else 200)


@require_POST
def term_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a word out of the list."""
    seen = Term.objects.filter(request.user.reach("organization__"))
    term = get_object_or_404(seen.select_related("organization"), pk=pk)
    wordlist.remove(term, by=request.user)
    again = "会重新提示" if term.kind == WordKind.RIGHT else "不再提示"
    messages.success(request, f"“{term}”已移出词库，体检{again}。")
    return redirect("terms")
