"""Years and words of time (今年, 去年, 上半年, 全年) against the period reported on."""

import re
from collections.abc import Iterable, Iterator

from drafting.checks.context import Context, Kind
from drafting.checks.document import Document
from drafting.checks.events import events
from drafting.checks.finding import Severity
from drafting.checks.period import period, reviewed
from drafting.checks.registry import Example, Hit, document_rule
from reports.outline.tree import Node, Paragraph, Role

SOURCE = "惯例：与报告所属时间一致"
LOOKING_BACK = frozenset({Role.LEAD, Role.SUMMARY, Role.PROBLEMS})


def _sections(document: Document) -> Iterator[tuple[Node, Node, Paragraph]]:
    """(section of the first level, node, paragraph) for every paragraph."""
    for section in document.outline.nodes:
        stack = [section]
        while stack:
            node = stack.pop(0)
            for paragraph in node.paragraphs:
                yield section, node, paragraph
            stack = [*node.children, *stack]


_OPENING = re.compile(
    "(?P<year>20(?<![^。！？]20)\\d\\d)年(?P<half>[上下]半年)?(?:以来|度)?(?=，|,|[一-鿿]{0,12}(?:支部|党支部|党总支|机关党委|局党组|我)(?!书记))"
)


@document_rule(
    "DAT20",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example("2026年工作总结\n一、主要工作\n⟦2025年⟧，支部紧盯重点任务抓落实。", {"year": 2026}),
        Example("⟦2022年⟧，在局党组领导下，支部抓好各项工作。", {"year": 2023}),
    ),
    quiet=(
        Example("2026年，支部紧盯重点任务。2018年以来实施的项目持续推进。", {"year": 2026}),
        Example("2023年4月，我担任支部书记。2026年，支部抓好工作。", {"year": 2026}),
        Example("一、主要工作\n抓学习。\n二、下步打算\n2027年，支部将抓好学习。", {"year": 2026}),
        Example("2025年，支部抓好工作。", {}),
        Example(
            "第一，肯定成绩\n2025年，全局各支部抓好学习。\n第二，2026年工作要求\n抓好学习。",
            {"year": 2026, "kind": Kind("speech")},
        ),
    ),
    source=SOURCE,
)
def other_year(document: Document, context: Context) -> Iterable[Hit]:
    """总结部分以别的年份开头"""
    if context.year is None:
        return
    for _section, node, paragraph in _sections(document):
        if Role.MEASURES in node.roles or not LOOKING_BACK & set(node.roles):
            continue
        for found in _OPENING.finditer(paragraph.text):
            year = int(found.group("year"))
            words = found.group()
            if year in {context.year, reviewed(context)} or _is_history(
                paragraph.text, found.end(), context.year - year
            ):
                continue
            start = paragraph.span.start + found.start()
            right = words.replace(found.group("year"), str(context.year))
            message = f"报告写的是{context.year}年的工作，此处是“{words}”，像是旧稿留下的，请核对"
            yield Hit(start, start + len(words), message, (right,))


_HISTORY = re.compile(
    "[^。]{0,20}(?:获|被评为|被授予|成立|担任|任职|印发|启动|建成|修订|习近平|党中央|国务院|全国|获批)"
)
COPIED_FROM = 2  # years back: an older text is hardly ever the pattern of a report


def _is_history(text: str, end: int, ago: int) -> bool:
    """Whether a year is told as history: long ago, of a founding, of the whole country."""
    return not 0 < ago <= COPIED_FROM or bool(_HISTORY.match(text, end))


_AHEAD = re.compile(
    "(?<![\\d—至-])(?P<year>20\\d\\d)年(?:(?P<half>[上下]半年)|度?(?:工作|党建工作)(?:思路|打算|计划|安排|要求|重点|目标)|(?:全年|年度)(?:目标任务|工作任务|目标|任务)|，?(?:支部|我|我们|全局|全处|中心)?(?:将|要|计划|力争|拟))"
)


