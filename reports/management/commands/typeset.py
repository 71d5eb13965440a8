"""`manage.py typeset FILE -o OUT.docx`: a report as an official document; needs no database."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.old_formats import read_path
from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import Layout
from reports.word.typeset import typeset

UNUSABLE = 2


class Command(BaseCommand):
    """Typeset a .txt or .docx after GB/T 9704-2012."""

    help = (
        "把一份报告（.txt 或 .docx）按 GB/T 9704-2012 排成公文；办不到时以代码 2 退出，说明原因。"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="报告文件，.txt 或 .docx")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="OUT.docx", help="写到哪个文件"
        )
        parser.add_argument("--title", help="另用的标题")
        parser.add_argument("--organization", default="", help="标题下面的单位")
        parser.add_argument("--date", default="", help="标题下面的日期")
        parser.add_argument("--renumber", action="store_true", help="理顺全部序号")
        parser.add_argument("--three-lines", action="store_true", help="表格用三线表，不用全框线")
        formal = parser.add_argument_group("版头和版记（正式公文）")
        formal.add_argument("--issuer", metavar="发文机关标志", help="加版头，如“××局党支部文件”")
        formal.add_argument("--number", default="", metavar="发文字号", help="如 ×党〔2026〕3号")
        formal.add_argument(
            "--signer", default="", metavar="签发人", help="上行文才写，多人用、隔开"
        )
        formal.add_argument("--printed-by", metavar="印发机关", help="加版记")
        formal.add_argument(
            "--printed-on",
            type=_day,
            metavar="印发日期",
            help="如 2026-03-05，不写是今天",
        )
        formal.add_argument("--copied-to", nargs="+", default=[], metavar="抄送机关")

    def handle(self, **options: Any) -> None:
        source, output = options["file"], options["output"]
        document = typeset(
            read(_text_in(source)),
            title=options["title"],
            organization=options["organization"],
            date=options["date"],
            renumbered=options["renumber"],
            layout=Layout(table_style="three_lines" if options["three_lines"] else "grid"),
            red_head=_red_head(options),
            imprint=_imprint(options),
        )
        _write(output, document)
        self.stdout.write(f"已排版：{output}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("日期要写成 2026-03-05 这样") from None


def _red_head(options: dict[str, Any]) -> RedHead | None:
    if options["issuer"]:
        return RedHead(options["issuer"], options["number"], options["signer"])
    if options["number"] or options["signer"]:
        raise CommandError(
            "写了发文字号或签发人，还要用 --issuer 写明发文机关标志", returncode=UNUSABLE
        )
    return None


def _imprint(options: dict[str, Any]) -> Imprint | None:
    if options["printed_by"]:
        day = options["printed_on"] or timezone.localdate()
        return Imprint(tuple(options["copied_to"]), options["printed_by"], day)
    if options["copied_to"] or options["printed_on"]:
        raise CommandError(
            "写了抄送机关或印发日期，还要用 --printed-by 写明印发机关", returncode=UNUSABLE
        )
    return None


def _text_in(source: Path) -> str:
    try:
        return read_path(source).text
    except UnreadableFile as error:
        raise CommandError(f"{source}：{error}", returncode=UNUSABLE) from error


def _write(output: Path, document: bytes) -> None:
    """Write all or nothing: an old document stays until the new one is complete."""
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(document)
        unfinished.replace(output)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise CommandError(f"写不了 {output}：{_reason(error)}", returncode=UNUSABLE) from error


def _reason(error: OSError) -> str:
    known = {
        FileNotFoundError: "没有这个文件或文件夹",
        IsADirectoryError: "这是文件夹",
        PermissionError: "没有权限",
    }
    return known.get(type(error), error.strerror or str(error))
