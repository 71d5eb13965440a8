"""Writing in the editor: words are saved one part at a time, parts are moved, added and removed.

A script (it says `HX-Request`) gets JSON for a save and the sheet for a change of the order; a
plain form gets the page again. Both may send along the words of the part that they act on.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from drafting.comparison.conflict import conflict_of
from drafting.forms.entry import EntryForm, SavedForm, SectionForm, shown
from drafting.forms.report import (
    ArrangementForm,
    ChoiceForm,
    HeadForm,
    InsertForm,
    PlaceForm,
    SplitForm,
    head_form,
)
from drafting.sheet import sheet_of
from drafting.views.editor import find
from reports import editing
from reports.editing import Choice, NothingBehind, Rearranged, Save, Stale
from reports.models import Entry, Report, Section
from reports.outline.length import characters
from reports.outline.tree import Role

Row = Report | Section | Entry
FORMS: dict[type[Row], tuple[type[SavedForm], Callable[..., Row]]] = {
    Report: (HeadForm, editing.save_head),
    Section: (SectionForm, editing.save_section),
    Entry: (EntryForm, editing.save_entry),
}


# --- words


@require_POST
def head_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save title, subtitle, signature and date line."""
    return save(request, Report, pk)


@require_POST
def section_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save heading, numbering and roles of a section."""
    return save(request, Section, pk)


@require_POST
def entry_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save heading, body, numbering and roles of an entry."""
    return save(request, Entry, pk)


def save(request: SignedInRequest, kind: type[Row], pk: int) -> HttpResponse:
    """Save a part, or settle its conflict when a choice came along.

    Finding and permitting are the verb's, in the query that locks the part.
    """
    form = FORMS[kind][0](request.POST)
    if not form.is_valid():
        return refused(form)
    try:
        row = write(request, kind, pk, form)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except Stale as stale:
        return conflict(request, form, stale, request.path)
    return saved(request, row)


def write(request: SignedInRequest, kind: type[Row], pk: int, form: SavedForm) -> Row:
    """The part with the words of `form`, or with those that the person chose."""
    verb: Callable[..., Any] = FORMS[kind][1]
    if "choice" not in request.POST:
        return verb(pk, by=request.user, save=form.save_marks(), **form.words())
    chosen = ChoiceForm(request.POST)
    if not chosen.is_valid():
        raise SuspiciousOperation("choice")
    words = form.words()
    merged = {name: request.POST.get(f"merged_{name}", text) for name, text in words.items()}
    return editing.settle(
        verb,
        pk,
        by=request.user,
        save=form.save_marks(),
        choice=Choice(chosen.cleaned_data["choice"]),
        mine=words,
        merged=merged,
    )


def saved(request: SignedInRequest, row: Row) -> HttpResponse:
    """What the page needs to know of a save."""
    report = report_of(row)
    if not request.htmx:
        messages.success(request, "已保存。")
        return redirect(address(report, row))
    fields = head_form(row).initial if isinstance(row, Report) else shown(row, report.arrangement)
    own = [value for name, value in fields.items() if name in COUNTED]
    end = "" if isinstance(row, Report) else row.heading_end
    return JsonResponse(
        {
            "wording": row.wording,
            "version": report.version,
            "saved_at": f"{timezone.localtime():%H:%M}",
            "characters": characters("".join(own) + end),
            "fields": fields,
        }
    )


# Fields whose characters count; the marker is counted where it stands on the page.
COUNTED = frozenset({"title", "subtitle", "signature", "date_line", "heading", "body"})


def refused(form: SavedForm) -> HttpResponse:
    """Words that no form of ours would send: said plainly, for the page's status line."""
    words = "；".join(str(error) for errors in form.errors.values() for error in errors)
    return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")


def conflict(request: SignedInRequest, form: SavedForm, stale: Stale, action: str) -> HttpResponse:
    """Both texts side by side; for a script only the part that goes into its dialog."""
    template = "drafting/conflict.html" + ("#choices" if request.htmx else "")
    context = {"conflict": conflict_of(form, stale), "action": action}
    return render(request, template, context, status=409)


# --- order


@require_POST
def section_insert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a section."""

    def insert(form: InsertForm) -> Row:
        role = form.cleaned_data["role"] or Role.OTHER
        after = form.cleaned_data["after"] or place_for(pk, role)
        arrangement = form.cleaned_data["arrangement"]
        return editing.insert_section(
            pk, by=request.user, arrangement=arrangement, after=after, role=role
        )

    return rearrange(request, find(request, pk), InsertForm, insert)


def place_for(report_pk: int, role: str) -> int | None:
    """Behind which section a new one goes: a lead first, a closing last, others before that."""
    sections = Section.objects.live().filter(report=report_pk).order_by("-position")
    if role == Role.LEAD:
        return None
    if role != Role.CLOSING:
        sections = sections.exclude(role=Role.CLOSING)
    return sections.values_list("pk", flat=True).first()


@require_POST
def entry_insert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an entry to a section."""
    section = find_part(request, Section, pk)
    return rearrange(
        request,
        section,
        InsertForm,
        lambda form: editing.insert_entry(
            pk,
            by=request.user,
            arrangement=form.cleaned_data["arrangement"],
            after=form.cleaned_data["after"],
            numbered=section.level > 0,
        ),
    )


@require_POST
def section_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a section."""
    section = find_part(request, Section, pk)
    return rearrange(
        request,
        section,
        PlaceForm,
        lambda form: editing.move_section(
            pk,
            by=request.user,
            arrangement=form.cleaned_data["arrangement"],
            to=form.section_and_index()[1],
        ),
    )


@require_POST
def entry_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move an entry, into another section if so named."""
    entry = find_part(request, Entry, pk)

    def move(form: PlaceForm) -> Row:
        section_pk, index = form.section_and_index()
        return editing.move_entry(
            pk,
            by=request.user,
            arrangement=form.cleaned_data["arrangement"],
            section_pk=section_pk or entry.section_id,
            to=index,
        )

    return rearrange(request, entry, PlaceForm, move)


@require_POST
def entry_split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cut an entry in two where the caret stands."""
    entry = find_part(request, Entry, pk)

    def split(form: SplitForm) -> Row:
        data = form.cleaned_data
        return editing.split_entry(
            pk,
            by=request.user,
            arrangement=data["arrangement"],
            save=Save(data["based_on"], data["writer"], data["sequence"] or 0),
            before=data["before"],
            after=data["after"],
        )

    return rearrange(request, entry, SplitForm, split)


@require_POST
def entry_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Append the next entry to this one."""
    entry = find_part(request, Entry, pk)
    return rearrange(
        request,
        entry,
        ArrangementForm,
        lambda form: editing.merge_with_next(
            pk, by=request.user, arrangement=form.cleaned_data["arrangement"]
        ),
        done="已与下一条合并。",
    )


@require_POST
def section_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a section with its entries."""
    return remove(request, find_part(request, Section, pk), "section")


@require_POST
def entry_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an entry."""
    return remove(request, find_part(request, Entry, pk), "entry")


@require_POST
def section_put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a deleted section back."""
    return put_back(request, find_part(request, Section, pk))


@require_POST
def entry_put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a deleted entry back."""
    return put_back(request, find_part(request, Entry, pk))


def remove(request: SignedInRequest, part: Section | Entry, name: str) -> HttpResponse:
    """Delete a part and offer to bring it back."""
    kind = "章节" if isinstance(part, Section) else "条目"
    return rearrange(
        request,
        part,
        ArrangementForm,
        lambda form: editing.remove(
            part, by=request.user, arrangement=form.cleaned_data["arrangement"]
        ),
        done=f"已删除{kind}“{str(part)[:16]}”，可在“已删除”中恢复。",
        undo=reverse(f"{name}_put_back", args=[part.pk]),
    )


def put_back(request: SignedInRequest, part: Section | Entry) -> HttpResponse:
    """Bring a part back to where it was."""

    def act(_form: forms.Form) -> Row:
        editing.put_back(part, by=request.user)
        return part

    return rearrange(request, part, forms.Form, act, done="已恢复。")


# --- what all of them share


def rearrange(
    request: SignedInRequest,
    row: Row,
    form_class: type[forms.Form],
    act: Callable[[Any], Row | None],
    *,
    done: str = "",
    undo: str = "",
) -> HttpResponse:
    """Save the words that came along, change the order, answer with the sheet.

    `done` is said to the person, `undo` is the address that takes it back.
    """
    report = report_of(row)
    form = form_class(request.POST)
    if not form.is_valid():
        raise SuspiciousOperation(str(form.errors))
    words = FORMS[type(row)][0](request.POST) if "heading" in request.POST else None
    try:
        if words and words.is_valid():
            write(request, type(row), row.pk, words)
        changed = act(form)
    except (Stale, Rearranged, NothingBehind) as met:
        if isinstance(met, Stale) and words:
            return conflict(request, words, met, address_of_save(row))
        return answer(request, report, None, words=str(met), level="warning", status=409)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return answer(request, report, changed, words=done, undo=undo)


def answer(
    request: SignedInRequest,
    report: Report,
    row: Row | None,
    *,
    words: str = "",
    level: str = "success",
    undo: str = "",
    status: int = 200,
) -> HttpResponse:
    """The sheet as it is now, with where to write on and what to say; or the page again."""
    if not request.htmx:
        if words:
            messages.add_message(request, LEVELS[level], words)
        return redirect(address(report, row))
    fresh = find(request, report.pk)
    said = {"words": words, "level": level, "undo": undo, "focus": anchor(row) if row else ""}
    context = {"report": fresh, "sheet": sheet_of(fresh), "said": said}
    return render(request, "drafting/editor.html#sheet", context, status=status)


LEVELS = {"success": messages.SUCCESS, "warning": messages.WARNING}


Part = TypeVar("Part", Section, Entry)


def find_part(request: SignedInRequest, kind: type[Part], pk: int) -> Part:
    """A section or entry, deleted or not, of a report that this person sees."""
    path = "report" if kind is Section else "section__report"
    parts = kind.objects.filter(request.user.reach(f"{path}__organization__"))
    return get_object_or_404(parts.select_related(path), pk=pk)


def report_of(row: Row) -> Report:
    """The report that a part belongs to."""
    if isinstance(row, Report):
        return row
    return row.report if isinstance(row, Section) else row.section.report


def anchor(row: Row) -> str:
    """Id of the block on the page."""
    if isinstance(row, Report):
        return "head"
    return f"{'section' if isinstance(row, Section) else 'entry'}-{row.pk}"


def address_of_save(row: Row) -> str:
    """Where the words of a part are saved."""
    names = {Report: "head_save", Section: "section_save", Entry: "entry_save"}
    return reverse(names[type(row)], args=[row.pk])


def address(report: Report, row: Row | None) -> str:
    """The editor's page, at the block."""
    fragment = f"#{anchor(row)}" if row else ""
    return reverse("editor", args=[report.pk]) + fragment