@document_rule(
    "DAT21",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example("一、主要工作\n抓学习。\n二、⟦2026年工作打算⟧\n抓学习。", {"year": 2026}),
        Example("一、主要工作\n抓学习。\n二、下步打算\n⟦2025年，支部将⟧抓好学习。", {"year": 2025}),
        Example("一、主要工作\n抓学习。\n二、下步打算\n⟦2024年，支部将⟧抓好学习。", {"year": 2025}),
    ),
    quiet=(
        Example("一、主要工作\n抓学习。\n二、2027年工作打算\n抓学习。", {"year": 2026}),
        Example(
            "一、主要工作\n抓学习。\n二、下半年打算\n2026年下半年，支部将抓学习。",
            {"year": 2026, "half": "first"},
        ),
        Example("一、2026年重点工作\n（一）学习。2026年，支部将抓好学习。", {"year": 2026}),
    ),
    source=SOURCE,
)
def past_plan(document: Document, context: Context) -> Iterable[Hit]:
    """下步打算写的是已经过去的年份"""
    if context.year is None or not _looks_back(document):
        return
    least = context.year if context.half == "first" else context.year + 1
    for start, text in _planning(document):
        for found in _AHEAD.finditer(text):
            if int(found.group("year")) < least:
                words = found.group()
                right = words.replace(found.group("year"), str(least))
                message = f"下步打算应写{least}年，此处是“{words}”，请核对"
                yield Hit(start + found.start(), start + found.end(), message, (right,))


def _looks_back(document: Document) -> bool:
    """Whether the text is a report at all: a plan has nothing but measures."""
    return any(
        Role.SUMMARY in node.roles and Role.MEASURES not in node.roles for node in document.nodes
    )


def _planning(document: Document) -> Iterator[tuple[int, str]]:
    """Headings and paragraphs of sections that tell what is to come."""
    for node in document.nodes:
        if node.roles == (Role.MEASURES,):
            if node.heading:
                yield document.heading_span(node)[0], node.heading
            for paragraph in node.paragraphs:
                yield paragraph.span.start, paragraph.text


_THIS_YEAR = re.compile("今年(?:以来)?(?=，|,|[一-鿿]{0,6}(?:组织|开展|召开|完成|全|我|支部))")
_LAST_YEAR = re.compile("(?:^|(?<=[。！？]))(?:去年以来|过去一年|去年，)")
_HEADED = re.compile("(?P<year>20\\d\\d)年")


@document_rule(
    "DAT22",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example(
            "一、2021年工作回顾\n⟦今年以来⟧，组织开展党课6次。\n二、2022年工作要求\n抓好学习。",
            {"year": 2021},
        ),
        Example(
            "一、2021年工作情况\n⟦今年以来⟧，组织学习6次。\n二、下步打算\n今年是党的二十大召开之年。",
            {"year": 2021},
        ),
    ),
    quiet=(
        Example(
            "一、2021年工作情况\n今年以来，组织学习6次。\n二、下步打算\n明年是党的二十大召开之年。",
            {"year": 2021},
        ),
        Example("一、主要工作\n今年以来，组织学习6次。\n二、下步打算\n抓好学习。", {"year": 2021}),
    ),
    source=SOURCE,
)
def this_year(document: Document, context: Context) -> Iterable[Hit]:
    """“今年”与上年的标题、打算部分的“今年”不是同一年"""
    if context.year is None or not _speaks_next_year(document, context.year):
        return
    for section, node, paragraph in _sections(document):
        headed = _HEADED.search(section.heading or "")
        if Role.MEASURES in node.roles or Role.CLOSING in node.roles:
            continue
        if headed and int(headed.group("year")) == context.year:
            for found in _THIS_YEAR.finditer(paragraph.text):
                start = paragraph.span.start + found.start()
                words = found.group()
                right = words.replace("今年", f"{context.year}年")
                message = f"此处写的是{context.year}年的工作，“{words}”应为“{right}”"
                yield Hit(start, start + len(words), message, (right,))


def _speaks_next_year(document: Document, year: int) -> bool:
    """Whether the text was written in the year after: its plan says 今年 or is headed with it."""
    if document.outline.date and f"{year + 1}年" in document.outline.date.text:
        return True
    return any(
        (f"{year + 1}年" in text and "下一年" not in text and _is_heading(document, start))
        or re.search("今年(?:是|要|将|力争|起)", text)
        for start, text in _planning(document)
    )


def _is_heading(document: Document, start: int) -> bool:
    return any(
        document.heading_span(node)[0] == start and node.level == 1 for node in document.nodes
    )


_WHOLE = re.compile(
    "(?P<words>全年(?=共|累计|，|未发生|没有|组织|开展|召开|完成|集中|来看|总的来看|党建工作(?:总结|情况)|工作(?:总结|情况))|一年来|[Yy]?年终(?=，)|下半年(?=，支部|，我|开展了|召开了|完成了)|截至(?P<month>\\d{1,2})月)"
)
_PLANNED = re.compile("计划|预计|部署|安排|要点|目标|任务|作为|力争|占|的$|按|对照|确保")


