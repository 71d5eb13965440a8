"""A whole and the parts that follow it, and differences between two percentages."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

_UNIT = "家次|人次|户次|场次|件次|次|个|项|条|名|件|次|份|户|人|宗|处|篇|场|起|家|所|期|类|栋|亩|座|台|万元|元"
_WHOLE = re.compile(
    f"(?P<whole>\\d(?<![\\d.第].)\\d{{0,5}})(?P<unit>{_UNIT})(?P<name>[^，。；：（）\\d]{{0,24}})"
    "(?:(?P<open>[，：（])|、)(?P<of>其中[：，]?|分别是|分别为|包括)?"
)
_PART = re.compile(f"(?P<name>[^，。；：、（）\\d]{{1,16}})(?P<number>\\d{{1,6}})(?P<unit>{_UNIT})")
_BETWEEN = re.compile("[、，和]")
# 优秀 and 合格 together are everybody; the other grades may be nobody.
_GRADE = re.compile("(?:优秀|先进|好)$"), re.compile("(?:合格|称职|达标|良好|较好)$")
_GRADES = re.compile(
    "(?:优秀|先进|基本合格|不合格|合格|基本称职|称职|达标|良好|较好|一般|后进|好|较差|差)(?:等次|党员|支部|的)?$"
)
FEWEST = 3  # parts that make a list; two may be chosen out of many


@rule(
    "CNT08",
    "count-mismatch",
    Severity.WARNING,
    fires=(
        "参评党员⟦38名，评定优秀12名，合格25名⟧。",
        "走访企业⟦36家次，其中规上企业14家次、中小企业12家次、个体户11家次⟧。",
        "排查风险点⟦34个，其中高风险8个、中风险12个、低风险16个⟧，制定措施62条。",
        "全系统⟦41个党支部全部完成达标建设，先进支部9个，合格支部30个，后进支部3个⟧。",
        "召开支委会⟦3次，上半年1次，下半年1次⟧。",
        "收到建议⟦30条：学习方面8条、作风方面9条、服务方面12条⟧。",
    ),
    quiet=(
        "参评党员38名，评定优秀12名，合格26名。",
        "走访企业40家次，其中规上企业14家次、中小企业12家次、个体户11家次。",
        "召开支委会12次、党小组会24次，上党课5次，集中学习26次。",
        "发展党员2名，培养积极分子3名，转正1名，慰问党员5名。",
        "党员38名，评定优秀12名，帮助困难党员25名。",
    ),
    source="常识：分项之和等于总数",
    needs=("：", "其中", "分别是", "分别为", "下半年", "合格", "称职", "达标", "良好", "较好"),
)
def parts_of_whole(line: Line, _context: Context) -> Iterable[Hit]:
    """总数后面列的各项加起来不等于总数"""
    at = 0
    while whole := _WHOLE.search(line.text, at):
        parts = list(_parts(line.text, whole.end(), whole.group("unit")))
        # The last part may be a whole itself.
        at = parts[-1].start if len(parts) > 1 else whole.end("unit")
        if _is_wrong(whole, parts):
            added = sum(part.number for part in parts)
            message = f"后面各项相加是{added}，与总数{whole.group('whole')}不符，请核对"
            yield Hit(whole.start(), parts[-1].end, message)


class _Part(NamedTuple):
    name: str
    number: int
    start: int
    end: int


def _is_wrong(whole: re.Match[str], parts: list[_Part]) -> bool:
    """Whether the parts should make up the whole and do not, or are more than it."""
    if len(parts) < 2:  # noqa: PLR2004 - what is listed is more than one
        return False
    total, added = int(whole.group("whole")), sum(part.number for part in parts)
    of = whole.group("of") or ""
    is_list = len(parts) >= FEWEST and (whole.group("open") == "：" or of.startswith("分别"))
    if is_list or _are_grades(parts):
        return added != total
    return of.startswith("其中") and added > total


def _parts(text: str, at: int, unit: str) -> Iterator[_Part]:
    """The parts that follow, each counted in `unit` and set off by the same mark as the first."""
    mark = ""
    while part := _PART.match(text, at):
        if part.group("unit") != unit:
            return
        yield _Part(part.group("name"), int(part.group("number")), *part.span())
        between = _BETWEEN.match(text, part.end())
        if between is None or (mark and between.group() not in {mark, "和"}):
            return
        mark = mark or between.group()
        at = between.end()


def _are_grades(parts: list[_Part]) -> bool:
    """Whether the parts are the grades into which everybody falls, or the halves of a year."""
    names = [re.sub("(?:等次|党员|党?支部|的)$", "", part.name) for part in parts]
    if names == ["上半年", "下半年"]:
        return True
    return all(_GRADES.search(name) for name in names) and all(
        any(grade.search(name) for name in names) for grade in _GRADE
    )


_SHARE = r"\d{1,3}(?:\.\d{1,2})?"
_FROM_TO = re.compile(
    f"(?:由|从)[^，。；\\d]{{0,12}}?(?P<old>{_SHARE})[%％][^，。；\\d]{{0,6}}(?:到|至|为)了?(?P<new>{_SHARE})[%％][，（]"
    f"[^，。；\\d]{{0,8}}(?:提高|提升|上升|增长|增加|下降|降低|减少|回落)了?(?P<gap>{_SHARE}[%％])"
)


@rule(
    "CNT09",
    "word-choice",
    Severity.WARNING,
    fires=(
        "满意率由91%提高到96.2%，提高⟦5.2%⟧。",
        "漏损率从12.4%降至10.1%，下降⟦2.3%⟧。",
    ),
    quiet=(
        "满意率由91%提高到96.2%，提高5.2个百分点。",
        "入户率由20%提高到40%，增长100%。",
    ),
    source="GB/T 15835-2011；统计惯例：百分数之差用百分点",
    needs="%％",
)
def points_not_percent(line: Line, _context: Context) -> Iterable[Hit]:
    """两个百分数之差写成了“%”，应写“个百分点”"""
    if "%" not in line.text and "％" not in line.text:
        return
    for found in _FROM_TO.finditer(line.text):
        old, new = float(found.group("old")), float(found.group("new"))
        gap = found.group("gap")[:-1]
        if abs(abs(new - old) - float(gap)) < 0.001:  # noqa: PLR2004 - equal, but for rounding
            right = f"{gap}个百分点"
            message = f"两个百分数相减得到的是百分点，“{found.group('gap')}”应为“{right}”"
            yield Hit(*found.span("gap"), message, (right,))
