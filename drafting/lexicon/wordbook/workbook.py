"""Own words as .xlsx: the sheets, their columns, and the example that shows how it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from accounts import tables
from reports.sheets import Column, Sheet, book_of

WORDS, EXPRESSIONS, CALENDAR = "词语", "表述", "会议与学习教育"
LEXICON_SHEETS = (EXPRESSIONS, CALENDAR)
# The fields of a row in the order of the columns, with what stands over each and its width.
FIELDS: dict[str, tuple[tuple[str, Column], ...]] = {
    WORDS: (
        ("word", Column("词语", 24)),
        ("kind", Column("性质", 14)),
        ("replacement", Column("应写作", 24)),
        ("reason", Column("说明", 36)),
        ("organization", Column("适用范围", 36)),
    ),
    EXPRESSIONS: (
        ("term", Column("表述", 36)),
        ("kind", Column("性质", 12)),
        ("forms", Column("其他写法", 24)),
        ("since", Column("启用", 13)),
        ("until", Column("停用", 13)),
        ("replaced_by", Column("现行表述", 24)),
        ("source", Column("依据", 36)),
        ("state", Column("状态", 8)),
        ("off_reason", Column("停用理由", 24)),
    ),
    CALENDAR: (
        ("term", Column("名称", 36)),
        ("kind", Column("性质", 16)),
        ("forms", Column("其他写法", 24)),
        ("since", Column("开始", 13)),
        ("until", Column("结束", 13)),
        ("source", Column("依据", 36)),
        ("state", Column("状态", 8)),
        ("off_reason", Column("停用理由", 24)),
    ),
}
SHEETS = tuple(FIELDS)
EXAMPLE = "例："
EXAMPLES = {
    WORDS: (f"{EXAMPLE}抓手", "禁用词", "办法", "局党组2026年文风通知"),
    EXPRESSIONS: (
        f"{EXAMPLE}师带徒结对",
        "旧称",
        "师徒结对子；师带徒",
        "",
        "2025-12-31",
        "导师帮带",
        "局党组2025年第12号通知",
        "在用",
        "",
    ),
    CALENDAR: (
        f"{EXAMPLE}机关作风教育整顿",
        "集中教育",
        "作风教育整顿",
        "2026-03-01",
        "2026-09-30",
        "市委2026年第3号通知",
        "在用",
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of a sheet; `words` are its cells in the order of the columns."""

    sheet: str
    line: int
    words: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The cells by the names of their fields."""
        return dict(zip((name for name, _ in FIELDS[self.sheet]), self.words, strict=True))


def read(file: BinaryIO) -> list[BookRow]:
    """The rows of a workbook; raises tables.UnreadableWorkbook."""
    heads = {sheet: [column.head for _, column in FIELDS[sheet]] for sheet in SHEETS}
    found = tables.read(file, heads, sample="下载的样表")
    return [BookRow(sheet, line.number, line.words) for sheet in SHEETS for line in found[sheet]]


def write(rows: Iterable[BookRow]) -> bytes:
    """The workbook, which `read` gives back."""
    rows = list(rows)
    return _book({sheet: [row.words for row in rows if row.sheet == sheet] for sheet in SHEETS})


def sample(organization: str) -> bytes:
    """A workbook of one example a sheet; its word holds for `organization`."""
    words = EXAMPLES | {WORDS: (*EXAMPLES[WORDS], organization)}
    return _book({sheet: [words[sheet]] for sheet in SHEETS})


def _book(rows: dict[str, Sequence[tuple[str, ...]]]) -> bytes:
    return book_of(
        Sheet(sheet, [column for _, column in FIELDS[sheet]], rows[sheet]) for sheet in SHEETS
    )
