"""Rows ⇄ Outline: the only bridge between the database and the pure core.

Between the two lies *content*: a plain dictionary of a report's words and layout, the same that
a Revision keeps. Rows ⇄ content ⇄ Outline; neither step loses a character.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypedDict, cast

from django.db import transaction
from django.db.models import Max, Prefetch

from accounts.models import User
from reports.models import Entry, Numbering, Report, Revision, Section
from reports.models.report import Part
from reports.outline.markers import leading
from reports.outline.numbering import marker_like, renumber
from reports.outline.reader import paragraphs_of, read_body
from reports.outline.tree import Node, Outline, Paragraph, Role
from reports.outline.writer import located, write_body

HEAD_FIELDS = ("before", "title", "subtitle", "signature", "date_line")
PART_FIELDS = (
    "indent",
    "numbering",
    "marker",
    "gap",
    "heading",
    "heading_end",
    "role",
    "second_role",
)


class Content(TypedDict):
    """A report's words: the HEAD_FIELDS and the sections with their entries."""

    before: str
    title: str
    subtitle: str
    signature: str
    date_line: str
    sections: list[dict[str, Any]]


# --- rows and content


def live_sections(report: Report) -> list[Section]:
    """The report's sections in order, each with `live_entries`; two queries whatever the size."""
    return list(
        report.sections.live()
        .order_by("position")
        .prefetch_related(
            # The plugin would declare the attribute here; Section does.
            Prefetch("entries", Entry.objects.live().order_by("position"), "live_entries")  # type: ignore[no-redef]
        )
    )


def sections_of(reports: Iterable[Report]) -> dict[int, list[Section]]:
    """The same for many reports, by their keys; two queries for all of them."""
    found: dict[int, list[Section]] = {report.pk: [] for report in reports}
    sections = (
        Section.objects.live()
        .filter(report__in=list(found))
        .order_by("position")
        .prefetch_related(
            Prefetch("entries", Entry.objects.live().order_by("position"), "live_entries")  # type: ignore[no-redef]
        )
    )
    for section in sections:
        found[section.report_id].append(section)
    return found


def content_of(report: Report, sections: Iterable[Section] | None = None) -> Content:
    """What the rows say; `sections` saves the queries where they were read already."""
    parts = live_sections(report) if sections is None else sections
    content: dict[str, Any] = {field: getattr(report, field) for field in HEAD_FIELDS}
    content["sections"] = [
        {
            "level": section.level,
            **_part_fields(section),
            "entries": [
                {**_part_fields(entry), "body": entry.body} for entry in section.live_entries
            ],
        }
        for section in parts
    ]
    return cast("Content", content)


def _part_fields(part: Part) -> dict[str, Any]:
    return {field: getattr(part, field) for field in PART_FIELDS}


@transaction.atomic
def write_content(report: Report, content: Content) -> None:
    """Replace the report's words with `content`. Locking and versions are the caller's matter."""
    for field in HEAD_FIELDS:
        setattr(report, field, content[field])  # type: ignore[literal-required] # one of them
    report.save(update_fields=[*HEAD_FIELDS, "updated_at"])
    report.sections.all().delete()
    sections = Section.objects.bulk_create(
        Section(
            report=report,
            position=position,
            level=row["level"],
            **{field: row[field] for field in PART_FIELDS},
        )
        for position, row in enumerate(content["sections"])
    )
    Entry.objects.bulk_create(
        Entry(
            section=section,
            position=position,
            body=row["body"],
            **{field: row[field] for field in PART_FIELDS},
        )
        for section, parent in zip(sections, content["sections"], strict=True)
        for position, row in enumerate(parent["entries"])
    )


def snapshot(report: Report, by: User, content: Content | None = None) -> Revision:
    """Keep `content`, or what the report says now, as the report's next Revision.

    The caller holds the report's lock.
    """
    last = report.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        report=report, number=last + 1, content=content or content_of(report), created_by=by
    )


