"""Every character of a report's text has its place in a row."""

from pathlib import Path

import pytest

from reports import records
from reports.demo import loader
from reports.models import Numbering
from reports.outline.reader import read
from reports.outline.writer import write
from reports.places import places_of
from tests.reports.editing.test_words import LAYOUTS

DEMO = [report["file"] for report in loader.description()["reports"]]


def assert_every_field_is_found(content: records.Content) -> None:
    outline = records.outline_of(content)
    text = write(outline)
    places = places_of(content, outline)
    assert "".join(text[place.start : place.end] for place in places) == text
    for place in places:
        row = content if place.section is None else content["sections"][place.section]
        if place.entry is not None:
            row = row["entries"][place.entry]
        if not (place.field == "marker" and row["numbering"] == Numbering.AUTO):
            assert text[place.start : place.end] == row[place.field]


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_every_field_stands_where_its_place_says(text: str) -> None:
    assert_every_field_is_found(records.content_from(read(text)))


@pytest.mark.parametrize("file", DEMO)
def test_in_the_demo_reports_too(file: str) -> None:
    assert_every_field_is_found(records.content_from(read(loader.text(file))))


def test_in_the_real_reports_too(seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        assert_every_field_is_found(records.content_from(read(file.read_text(encoding="utf-8"))))


def test_automatic_numbers_have_their_place() -> None:
    content = records.content_from(read(LAYOUTS["deep"]))
    for section in content["sections"]:
        for row in (section, *section["entries"]):
            if row["marker"]:
                row |= {"numbering": Numbering.AUTO.value, "marker": ""}
    outline = records.outline_of(content)
    found = [
        write(outline)[p.start : p.end] for p in places_of(content, outline) if p.field == "marker"
    ]
    assert found == ["一、", "（一）", "（二）"]
    assert_every_field_is_found(content)


def test_an_entry_that_lost_its_heading_keeps_the_others_in_place() -> None:
    content = records.content_from(read(LAYOUTS["indented"]))
    entry = content["sections"][1]["entries"][0]
    entry |= {"numbering": Numbering.NONE.value, "marker": "", "heading": "", "heading_end": ""}
    assert_every_field_is_found(content)
