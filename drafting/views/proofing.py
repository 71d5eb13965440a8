"""体检 while writing: the panel with its findings, and what the secretary does with them.

A script (it says `HX-Request`) gets the panel, or the sheet where words were changed; a plain
form comes back to the page of the check.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting.checking import corrections, proofing
from drafting.checking.corrections import Corrected
from drafting.checking.findings import LABELS, QUICK_REASONS, panel_of
from drafting.checks import registry
from drafting.checks.manual import FAMILY_NAMES
from drafting.checks.rules import FAMILIES
from drafting.forms.proofing import AcceptForm, AcceptSafeForm, DismissForm, FindingForm
from drafting.lexicon import wordlist
from drafting.views import parts
from drafting.views.editor import find
from reports import permissions
from reports.editing import WordsChanged
from reports.models import Report
from reports.permissions import Action

CHANGED = "这里的文字已经改动，请看最新的体检结果。"


@require_safe
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that the check finds in a report."""
    return page(request, find(request, pk))


def page(
    request: SignedInRequest, report: Report, words: str = "", status: int = 200
) -> HttpResponse:
    """The page of the check; a script gets the panel alone, with `words` for the person."""
    template = "drafting/check.html" + ("#panel" if request.htmx else "")
    context = {
        "report": report,
        "panel": panel_of(report),
        "chosen": request.GET.get("section", ""),
        "may_edit": permissions.refusal(request.user, Action.EDIT, report) is None,
        "reasons": QUICK_REASONS,
        "said": words,
    }
    return render(request, template, context, status=status)


@require_POST
def check_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one suggestion."""
    form = AcceptForm(request.POST)
    return accept(
        request,
        pk,
        form,
        lambda: corrections.accept(
            pk,
            by=request.user,
            key=form.cleaned_data["key"],
            suggestion=form.cleaned_data["suggestion"],
            save=form.save_marks(),
        ),
    )


@require_POST
def check_accept_safe(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take every safe suggestion, or those of one rule."""
    form = AcceptSafeForm(request.POST)
    return accept(
        request,
        pk,
        form,
        lambda: corrections.accept_safe(
            pk, by=request.user, rule=form.cleaned_data["rule"], save=form.save_marks()
        ),
    )


def accept(
    request: SignedInRequest, pk: int, form: forms.Form, act: Callable[[], Corrected]
) -> HttpResponse:
    """Correct the words and answer with the sheet as it is then."""
    report = find(request, pk)
    require_valid(form)
    try:
        words, level, status = told(act()), "success", 200
    except WordsChanged as changed:
        words, level, status = str(changed), "warning", 409
    if request.htmx:
        return parts.answer(request, report, None, words=words, level=level, status=status)
    messages.add_message(request, parts.LEVELS[level], words)
    return redirect("check", pk)


def told(corrected: Corrected) -> str:
    """What was done, in one sentence."""
    changes = corrected.changes
    if len(changes) > 1:
        return f"已修改 {len(changes)} 处，原来的文字留在稿次里。"
    was, became = changes[0]
    return f"已将“{was}”改为“{became}”。" if became else f"已删去“{was}”。"


@require_POST
def check_dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a finding may stay."""
    report = find(request, pk)
    permissions.require(request.user, Action.EDIT, report)
    form = DismissForm(request.POST)
    if "key" not in request.POST:
        raise SuspiciousOperation("key")
    if not form.is_valid():
        return answer(request, report, "请写明忽略的理由。", is_done=False)
    said = {form.cleaned_data["key"]: form.cleaned_data["reason"]}
    kept = proofing.explain(pk, by=request.user, words=said)
    return answer(
        request, report, "已忽略，列在下方，随时可以恢复。" if kept else CHANGED, is_done=bool(kept)
    )


@require_POST
def check_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the word on a finding."""
    report = find(request, pk)
    form = FindingForm(request.POST)
    require_valid(form)
    proofing.restore(pk, by=request.user, fingerprint=form.cleaned_data["key"])
    return answer(request, report, "已恢复。")


@require_POST
def check_keep_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare the words of a finding right for the whole organisation."""
    report = find(request, pk)
    permissions.require(request.user, Action.EDIT, report)
    form = FindingForm(request.POST)
    require_valid(form)
    for found in panel_of(report).open:
        if found.key == form.cleaned_data["key"] and found.may_become_word:
            wordlist.keep(report.organization, word=found.finding.text, by=request.user)
            words = f"“{found.finding.text}”已加入本单位词库，今后不再提示。"
            return answer(request, report, words)
    return answer(request, report, CHANGED, is_done=False)


def answer(
    request: SignedInRequest, report: Report, words: str, *, is_done: bool = True
) -> HttpResponse:
    """The panel as it is now with `words` for the person, or the page of the check again."""
    if request.htmx:
        return page(request, report, words, status=200 if is_done else 409)
    messages.add_message(request, messages.SUCCESS if is_done else messages.WARNING, words)
    return redirect(reverse("check", args=[report.pk]))


def require_valid(form: forms.Form) -> None:
    """Refuse what no form of ours would send."""
    if not form.is_valid():
        raise SuspiciousOperation(str(form.errors))


@require_safe
def check_rules(request: SignedInRequest) -> HttpResponse:
    """体检规则: every rule with its examples and its source."""
    rules = registry.rules()
    families: list[dict[str, Any]] = [
        {"key": family, "label": FAMILY_NAMES[family], "rules": own}
        for family in FAMILIES
        if (own := [rule for rule in rules if rule.family == family])
    ]
    context = {"families": families, "labels": LABELS, "number": len(rules)}
    return render(request, "drafting/check_rules.html", context)
