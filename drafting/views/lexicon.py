"""表述与会期: official language and the calendar, as they ship and as administrators keep them."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organization
from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.lexicon import EntryForm, FilterForm, SwitchOffForm, list_address
from drafting.lexicon import lexicon_list, own_lexicon, shipped_lexicon
from drafting.lexicon.own_lexicon import LexiconConflict
from drafting.lexicon.shipped_lexicon import Shipped
from drafting.models import CALENDAR, EXPRESSIONS, EntryKind, LexiconChange, LexiconEntry
from reports import permissions

PAGE_SIZE = 50


def _listed(
    request: SignedInRequest, name: str, kinds: tuple[EntryKind, ...], template: str
) -> HttpResponse:
    """One of the two lists."""
    top = top_of(request)
    form = FilterForm(request.GET, address=reverse(name), kinds=kinds, top=top)
    form.is_valid()  # what cannot be understood filters nothing
    data = form.cleaned_data
    chosen = [data["kind"]] if data.get("kind") else kinds
    rows = lexicon_list.rows(
        top, chosen, words=data.get("words", ""), only_own=bool(data.get("own"))
    )
    context = {
        "form": form,
        "top": top,
        "tops": lexicon_list.tops_of(request.user),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "refusal": permissions.unless_keeper_of_lexicon(request.user, top),
        "first_kind": kinds[0].value,
    }
    return render(request, f"{template}#results" if request.htmx else template, context)


@require_safe
def lexicon(request: SignedInRequest) -> HttpResponse:
    """Expressions, former ones, regulations."""
    return _listed(request, "lexicon", EXPRESSIONS, "drafting/lexicon.html")


@require_safe
def lexicon_calendar(request: SignedInRequest) -> HttpResponse:
    """Meetings, campaigns, plans, days to remember."""
    return _listed(request, "lexicon_calendar", CALENDAR, "drafting/lexicon_calendar.html")


@require_http_methods(["GET", "HEAD", "POST"])
def lexicon_new(request: SignedInRequest) -> HttpResponse:
    """A row more, or with `kind` and `term` one in the place of a row that ships."""
    top = top_of(request)
    permissions.require_keeper_of_lexicon(request.user, top)
    shipped = _shipped(request)
    kind = shipped.kind if shipped else request.GET.get("kind", "")
    initial = {"kind": kind if kind in EntryKind.values else EntryKind.PHRASE}
    if shipped:
        initial |= {name: getattr(shipped, name) for name in own_lexicon.FIELDS}
        initial["forms"] = "\n".join(form for form in shipped.forms if form != shipped.term)
    return _edited(request, LexiconEntry(), top, initial)


@require_http_methods(["GET", "HEAD", "POST"])
def lexicon_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """A row that administrators keep."""
    entry = get_object_or_404(_seen(request), pk=pk)
    permissions.require_keeper_of_lexicon(request.user, entry.organization)
    return _edited(request, entry, entry.organization, {})


def _edited(
    request: SignedInRequest, entry: LexiconEntry, top: Organization, initial: Mapping[str, object]
) -> HttpResponse:
    """The form, and on POST what becomes of it."""
    pk, kind = entry.pk, entry.kind or str(initial["kind"])
    kinds = CALENDAR if kind in CALENDAR else EXPRESSIONS
    back = list_address(kind, top)
    posted = request.POST if request.method == "POST" else None
    shipped = shipped_lexicon.in_place_of(kind, str(initial.get("term", entry.term)))
    form = EntryForm(
        posted, instance=entry, initial=initial, top=top, kinds=kinds, back=back, shipped=shipped
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        seen = data.pop("seen_version") or 0
        try:
            kept = own_lexicon.keep(top, data, by=request.user, pk=pk, seen_version=seen)
            messages.success(request, f"“{kept}”已保存，下一次体检起按它提示。")
            return redirect(back)
        except LexiconConflict as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "top": top, "back": back, "shipped": shipped, "pk": pk}
    context |= {"title": form.initial.get("term"), "is_event": kinds == CALENDAR}
    status = 422 if form.errors else 200
    return render(request, "drafting/lexicon_entry.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lexicon_off(request: SignedInRequest) -> HttpResponse:
    """Leave out a row that ships, for a reason."""
    top = top_of(request)
    permissions.require_keeper_of_lexicon(request.user, top)
    shipped = _shipped(request)
    if shipped is None:
        raise Http404
    back = list_address(shipped.kind, top)
    form = SwitchOffForm(request.POST if request.method == "POST" else None, back=back)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        own_lexicon.switch_off(top, shipped, reason=reason, by=request.user)
        messages.success(request, f"“{shipped.term}”已停用，体检不再用它。")
        return redirect(back)
    context = {"form": form, "shipped": shipped, "back": back}
    status = 422 if form.errors else 200
    return render(request, "drafting/lexicon_off.html", context, status=status)


@require_POST
def lexicon_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an own row away; what ships in its place holds again."""
    top = top_of(request)
    gone = own_lexicon.remove(top, pk, by=request.user)
    if gone is None:
        messages.info(request, "这一条已经不在了。")
        return redirect(f"{reverse('lexicon')}?tree={top.pk}")
    restored = shipped_lexicon.in_place_of(gone.kind, gone.term) is not None
    done = "已恢复原样" if restored else "已删除"
    messages.success(request, f"“{gone}”{done}，下一次体检起生效。")
    return redirect(list_address(gone.kind, top))


@require_safe
def lexicon_changes(request: SignedInRequest) -> HttpResponse:
    """Who did what, the latest first."""
    top = top_of(request)
    changes = LexiconChange.objects.filter(organization=top).select_related("by")
    page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "drafting/lexicon_changes.html", {"page": page, "top": top})


def top_of(request: SignedInRequest) -> Organization:
    """The top of the tree that is asked for, or of the first in which the person administers."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    tops = lexicon_list.tops_of(request.user)
    asked = request.GET.get("tree")
    top = next((one for one in tops if asked in {None, str(one.pk)}), None)
    if top is None:
        raise Http404
    return top


def _shipped(request: SignedInRequest) -> Shipped | None:
    """The row that `kind` and `term` name."""
    kind, term = request.GET.get("kind", ""), request.GET.get("term", "")
    return shipped_lexicon.in_place_of(kind, term)


def _seen(request: SignedInRequest) -> QuerySet[LexiconEntry]:
    """The rows of the trees in which the person administers."""
    tops = lexicon_list.tops_of(request.user)
    return LexiconEntry.objects.filter(organization__in=tops).select_related("organization")
