"""批注: the panel, and what people do in it.

A script (it says `HX-Request`) gets the panel, with the paper where it asks for it (`desk`); a
suggestion that was taken is answered with the editor's sheet. A plain form comes to the page.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting.checking.findings import panel_of
from drafting.forms.comment import AnswerForm, CommentForm
from drafting.forms.proofing import WindowForm
from drafting.models import Comment
from drafting.talking import comments as talking
from drafting.talking import remarks
from drafting.talking.comments import CannotComment
from drafting.talking.talk import talk_of
from drafting.views import parts
from drafting.views.archive import DOCX
from drafting.views.editor import find
from reports import exports, permissions
from reports.models import Report
from reports.permissions import Action


@require_safe
def comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every comment on a report."""
    return page(request, find(request, pk))


@never_cache
@require_safe
def report_remarks(request: SignedInRequest, pk: int) -> FileResponse:
    """The report as .docx with the open comments in its margin."""
    report = find(request, pk)
    permissions.require(request.user, Action.EXPORT, report)
    name = exports.file_name(report).removesuffix(".docx") + "-带批注.docx"
    words = BytesIO(remarks.word_file(report))
    return FileResponse(words, as_attachment=True, filename=name, content_type=DOCX)


@require_POST
def comment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Comment on words, or on the whole report."""
    report = find(request, pk)
    permissions.require(request.user, Action.COMMENT, report)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return answer(request, report, words_of(form), is_done=False)
    return carry_out(
        request, report, lambda: talking.add(pk, by=request.user, **form.values()), "已写下批注。"
    )


@require_POST
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a comment."""
    report = find_report(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return answer(request, report, words_of(form), is_done=False)
    said = form.cleaned_data
    return carry_out(
        request,
        report,
        lambda: talking.answer(pk, by=request.user, text=said["text"], ticket=said["ticket"]),
        "已回复。",
    )


@require_POST
def comment_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a suggestion: the words change, so the answer is the sheet."""
    report = find_report(request, pk)
    form = WindowForm(request.POST)
    form.full_clean()
    try:
        done = talking.accept(pk, by=request.user, save=form.save_marks())
        words, level, status = f"已采纳，改为“{done.suggestion}”。", "success", 200
        if not done.suggestion:
            words = "已采纳，删去了这些文字。"
    except CannotComment as refusal:
        words, level, status = str(refusal), "warning", 409
    if request.htmx:
        return parts.answer(request, report, None, words=words, level=level, status=status)
    return answer(request, report, words, is_done=status == 200)  # noqa: PLR2004 - as above


@require_POST
def comment_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave the words, and say why."""
    text = request.POST.get("text", "")
    return carry_out(
        request,
        find_report(request, pk),
        lambda: talking.decline(pk, by=request.user, text=text),
        "已记下不采纳的理由。",
    )


@require_POST
def comment_resolve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it has been dealt with."""
    report = find_report(request, pk)
    return carry_out(
        request, report, lambda: talking.resolve(pk, by=request.user), "已标为已解决。"
    )


@require_POST
def comment_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask again."""
    report = find_report(request, pk)
    return carry_out(request, report, lambda: talking.reopen(pk, by=request.user), "已重新打开。")


def find_report(request: SignedInRequest, pk: int) -> Report:
    """The report of a comment, for those who see it and may talk about it."""
    report_pk = Comment.objects.filter(pk=pk).values_list("report_id", flat=True).first()
    if report_pk is None:
        raise Http404
    report = find(request, report_pk)
    permissions.require(request.user, Action.COMMENT, report)
    return report


def carry_out(
    request: SignedInRequest, report: Report, act: Callable[[], object], done: str
) -> HttpResponse:
    """Act and say so, or say why not."""
    try:
        act()
    except CannotComment as refusal:
        return answer(request, report, str(refusal), is_done=False)
    return answer(request, report, done)


def answer(
    request: SignedInRequest, report: Report, words: str, *, is_done: bool = True
) -> HttpResponse:
    """The panel as it is now with `words` for the person, or the way to the page."""
    if request.htmx:
        return page(request, report, words, status=200 if is_done else 409)
    messages.add_message(request, messages.SUCCESS if is_done else messages.WARNING, words)
    return redirect(reverse("comments", args=[report.pk]))


def words_of(form: CommentForm | AnswerForm) -> str:
    """What is wrong with a form, in one line."""
    return "；".join(str(error) for errors in form.errors.values() for error in errors)


def page(
    request: SignedInRequest, report: Report, words: str = "", status: int = 200
) -> HttpResponse:
    """The page of the comments; a script gets the panel, and on the desk the paper, too."""
    is_desk = "desk" in request.GET or "desk" in request.POST
    context = context_of(request, report) | {"said": words, "is_desk": is_desk}
    template = "drafting/comments.html"
    if request.htmx:
        template += "#panel"
        if is_desk:
            panel = panel_of(report)
            context |= {"panel": panel, "outline": panel.text.outline}
    return render(request, template, context, status=status)


def context_of(request: SignedInRequest, report: Report) -> dict[str, Any]:
    """What the panel shows and offers."""
    return {
        "report": report,
        "talk": talk_of(report, request.user),
        "may_comment": permissions.refusal(request.user, Action.COMMENT, report) is None,
        "may_edit": permissions.refusal(request.user, Action.EDIT, report) is None,
    }
