"""报送任务: the list, and writing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.assigning.organization_tree import tree_of
from drafting.assigning.task_list import figures_of, tasks_of
from drafting.forms.assignments import AssignmentForm, TreeForm
from reports import assignments, permissions
from reports.assignments import CannotAssign
from reports.models import Assignment, ReportTemplate
from reports.models.assignment import usual_kinds, usual_reminders

PAGE_SIZE = 20


@require_safe
def assignment_list(request: SignedInRequest) -> HttpResponse:
    """The assignments that concern this person: open, planned, ended."""
    permissions.require_role(request.user, MemberRole.REVIEWER, MemberRole.ADMINISTRATOR)
    listed = tasks_of(request.user, request.GET.get("tab", ""))
    page = Paginator(listed.tasks, PAGE_SIZE).get_page(request.GET.get("page"))
    figures = figures_of(list(page), request.user)
    rows = [(task, figures.get(task.pk)) for task in page]
    context = {"listed": listed, "page": page, "rows": rows}
    return render(request, "drafting/assignment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_new(request: SignedInRequest) -> HttpResponse:
    """A new one, from a template or like another (`?like=`); saved as a draft."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    model = None
    if request.GET.get("like", "").isdecimal():
        model = get_object_or_404(
            Assignment.objects.managed_by(request.user), pk=request.GET["like"]
        )
    if request.method == "POST":
        form = AssignmentForm(request.POST, user=request.user)
        if form.is_valid():
            made = assignments.draft(by=request.user, wanted=form.wanted, model=model)
            messages.success(request, "已存为草稿，请核对后发布。")
            return redirect("assignment_preview", made.pk)
    else:
        form = AssignmentForm(user=request.user, initial=begun_with(request))
        if model:
            form.show(assignments.like(model))
    return form_page(request, form, model=model)


def begun_with(request: SignedInRequest) -> dict[str, Any]:
    """What the address names, and the usual."""
    template = request.GET.get("template", "")
    known = ReportTemplate.objects.filter(is_active=True)
    chosen = known.filter(pk=template).first() if template.isdecimal() else known.first()
    return {"template": chosen, "kinds": usual_kinds(), "remind_days": usual_reminders()}


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rewrite a draft; of a published one, first show what the change means for whom."""
    assignment = find_managed(request, pk)
    if request.method != "POST":
        return form_page(request, AssignmentForm(user=request.user, instance=assignment))
    # A second instance: the form writes into the one that it is given.
    form = AssignmentForm(request.POST, user=request.user, instance=Assignment.objects.get(pk=pk))
    if "back" in request.POST or not form.is_valid():
        return form_page(request, form)
    seen_version = form.cleaned_data["seen_version"] or 0
    try:
        if assignment.is_published:
            return change(request, assignment, form, seen_version)
        assignments.rewrite(pk, by=request.user, wanted=form.wanted, seen_version=seen_version)
    except CannotAssign as refusal:
        form.data = again = request.POST.copy()
        again["seen_version"] = str(assignment.version)
        return form_page(request, form, refused=str(refusal))
    messages.success(request, "已保存，请核对后发布。")
    return redirect("assignment_preview", pk)


def change(
    request: SignedInRequest, assignment: Assignment, form: AssignmentForm, seen_version: int
) -> HttpResponse:
    """Ask before a published assignment is changed, then change it. Raises CannotAssign."""
    if "confirmed" not in request.POST:
        changes = assignments.changes_of(assignment, form.wanted)
        context = {"assignment": assignment, "changes": changes, "sent": sent_fields(request)}
        return render(request, "drafting/assignment_change.html", context)
    assignments.change(
        assignment.pk, by=request.user, wanted=form.wanted, seen_version=seen_version
    )
    messages.success(request, "已变更，并通知了有关单位。")
    return redirect("assignment", assignment.pk)


def sent_fields(request: SignedInRequest) -> list[tuple[str, str]]:
    """What the form held, to be sent once more with the confirmation."""
    left_out = {"csrfmiddlewaretoken", "confirmed", "back"}
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out
        for value in values
    ]


def find_managed(request: SignedInRequest, pk: int) -> Assignment:
    """An assignment that this person looks after; 403 for who only follows it."""
    followed = Assignment.objects.followed_by(request.user).select_related(
        "issuer", "template", "created_by"
    )
    assignment = get_object_or_404(followed, pk=pk)
    permissions.require_assigner(request.user, assignment)
    return assignment


def form_page(
    request: SignedInRequest,
    form: AssignmentForm,
    *,
    model: Assignment | None = None,
    refused: str = "",
) -> HttpResponse:
    """The page with the form and its tree."""
    context = {
        "form": form,
        "assignment": form.instance if form.instance.pk else None,
        "model": model,
        "refused": refused,
        "nodes": tree_of(form.issuer, form.marks_now, form.kinds_now) if form.issuer else [],
        "similar": None
        if form.instance.pk or model
        else Assignment.objects.managed_by(request.user).exclude(state="planned")[:8],
    }
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "drafting/assignment_edit.html", context, status=status)


@require_POST
def assignment_tree(request: SignedInRequest) -> HttpResponse:
    """A part of the tree to choose from, or (`only=count`) how many are chosen."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    form = TreeForm(request.POST, user=request.user)
    if not form.is_valid():
        raise BadRequest("报送单位没有选对，请刷新页面后重新勾选。")
    data = form.cleaned_data
    issuer, marks, kinds = data["issuer"], data["marks"], data["kinds"]
    if data["only"] == "count":
        asked = assignments.organizations_in(issuer, kinds, marks)
        return render(request, "drafting/_assignment_count.html", {"asked": asked})
    if data["only"] == "issuer":
        marks = {issuer.pk: True}
    nodes = tree_of(
        issuer,
        marks,
        kinds,
        words=data["words"],
        node=data["node"],
        after=data["after"] or 0,
    )
    part = "nodes" if data["node"] else "tree"
    written = ",".join(f"{'+' if yes else '-'}{pk}" for pk, yes in marks.items())
    context = {"nodes": nodes, "marks": written, "words": data["words"]}
    return render(request, f"drafting/_assignment_{part}.html", context)
