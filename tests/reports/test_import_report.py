"""`manage.py import_report` makes a draft of a file, or says in one line why not."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organization
from reports import records
from reports.models import EventKind, Report
from reports.outline.reader import read
from reports.outline.writer import write
from reports.word.typeset import typeset
from tests import make
from tests.people import Bureau

BRANCH = ("--organization", "生态修复科党支部")
KIND = ("--template", "annual_summary")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(make.TEXT, "utf-8")
    return path


def run(file: Path, *options: str) -> str:
    said = StringIO()
    call_command("import_report", str(file), *options, stdout=said)
    return said.getvalue()


def test_a_text_becomes_a_draft_of_the_secretary(file: Path, bureau: Bureau) -> None:
    said = run(file, *BRANCH, *KIND, "--year", "2025", "--half", "first")
    report = Report.objects.get()
    assert (
        said == f"已导入《云岭市自然资源局测试党支部2026年党建工作总结》：/reports/{report.pk}/\n"
    )
    assert write(records.to_outline(report)) == make.TEXT
    assert (report.author, report.period, report.state) == (
        bureau.secretary,
        "2025年上半年",
        "draft",
    )
    assert [event.kind for event in report.events.all()] == [EventKind.IMPORT]


def test_a_document_becomes_a_draft(tmp_path: Path, bureau: Bureau) -> None:
    path = tmp_path / "总结.docx"
    path.write_bytes(typeset(read(make.TEXT)))
    run(path, *BRANCH, *KIND)
    words = write(records.to_outline(Report.objects.get()))
    assert "".join(words.split()) == "".join(make.TEXT.split())


@pytest.mark.parametrize("number", range(5))
def test_a_real_report_loses_no_character(number: int, seeds: Path, bureau: Bureau) -> None:
    path = sorted(seeds.glob("*.txt"))[number]
    run(path, *BRANCH, *KIND)
    assert write(records.to_outline(Report.objects.get())) == path.read_text("utf-8")


def test_the_short_name_will_do_and_somebody_else_may_be_named(file: Path, bureau: Bureau) -> None:
    Organization.objects.filter(pk=bureau.branch.pk).update(short_name="生态支部")
    Membership.objects.create(user=bureau.nobody, organization=bureau.branch, role="secretary")
    run(file, "--organization", "生态支部", *KIND, "--as", "nobody")
    assert Report.objects.get().author == bureau.nobody


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--organization", "水支部", *KIND], "没有名为“水支部”的党组织。"),
        (["--organization", "一支部", *KIND], "有 2 个党组织简称“一支部”，请写全称。"),
        (["--organization", "云岭市自然资源局机关党委", *KIND], "云岭市自然资源局机关党委还没有支部书记，无法导入。"),
        ([*BRANCH, *KIND, "--as", "wang"], "没有用户名为“wang”的人员。"),
        ([*BRANCH, *KIND, "--as", "shenhe"], "沈审核不是生态修复科党支部的支部书记，不能为它导入报告。"),
    ],
)  # fmt: skip
def test_who_it_is_for_must_be_clear(
    options: list[str], words: str, file: Path, bureau: Bureau
) -> None:
    Organization.objects.filter(pk__in=[bureau.sister.pk, bureau.other_branch.pk]).update(
        short_name="一支部"
    )
    assert refused(file, options) == words


def test_an_unknown_kind_is_answered_with_those_known(file: Path, bureau: Bureau) -> None:
    words = refused(file, [*BRANCH, "--template", "letter"])
    assert words.startswith(
        "没有代码为“letter”的文种模板。现有：annual_summary（年度党建工作总结）、"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "没有这个文件"), (b" \r\n", "文件里没有文字"), (b"%PDF-1.7", "PDF")],
    ids=["absent", "blank", "pdf"],
)
def test_a_file_without_readable_words_is_refused(
    content: bytes | None, words: str, tmp_path: Path, bureau: Bureau
) -> None:
    path = tmp_path / "来稿.txt"
    if content is not None:
        path.write_bytes(content)
    assert words in refused(path, [*BRANCH, *KIND])


def refused(file: Path, options: list[str]) -> str:
    """The one line with which the command ends; nothing may have been written."""
    with pytest.raises(CommandError) as refusal:
        run(file, *options)
    assert refusal.value.returncode == 2
    assert not Report.objects.exists()
    assert "\n" not in str(refusal.value)
    return str(refusal.value)
