"""`manage.py outline`: a contract with whoever calls it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.outline.describe import as_json, as_tree
from reports.outline.reader import read
from reports.outline.source import decode
from reports.outline.tree import Outline, Paragraph
from reports.word.typeset import typeset

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "tests" / "samples").glob("*.txt"))
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
TEXT = "工作总结\n一、主要工作\n（一）抓学习。一是学。二是用。\n"


def run(*arguments: object) -> "subprocess.CompletedProcess[bytes]":
    """The command as a shell runs it, in a locale that knows no Chinese and with no database."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "outline", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "DATABASE_URL": "sqlite:////nonexistent/none.sqlite3",
        },
    )


def printed(*arguments: object) -> str:
    out = StringIO()
    call_command("outline", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "总结.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_it_prints_the_tree(report: Path) -> None:
    answer = run(report)
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert answer.stdout.decode() == as_tree(read(TEXT))


def test_it_prints_one_json_object(report: Path) -> None:
    assert json.loads(run(report, "--format", "json").stdout) == as_json(read(TEXT))


def test_it_prints_the_text_back_byte_for_byte(tmp_path: Path) -> None:
    data = "\ufeff一、主要工作\r\n\r\n　　支部坚持学习。 \r完。\n\n".encode()
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    assert run(file, "--format", "text").stdout == data


@pytest.mark.skipif(not SEEDS, reason="the folder ../shared/seeds is not here")
def test_it_prints_real_reports_back() -> None:
    for file in SEEDS:
        assert printed(file, "--format", "text").encode() == file.read_bytes()


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_it_prints_every_sample_back_as_it_was_decoded(file: Path) -> None:
    assert printed(file, "--format", "text") == decode(file.read_bytes())


def test_it_reads_word_documents(tmp_path: Path) -> None:
    file = tmp_path / "总结.DOCX"
    file.write_bytes(typeset(read(TEXT)))
    tree = json.loads(printed(file, "--format", "json"))
    section = tree["nodes"][0]
    assert (tree["title"], section["heading"]) == ("工作总结", "主要工作")
    assert section["children"][0]["points"][1]["marker"] == "二是"


def test_an_empty_file_has_an_empty_outline(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    assert printed(file) == ""
    assert json.loads(printed(file, "--format", "json")) == as_json(Outline())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the files of old Office programs begin


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "没有这个文件"),
        (".", None, "文件夹"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\0\0", "文本"),
        ("big5.txt", "我們堅持問題導向，加強黨的建設。".encode("big5"), "编码"),
        ("old.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(600), "另存为"),
        ("broken.docx", b"PK\x03\x04broken", "Word"),
    ],
    ids=["missing", "folder", "binary", "big5", "doc", "broken docx"],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError, match=words) as refusal:
        printed(file)
    assert refusal.value.returncode == 2
    assert str(refusal.value).startswith(str(file))
    assert "\n" not in str(refusal.value)


def test_a_refusal_ends_with_status_2_and_one_line(tmp_path: Path) -> None:
    answer = run(tmp_path / "missing.txt")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert answer.stderr.count(b"\n") == 1


def test_a_paragraph_of_a_word_document_keeps_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(typeset(Outline(title=(Paragraph("工作总结"),))))
    assert printed(file, "--format", "text").strip() == "工作总结"
