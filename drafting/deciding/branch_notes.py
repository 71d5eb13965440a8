"""点评记录: what reviewers note of a branch in a year, by kind and as a document."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from drafting.models import NoteKind, ReviewNote
from reports.models import Report
from reports.outline.reader import read
from reports.word.typeset import typeset

YEARS = range(1921, 2201)


@dataclass(frozen=True, slots=True)
class Kind:
    """亮点, 问题 or 建议, with what was noted."""

    value: str
    label: str
    notes: list[ReviewNote]


def kinds_of(organization: Organization, year: int) -> list[Kind]:
    """Every kind with its notes in the order in which they were written; one query."""
    by_kind = defaultdict(list)
    notes = ReviewNote.objects.filter(organization=organization, year=year)
    for note in notes.select_related("author", "report__template").order_by("pk"):
        by_kind[note.kind].append(note)
    return [Kind(kind.value, kind.label, by_kind[kind.value]) for kind in NoteKind]


def note_down(
    organization: Organization,
    year: int,
    *,
    by: User,
    kind: str,
    text: str,
    report: Report | None = None,
    ticket: UUID | None = None,
) -> ReviewNote:
    """Write a note; a `ticket` that was used already gives the note that it made."""
    fields = {
        "organization": organization,
        "year": year,
        "kind": kind,
        "text": text.strip(),
        "report": report,
        "author": by,
    }
    if ticket is None:
        return ReviewNote.objects.create(**fields)
    try:
        with transaction.atomic():
            return ReviewNote.objects.get_or_create(ticket=ticket, author=by, defaults=fields)[0]
    except IntegrityError:  # the ticket is somebody else's
        return ReviewNote.objects.create(**fields)


def word_file(organization: Organization, year: int) -> bytes:
    """The page as .docx: a heading a kind, a numbered paragraph a note."""
    lines = []
    numbers = "一二三"
    kinds = [kind for kind in kinds_of(organization, year) if kind.notes]
    for number, kind in zip(numbers, kinds, strict=False):
        lines.append(f"{number}、{kind.label}")
        for place, note in enumerate(kind.notes, 1):
            words = " ".join(note.text.split())
            lines.append(f"{place}.{words}")
    title = f"{organization.name}{year}年度点评记录"
    return typeset(read("\n".join([*lines, ""])), title=title)
