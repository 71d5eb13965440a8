"""Shares over 100 %, parts and whole, comparisons, two figures for one activity."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule, rule
from reports.outline.tree import Role

_CLAUSE_START = re.compile("[，。；：！？“（《\n]")

_PERCENT = re.compile(r"(?<![\d.,])(?P<value>\d{1,6}(?:\.\d+)?)[%％]")
_SHARE = re.compile(
    "(?:参加|参学|参与|到会|覆盖|合格|优秀|整改|办结|达标|出勤|收缴|签订|建成|知晓|转正|成活|通过|支持|认可|上线|答复|解决|销号|参训|使用)率"
    "|满意[度率]|占比|占(?:全|总)|占[^，。]{0,8}的|比例"
)
_MAY_EXCEED = re.compile(
    "增长|增加|增幅|提高|上升|提升|超额|完成率|同比|环比|翻|扩大|涨|目标的|计划的|任务的|预算|进度|倍"
)


@rule(
    "CNT04",
    "count-mismatch",
    Severity.ERROR,
    fires=("集中学习参加率达到⟦105%⟧。", "群众满意度为⟦120.5%⟧，比上年明显提高。"),
    quiet=(
        "参加率达到100%。",
        "完成率为120%。",
        "投入同比增长150%。",
        "完成年度计划的110%，覆盖率98%。",
    ),
    source="常识：比率不超过100%",
    needs="%％",
)
def share_over_hundred(line: Line, _context: Context) -> Iterable[Hit]:
    """参加率、满意度一类的比率超过100%"""
    for found in _PERCENT.finditer(line.text):
        if float(found.group("value")) > 100:  # noqa: PLR2004
            before = _CLAUSE_START.split(line.text[max(0, found.start() - 30) : found.start()])[-1]
            if _SHARE.search(before) and not _MAY_EXCEED.search(before):
                yield Hit(*found.span(), f"比率不会超过100%，“{found.group()}”请核对")


_UNIT = "(?:个|项|条|名|件|次|份|户|人次|人|宗|处|篇|场|起)"
# A number begins with its first digit, and not with what does not stand before it: patterns that
# begin with characters are looked for fast.
_LEFT = re.compile("(?:剩余|剩下|其余|余下|还有|尚有|未完成|未整改)的?\\d")
_DONE = re.compile(
    f"(?P<total>\\d(?<![\\d.].)\\d{{0,4}})(?P<unit>{_UNIT})[^。；\\d]{{0,30}}[，,](?:目前|现|其中|截至[^，。]{{0,10}}|支部|均|全部)?"
    f"(?:已经?)?(?:全部)?(?:完成整改|完成|整改|办结|解决|销号|落实|采纳|答复)(?:到位|了)?(?P<done>\\d{{1,5}})(?P=unit)"
    f"[^。；\\d]{{0,12}}(?:剩余|剩下|其余|余下|还有|尚有|未完成|未整改)的?(?P<left>\\d{{1,5}})(?P=unit)"
)
_OF_WHICH = re.compile(
    f"(?P<total>\\d(?<![\\d.].)\\d{{0,5}})(?P<unit>{_UNIT})[^。；\\d]{{0,16}}[，,（]其中(?P<parts>[^。；\\n]{{2,120}})"
)


@rule(
    "CNT05",
    "count-mismatch",
    Severity.WARNING,
    fires=(
        "查摆问题⟦12个，已整改9个，剩余2个⟧年底前完成。",
        "处理来信⟦46件⟧，其中咨询19件、投诉24件、建议13件。",
        "查摆问题⟦8个⟧，其中已整改9个。",
    ),
    quiet=(
        "查摆问题12个，已整改9个，剩余3个年底前完成。",
        "处理来信46件，其中咨询19件、投诉24件、建议3件。",
        "收集意见87条，其中增设停车位的15条已采纳。",
        "走访企业12家，其中规上企业5家，解决问题30个。",
    ),
    source="常识：分项之和等于总数",
    needs=("其中", "剩余", "剩下", "其余", "余下", "还有", "尚有", "未完成", "未整改"),
)
def parts_and_whole(line: Line, _context: Context) -> Iterable[Hit]:
    """分项与总数对不上"""
    for found in _DONE.finditer(line.text) if _LEFT.search(line.text) else ():
        total, done, left = (int(found.group(name)) for name in ("total", "done", "left"))
        if done + left != total:
            end = found.end("left") + len(found.group("unit"))
            message = f"{done}与{left}相加是{done + left}，与总数{total}不符，请核对"
            yield Hit(found.start(), end, message)
    for found in _OF_WHICH.finditer(line.text) if "其中" in line.text else ():
        if _CHANGE.search(line.text, max(0, found.start() - 8), found.start()):
            continue
        total, unit = int(found.group("total")), found.group("unit")
        numbers = re.findall(f"(?<![\\d.])(\\d{{1,6}}){unit}(?!次)", found.group("parts"))
        parts = [int(number) for number in numbers]
        clauses = len(re.split("[，,、]", found.group("parts")))
        if parts and (max(parts) > total or (sum(parts) > total and len(parts) == clauses)):
            end = found.end("unit")
            message = f"“其中”各项相加是{sum(parts)}，超过总数{total}，请核对"
            yield Hit(found.start(), end, message)


_CHANGE = re.compile("增加|减少|增长|新增|下降|上升|提高|多了?$|少了?$")
_COMPARED = re.compile("(?:同比|环比)(?P<words>[^，。；、\\n]{0,16})")
_MEASURED = re.compile("\\d|[一二三四五六七八九十两几]|持平|成|倍|翻")
_FEWER = re.compile(
    r"(?:下降|减少|降低|缩短|压减|下滑)了?(?P<times>\d+(?:\.\d+)?|[一二三四五六七八九十两几])倍"
)


@rule(
    "CNT06",
    "count-mismatch",
    Severity.INFO,
    fires=("投诉量⟦同比⟧明显下降。", "办理时限⟦缩短2倍⟧。"),
    quiet=("投诉量同比下降12%。", "办件量同比增加30件。", "效率提高2倍。", "投诉同比持平。"),
    source="GB/T 15835-2011；惯例",
    needs=("同比", "环比", "倍"),
)
def comparison_without_figure(line: Line, _context: Context) -> Iterable[Hit]:
    """“同比”没有数字，或者用倍数表示减少"""
    for found in _COMPARED.finditer(line.text):
        if not _MEASURED.search(found.group("words")):
            end = found.start() + 2
            yield Hit(
                found.start(),
                end,
                f"“{line.text[found.start() : end]}”后面没有数字，请写明增减多少",
            )
    for found in _FEWER.finditer(line.text):
        message = "减少不用“倍”，应写百分比或者几分之几"
        yield Hit(*found.span(), message, severity=Severity.WARNING)


_LEAD = "(?:^|[，、。；：]|开展了?|召开了?|组织了?|举办了?|举行了?|进行了?|累计|全年|共计?|年内|上半年|支部|书记|带头|讲|上|撰写|形成)"


@cache
def _activities() -> re.Pattern[str]:
    rows = sorted(lexicon.rows("activities"), key=lambda row: -len(row["activity"]))
    names = "|".join(
        f"(?:{re.escape(row['activity'])})(?:活动|会议)?(?:共|累计|达|了)?(?=\\d+(?:余|多)?(?:{row['units']}))"
        for row in rows
    )
    return re.compile(
        f"{_LEAD}(?P<activity>{names})(?P<number>\\d+)(?P<more>余|多)?(?P<unit>人次|[一-鿿])"
    )


_SCOPED = re.compile(
    "其中|有|只|仅|每|各|平均|不少于|至少|计划|不足|比|由|上年|去年|下半年|一季度|季度|分"
)


@document_rule(
    "CNT07",
    "count-mismatch",
    Severity.WARNING,
    fires=("一、工作\n（一）学习。集中学习24次。\n（二）组织。全年⟦集中学习27次⟧，党员大会4次。",),
    quiet=(
        "一、工作\n（一）学习。全年开展集中学习24次。\n（二）组织。全年集中学习24次。",
        "一、工作\n（一）学习。集中学习24次，其中集中学习5次由书记主持。",
        "一、工作\n（一）学习。集中学习24次。\n二、打算\n（一）学习。集中学习30次。",
    ),
    source="惯例：同一数字前后一致",
)
def two_numbers(document: Document, _context: Context) -> Iterable[Hit]:
    """同一项活动前后两处次数不一致"""
    seen: dict[tuple[str, str], tuple[str, int, int]] = {}
    for node, paragraph in document.paragraphs:
        if not {Role.SUMMARY, Role.LEAD, Role.PROBLEMS} & set(node.roles):
            continue
        base = paragraph.span.start
        for key, number, first, last in _numbers(paragraph.text):
            start, end = base + first, base + last
            before = seen.setdefault(key, (number, start, end))
            if before[0] != number:
                words = document.text[before[1] : before[2]]
                message = (
                    f"前面写的是“{words}”，此处是“{document.text[start:end]}”，两处不一致，请核对"
                )
                yield Hit(start, end, message, related=(before[1:],))


@lru_cache(maxsize=2048)
def _numbers(text: str) -> tuple[tuple[tuple[str, str], str, int, int], ...]:
    """What a paragraph says how often was done: activity and unit, number, where it is said."""
    told = []
    for found in _activities().finditer(text):
        before = text[max(0, found.start() - 20) : found.start("activity")]
        if not _SCOPED.search(_CLAUSE_START.split(before)[-1]):
            name = re.sub("(?:活动|会议)?(?:共|累计|达|了)?$", "", found.group("activity"))
            key = name, found.group("unit")
            told.append((key, found.group("number"), found.start("activity"), found.end()))
    return tuple(told)
