"""版式: the layouts of organisations, which administrators keep and see as they change them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.layouts import LayoutForm, NewLayoutForm, without_layout
from reports import layouts, permissions
from reports.layouts import InForce, StaleProfile
from reports.models import LayoutProfile
from reports.outline.reader import read
from reports.word import standard
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import Layout
from reports.word.pages.pagination import pages_of
from reports.word.pages.sheet import Page
from reports.word.typeset import typeset

SAMPLE = Path(layouts.__file__).parent / "data" / "layout_sample.txt"


@require_safe
def layout_list(request: SignedInRequest) -> HttpResponse:
    """The layouts of the own subtree, and the one from above that is in force there."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    context = {
        "profiles": [
            (profile, standard.deviations(layouts.layout_of(profile.values)))
            for profile in of(request.user)
        ],
        "from_above": from_above(request.user),
        "may_add": without_layout(request.user).exists(),
    }
    return render(request, "drafting/layout_list.html", context)


def from_above(user: User) -> list[LayoutProfile]:
    """Layouts of organisations above that are in force where `user` administers."""
    own = [m.organization for m in user.roles if m.role == MemberRole.ADMINISTRATOR]
    found = [one.profile for one in layouts.in_force_for(own).values() if one.profile]
    above = {
        one.pk: one
        for one in found
        if not user.is_above(one.organization, MemberRole.ADMINISTRATOR)
    }
    return list(above.values())


def of(user: User) -> QuerySet[LayoutProfile]:
    """The layouts that `user` may change."""
    own = user.below("organization__", (MemberRole.ADMINISTRATOR,))
    return LayoutProfile.objects.filter(own).select_related("organization", "updated_by")


@require_http_methods(["GET", "HEAD", "POST"])
def layout_new(request: SignedInRequest) -> HttpResponse:
    """A layout that begins as a copy of the one in force; with `preview` only shown."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    offered = without_layout(request.user)
    asked = request.GET.get("organization", "")
    start = offered.filter(pk=asked).first() if asked.isdecimal() else None
    start = start or offered.first()
    if start is None:
        messages.info(request, "您管理的党组织都已经有版式，请直接修改。")
        return redirect("layout_list")
    in_force = layouts.in_force(start)
    initial = {"name": f"{start}版式", "seen_version": None, "organization": start}
    form = NewLayoutForm(
        request.POST or None, user=request.user, in_force=in_force, initial=initial
    )
    if "preview" in request.POST or not form.is_bound or not form.is_valid():
        return show(request, form, status=422 if form.errors else 200)
    try:
        words = form.words()
        made = layouts.create(
            form.cleaned_data["organization"], by=request.user, layout=form.layout(), **words
        )
    except StaleProfile as refusal:
        form.add_error("organization", str(refusal))
        return show(request, form, status=409)
    messages.success(request, f"版式“{made}”已建立，{made.organization}及其下级的文件按它排版。")
    return redirect("layout_edit", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def layout_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A layout to change; with `preview` it is only shown as it would be."""
    profile = get_object_or_404(of(request.user), pk=pk)
    in_force = InForce(layouts.layout_of(profile.values), profile)
    form = LayoutForm(request.POST or None, in_force=in_force)
    if "preview" in request.POST or not form.is_bound or not form.is_valid():
        return show(request, form, profile=profile, status=422 if form.errors else 200)
    try:
        based_on = form.cleaned_data["seen_version"] or 0
        words = form.words()
        layouts.change(pk, by=request.user, based_on=based_on, layout=form.layout(), **words)
    except StaleProfile as refusal:
        form.data = {**request.POST.dict(), "seen_version": str(profile.version)}
        return show(request, form, profile=profile, refused=str(refusal), status=409)
    messages.success(request, "版式已保存，下载的文件按新版式排。")
    return redirect("layout_edit", pk)


@require_POST
def layout_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a layout back to the standard."""
    profile = get_object_or_404(of(request.user), pk=pk)
    seen = request.POST.get("seen_version", "")
    try:
        layouts.reset(pk, by=request.user, based_on=int(seen) if seen.isdecimal() else 0)
        messages.success(request, f"“{profile}”已恢复为国家标准的版式。")
    except StaleProfile as refusal:
        messages.warning(request, str(refusal))
    return redirect("layout_edit", pk)


@require_POST
def layout_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a layout: that of the nearest organisation above is in force again."""
    profile = get_object_or_404(of(request.user), pk=pk)
    layouts.delete(pk, by=request.user)
    messages.success(request, f"“{profile}”已删除，{profile.organization}改用上级的版式。")
    return redirect("layout_list")


def show(
    request: SignedInRequest,
    form: LayoutForm,
    *,
    profile: LayoutProfile | None = None,
    status: int,
    **more: Any,
) -> HttpResponse:
    """The page, or for a script the preview alone."""
    layout = form.layout_to_show() if form.is_bound else form.before
    words = form.cleaned_data if form.is_bound else form.initial
    context = {
        "form": form,
        "profile": profile,
        "pages": sample_pages(layout, words),
        "deviations": standard.deviations(layout),
        "lines": standard.lines_a_page(layout),
        "characters": standard.characters_a_line(layout),
        **more,
    }
    part = "#preview" if request.htmx and "preview" in request.POST else ""
    return render(request, f"drafting/layout_edit.html{part}", context, status=status)


def sample_pages(layout: Layout, words: Mapping[str, Any]) -> list[Page]:
    """The first page of a sample report in `layout`, and the last where there is an imprint."""
    head = imprint = None
    if words.get("has_red_head"):
        number = f"{words.get('number_code') or '×党发'}〔{timezone.localdate().year}〕3号"
        head = RedHead(words.get("issuer_mark") or "发文机关标志", number, "张三")
    if words.get("has_imprint"):
        copied = (words.get("copied_to") or "").replace("，", "、").split("、")
        day = date(timezone.localdate().year, 12, 20)
        imprint = Imprint(tuple(filter(None, copied)), words.get("printed_by") or "印发机关", day)
    outline = read(SAMPLE.read_text("utf-8"))
    pages = pages_of(typeset(outline, layout=layout, red_head=head, imprint=imprint))
    return [pages[0], pages[-1]] if imprint and len(pages) > 1 else pages[:1]