def has_text(report: Report) -> bool:
    """Whether anything but headings has been written."""
    return any(
        entry.body.strip() for section in live_sections(report) for entry in section.live_entries
    )


# --- Outline and content


def to_outline(report: Report) -> Outline:
    """The report as an Outline, automatic numbers filled in."""
    return outline_of(content_of(report))


def write_outline(report: Report, outline: Outline) -> None:
    """Replace the report's words with those of `outline`, as written."""
    write_content(report, content_from(outline))


def outline_of(content: Content) -> Outline:
    """The Outline that `content` describes, automatic numbers filled in, spans set."""
    nodes = tuple(_section_node(row) for row in content["sections"])
    date = paragraphs_of(content["date_line"])
    outline = Outline(
        before=content["before"],
        title=paragraphs_of(content["title"]),
        subtitle=paragraphs_of(content["subtitle"]),
        nodes=nodes,
        signature=(*paragraphs_of(content["signature"]), *date[:-1]),
        date=date[-1] if date else None,
    )
    return located(_with_automatic_markers(outline, content))


def _section_node(row: dict[str, Any]) -> Node:
    own, rest = split_own(row)
    paragraphs, children = read_body(
        own, level=row["level"], roles=_roles(row), behind_marker=_ends_in_marker(row)
    )
    is_run_in = bool(row["heading"]) and "\n" not in row["heading_end"]
    if (
        is_run_in
        and not paragraphs
        and children
        and not (children[0].marker or children[0].heading)
    ):
        # The words behind a run-in heading are that heading's own, whatever role they have.
        paragraphs, children = children[0].paragraphs, (*children[0].children, *children[1:])
    entries = tuple(_entry_node(entry, row["level"] + 1) for entry in rest)
    return _node(row, row["level"], paragraphs, (*children, *entries))


def _ends_in_marker(row: dict[str, Any]) -> bool:
    """Whether the body of a part goes on in the line of its marker: no heading stands between."""
    return bool(row["marker"]) and not row["heading"] and "\n" not in row["heading_end"]


