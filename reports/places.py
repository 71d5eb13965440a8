"""Where each field of a report's rows stands in its text.

`records.outline_of` and `writer.write` put the fields one behind the other; here their ends are
counted, so that an offset in the text leads to the row and the field that hold its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.outline.tree import Outline
from reports.records import Content, markers_of, split_own


@dataclass(frozen=True, slots=True)
class Place:
    """A field that is not empty, and its offsets in the text.

    `section` and `entry` are positions in the content: both None for the head and foot of the
    report, `entry` None for a section's own fields.
    """

    field: str
    start: int
    end: int
    section: int | None = None
    entry: int | None = None


def places_of(content: Content, outline: Outline) -> list[Place]:
    """Every place in the order of the text, without gaps. `outline` is that of `content`."""
    places, offset = [], 0
    for field, text, section, entry in _fields(content, outline):
        if text:
            places.append(Place(field, offset, offset + len(text), section, entry))
            offset += len(text)
    return places


Field = tuple[str, str, int | None, int | None]


def _fields(content: Content, outline: Outline) -> Iterator[Field]:
    for field in ("before", "title", "subtitle"):
        yield field, content[field], None, None
    for index, (row, (marker, below)) in enumerate(
        zip(content["sections"], markers_of(content, outline), strict=True)
    ):
        for field, text in _heading_of(row, marker):
            yield field, text, index, None
        own = len(row["entries"]) - len(split_own(row)[1])
        for number, (entry, number_marker) in enumerate(zip(row["entries"], below, strict=True)):
            if number >= own:
                for field, text in _heading_of(entry, number_marker):
                    yield field, text, index, number
            yield "body", entry["body"], index, number
    yield "signature", content["signature"], None, None
    yield "date_line", content["date_line"], None, None


def _heading_of(row: dict[str, Any], marker: str) -> Iterator[tuple[str, str]]:
    yield "indent", row["indent"]
    yield "marker", marker
    for field in ("gap", "heading", "heading_end"):
        yield field, row[field]
