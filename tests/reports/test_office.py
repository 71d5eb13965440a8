"""LibreOffice as a tool: what it makes, what stops it, and what is said without it."""

import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from reports import office
from reports.outline.reader import read
from reports.word.typeset import typeset
from tests import make

needs_office = pytest.mark.skipif(
    not any(map(shutil.which, office.COMMANDS)), reason="LibreOffice is not installed"
)


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def document() -> bytes:
    return typeset(read(make.TEXT))


def test_without_libreoffice_the_way_to_a_pdf_is_told(settings: Settings) -> None:
    settings.SOFFICE = "/nowhere/soffice"
    assert not office.is_there()
    with pytest.raises(office.NoOffice, match=r"另存为 PDF.*安装 LibreOffice"):
        office.pdf_of(document())


@needs_office
def test_a_pdf_is_made_once_and_kept_for_a_while(var: Path, settings: Settings) -> None:
    pdf = office.pdf_of(document())
    assert pdf.startswith(b"%PDF-")
    settings.SOFFICE = "/nowhere/soffice"  # what is kept needs no program
    assert office.pdf_of(document()) == pdf
    assert len(list((var / "pdf").iterdir())) == 1
    assert not list(var.glob("office/zhibi-office-*"))
    settings.PDF_KEPT_SECONDS = -1
    office.keep(var / "pdf" / "new.pdf", b"new")
    assert [path.name for path in (var / "pdf").iterdir()] == ["new.pdf"]


def program(folder: Path, words: str) -> str:
    """A program that is called like LibreOffice and does what `words` say."""
    path = folder / "soffice-stand-in"
    path.write_text(f"#!/bin/sh\n{words}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_what_takes_too_long_is_ended_with_all_that_it_started(
    settings: Settings, tmp_path: Path
) -> None:
    settings.OFFICE_SECONDS = 0.3
    settings.SOFFICE = program(tmp_path, f"(sleep 1; touch {tmp_path}/still-there) & sleep 30")
    with pytest.raises(office.NoOffice, match="已停止"):
        office.convert(b"{\\rtf1}", "rtf", "docx")
    settings.OFFICE_SECONDS = 5
    settings.SOFFICE = program(tmp_path, "sleep 1.5")
    with pytest.raises(office.NoOffice, match="没有转换成功"):
        office.convert(b"{\\rtf1}", "rtf", "docx")
    assert not (tmp_path / "still-there").exists()


def test_no_more_run_at_once_than_there_are_places(settings: Settings, tmp_path: Path) -> None:
    settings.OFFICE_WAIT_SECONDS = 0.1
    settings.SOFFICE = program(tmp_path, "true")
    with office.place() as first, office.place() as second:
        assert first != second
        with pytest.raises(office.NoOffice, match="正在转换的文件较多"):
            office.convert(b"{\\rtf1}", "rtf", "docx")
    with pytest.raises(office.NoOffice, match="没有转换成功"):  # the places are free again
        office.convert(b"{\\rtf1}", "rtf", "docx")


def test_an_outcome_that_is_too_big_is_not_read(settings: Settings, tmp_path: Path) -> None:
    settings.OFFICE_OUTPUT_BYTES = 10
    settings.SOFFICE = program(tmp_path, "head -c 100 /dev/zero > document.docx")
    with pytest.raises(office.NoOffice, match="没有转换成功"):
        office.convert(b"{\\rtf1}", "rtf", "docx")
