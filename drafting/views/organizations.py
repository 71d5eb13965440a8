"""组织与人员: the tree that an administrator looks after, one organisation, one person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.changes import Change
from accounts.models import Membership, Organization, User
from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting import administering
from drafting.administering import ON_ORGANIZATION, ON_PERSON, REFUSALS, Deed
from drafting.forms.organizations import AdministratorForm
from reports import permissions

PAGE_SIZE = 50
MOST_SUGGESTIONS = 12
MOST_CHANGES = 30


def administered(user: User) -> QuerySet[Organization]:
    """The organisations that `user` looks after, in the order of the tree."""
    return Organization.objects.filter(user.below("", (MemberRole.ADMINISTRATOR,))).order_by("path")


@require_safe
def organizations(request: SignedInRequest) -> HttpResponse:
    """The tops of what one looks after, or what a search finds: organisations and people."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    words = request.GET.get("words", "").strip()
    found = administered(request.user)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    else:
        tops = [m.organization_id for m in request.user.roles if m.role == MemberRole.ADMINISTRATOR]
        found = found.filter(pk__in=tops)
    people = User.objects.none()
    if words:
        below = request.user.below("memberships__organization__", (MemberRole.ADMINISTRATOR,))
        named = Q(full_name__icontains=words) | Q(username__icontains=words)
        people = User.objects.filter(below, named).order_by("full_name", "pk").distinct()
    context = {
        "words": words,
        "page": listed(found, request),
        "people": people.prefetch_related("memberships__organization")[:PAGE_SIZE],
    }
    return render(request, "drafting/organizations.html", context)


def listed(found: QuerySet[Organization], request: SignedInRequest) -> Any:  # noqa: ANN401 - Django's page
    """A page of organisations with their secretaries; three queries whatever their number."""
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = Membership.objects.filter(
        organization__in=[one.pk for one in page.object_list], role=MemberRole.SECRETARY
    ).select_related("user")
    secretaries: dict[int, list[User]] = {}
    for row in rows.order_by("pk"):
        secretaries.setdefault(row.organization_id, []).append(row.user)
    for one in page.object_list:
        one.secretaries = secretaries.get(one.pk, [])
    return page


@require_safe
def organization_names(request: SignedInRequest) -> HttpResponse:
    """Suggestions for a name that is being typed: `<option>`s."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    words = next(filter(None, (str(value).strip() for value in request.GET.dict().values())), "")
    named = Q(name__icontains=words) | Q(short_name__icontains=words)
    found = administered(request.user).filter(named, is_active=True)[:MOST_SUGGESTIONS]
    return render(request, "drafting/_organization_names.html", {"found": found})


@require_safe
def organization(request: SignedInRequest, pk: int) -> HttpResponse:
    """One organisation: what is below it, who does what in it, what was done to it."""
    return organization_page(request, find_organization(request, pk))


@require_POST
def organization_do(request: SignedInRequest, pk: int, deed: str) -> HttpResponse:
    """Do one of ON_ORGANIZATION to it."""
    found = find_organization(request, pk)
    if deed not in ON_ORGANIZATION:
        raise Http404(deed)
    chosen = ON_ORGANIZATION[deed]
    form = chosen.form(request.POST, user=request.user, prefix=deed)
    done = attempt(request, chosen, found, form)
    if done is None:
        again = find_organization(request, pk)
        return organization_page(request, again, typed={deed: form}, status=422)
    messages.success(request, done.words)
    if done.password:
        return organization_page(request, find_organization(request, pk), done=done)
    return redirect("organization", pk)


def attempt(
    request: SignedInRequest, deed: Deed, on: Organization | User, form: AdministratorForm
) -> administering.Done | None:
    """Carry the deed out; None, with the words on the form, where that cannot be."""
    if not form.is_valid():
        return None
    try:
        return administering.carry_out(deed, on, form.cleaned_data, by=request.user)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return None


def find_organization(request: SignedInRequest, pk: int) -> Organization:
    """The organisation, for those who look after it."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    return get_object_or_404(administered(request.user).select_related("merged_into"), pk=pk)


