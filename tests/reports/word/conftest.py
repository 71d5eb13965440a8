"""LibreOffice for the tests, started once for all documents that they look at on paper."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PageObject

from reports.management.commands.make_samples import SAMPLES
from reports.outline.reader import read
from reports.outline.tree import Node, Outline, Paragraph
from reports.word.formal import Imprint, RedHead
from reports.word.typeset import typeset
from tests.reports.word.paper import printed

SAMPLES_FOLDER = Path(__file__).parents[3] / "docs" / "samples"
NAMED = ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体", "仿宋", "楷体")

# 36 lines of it would not show whether a line breaks at 27 or at 29: nothing but full characters.
LONG = "持续深入抓好党的政治建设" * 150
# In lines of 28 with the first of 26, a mark falls on every place, the 29th included.
MARKS = "".join("抓好党的政治建设工作"[: 5 + n % 6] + "，。、；"[n % 4] for n in range(300))
HEADINGS = "".join(
    f"（{numeral}）{'抓好党的政治建设工作' * 2}\n{'持续深入抓好党的政治建设。' * 14}\n"
    for numeral in "一二三四五六七八九十"
)
TABLE = "活动统计\n\n月份\t集中学习\t主题党日\n" + "".join(
    f"{number}号\t{number % 7}\t每月一次，由党小组轮流组织，并做好记录、录入台账\n"
    for number in range(1, 40)
)
HEAD = RedHead("城关自然资源所党支部文件", "城资党〔2026〕3号")
UPWARD = RedHead("城关自然资源所党支部文件", "城资党〔2026〕3号", "苏青岩、石成、顾秉文")
IMPRINT = Imprint(("市委直属机关工委", "局属各单位"), "城关自然资源所党支部", date(2026, 3, 5))


def plain(text: str) -> Outline:
    return Outline(nodes=(Node(0, paragraphs=(Paragraph(text),)),))


def lines_of_text(count: int) -> Outline:
    return Outline(nodes=(Node(0, paragraphs=(Paragraph("继续努力。"),) * count),))


PLACED = Outline(
    title=(Paragraph("国土空间规划科党支部2025年度党建工作总结"),),
    nodes=(Node(0, paragraphs=(Paragraph("正文。"),)),),
    signature=(Paragraph("国土空间规划科党支部"),),
    date=Paragraph("2026年1月5日"),
)


def documents() -> dict[str, bytes]:
    """Give every document that is looked at on paper."""
    own = {
        "plain": typeset(plain(LONG)),
        "marks": typeset(plain(MARKS)),
        "placed": typeset(PLACED),
        "headings": typeset(read(f"工作总结\n\n一、主要工作\n{HEADINGS}")),
        "table": typeset(read(TABLE)),
        "red-head": typeset(PLACED, red_head=HEAD, imprint=IMPRINT),
        "upward": typeset(PLACED, red_head=UPWARD, imprint=IMPRINT),
        "even": typeset(lines_of_text(30), imprint=IMPRINT),
        "odd": typeset(lines_of_text(50), imprint=IMPRINT),
        "full": typeset(lines_of_text(44), imprint=IMPRINT),
    }
    return own | {name.removesuffix(".docx"): make() for name, make in SAMPLES.items()}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment in which the named fonts are any Chinese font of this machine.

    All full-width fonts have characters as wide as they are high, so that counting is the same.
    """
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    found = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"],  # noqa: S607 - wherever it is installed
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    families = sorted({line.split(",")[0].strip() for line in found.stdout.splitlines()})
    if not families:
        pytest.skip("no Chinese font is installed")
    family = next((name for name in families if "Serif" in name), families[0])
    folder = tmp_path_factory.mktemp("office")
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{family}</string></edit></match>'
        for name in NAMED
    )
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{matches}'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    return {
        **os.environ,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
        "OFFICE_PROFILE": (folder / "profile").as_uri(),
    }


@pytest.fixture(scope="session")
def papers(
    office: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[PageObject]]:
    """Give the pages of every document by its name."""
    return printed(documents(), office, tmp_path_factory.mktemp("papers"))
