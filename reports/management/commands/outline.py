"""`manage.py outline FILE`: how a report is understood, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.old_formats import read_path
from reports.outline.describe import as_json, as_tree
from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.outline.writer import write

UNREADABLE = 2


class Command(BaseCommand):
    """Print the outline of a .txt or .docx as a tree, as JSON, or as the text itself."""

    help = "显示一份报告（.txt 或 .docx）的结构：标题、层级、序号、各部分的作用。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE and --format."""
        parser.add_argument("file", type=Path, metavar="FILE", help="报告文件，.txt 或 .docx")
        parser.add_argument(
            "--format",
            choices=("tree", "json", "text"),
            default="tree",
            help="tree 结构（默认），json 供程序使用，text 原文",
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        """Print; exit 2 with one sentence where the file cannot be read."""
        outline = read(_text_in(file))
        match options["format"]:
            case "json":
                answer = json.dumps(as_json(outline), ensure_ascii=False, indent=2) + "\n"
            case "text":
                answer = write(outline)
            case _:
                answer = as_tree(outline)
        # A terminal in another locale, or one that turns \n into \r\n, would change the text.
        if hasattr(self.stdout, "reconfigure"):
            self.stdout.reconfigure(encoding="utf-8", newline="")
        self.stdout.write(answer, ending="")


def _text_in(file: Path) -> str:
    """The text of `file`; CommandError with what stands in the way."""
    try:
        return read_path(file).text
    except UnreadableFile as error:
        raise CommandError(f"{file}：{error}", returncode=UNREADABLE) from None
