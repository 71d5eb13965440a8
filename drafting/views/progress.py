"""进度: how far the organisations of an assignment have come."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organization, User
from accounts.requests import SignedInRequest
from accounts.roles import SUBTREE_ROLES
from drafting.assigning import progress_sheet
from drafting.assigning.progress_chart import chart_of
from drafting.forms.assignments import ExtensionForm
from drafting.pagination import CountedPages
from drafting.views.assignments import find_managed
from reports import assignments, deadlines, permissions, progress
from reports.assignments import CannotAssign
from reports.assignments.changing import chain_in_words
from reports.assignments.drafting import levels_of
from reports.models import Assignment, ModelText

PAGE_SIZE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Counts, the tree, the days, and the list of organisations."""
    found = find(request, pk)
    if not found.is_published:
        return redirect("assignment_preview", pk)
    below, standing = place(request, found), standing_of(request)
    targets = progress.targets(found, user=request.user, below=below)
    listed = progress.standing_at(targets, standing)
    if words := request.GET.get("words", "").strip():
        listed = listed.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    counts, branches = progress.overview(targets, below)
    total = listed.count() if words else counts.at(standing)
    days = progress.days(progress.begun(found), found)
    # As nearly always: otherwise they have to be looked up in the tree.
    is_all_owed = days[-1].begun == counts.begun
    if not is_all_owed:
        days = progress.days(progress.owed(found, below, user=request.user), found)
    pages = CountedPages(with_secretaries(listed), PAGE_SIZE, total)
    context = {
        "assignment": found,
        "below": below,
        "path": path_to(below, found, request.user),
        "counts": counts,
        "branches": branches,
        "chart": chart_of(found, days),
        "standing": standing,
        "standings": progress.STANDINGS,
        "words": words,
        "page": pages.get_page(request.GET.get("page")),
        "export_address": f"{reverse('export_new')}?assignment={pk}&organization={below.pk}",
        **about(request, found, may_have_released=not is_all_owed),
    }
    return render(request, "drafting/assignment.html", context)


def about(
    request: SignedInRequest, found: Assignment, *, may_have_released: bool
) -> dict[str, Any]:
    """What the page says of the assignment itself, and what this person may do with it."""
    manages = permissions.unless_assigner(request.user, found) is None
    return {
        "manages": manages,
        "chain": chain_in_words(levels_of(found)),
        "late_rule": deadlines.rule_in_words(found),
        "text": ModelText.objects.filter(assignment=found).defer("content").first(),
        "released": progress.released(found) if manages and may_have_released else 0,
        "events": found.events.select_related("actor").order_by("-pk")[:30] if manages else [],
    }


def find(request: SignedInRequest, pk: int) -> Assignment:
    """An assignment that concerns this person."""
    followed = Assignment.objects.followed_by(request.user)
    return get_object_or_404(followed.select_related("issuer", "template", "created_by"), pk=pk)


def place(request: SignedInRequest, found: Assignment) -> Organization:
    """The organisation whose branches are shown: the one asked for, or the highest in reach."""
    asked = request.GET.get("below", "")
    if asked.isdecimal():
        return get_object_or_404(reached(request.user, found), pk=asked)
    return top(request.user, found)


def reached(user: User, found: Assignment) -> Any:  # noqa: ANN401 - treebeard has no types
    """Organisations below the issuer into which this person may look."""
    inside = Organization.objects.filter(path__startswith=found.issuer.path)
    if permissions.unless_assigner(user, found) is None:
        return inside
    return inside.filter(user.below("", SUBTREE_ROLES))


def top(user: User, found: Assignment) -> Organization:
    """The issuer, or what this person reviews or administers below it."""
    own = [m.organization for m in user.roles if m.role in SUBTREE_ROLES]
    if any(found.issuer.path.startswith(o.path) for o in own):
        return found.issuer
    inside = [o for o in own if o.path.startswith(found.issuer.path)]
    return inside[0] if len({o.pk for o in inside}) == 1 else found.issuer


def path_to(below: Organization, found: Assignment, user: User) -> list[Organization]:
    """The way from the top to `below`, for going back up."""
    first = top(user, found)
    above = [path for path in below.ancestor_paths() if path.startswith(first.path)]
    return [*Organization.objects.filter(path__in=above).order_by("path")] if above else []


def standing_of(request: SignedInRequest) -> str:
    """Which organisations the list shows; what cannot be understood shows all."""
    asked = request.GET.get("standing", progress.ALL)
    return asked if asked in progress.STANDINGS else progress.ALL


def with_secretaries(organizations: Any) -> Any:  # noqa: ANN401 - treebeard has no types
    """Those who write, read together with the page."""
    return organizations.prefetch_related(progress_sheet.SECRETARIES)


@require_safe
def assignment_sheet(request: SignedInRequest, pk: int) -> FileResponse:
    """What the list shows, all of it, as .xlsx."""
    found = find(request, pk)
    targets = progress.targets(found, user=request.user, below=place(request, found))
    listed = progress.standing_at(targets, standing_of(request))
    words = progress_sheet.sheet_of(with_secretaries(listed))
    return FileResponse(
        words, as_attachment=True, filename=f"{found} 报送进度.xlsx", content_type=XLSX
    )


@require_POST
def assignment_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind all that stand where the list was asked for, nobody twice in a day."""
    found = find_managed(request, pk)
    standing = request.POST.get("standing", progress.OWING)
    asked = request.POST.get("below", "")
    below = get_object_or_404(reached(request.user, found), pk=asked) if asked.isdecimal() else None
    if standing not in (progress.OWING, progress.LATE, progress.NOT_BEGUN):
        standing = progress.OWING
    try:
        new, already = assignments.remind(pk, by=request.user, standing=standing, below=below)
    except CannotAssign as refusal:
        messages.error(request, str(refusal))
    else:
        said = f"已提醒 {new} 个单位。" if new else "没有需要提醒的单位。"
        if already:
            said += f"另有 {already} 个单位今天已经提醒过，不再重复。"
        messages.success(request, said)
    query = urlencode({"standing": standing, **({"below": below.pk} if below else {})})
    return redirect(f"{reverse('assignment', args=[pk])}?{query}#list")


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_extend(request: SignedInRequest, pk: int, organization: int) -> HttpResponse:
    """More time for one organisation."""
    found = find_managed(request, pk)
    branch = get_object_or_404(found.organizations, pk=organization)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    refused = ""
    if form.is_valid():
        try:
            assignments.extend(found.pk, branch, by=request.user, **form.cleaned_data)
        except CannotAssign as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"已给{branch}延期，并通知了支部书记。")
            return redirect("assignment", pk)
    context = {
        "assignment": found,
        "branch": branch,
        "due": deadlines.due_of(found, branch),
        "late_rule": deadlines.rule_in_words(found),
        "given": found.extensions.filter(organization=branch).select_related("by"),
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "drafting/assignment_extend.html", context, status=status)