@document_rule(
    "DAT23",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example(
            "2026年上半年工作总结\n一、主要工作\n⟦全年⟧共召开党员大会4次，⟦一年来⟧成效明显。",
            {"year": 2026, "half": "first"},
        ),
        Example("现将⟦全年⟧党建工作情况总结如下。", {"year": 2026, "half": "first"}),
        Example("一、主要工作\n⟦截至12月⟧，问题全部整改。", {"year": 2026, "half": "first"}),
    ),
    quiet=(
        Example(
            "一、主要工作\n年初安排部署全年党建工作，把责任落实作为全年考核依据。",
            {"year": 2026, "half": "first"},
        ),
        Example("一、主要工作\n全年共召开党员大会4次。", {"year": 2026, "half": "year"}),
        Example(
            "一、主要工作\n截至6月底，完成计划的一半，全年任务全部分解。",
            {"year": 2026, "half": "first"},
        ),
        Example(
            "一、主要工作\n学习。\n二、下步打算\n确保全年，力争全年完成。",
            {"year": 2026, "half": "first"},
        ),
    ),
    source=SOURCE,
)
def whole_year_in_half(document: Document, context: Context) -> Iterable[Hit]:
    """半年总结里写“全年、一年来”"""
    if context.half != "first":
        return
    for _section, node, paragraph in _sections(document):
        if Role.MEASURES in node.roles or Role.CLOSING in node.roles:
            continue
        for found in _WHOLE.finditer(paragraph.text):
            month = found.group("month")
            if month and int(month) <= 7:  # noqa: PLR2004
                continue
            before = paragraph.text[max(0, found.start() - 6) : found.start()]
            if _PLANNED.search(before):
                continue
            start = paragraph.span.start + found.start("words")
            words = found.group("words")
            right = (
                ()
                if month
                else ("上半年",)
                if words == "全年"
                else ("上半年来",)
                if words == "一年来"
                else ()
            )
            yield Hit(
                start, start + len(words), f"报告写的是上半年，此处写“{words}”，请核对", right[:1]
            )


@document_rule(
    "DAT24",
    "stale-date",
    Severity.WARNING,
    fires=(Example("一、工作\n学习。\n支部\n⟦2024年12月20日⟧", {"year": 2026}),),
    quiet=(
        Example("一、工作\n学习。\n支部\n2026年12月20日", {"year": 2026}),
        Example("一、工作\n学习。\n支部\n2027年1月5日", {"year": 2026}),
    ),
    source=SOURCE,
)
def date_line(document: Document, context: Context) -> Iterable[Hit]:
    """落款日期与报告所属时间不符"""
    line = document.outline.date
    if line is None or context.year is None:
        return
    found = _HEADED.search(line.text)
    if found and int(found.group("year")) not in {context.year, context.year + 1}:
        message = f"报告写的是{context.year}年的工作，落款是{found.group()}，请核对"
        yield Hit(line.span.start, line.span.end, message)


@document_rule(
    "DAT25",
    "stale-date",
    Severity.INFO,
    fires=(
        Example(
            "⟦2024年党建工作总结⟧\n2024年，支部抓学习。\n一、主要工作\n抓学习。\n二、打算\n抓好。",
            {"year": 2024},
        ),
    ),
    quiet=(
        Example(
            "2024年党建工作总结\n一、主要工作\n扎实开展党纪学习教育。\n二、打算\n抓好。",
            {"year": 2024},
        ),
        Example("2022年党建工作总结\n一、主要工作\n抓学习。\n二、打算\n抓好。", {"year": 2022}),
        Example("2024年工作要点\n一、重点任务\n抓学习。", {"year": 2024}),
        Example("2023年党建工作总结\n一、工作\n抓好主题教育。\n二、打算\n抓好。", {"year": 2023}),
    ),
    source="中央关于开展集中性学习教育的部署",
)
def campaign_missing(document: Document, context: Context) -> Iterable[Hit]:
    """全文没有提到当年的集中学习教育"""
    title = document.outline.title
    if (
        context.year is None
        or not title
        or "党建" not in title[0].text
        or "总结" not in title[0].text
    ):
        return
    time = period(context)
    for event in events("campaign", context.events).values():
        took_place = event.start <= time.end and event.end >= time.start
        mainly = event.start.year == context.year
        names = (*event.forms, *re.findall("主题教育|学习教育", event.term)[-1:])
        if took_place and mainly and not any(name in document.text for name in names):
            message = f"{context.year}年开展了{event.term}，全文没有提到，请核对是否遗漏"
            yield Hit(title[0].span.start, title[0].span.end, message, source=event.source)