def split_own(row: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The text directly under a section, and the entries that are nodes of their own."""
    entries = row["entries"]
    if entries and _is_plain(entries[0]) and _roles(entries[0]) == _roles(row):
        return entries[0]["body"], entries[1:]
    return "", entries


def _is_plain(row: dict[str, Any]) -> bool:
    """Paragraphs that stand directly under their section."""
    return row["numbering"] == Numbering.NONE and not row["heading"]


def _entry_node(row: dict[str, Any], level: int) -> Node:
    paragraphs, children = read_body(
        row["body"], level=level, roles=_roles(row), behind_marker=_ends_in_marker(row)
    )
    return _node(row, level, paragraphs, children)


def _node(
    row: dict[str, Any],
    level: int,
    paragraphs: tuple[Paragraph, ...],
    children: tuple[Node, ...],
) -> Node:
    marker = row["marker"]
    if row["numbering"] == Numbering.AUTO and not marker:
        marker = marker_like("", level, 1)
    found = leading(marker)
    return Node(
        level=level,
        marker=marker,
        number=found.number if found else None,
        heading=row["heading"] or None,
        run_in=bool(row["heading"]) and "\n" not in row["heading_end"] and bool(paragraphs),
        paragraphs=paragraphs,
        children=children,
        roles=_roles(row),
        indent=row["indent"],
        gap=row["gap"],
        heading_end=row["heading_end"],
    )


def _roles(row: dict[str, Any]) -> tuple[Role, ...]:
    return tuple(Role(role) for role in (row["role"], row["second_role"]) if role)


def _with_automatic_markers(outline: Outline, content: Content) -> Outline:
    """Give every AUTO part the number of its position, and leave the written ones alone."""
    if not any(_is_automatic(part) for part in _parts(content)):
        return outline
    correct = renumber(outline)
    nodes = []
    for row, node, right in zip(content["sections"], outline.nodes, correct.nodes, strict=True):
        entries = split_own(row)[1]
        first = len(node.children) - len(entries)
        children = tuple(
            _numbered(child, good) if _is_automatic(entry) else child
            for entry, child, good in zip(
                entries, node.children[first:], right.children[first:], strict=True
            )
        )
        numbered = _numbered(node, right) if _is_automatic(row) else node
        nodes.append(replace(numbered, children=(*node.children[:first], *children)))
    return replace(outline, nodes=tuple(nodes))


def _numbered(node: Node, correct: Node) -> Node:
    return replace(node, marker=correct.marker, number=correct.number)


def renumbered(content: Content) -> Content:
    """`content` with every number that of its place, at all levels, and following it from now on.

    Sections and entries stay the same ones in the same order.
    """
    correct = renumber(outline_of(content))
    sections = []
    for row, node in zip(content["sections"], correct.nodes, strict=True):
        rest = split_own(row)[1]
        first = len(node.children) - len(rest)
        entries = [
            {**_following(entry, child), "body": write_body(child.paragraphs, child.children)}
            for entry, child in zip(rest, node.children[first:], strict=True)
        ]
        if len(rest) < len(row["entries"]):
            own = write_body(node.paragraphs, node.children[:first])
            entries.insert(0, {**row["entries"][0], "body": own})
        sections.append({**_following(row, node), "entries": entries})
    return {**content, "sections": sections}


def _following(row: dict[str, Any], node: Node) -> dict[str, Any]:
    if row["numbering"] == Numbering.NONE:
        return row
    return {**row, "marker": node.marker, "numbering": Numbering.AUTO.value}


def markers_of(content: Content, outline: Outline) -> list[tuple[str, list[str]]]:
    """For each section its marker as it stands in the text, and those of its entries.

    `outline` is that of `content`.
    """
    found = []
    for row, node in zip(content["sections"], outline.nodes, strict=True):
        rest = split_own(row)[1]
        first = len(node.children) - len(rest)
        own = [""] * (len(row["entries"]) - len(rest))
        found.append((node.marker, own + [child.marker for child in node.children[first:]]))
    return found


def _parts(content: Content) -> Iterable[dict[str, Any]]:
    for section in content["sections"]:
        yield section
        yield from section["entries"]


def _is_automatic(row: dict[str, Any]) -> bool:
    return bool(row["numbering"] == Numbering.AUTO)


def content_from(outline: Outline) -> Content:
    """`outline` as content; `outline_of` gives an Outline with the same text back."""
    return Content(
        before=outline.before,
        title=text_of(outline.title),
        subtitle=text_of(outline.subtitle),
        signature=text_of(outline.signature),
        date_line=text_of((outline.date,)) if outline.date else "",
        sections=[_section_row(node) for node in outline.nodes],
    )


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """The source of `paragraphs`, white space included."""
    return "".join(p.indent + p.text + p.end for p in paragraphs)


def _section_row(node: Node) -> dict[str, Any]:
    entries = []
    if node.paragraphs:
        entries.append({**_plain_row(node.roles), "body": text_of(node.paragraphs)})
    for child in node.children:
        body = write_body(child.paragraphs, child.children)
        entries.append({**_heading_row(child), "body": body})
    return {"level": min(node.level, 1), **_heading_row(node), "entries": entries}


def _heading_row(node: Node) -> dict[str, Any]:
    return {
        "indent": node.indent,
        "numbering": (Numbering.WRITTEN if node.marker else Numbering.NONE).value,
        "marker": node.marker,
        "gap": node.gap,
        "heading": node.heading or "",
        "heading_end": node.heading_end,
        **_role_fields(node.roles),
    }


def _plain_row(roles: tuple[Role, ...]) -> dict[str, Any]:
    return {
        "indent": "",
        "numbering": Numbering.NONE.value,
        "marker": "",
        "gap": "",
        "heading": "",
        "heading_end": "",
        **_role_fields(roles),
    }


def _role_fields(roles: tuple[Role, ...]) -> dict[str, str]:
    return {"role": roles[0].value, "second_role": roles[1].value if len(roles) > 1 else ""}
