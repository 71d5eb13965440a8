"""`manage.py proofread FILE…`: what a careful clerk would mark, without a database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drafting.checks.files import FIXED, Checked, check_files, files_in
from drafting.checks.finding import Finding, Severity
from drafting.checks.fixing import fixed
from drafting.checks.kinds import kinds
from drafting.checks.reporting_year import Reported, parse

FAILED = 2
MANY = 10
STEPS = 20
NAMES = {Severity.ERROR: "错误", Severity.WARNING: "疑似", Severity.INFO: "提示"}


class Command(BaseCommand):
    """Check reports and print the findings; with --fix write corrected copies."""

    help = "体检：检查一份或多份报告（.txt、.docx 或文件夹），列出问题项。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE… and the options."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="报告文件或文件夹")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
        parser.add_argument("--period", help="报告所属时间：2021、2023上半年、2023H1、2023-first")
        parser.add_argument("--kind", choices=tuple(kinds()), help="文种，用于检查结构和篇幅")
        parser.add_argument(
            "--fix", action="store_true", help="把可以放心改的改到副本 FILE.fixed.txt"
        )
        parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="副本放到这个文件夹")
        parser.add_argument("--force", action="store_true", help="副本已存在时覆盖")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        """Print; exit 2 with a line for each file that cannot be read or written."""
        for stream in (self.stdout, self.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        self.failed = False
        self.options = options
        listing: list[dict[str, Any]] = []
        every = self._every(files)
        given = _period(options["period"])
        for number, checked in enumerate(
            check_files(every, given=given, kind=options["kind"]), start=1
        ):
            if checked.problem:
                self._fail(f"{checked.file}：{checked.problem}")
            elif options["format"] == "json":
                listing += [_as_json(checked.file, finding) for finding in checked.findings]
            else:
                self.stdout.write(_as_text(checked))
            if options["fix"] and not checked.problem:
                self._fix(checked)
            self._progress(number, len(every))
        if options["format"] == "json":
            self.stdout.write(json.dumps(listing, ensure_ascii=False, indent=1))
        if self.failed:
            sys.exit(FAILED)

    def _every(self, given: list[Path]) -> list[Path]:
        """The files to check, each once, folders opened."""
        every: dict[Path, None] = {}
        for path in given:
            inside = files_in(path) if path.is_dir() else [path]
            if not inside:
                self._fail(f"{path}：文件夹里没有 .txt 或 .docx 文件。")
            every.update(dict.fromkeys(inside))
        return list(every)

    def _fix(self, checked: Checked) -> None:
        """Write the corrected copy and tell what was changed."""
        folder = self.options["output"] or checked.file.parent
        copy = folder / f"{checked.file.stem}{FIXED}"
        text, applied = fixed(checked.text, checked.findings)
        out = self.stderr if self.options["format"] == "json" else self.stdout
        if not applied:
            out.write(f"{checked.file}：没有可以放心改的地方，未写副本。")
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with copy.open(
                "w" if self.options["force"] else "x", encoding="utf-8", newline=""
            ) as file:
                file.write(text)
        except FileExistsError:
            self._fail(f"{copy}：已经存在，没有覆盖；要覆盖请加 --force。")
            return
        except OSError as error:
            self._fail(f"{copy}：无法写入（{error.strerror}）。")
            return
        for finding in applied:
            right = finding.suggestions[0]
            out.write(f"  已改 {finding.line}:{finding.column} 「{finding.text}」→「{right}」")
        out.write(f"{checked.file}：改了{len(applied)}处，写入 {copy}")

    def _progress(self, number: int, total: int) -> None:
        """Tell how far we are, where there are many files."""
        if total >= MANY and (number == total or number % max(1, total // STEPS) == 0):
            self.stderr.write(f"已检查 {number}/{total}")

    def _fail(self, sentence: str) -> None:
        self.stderr.write(sentence)
        self.failed = True


def _period(words: str | None) -> Reported | None:
    if words is None:
        return None
    try:
        return parse(words)
    except ValueError as error:
        raise CommandError(f"--period：{error}", returncode=FAILED) from None


def _as_json(file: Path, finding: Finding) -> dict[str, Any]:
    """The contract of the command line."""
    return {
        "file": str(file),
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "line": finding.line,
        "column": finding.column,
        "offset": finding.start,
        "length": finding.end - finding.start,
        "text": finding.text,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
    }


def _as_text(checked: Checked) -> str:
    """The findings of a file, one a line, and how many there are."""
    lines = []
    if checked.reported and checked.reported.found_in:
        where = checked.reported.found_in
        lines.append(
            f"{checked.file}：按{checked.reported}检查（据{where}推断，可用 --period 指定）"
        )
    elif checked.reported is None:
        lines.append(f"{checked.file}：看不出报告所属年份，未检查年份（可用 --period 指定）")
    for finding in checked.findings:
        place = f"{checked.file}:{finding.line}:{finding.column}"
        words = finding.text.replace("\n", "⏎")
        right = (
            f" → {' / '.join(s or '（删去）' for s in finding.suggestions)}"
            if finding.suggestions
            else ""
        )
        lines.append(
            f"{place} {NAMES[finding.severity]} {finding.message} 「{words}」{right} [{finding.rule}]"
        )
    counts = [
        f"{NAMES[severity]}{count}处"
        for severity in Severity
        if (count := sum(finding.severity is severity for finding in checked.findings))
    ]
    lines.append(f"{checked.file}：{'，'.join(counts) if counts else '没有发现问题'}")
    return "\n".join(lines)
