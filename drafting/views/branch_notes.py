"""点评记录: one page a branch and year."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organization
from accounts.requests import SignedInRequest
from drafting.deciding import branch_notes
from drafting.forms.kept import NoteForm, OpinionForm
from drafting.models import ReviewNote
from drafting.views.archive import DOCX
from drafting.views.opinions import number
from reports import exports, permissions
from reports.models import Report


@require_http_methods(["GET", "HEAD", "POST"])
def review_notes(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """What reviewers have noted of a branch in a year; on POST a note is written or changed."""
    organization = find(request, pk, year)
    if request.method == "POST":
        return write(request, organization, year)
    return render(request, "drafting/review_notes.html", context_of(request, organization, year))


@require_safe
def review_notes_word(request: SignedInRequest, pk: int, year: int) -> FileResponse:
    """The page as .docx."""
    organization = find(request, pk, year)
    words = BytesIO(branch_notes.word_file(organization, year))
    name = f"{exports.UNSAFE.sub('', organization.name)}-{year}年度点评记录.docx"
    return FileResponse(words, as_attachment=True, filename=name, content_type=DOCX)


def find(request: SignedInRequest, pk: int, year: int) -> Organization:
    """The organisation, for the reviewers above it."""
    reached = Organization.objects.reached_by(request.user)
    organization = get_object_or_404(reached, pk=pk)
    permissions.require_reviewer_above(request.user, organization)
    if year not in branch_notes.YEARS:
        raise Http404
    return organization


def write(request: SignedInRequest, organization: Organization, year: int) -> HttpResponse:
    """Add, change or remove a note; only one's own are changed."""
    own = ReviewNote.objects.filter(author=request.user, organization=organization, year=year)
    if "remove" in request.POST:
        get_object_or_404(own, pk=number(request.POST["remove"])).delete()
        return done(request, organization, year, "已删除。")
    if "edited" in request.POST:
        form = OpinionForm(request.POST)
        note = get_object_or_404(own, pk=number(request.POST["edited"]))
        if form.is_valid():
            note.text = form.cleaned_data["text"]
            note.save(update_fields=["text"])
        return done(request, organization, year, "已保存。" if form.is_valid() else first(form))
    return add(request, organization, year)


def add(request: SignedInRequest, organization: Organization, year: int) -> HttpResponse:
    """Write a note down."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return done(request, organization, year, first(form))
    data = form.cleaned_data
    reports = Report.objects.visible_to(request.user).filter(organization=organization)
    branch_notes.note_down(
        organization,
        year,
        by=request.user,
        kind=data["kind"],
        text=data["text"],
        report=reports.filter(pk=data["report"] or 0).first(),
        ticket=data["ticket"],
    )
    return done(request, organization, year, "已记下。")


def done(
    request: SignedInRequest, organization: Organization, year: int, words: str
) -> HttpResponse:
    """The desk's box for htmx, with what was noted; else the page again."""
    if request.htmx:
        notes = ReviewNote.objects.filter(organization=organization, year=year)
        context = {
            "notes": notes.select_related("author"),
            "organization": organization,
            "year": year,
            "from_report": request.POST.get("report", ""),
            "said": words,
        }
        return render(request, "drafting/_review_notes.html", context)
    messages.info(request, words)
    return redirect("review_notes", organization.pk, year)


def first(form: NoteForm | OpinionForm) -> str:
    """What is wrong with a form, in one line."""
    return "；".join(str(error) for errors in form.errors.values() for error in errors)


def context_of(request: SignedInRequest, organization: Organization, year: int) -> dict[str, Any]:
    """What the page shows."""
    kinds = branch_notes.kinds_of(organization, year)
    return {
        "organization": organization,
        "year": year,
        "has_year_after": year < timezone.localdate().year,
        "kinds": kinds,
        "groups": any(kind.notes for kind in kinds),
        "editing": number(request.GET.get("edit")),
    }
