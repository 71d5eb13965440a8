"""What the preview of an import shows: each line as it was understood, and the outline of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports import importing, records
from reports.importing import Kind, Piece
from reports.models.template import ROLE_LABELS
from reports.outline.length import characters
from reports.outline.reader import read
from reports.outline.tree import Role
from reports.outline.unwrap import is_hard_wrapped, unwrap
from reports.records import Content

ROLE_CHOICES = [
    *((role.value, label) for role, label in ROLE_LABELS.items()),
    ("problems+measures", "存在问题和下步措施"),
]
# More lines than this are imported as read and not listed for correction (a browser's form has
# its limits, and so has patience).
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph of the text as read; what a heading leaves of its line is not asked."""

    place: int
    kind: str
    marker: str
    words: str
    role: str
    is_asked: bool


@dataclass(slots=True)
class Part:
    """A section of the outcome, with the headings in it."""

    place: int
    name: str
    role: str
    roles: str
    entries: list[str] = field(default_factory=list)
    characters: int = 0

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What it may be for; a pair that the list does not have is one of the choices too."""
        if any(value == self.roles for value, _ in ROLE_CHOICES):
            return ROLE_CHOICES
        label = "和".join(ROLE_LABELS[Role(role)] for role in self.roles.split("+"))
        return [*ROLE_CHOICES, (self.roles, label)]


@dataclass(slots=True)
class Preview:
    """All that the page shows; `content` is what would be written."""

    content: Content
    lines: list[Line]
    parts: list[Part]
    notes: list[str]
    characters: int
    entries: int
    unlisted: int
    wrapped: bool


def preview_of(
    text: str,
    notes: list[str],
    *,
    is_unwrapped: bool = False,
    kinds: Mapping[int, Kind] | None = None,
    roles: Mapping[int, tuple[Role, ...]] | None = None,
) -> Preview:
    """How `text` is understood, with the person's corrections."""
    wrapped = is_hard_wrapped(text)
    read_from = unwrap(text) if is_unwrapped else text
    content = records.content_from(read(read_from))
    original = importing.pieces_of(content)
    pieces = importing.corrected(original, kinds or {}, roles or {})
    content = importing.content_with(content, pieces)
    parts = parts_of(pieces)
    lines = lines_of(pieces)
    notes = [*notes, *noticed(original, wrapped=wrapped, is_unwrapped=is_unwrapped)]
    return Preview(
        content=content,
        lines=lines[:MOST_LINES],
        parts=parts,
        notes=notes,
        characters=characters(read_from),
        entries=sum(len(part.entries) for part in parts),
        unlisted=max(0, len(lines) - MOST_LINES),
        wrapped=wrapped,
    )


def noticed(pieces: list[Piece], *, wrapped: bool, is_unwrapped: bool) -> list[str]:
    """What the person should know of the reading."""
    notes = []
    if inside := importing.found_within_lines(pieces):
        notes.append(f"有 {inside} 处标题写在一行中间，已按标题识别。")
    if wrapped and not is_unwrapped:
        notes.append("文字像是每行固定字数断开的，可以合并被硬换行的行。")
    if not any(piece.is_heading for piece in pieces):
        notes.append("没有认出标题，全文按正文导入；可以在下面把标题行改为标题。")
    return notes


def lines_of(pieces: list[tuple[int, Piece]]) -> list[Line]:
    """The pieces that can be seen, each with the role of the part it stands in."""
    found: list[Line] = []
    asked: set[int] = set()
    role = Role.LEAD
    for place, piece in pieces:
        if piece.kind is not Kind.TEXT:
            role = piece.roles[0]
        if piece.words or piece.marker:
            kind = piece.kind.value
            found.append(
                Line(place, kind, piece.marker, piece.words, role.value, place not in asked)
            )
            asked.add(place)
    return found


def parts_of(pieces: list[tuple[int, Piece]]) -> list[Part]:
    """The outline of the outcome."""
    parts: list[Part] = []
    for place, piece in pieces:
        if piece.kind is Kind.SECTION:
            name = piece.marker + piece.words or ROLE_LABELS[piece.roles[0]]
            roles = "+".join(role.value for role in piece.roles[:2])
            parts.append(Part(place, name, piece.roles[0].value, roles))
        elif piece.kind is Kind.ENTRY and parts and piece.is_heading:
            parts[-1].entries.append(piece.marker + piece.words)
        if parts:
            parts[-1].characters += characters(piece.marker + piece.words + piece.end)
    return parts
