"""`manage.py make_samples`: one document of every kind that the product writes, for the docs.

The texts are those of the demo bureau and of `reports/demo/samples`; all are invented. The same
code gives the same bytes, so that a difference in version control is a difference in the output.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.outline.reader import read
from reports.outline.tree import Outline
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import Layout
from reports.word.typeset import typeset

DEMO = Path(__file__).parents[2] / "demo"
RED_HEAD = RedHead(
    "中共云岭市自然资源和规划局机关委员会", number="云资机党〔2026〕17号", signer="何晓棠"
)
IMPRINT = Imprint(
    ("市纪委监委驻市自然资源和规划局纪检监察组", "局党组成员", "局属各党支部"),
    "云岭市自然资源和规划局机关党委办公室",
    date(2026, 11, 25),
)


def _of(name: str) -> Outline:
    return read((DEMO / name).read_text("utf-8"))


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "年度总结.docx": lambda: typeset(_of("texts/bangongshi-2025.txt")),
    "书记述职.docx": lambda: typeset(_of("texts/budongchan-2025-duty.txt")),
    "会议讲话.docx": lambda: typeset(_of("texts/jiguan-2026-speech.txt")),
    "红头公文-附件-版记.docx": lambda: typeset(
        _of("samples/rectification.txt"), red_head=RED_HEAD, imprint=IMPRINT
    ),
    "带表格-全框线.docx": lambda: typeset(_of("samples/activities.txt")),
    "带表格-三线表.docx": lambda: typeset(
        _of("samples/activities.txt"), layout=Layout(table_style="three_lines")
    ),
}
"""What each sample is called and how it is made."""


class Command(BaseCommand):
    """Write the samples; a subclass writes its own."""

    help = "把每一种输出各做一份样例，写到 docs/samples。"
    samples = SAMPLES
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            default=settings.BASE_DIR / "docs" / "samples",
            metavar="FOLDER",
            help="写到哪个文件夹",
        )

    def handle(self, **options: Any) -> None:
        folder: Path = options["output"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in self.samples.items():
            (folder / name).write_bytes(make())
            self.stdout.write(f"已写：{folder / name}")
