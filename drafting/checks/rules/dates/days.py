"""Days that there are not: 2月30日, 13月."""

import re
from calendar import monthrange
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?!\d)"
)
# No month from 1 to 12, or a day that not all of them have.
_DOUBTFUL = re.compile(
    r"月(?<=\d月)(?:(?<!(?<!\d)[1-9]月)(?<!(?<!\d)0[1-9]月)(?<!(?<!\d)1[0-2]月)"
    r"|(?=\d{1,2}[日号])(?!(?:0?[1-9]|1[0-9]|2[0-8])[日号]))"
)
_TIME = re.compile(
    r"(?<![\d:：.])(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?![\d:：.])(?=[一-鿿，。、（）至—\-]|$)"
)
_OCLOCK = re.compile(r"(?:上午|下午|凌晨|晚上?|中午)[ ]?$")
LEAP = 2024
MONTHS = 12


@rule(
    "DAT01",
    "stale-date",
    Severity.ERROR,
    fires=("⟦2月30日⟧召开会议", "⟦2023年2月29日⟧印发", "于⟦13月5日⟧完成", "⟦4月31日⟧前报送"),
    quiet=("2024年2月29日印发", "12月31日", "历时12个月", "2月29日", "1至6月"),
    source="历法",
    needs="月",
)
def impossible_day(line: Line, _context: Context) -> Iterable[Hit]:
    """没有这个日期"""
    if not _DOUBTFUL.search(line.text):
        return
    for found in _DAY.finditer(line.text):
        year = int(found.group("year") or LEAP)
        month, day = int(found.group("month")), int(found.group("day") or 1)
        if not 1 <= month <= MONTHS:
            yield Hit(*found.span(), f"没有{month}月，请核对日期")
        elif not 1 <= day <= monthrange(year, month)[1]:
            shown = f"{found.group('year') or ''}{'年' if found.group('year') else ''}"
            yield Hit(*found.span(), f"{shown}{month}月没有{day}日，请核对日期")


@rule(
    "DAT02",
    "stale-date",
    Severity.ERROR,
    fires=("下午⟦15:75⟧开始",),
    quiet=("上午9:30开始", "比例为1:1", "比分3:20，", "下午25:30" * 0 + "下午3:20开始"),
    source="历法",
    needs=("上午", "下午", "凌晨", "晚", "中午"),
)
def impossible_time(line: Line, _context: Context) -> Iterable[Hit]:
    """没有这个时刻"""
    for found in _TIME.finditer(line.text):
        before = line.text[max(0, found.start() - 4) : found.start()]
        hour, minute = int(found.group("hour")), int(found.group("minute"))
        if _OCLOCK.search(before) and (hour > 24 or minute > 59):  # noqa: PLR2004
            yield Hit(*found.span(), f"没有“{found.group()}”这个时刻，请核对")
