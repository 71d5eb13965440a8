"""What the editor shows: the paper as form blocks, its outline, its measures and its past."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from drafting.forms.entry import SectionForm, form_of
from drafting.forms.report import HeadForm, head_form
from reports import records
from reports.models import Entry, Event, EventKind, Report, Section, TemplateSection
from reports.models.report import Part
from reports.models.template import section_roles
from reports.outline.length import characters
from reports.outline.numbering import renumber
from reports.outline.tree import Node, Outline, Role, walk
from reports.states import State


@dataclass(slots=True)
class Block:
    """A section or an entry as a form block.

    `up` and `down` say where its buttons move it, in the words of `PlaceForm.to`; empty at the
    ends. `characters` counts all of it, its entries included.
    """

    part: Section | Entry
    form: SectionForm
    marker: str
    characters: int
    up: str = ""
    down: str = ""
    has_next: bool = False

    @property
    def is_plain(self) -> bool:
        """Paragraphs without number and heading."""
        return not (self.marker or self.part.heading)


@dataclass(slots=True)
class SectionBlock(Block):
    """A section with its entries and what its template says of it."""

    entries: Sequence[Block] = ()
    advice: TemplateSection | None = None

    @property
    def last_entry(self) -> int | None:
        """Behind which entry a new one goes."""
        return self.entries[-1].part.pk if self.entries else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the editor's page that follows from the report."""

    report: Report
    head: HeadForm
    sections: list[SectionBlock]
    characters: int
    removed: list[Section | Entry]
    changes: list["Change"]

    @property
    def kinds_of_section(self) -> list[tuple[str, str]]:
        """What a new section may be for; there is one lead."""
        has_lead = any(block.part.role == Role.LEAD for block in self.sections)
        return [(r, label) for r, label in section_roles() if not (has_lead and r == Role.LEAD)]

    @property
    def overrun(self) -> int:
        """How many characters are above the limit of the kind, if any."""
        limit = self.report.template.max_characters
        return max(0, self.characters - limit) if limit else 0


def sheet_of(report: Report) -> Sheet:
    """The sheet of `report`, in a number of queries that does not grow with it."""
    sections = records.live_sections(report)
    content = records.content_of(report, sections)
    outline = records.outline_of(content)
    markers = records.markers_of(content, outline)
    advice = advice_for(sections, list(report.template.sections.all()))
    blocks = []
    for index, (section, (marker, below)) in enumerate(zip(sections, markers, strict=True)):
        entries = [
            Block(entry, form_of(entry, report.arrangement), own, length(entry, own))
            for entry, own in zip(section.live_entries, below, strict=True)
        ]
        blocks.append(
            SectionBlock(
                part=section,
                form=form_of(section, report.arrangement),
                marker=marker,
                characters=length(section, marker) + sum(e.characters for e in entries),
                up=str(index - 1) if index else "",
                down=str(index + 1) if index + 1 < len(sections) else "",
                entries=entries,
                advice=advice[index],
            )
        )
    set_ways(blocks)
    head = sum(characters(getattr(report, name)) for name in HeadForm.written)
    total = head + sum(block.characters for block in blocks)
    return Sheet(
        report=report,
        head=head_form(report),
        sections=blocks,
        characters=total,
        removed=removed_parts(report),
        changes=changes_of(outline),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One number that renumbering would change."""

    level: int
    old: str
    new: str
    words: str


def changes_of(outline: Outline) -> list[Change]:
    """Every heading whose number is not that of its place."""
    correct = renumber(outline)
    return [
        Change(old.level, old.marker, new.marker, old.heading or first_words(old))
        for old, new in zip(walk(outline.nodes), walk(correct.nodes), strict=True)
        if old.marker != new.marker
    ]


def first_words(node: Node) -> str:
    """How the text under a number begins."""
    return node.paragraphs[0].text[:30] if node.paragraphs else ""


def length(part: Part, marker: str) -> int:
    """Characters of a part's own text."""
    body = part.body if isinstance(part, Entry) else ""
    return characters(marker + part.heading + part.heading_end + body)


def set_ways(sections: Sequence[SectionBlock]) -> None:
    """Say where each entry goes up and down: past its neighbour, or into the next section."""
    for number, section in enumerate(sections):
        last = len(section.entries) - 1
        for index, entry in enumerate(section.entries):
            if index > 0:
                entry.up = f"{section.part.pk}:{index - 1}"
            elif number > 0:
                above = sections[number - 1]
                entry.up = f"{above.part.pk}:{len(above.entries)}"
            entry.has_next = index < last
            if entry.has_next:
                entry.down = f"{section.part.pk}:{index + 1}"
            elif number + 1 < len(sections):
                entry.down = f"{sections[number + 1].part.pk}:0"


def advice_for(
    sections: Sequence[Section], template: Sequence[TemplateSection]
) -> list[TemplateSection | None]:
    """For each section the template's one that it answers to: by heading, else by its roles."""
    by_heading = {advice.heading: advice for advice in template if advice.heading}
    by_roles = {(a.role, a.second_role): a for a in reversed(template)}
    by_role = {a.role: a for a in reversed(template)}
    return [
        by_heading.get(section.heading)
        or by_roles.get((section.role, section.second_role))
        or by_role.get(section.role)
        for section in sections
    ]


def removed_parts(report: Report) -> list[Section | Entry]:
    """Sections and entries that were deleted and can be put back, the latest first."""
    sections = list(report.sections.filter(removed_at__isnull=False))
    entries = Entry.objects.filter(
        section__report=report, section__removed_at__isnull=True, removed_at__isnull=False
    ).select_related("section")
    parts: list[Section | Entry] = [*sections, *entries]
    return sorted(parts, key=attrgetter("removed_at"), reverse=True)


def last_opinion(events: Sequence[Event], report: Report) -> Event | None:
    """The event whose opinion the secretary has to answer now, if the report was sent back."""
    if report.state != State.RETURNED:
        return None
    sent_back = [e for e in events if e.kind in {EventKind.RETURN, EventKind.REOPEN}]
    return sent_back[-1] if sent_back else None
