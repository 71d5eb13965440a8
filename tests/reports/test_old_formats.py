"""Old Word, WPS and RTF files, made by LibreOffice itself."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from reports import office
from reports.old_formats import kind_of, read_any
from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.importer import text_of
from reports.word.typeset import typeset
from tests import make

needs_office = pytest.mark.skipif(
    not any(map(shutil.which, office.COMMANDS)), reason="LibreOffice is not installed"
)
KINDS = {"doc": "总结.doc", "rtf": "总结.rtf", "wps": "总结.wps"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same report as each kind of old file; WPS Office writes .doc under another name."""
    from django.test import override_settings

    document = typeset(read(make.TEXT))
    with override_settings(VAR_DIR=tmp_path_factory.mktemp("office")):
        doc = office.convert(document, "docx", "doc")
        rtf = office.convert(document, "docx", "rtf")
    return {"doc": doc, "wps": doc, "rtf": rtf, "docx": document}


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_an_old_file_says_what_the_new_one_says(
    kind: str, files: dict[str, bytes], settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    found = read_any(files[kind], KINDS[kind])
    assert found.text == text_of(files["docx"])
    assert f".{kind} 格式，由 LibreOffice 转换" in found.notes[0]


@needs_office
def test_the_command_reads_it_too(
    files: dict[str, bytes], settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    path = tmp_path / "总结.doc"
    path.write_bytes(files["doc"])
    out = StringIO()
    call_command("outline", str(path), stdout=out)
    assert "强化理论武装" in out.getvalue()


@pytest.mark.parametrize("name", ["总结.doc", "总结.rtf"])
def test_without_libreoffice_the_way_round_is_told(name: str, settings: Settings) -> None:
    settings.SOFFICE = "/nowhere/soffice"
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match=r"另存为“Word 文档（.docx）”"):
        read_any(old if name.endswith("doc") else b"{\\rtf1 x}", name)


@needs_office
def test_a_broken_old_file_is_refused_with_words(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\7" * 900 + "WordDocument".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="加了密码或已损坏"):
        read_any(broken, "坏.doc")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS = {
    "docx": (b"PK\3\4", None),
    "text": ("一、主要工作".encode(), None),
    "rtf behind blanks": (b"  {\\rtf1\\ansi", "rtf"),
    "Excel": (OLE + "Workbook".encode("utf-16-le"), None),
    "Word": (OLE + "WordDocument".encode("utf-16-le"), "doc"),
}


@pytest.mark.parametrize(("data", "kind"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_only_old_files_are_converted(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind
