"""`manage.py proofread`: its contract, with no database."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document

KEYS = (
    "file rule category severity line column offset length text message suggestions".split()  # noqa: SIM905
)
DRAFT = "一、主要工作\n(一)学习,研讨。抓好学习X次。\n（二）组织。建强组织。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def proofread(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("proofread", *map(str, arguments), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def failing(*arguments: object) -> tuple[object, str, str]:
    """Exit code, output and errors of a run that fails."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("proofread", *map(str, arguments), stdout=out, stderr=err)
    return stopped.value.code, out.getvalue(), err.getvalue()


def test_json_has_exactly_the_agreed_keys_and_the_words_at_their_offset(draft: Path) -> None:
    found = json.loads(proofread(draft, "--format", "json"))
    assert [list(item) for item in found] == [KEYS] * len(found)
    for item in found:
        assert DRAFT[item["offset"] : item["offset"] + item["length"]] == item["text"]
        line = DRAFT.splitlines()[item["line"] - 1]
        assert line[item["column"] - 1 :].startswith(item["text"].splitlines()[0])
    assert {item["text"] for item in found} >= {"(一)", ",", "X次"}
    assert {item["file"] for item in found} == {str(draft)}


def test_text_tells_place_severity_words_and_suggestion(draft: Path) -> None:
    lines = proofread(draft).splitlines()
    assert f"{draft}:2:6 疑似 半角“,”应为全角“，” 「,」 → ， [PUN01]" in lines


def test_it_says_which_year_it_took_and_from_where(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、2021年工作回顾\n抓学习。\n", encoding="utf-8")
    guessed, given = proofread(file), proofread(file, "--period", "2023H1")
    assert guessed.startswith(f"{file}：按2021年检查（据总结部分的标题推断")
    assert "推断" not in given


def test_the_period_decides_what_is_stale(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("扎实开展党史学习教育。\n", encoding="utf-8")
    rules = {
        period: [
            i["rule"] for i in json.loads(proofread(file, "--format=json", "--period", period))
        ]
        for period in ("2021", "2021上半年", "2024-first")
    }
    assert "DAT12" in rules.pop("2024-first")
    assert not any("DAT12" in found for found in rules.values())


def test_a_word_document_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    document = Document()
    document.add_paragraph("支部开展集中学习X次。")
    document.save(str(file))
    found = json.loads(proofread(file, "--format=json"))
    assert [item["text"] for item in found if item["category"] == "placeholder"] == ["X次"]


def test_a_folder_is_all_its_reports_in_order_whatever_the_processes(tmp_path: Path) -> None:
    for number in (3, 1, 5, 2, 4):
        (tmp_path / f"{number}.txt").write_text(f"学习{'，' * number}研讨", encoding="utf-8")
    (tmp_path / "notes.md").write_text("X次", encoding="utf-8")
    (tmp_path / "1.fixed.txt").write_text("X次", encoding="utf-8")
    found = json.loads(proofread(tmp_path, "--format=json"))
    assert list(dict.fromkeys(Path(item["file"]).name for item in found)) == [
        "2.txt",
        "3.txt",
        "4.txt",
        "5.txt",
    ]


def test_many_files_show_their_progress_on_standard_error(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text("学习。", encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("proofread", str(tmp_path), "--format=json", stdout=out, stderr=err)
    assert "已检查 12/12" in err.getvalue()
    json.loads(out.getvalue())


def test_an_unreadable_file_is_one_line_and_exit_2_and_the_others_are_checked(
    draft: Path, tmp_path: Path
) -> None:
    code, out, err = failing(tmp_path / "none.txt", draft, "--format=json")
    assert code == 2
    assert err == f"{tmp_path / 'none.txt'}：没有这个文件。\n"
    assert {item["file"] for item in json.loads(out)} == {str(draft)}


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert failing(tmp_path)[0] == 2


@pytest.mark.parametrize("period", ["abc", "21", "2021Q3", "2021年3月"])
def test_a_period_that_nobody_understands_is_refused(draft: Path, period: str) -> None:
    with pytest.raises(CommandError, match="看不懂"):
        proofread(draft, "--period", period)


def test_fix_writes_a_copy_with_the_safe_changes_only(draft: Path) -> None:
    out = proofread(draft, "--fix")
    copy = draft.with_name("draft.fixed.txt")
    assert copy.read_text(encoding="utf-8") == DRAFT.replace("(一)", "（一）").replace(",", "，")
    assert draft.read_text(encoding="utf-8") == DRAFT
    assert "已改 2:1 「(一)」→「（一）」" in out


def test_fix_keeps_line_ends_and_goes_where_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("学习,研讨。\r\n第二行。\r\n".encode())
    proofread(file, "--fix", "-o", tmp_path / "out")
    assert (
        tmp_path / "out" / "a.fixed.txt"
    ).read_bytes() == "学习，研讨。\r\n第二行。\r\n".encode()


def test_fix_overwrites_only_when_forced(draft: Path) -> None:
    copy = draft.with_name("draft.fixed.txt")
    copy.write_text("mine", encoding="utf-8")
    code, _out, err = failing(draft, "--fix")
    assert (code, copy.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in err
    proofread(draft, "--fix", "--force")
    assert copy.read_text(encoding="utf-8") != "mine"


def test_it_runs_as_a_program_without_a_database(
    draft: Path, request: pytest.FixtureRequest
) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", "proofread", str(draft), "--format=json"],
        cwd=request.config.rootpath,
        env={"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PATH": ""},
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout.decode("utf-8"))
