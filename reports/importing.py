"""An import before it is written: how a text is understood, and what the person corrects.

Between text and report lies a list of pieces in the order of the text: headings of the first
and second level, and paragraphs. Corrections say of a piece that it is something else; no
character changes, whatever they say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reports.models import Numbering
from reports.outline import roles as roles_of
from reports.outline.markers import leading
from reports.outline.reader import paragraphs_of
from reports.outline.tree import Role
from reports.records import Content


class Kind(StrEnum):
    """What a piece of the text is."""

    SECTION = "1"
    ENTRY = "2"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or a paragraph. Source = `indent + marker + gap + words + end`.

    `is_silent` marks the beginning of a part that has neither number nor heading.
    """

    kind: Kind
    words: str = ""
    indent: str = ""
    marker: str = ""
    gap: str = ""
    end: str = ""
    level: int = 1
    roles: tuple[Role, ...] = (Role.OTHER,)

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it can be seen."""
        return self.kind is not Kind.TEXT and not (self.marker or self.words)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading that can be seen."""
        return self.kind is not Kind.TEXT and not self.is_silent


def pieces_of(content: Content) -> list[Piece]:
    """The pieces of `content` in the order of the text; `content_with` puts them together again."""
    found: list[Piece] = []
    for section in content["sections"]:
        found.append(_heading(Kind.SECTION, section, level=section["level"]))
        for entry in section["entries"]:
            found.append(_heading(Kind.ENTRY, entry))
            found += [
                Piece(Kind.TEXT, p.text, p.indent, end=p.end) for p in paragraphs_of(entry["body"])
            ]
    return found


def _heading(kind: Kind, row: Mapping[str, str], *, level: int = 1) -> Piece:
    return Piece(
        kind,
        words=row["heading"],
        indent=row["indent"],
        marker=row["marker"],
        gap=row["gap"],
        end=row["heading_end"],
        level=level,
        roles=tuple(Role(role) for role in (row["role"], row["second_role"]) if role),
    )


def corrected(
    pieces: Sequence[Piece], kinds: Mapping[int, Kind], roles: Mapping[int, tuple[Role, ...]]
) -> list[tuple[int, Piece]]:
    """The pieces as the person sees them, each with its place among the original ones.

    `kinds` says of a place that it is a heading of a level or a paragraph, `roles` what a section
    is for; entries that had their section's roles follow it.
    """
    found: list[tuple[int, Piece]] = []
    before: tuple[Role, ...] = (Role.LEAD,)
    after = before
    demoted = False
    for place, piece in enumerate(pieces):
        if piece.is_silent and piece.kind is Kind.ENTRY and demoted:
            demoted = False
            continue  # the paragraphs under a heading that is none go on where it stands
        demoted = piece.is_heading and kinds.get(place) is Kind.TEXT
        for part in _as_kind(piece, kinds.get(place, piece.kind), after):
            if part.kind is Kind.SECTION:
                before, after = part.roles, roles.get(place, part.roles)
                found.append((place, replace(part, roles=after)))
            elif part.kind is Kind.ENTRY and part.roles == before:
                found.append((place, replace(part, roles=after)))
            else:
                found.append((place, part))
    return found


def _as_kind(piece: Piece, kind: Kind, current: tuple[Role, ...]) -> list[Piece]:
    if kind is piece.kind or piece.is_silent:
        return [piece]
    if kind is Kind.TEXT:
        words = piece.marker + piece.gap + piece.words
        return [Piece(Kind.TEXT, words, piece.indent, end=piece.end)]
    parts = [replace(piece, kind=kind, level=1)]
    if piece.kind is Kind.TEXT:
        parts = _promoted(piece, kind)
    named: tuple[Role, ...] = ()
    if kind is Kind.SECTION:
        named = roles_of.of_heading(parts[0].words, expected=current[0])[:2]
    return [replace(parts[0], roles=named or current), *parts[1:]]


def _promoted(piece: Piece, kind: Kind) -> list[Piece]:
    """A paragraph as a heading: all of it, or up to its first `。` with the rest behind it."""
    marker = leading(piece.words)
    written = marker.text if marker else ""
    rest = piece.words[len(written) :]
    words = rest.lstrip()
    heading, stop, body = words.partition("。")
    made = Piece(
        kind,
        heading,
        piece.indent,
        written,
        rest[: len(rest) - len(words)],
        end=stop if body else stop + piece.end,
    )
    return [made, Piece(Kind.TEXT, body, end=piece.end)] if body else [made]


def content_with(content: Content, pieces: Sequence[tuple[int, Piece]]) -> Content:
    """`content` with its sections made anew from `pieces`; title and signature stay."""
    sections: list[dict] = []
    for _, piece in pieces:
        if piece.kind is Kind.SECTION:
            sections.append({"level": piece.level, **_row(piece), "entries": []})
            continue
        if not sections:
            lead = Piece(Kind.SECTION, level=0, roles=(Role.LEAD,))
            sections.append({"level": 0, **_row(lead), "entries": []})
        entries = sections[-1]["entries"]
        if piece.kind is Kind.ENTRY:
            entries.append({**_row(piece), "body": ""})
            continue
        if not entries:
            roles = {name: sections[-1][name] for name in ("role", "second_role")}
            entries.append({**_row(Piece(Kind.ENTRY)), **roles, "body": ""})
        entries[-1]["body"] += piece.indent + piece.words + piece.end
    return {**content, "sections": sections}


def _row(piece: Piece) -> dict[str, str]:
    return {
        "indent": piece.indent,
        "numbering": (Numbering.WRITTEN if piece.marker else Numbering.NONE).value,
        "marker": piece.marker,
        "gap": piece.gap,
        "heading": piece.words,
        "heading_end": piece.end,
        "role": piece.roles[0].value,
        "second_role": piece.roles[1].value if len(piece.roles) > 1 else "",
    }


def found_within_lines(pieces: Sequence[Piece]) -> int:
    """How many headings begin in the middle of a line of the text."""
    return sum(
        1
        for piece, before in zip(pieces[1:], pieces, strict=False)
        if piece.marker and _seen(before) and not _ends_line(before)
    )


def _seen(piece: Piece) -> bool:
    return bool(piece.marker or piece.words)


def _ends_line(piece: Piece) -> bool:
    return "\n" in piece.end or "\r" in piece.end
