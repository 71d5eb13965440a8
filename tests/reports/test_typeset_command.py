"""`manage.py typeset` writes a whole document or says in one line why not."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.word.importer import read_word, text_of
from tests.reports.word.documents import docx, paragraph

TEXT = "总结\n\n一、工作\n正文。\n三、问题\n不足。\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "总结.txt"
    file.write_text(TEXT, "utf-8")
    return file


def typeset(source: Path, output: Path, *options: str) -> str:
    call_command("typeset", str(source), "-o", str(output), *options)
    return text_of(output.read_bytes())


def test_a_text_becomes_a_document(source: Path, tmp_path: Path) -> None:
    text = typeset(source, tmp_path / "总结.docx")
    assert text.split() == TEXT.split()


def test_a_document_is_typeset_anew(tmp_path: Path) -> None:
    source = tmp_path / "来稿.docx"
    source.write_bytes(docx(paragraph("一、工作") + paragraph("正文。")))
    assert typeset(source, tmp_path / "新稿.docx") == "一、工作\n正文。\n"


def test_title_lines_and_numbers_may_be_given(source: Path, tmp_path: Path) -> None:
    options = ("--title", "年度总结", "--organization", "一支部", "--date", "2026年1月5日")
    text = typeset(source, tmp_path / "a.docx", *options, "--renumber")
    assert text.split() == [
        "年度总结",
        "一支部",
        "（2026年1月5日）",
        "一、工作",
        "正文。",
        "二、问题",
        "不足。",
    ]


def test_a_formal_document_has_head_and_imprint(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.docx"
    options = ["--issuer", "一支部文件", "--number", "一党〔2026〕3号", "--three-lines"]
    options += ["--printed-by", "一支部", "--printed-on", "2026-03-05", "--copied-to", "甲", "乙"]
    typeset(source, output, *options)
    assert read_word(output.read_bytes()).notes == (
        "版头没有读入：一支部文件 一党〔2026〕3号",
        "版记没有读入：抄送：甲，乙。 一支部 2026年3月5日印发",
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--number", "一党〔2026〕3号"], "--issuer"),
        (["--copied-to", "甲"], "--printed-by"),
        (["--printed-by", "甲", "--printed-on", "2026年3月5日"], "2026-03-05"),
    ],
)
def test_half_a_head_or_imprint_is_refused(
    source: Path, tmp_path: Path, options: list[str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        typeset(source, tmp_path / "a.docx", *options)
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "没有这个文件"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\x00\xff\x00\xfe", "编码"),
    ],
    ids=["absent", "pdf", "no text"],
)
def test_what_cannot_be_read_is_refused_and_nothing_written(
    content: bytes | None, words: str, tmp_path: Path
) -> None:
    source, output = tmp_path / "来稿", tmp_path / "a.docx"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refusal:
        typeset(source, output)
    assert refusal.value.returncode == 2
    assert not output.exists()


def test_a_failed_write_leaves_what_was_there(source: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.docx"
    taken.mkdir()
    for output in (taken, tmp_path / "no" / "a.docx", source / "a.docx"):
        with pytest.raises(CommandError, match="写不了") as refusal:
            typeset(source, output)
        assert refusal.value.returncode == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["taken.docx", "总结.txt"]


def test_on_the_command_line_a_refusal_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "typeset", str(tmp_path / "x.txt"), "-o", "y.docx"],
        cwd=settings.BASE_DIR,
        # No database is needed: this one cannot even be reached.
        env={"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "PATH": ""},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "没有这个文件" in done.stderr
