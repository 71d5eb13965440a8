"""The samples of the documents are what the product makes, and others can read them."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from docx import Document
from openpyxl import load_workbook

from drafting.management.commands.make_collection_samples import SAMPLES
from reports.word.pages.pagination import pages_of
from tests.reports.word.test_checked_by_others import complaints

KEPT = settings.BASE_DIR / "docs" / "samples"
DOCX = [name for name in SAMPLES if name.endswith(".docx")]


def cells(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(data)).active.iter_rows(values_only=True))


def words(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_is_made_today(name: str) -> None:
    inside = words if name in DOCX else cells
    assert inside((KEPT / name).read_bytes()) == inside(SAMPLES[name]())


def test_the_command_writes_them_all(tmp_path: Path) -> None:
    call_command("make_collection_samples", "-o", str(tmp_path), verbosity=0)
    assert {path.name for path in tmp_path.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("name", DOCX)
def test_a_sample_is_valid_by_the_schema(name: str, tmp_path: Path) -> None:
    assert complaints(SAMPLES[name](), tmp_path) == []


def test_the_contents_name_the_pages_that_our_own_preview_shows() -> None:
    made = SAMPLES["汇编.docx"]()
    entries = [p.text.split("\t") for p in Document(BytesIO(made)).paragraphs if "\t" in p.text]
    body = pages_of(made)[2:]
    begins = {page.lines[0].text: page.number for page in reversed(body)}
    assert [(title, int(page)) for title, page in entries if title in begins] == [
        (title, begins[title]) for title, _ in entries if title in begins
    ]
    assert sum(title in begins for title, _ in entries) >= 3
