"""Many reports in one zip: what each file in it is called, and the index sheet beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from reports.models import Report
from reports.sheets import Column, sheet

INDEX = "目录.xlsx"
COLUMNS = (
    Column("序号", 6),
    Column("党组织", 28),
    Column("标题", 44),
    Column("年度、时段", 14),
    Column("文种", 14),
    Column("状态", 10),
    Column("文件", 52),
    Column("说明", 34),
)
# What Windows, macOS or a zip program refuses in a name; white space and what shows nothing goes.
UNSAFE = re.compile(
    r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+'
)
# Names that Windows keeps for devices, with any ending.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# With both, the path stays well below the 260 characters of Windows and 255 bytes a name.
LONGEST_FOLDER, LONGEST_FILE = 30, 64


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as the index names it. `fault` says why it is not among the files, `note` the rest."""

    pk: int
    organization: str
    level: str
    title: str
    period: str
    kind: str
    state: str
    note: str = ""
    fault: str = ""

    @classmethod
    def of(cls, report: Report, *, note: str = "", fault: str = "") -> Self:
        """Describe `report`, read by `for_list`."""
        return cls(
            pk=report.pk,
            organization=report.organization.name,
            level=report.organization.get_kind_display(),
            title=report.headline,
            period=report.period,
            kind=report.template.name,
            state=report.get_state_display(),
            note=note,
            fault=fault,
        )

    def failing(self, fault: str) -> Self:
        """The same report as one that is not among the files."""
        return replace(self, fault=fault)

    @classmethod
    def missing(cls, pk: int, fault: str) -> Self:
        """Stand for a report that cannot be read any more, without a word of what it was."""
        return cls(pk, "", "", f"报告 {pk}", "", "", "", fault=fault)


def names(listed: Sequence[Listed], *, suffix: str = "docx") -> list[str]:
    """Return a path in the zip for each: a folder an organisation, numbered in the given order.

    No two are equal, even where capitals do not count, and each is good on Windows. A report with
    a fault has the empty name.
    """
    folders: dict[str, str] = {}
    digits = len(str(len({row.organization for row in listed if not row.fault})))
    taken: set[str] = set()
    found = []
    for row in listed:
        if row.fault:
            found.append("")
            continue
        if row.organization not in folders:
            name = safe(row.organization, LONGEST_FOLDER)
            folders[row.organization] = f"{len(folders) + 1:0{digits}d}_{name}"
        kind = row.kind.removeprefix("年度").removeprefix("半年")
        stem = safe(f"{row.period}{kind}_{row.title}", LONGEST_FILE)
        path, number = f"{folders[row.organization]}/{stem}.{suffix}", 1
        while path.casefold() in taken:
            number += 1
            path = f"{folders[row.organization]}/{stem}（{number}）.{suffix}"
        taken.add(path.casefold())
        found.append(path)
    return found


def safe(name: str, longest: int) -> str:
    """Return `name` as a file or folder can be called everywhere, `longest` characters at most."""
    kept = UNSAFE.sub("", name)[:longest].strip(".")
    return f"_{kept}" if RESERVED.match(kept) else kept or "未命名"


def index(listed: Sequence[Listed], files: Iterable[str]) -> bytes:
    """Return the index sheet: every report that was asked for, in order, those left out too."""
    return sheet(
        "目录",
        COLUMNS,
        (
            (
                number,
                row.organization,
                row.title,
                row.period,
                row.kind,
                row.state,
                file,
                f"未导出：{row.fault}" if row.fault else row.note,
            )
            for number, (row, file) in enumerate(zip(listed, files, strict=True), 1)
        ),
    )
