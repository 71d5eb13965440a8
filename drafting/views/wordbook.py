"""Own words and expressions out as a workbook, and in again after a look at what changes."""

from functools import partial

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization
from accounts.rehearsing import Outcome, Taken, done_as_seen
from accounts.requests import SignedInRequest
from accounts.tables import UnreadableWorkbook
from drafting import previewed
from drafting.forms.wordbook import WordbookForm
from drafting.lexicon import lexicon_list
from drafting.lexicon.wordbook import giving, taking, workbook
from drafting.lexicon.wordbook.workbook import BookRow
from drafting.views.lexicon import top_of
from drafting.views.rosters import attachment
from reports import permissions

SALT = "wordbook"


@require_safe
def wordbook_export(request: SignedInRequest) -> FileResponse:
    """What has been added in the tree, within one's reach."""
    rows = giving.rows_of(top_of(request), request.user)
    return attachment(workbook.write(rows), f"本单位词语和表述{timezone.localdate():%Y%m%d}.xlsx")


@require_safe
def wordbook_sample(request: SignedInRequest) -> FileResponse:
    """How it is to be filled in."""
    return attachment(workbook.sample(top_of(request).name), "词语和表述样表.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def wordbook_import(request: SignedInRequest) -> HttpResponse:
    """Take a file and tell what it would change; with `rows` do it, if that is still so."""
    top = top_of(request)
    if request.method == "POST" and "rows" in request.POST:
        return _confirmed(request, top)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WordbookForm(*sent)
    if form.is_bound and form.is_valid():
        try:
            rows = workbook.read(form.cleaned_data["file"])
        except UnreadableWorkbook as error:
            form.add_error("file", str(error))
        else:
            taken = taking.rehearse(rows, top, by=request.user)
            return _preview(request, top, rows, taken)
    return _asked(request, top, form)


def _asked(request: SignedInRequest, top: Organization, form: WordbookForm) -> HttpResponse:
    context = {
        "form": form,
        "top": top,
        "several": len(lexicon_list.tops_of(request.user)) > 1,
        "refusal": permissions.unless_keeper_of_lexicon(request.user, top),
    }
    status = 422 if form.errors else 200
    return render(request, "drafting/wordbook_import.html", context, status=status)


def _preview(
    request: SignedInRequest,
    top: Organization,
    rows: list[BookRow],
    taken: Taken,
    *,
    changed: bool = False,
) -> HttpResponse:
    """What would happen, row by row; `changed` says that it is not what was seen before."""
    carried = {
        "rows": previewed.packed([rows], salt=SALT),
        "seen": previewed.told(taken, salt=SALT),
        "changed": changed,
    }
    return _told(request, top, taken, carried, status=409 if changed else 200)


def _confirmed(request: SignedInRequest, top: Organization) -> HttpResponse:
    """Do what was looked at; where it would do something else by now, show that first."""
    try:
        [carried] = previewed.unpacked(request.POST["rows"], salt=SALT)
    except signing.BadSignature:
        form = WordbookForm({})
        form.add_error("file", "预览已过期，请重新选择文件。")
        return _asked(request, top, form)
    rows = [BookRow(sheet, line, tuple(words)) for sheet, line, words in carried]
    is_as_seen = partial(previewed.is_still, seen=request.POST.get("seen"), salt=SALT)
    taken, is_done = done_as_seen(partial(taking.take, rows, top, by=request.user), is_as_seen)
    if not is_done:
        return _preview(request, top, rows, taken, changed=True)
    messages.success(request, f"已导入，{taken.changes} 行有变动。")
    return _told(request, top, taken, {"is_done": True})


def _told(
    request: SignedInRequest,
    top: Organization,
    taken: Taken,
    more: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    context = more | {
        "taken": taken,
        "address": reverse("wordbook_import", query={"tree": top.pk}),
        "lexicon": reverse("lexicon", query={"tree": top.pk}),
        "counts": [(outcome, taken.counts[outcome]) for outcome in Outcome],
    }
    return render(request, "drafting/wordbook_preview.html", context, status=status)
