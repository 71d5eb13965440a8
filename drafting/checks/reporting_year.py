"""The year and half that a report is about: as somebody writes it, or read out of the text."""

import re
from collections import Counter
from dataclasses import dataclass

from reports.outline.tree import Outline, Role
from reports.outline.writer import write

YEAR = "year"
FIRST, SECOND = "first", "second"
_WRITTEN = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d)\s*年?\s*[-/]?\s*(?P<half>上半年|下半年|全年|年度|[Hh][12]|first|second|year)?\s*"
)
_HALVES = {
    "上半年": FIRST, "h1": FIRST, "first": FIRST, "下半年": SECOND, "h2": SECOND, "second": SECOND,
}  # fmt: skip
_YEAR = re.compile(r"(?<![\d—-])(?P<year>20\d\d)年(?P<half>上半年|下半年)?")
_HALF = re.compile("上半年|半年")
LEAD = 120  # characters that tell what a report is about


@dataclass(frozen=True, slots=True)
class Reported:
    """A year, its half (`year`, `first`, `second`), and where it was found (empty: it was given)."""

    year: int
    half: str = YEAR
    found_in: str = ""

    def __str__(self) -> str:
        """2023年上半年."""
        return f"{self.year}年" + {FIRST: "上半年", SECOND: "下半年"}.get(self.half, "")


def parse(words: str) -> Reported:
    """2021, 2023上半年, 2023年上半年, 2023H1, 2023-first; ValueError for anything else."""
    found = _WRITTEN.fullmatch(words)
    if found is None:
        raise ValueError(f"看不懂“{words}”，请写成 2021、2023上半年 或 2023H1 的样子")
    half = (found.group("half") or "").lower()
    return Reported(int(found.group("year")), _HALVES.get(half, YEAR))


def guess(outline: Outline) -> Reported | None:
    """From the heading of the review, the title, the first words, or the most frequent year."""
    title = "".join(line.text for line in outline.title)
    for where, words in (
        ("总结部分的标题", _review_headings(outline)),
        ("标题", title),
        ("开头", write(outline).strip()[:LEAD]),
    ):
        if found := _YEAR.search(words):
            return Reported(int(found.group("year")), _half(found, title), where)
    years = Counter(found.group("year") for found in _YEAR.finditer(write(outline)))
    if not years:
        return None
    most = max(years, key=lambda year: (years[year], year))
    return Reported(int(most), YEAR, "全文出现最多的年份")


def _half(found: re.Match[str], title: str) -> str:
    if found.group("half"):
        return _HALVES[found.group("half")]
    return FIRST if _HALF.search(title) else YEAR


def _review_headings(outline: Outline) -> str:
    return "\n".join(node.heading or "" for node in outline.nodes if node.roles == (Role.SUMMARY,))
