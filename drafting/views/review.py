"""The report page: read, decide, see what happened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from accounts.requests import SignedInRequest
from drafting import actions, bell, desk
from drafting.checking import proofing
from drafting.checking.findings import panel_of
from drafting.deciding import reviewing
from drafting.deciding.queue import Line, following, line_of
from drafting.forms.proofing import words_on_findings
from drafting.forms.review import DecisionForm
from drafting.locating import stored_text
from drafting.sheet import last_opinion
from drafting.talking import comments
from drafting.talking.talk import talk_of
from reports import chain, permissions, workflow
from reports.models import Event, EventKind, Report
from reports.models.history import approvals_in_force
from reports.outline.length import characters
from reports.outline.writer import write
from reports.permissions import Action
from reports.states import State
from reports.workflow import SUBMIT, Transition, TransitionNotAllowed

FINAL = frozenset({State.APPROVED, State.ARCHIVED})
# What brings other words than those of the 稿次 before; decisions leave them as they are.
REWRITTEN = (EventKind.IMPORT, EventKind.RESTORE, EventKind.SUBMIT)


@require_safe
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report on paper with its history and what this person may do with it."""
    report = find(request, pk)
    bell.seen(request.user, pk)
    return page(request, report)


@require_POST
def transition(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Decide on a report: first ask to confirm, then (`confirmed`) carry it out."""
    report = find(request, pk)
    if not (chosen := workflow.BY_KIND.get(kind)):
        raise Http404(kind)
    if not permissions.has_role_for(chosen.unless, request.user, report):
        raise PermissionDenied(chosen.unless(request.user, report))
    form = DecisionForm(request.POST, transitions=[chosen])
    if "back" in request.POST or not form.is_valid():
        return page(request, report, form)
    decision = form.decision() | {"has_remarks": reviewing.has_remarks(chosen, report)}
    if "confirmed" not in request.POST:
        words = workflow.objection(chosen, report, by=request.user, **decision)
        return page(request, report, form, refused=words, confirming=None if words else chosen)
    decision |= {"data": form.kept()}
    try:
        perform(request, chosen, pk, decision)
    except proofing.Unfilled as gaps:
        return page(request, find(request, pk), form, refused=str(gaps), confirming=chosen)
    except TransitionNotAllowed as refusal:
        return page(request, find(request, pk), form, refused=str(refusal))
    return follow(request, report, chosen)


def perform(
    request: SignedInRequest, chosen: Transition, pk: int, decision: dict[str, Any]
) -> None:
    """Carry the decision out; a submission goes through the check.

    From then on the words are read as they were sent, so comments are tied to these.
    """
    if chosen is SUBMIT:
        words = words_on_findings(request.POST)
        seen = decision["seen_version"]
        proofing.submit(pk, by=request.user, words=words, seen_version=seen)
        comments.follow(find(request, pk))
    else:
        workflow.perform(chosen, pk, by=request.user, **decision)


def find(request: SignedInRequest, pk: int) -> Report:
    """The report, for those who see it."""
    return get_object_or_404(Report.objects.visible_to(request.user).for_list(), pk=pk)


def page(
    request: SignedInRequest,
    report: Report,
    typed: DecisionForm | None = None,
    *,
    refused: str | None = None,
    confirming: Transition | None = None,
) -> HttpResponse:
    """The page as the report stands now, with what the person has typed.

    `refused` says why a decision was not carried out; `confirming` is one that waits for its
    second click. htmx gets the report alone, and while the report is the one that the person saw
    only the box of the decision: answers that are half written beside it stay.
    """
    choices = actions.choices(request.user, report)
    possible = [choice.transition for choice in choices if choice.refusal is None]
    form, unsent = decision_form(report, possible, typed)
    line = (
        line_of(request.user, chosen_filters(request), report.pk)
        if request.user.is_reviewer
        else None
    )
    context = reading(request, report, line) | {
        "possible": possible,
        "not_mine": actions.refusals(choices),
        "form": form,
        "unsent": unsent,
        "refused": refused,
    }
    if confirming:
        context["confirming"] = confirming
        context["consequence"] = actions.consequence(confirming, report, request.user)
    status = 409 if refused else 422 if form.errors else 200
    if request.htmx and typed and typed["seen_version"].value() == str(report.version):
        response = render(request, "drafting/_decision.html", context, status=status)
        return reswap(retarget(response, "#decision"), "outerHTML")
    template = "drafting/report_detail.html" + ("#report" if request.htmx else "")
    return render(request, template, context, status=status)


def reading(request: SignedInRequest, report: Report, line: Line | None) -> dict[str, Any]:
    """What there is to read: the words, where the report stands, and how it came there."""
    panel = None if report.state in FINAL else panel_of(report)
    stored = panel.text if panel else stored_text(report)
    events = report.events.select_related("actor", "revision").defer("revision__content")
    history = list(events.order_by("-pk"))
    may_edit = permissions.refusal(request.user, Action.EDIT, report) is None
    return {
        "report": report,
        "outline": stored.outline,
        "panel": panel,
        "talk": talk_of(report, request.user, stored),
        "may_comment": permissions.refusal(request.user, Action.COMMENT, report) is None,
        "is_desk": True,
        "characters": characters(write(stored.outline)),
        "is_final": report.state in FINAL,
        "may_edit": may_edit,
        "sent_back": last_opinion(history[::-1], report) if may_edit else None,
        "levels": chain.number_of_levels(report),
        "events": history,
        "decisions": desk.DECISIONS,
        "rewritten": REWRITTEN,
        "earlier": earlier_number(history),
        "before": approvals_in_force(reversed(history)) if report.level else [],
        "line": line,
        "side": reviewing.side_of(request.user, report),
    }


def earlier_number(history: list[Event]) -> int | None:
    """Number of the 稿次 before the last one with other words; `history` has the newest first."""
    last = next((e.revision for e in history if e.revision and e.kind in REWRITTEN), None)
    return last.number - 1 if last and last.number > 1 else None


def decision_form(
    report: Report, possible: list[Transition], typed: DecisionForm | None
) -> tuple[DecisionForm, str]:
    """A form on the present version that keeps the opinion typed so far.

    Where no decision that takes an opinion is left, the typed words come apart from the form.
    """
    if typed is None:
        return DecisionForm(initial={"seen_version": report.version}, transitions=possible), ""
    opinion = typed["opinion"].value() or ""
    ticked = typed.ticked()
    data = {"seen_version": report.version, "opinion": opinion, "points": ticked}
    form = DecisionForm(data, transitions=possible)
    return form, "" if form.asks_opinion else opinion


def chosen_filters(request: SignedInRequest) -> QueryDict:
    """Where the filters of the queue stand: in the address, or in the form of a decision."""
    return request.POST if request.method == "POST" else request.GET


def follow(request: SignedInRequest, report: Report, done: Transition) -> HttpResponse:
    """Say what was done and go on: a reviewer to the next report, others to where they were."""
    said = f"已{done.label}《{report.headline}》。"
    address = reverse("report_detail", args=[report.pk])
    if request.POST.get("from") == "workbench":
        address = reverse("workbench")
    if done in workflow.DECISIONS:
        next_one, left = following(request.user, chosen_filters(request))
        if next_one:
            said += f"下面是下一份，还有 {left} 份待您审核。"
            line = line_of(request.user, chosen_filters(request), next_one)
            address = reverse("report_detail", args=[next_one]) + line.suffix
        else:
            said += "待审的报告都办完了。"
            address = reverse("workbench")
    messages.success(request, said)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