def without_fields(typed: dict[str, AdministratorForm]) -> list[str]:
    """Why 免去任职 was refused: it has no form of its own on the page that could say so."""
    form = typed.get("relieve")
    return [str(words) for errors in form.errors.values() for words in errors] if form else []


def organization_page(
    request: SignedInRequest,
    found: Organization,
    *,
    typed: dict[str, AdministratorForm] | None = None,
    done: administering.Done | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `typed` holds a form that was refused, `done` a password to be handed on."""
    names = {"name": found.name, "short_name": found.short_name, "kind": found.kind}
    above = administered(request.user).filter(path__in=found.ancestor_paths())
    below = Organization.objects.get_children(found)
    context = {
        "organization": found,
        "above": above,
        "page": listed(below, request),
        "memberships": found.memberships.select_related("user").order_by("role", "user__full_name"),
        "changes": found.changes.select_related("by")[:MOST_CHANGES],
        "reports": found.reports.aggregate(number=Count("pk", filter=Q(author__isnull=False)))[
            "number"
        ],
        "deeds": [
            (
                name,
                ON_ORGANIZATION[name],
                form_of(name, ON_ORGANIZATION[name], request, typed, names),
            )
            for name in administering.deeds_on_organization(found)
        ],
        "refused": without_fields(typed or {}),
        "done": done,
    }
    return render(request, "drafting/organization.html", context, status=status)


def form_of(
    name: str,
    deed: Deed,
    request: SignedInRequest,
    typed: dict[str, AdministratorForm] | None,
    initial: dict[str, Any],
) -> AdministratorForm:
    """What was typed, or the form filled in with what is there."""
    if typed and name in typed:
        return typed[name]
    shown = initial if name in {"rename", "correct"} else {}
    return deed.form(user=request.user, prefix=name, initial=shown)


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: what in which organisation, and what was done."""
    return person_page(request, find_person(request, pk))


@require_POST
def person_do(request: SignedInRequest, pk: int, deed: str) -> HttpResponse:
    """Do one of ON_PERSON to the person."""
    found = find_person(request, pk)
    if deed not in ON_PERSON:
        raise Http404(deed)
    form = ON_PERSON[deed].form(request.POST, user=request.user, prefix=deed)
    done = attempt(request, ON_PERSON[deed], found, form)
    if done is None:
        return person_page(request, found, typed={deed: form}, status=422)
    messages.success(request, done.words)
    if done.password:
        return person_page(request, find_person(request, pk), done=done)
    return redirect("person", pk)


def find_person(request: SignedInRequest, pk: int) -> User:
    """The person, for administrators of an organisation in which the person is or was something."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    roles = (MemberRole.ADMINISTRATOR,)
    here = request.user.below("memberships__organization__", roles)
    once = Q(changes__in=Change.objects.filter(request.user.below("organization__", roles)))
    return get_object_or_404(User.objects.filter(here | once).distinct(), pk=pk)


def person_page(
    request: SignedInRequest,
    found: User,
    *,
    typed: dict[str, AdministratorForm] | None = None,
    done: administering.Done | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `typed` holds a form that was refused, `done` a password to be handed on."""
    shown = {"full_name": found.full_name, "email": found.email}
    context = {
        "person": found,
        "memberships": found.memberships.select_related("organization").order_by(
            "organization__path"
        ),
        "changes": found.changes.select_related("by")[:MOST_CHANGES],
        "deeds": [
            (name, ON_PERSON[name], form_of(name, ON_PERSON[name], request, typed, shown))
            for name in administering.deeds_on_person(found)
        ],
        "refused": [form for form in (typed or {}).values() if form.non_field_errors()],
        "done": done,
        "refusal": permissions.unless_administrator_over(request.user, found),
    }
    return render(request, "drafting/person.html", context, status=status)
