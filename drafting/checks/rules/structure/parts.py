"""The parts that a report of its kind has: title, sections, problems, length."""

import re
from collections.abc import Iterable
from itertools import pairwise

from drafting.checks.context import Context, Kind, KindSection
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Hit, document_rule
from reports.outline.length import characters
from reports.outline.points import points
from reports.outline.tree import Node, Role, walk

NAMES = {
    Role.LEAD: "导语",
    Role.SUMMARY: "工作总结",
    Role.PROBLEMS: "存在问题",
    Role.MEASURES: "下步措施",
    Role.CLOSING: "结束语",
    Role.OTHER: "其他",
}
_CLAUSE = re.compile("[^，。；：！？,\\n]{1,24}")
FEW = 3  # paragraphs
SHORTEST_REPORT = 200  # characters; less is a fragment, not a report


def _beginning(document: Document) -> tuple[int, int]:
    """The title, or the first words where there is none: what a finding on the whole stands on."""
    title = document.outline.title
    if title:
        return title[0].span.start, title[0].span.end
    found = re.search("\\S", document.text)
    start = found.start() if found else 0
    clause = _CLAUSE.match(document.text, start)
    return start, clause.end() if clause else start


def _is_report(document: Document) -> bool:
    """Whether the text is a whole report rather than a passage out of one."""
    has_parts = any(node.marker for node in document.nodes) or len(document.paragraphs) > FEW
    return has_parts and characters(document.text) >= SHORTEST_REPORT


_LONG = "支部坚持把学习摆在首位，组织党员读原著、学原文、悟原理。" * 8


@document_rule(
    "STR01",
    "structure",
    Severity.INFO,
    fires=("⟦2026年⟧，支部抓好工作。\n一、主要工作\n" + _LONG,),
    quiet=("生态修复处党支部2026年党建工作总结\n2026年，支部抓好工作。" + _LONG, "同志们好。"),
    source="GB/T 9704-2012 7.3.1",
)
def no_title(document: Document, _context: Context) -> Iterable[Hit]:
    """没有标题"""
    if not document.outline.title and _is_report(document):
        yield Hit(*_beginning(document), "全文没有标题，请补上（单位＋时间＋文种）")


CLEARLY = 0.7  # of the minimum: a few characters less are nobody's business
_KIND = Kind(
    key="annual_summary",
    max_characters=400,
    minimum_problems=2,
    required_roles=(Role.LEAD, Role.SUMMARY, Role.PROBLEMS, Role.MEASURES),
    sections=(KindSection("存在问题", Role.PROBLEMS, required=True, min_characters=60),),
)
_REPORT = "2026年党建工作总结\n导语一句。\n一、主要工作\n" + _LONG + "\n"


def _roles(document: Document) -> set[Role]:
    return {role for node in document.nodes for role in node.roles}


@document_rule(
    "STR02",
    "structure",
    Severity.WARNING,
    fires=(
        Example(
            "⟦2026年党建工作总结⟧\n导语。\n一、主要工作\n" + _LONG + "\n二、下步打算\n抓好学习。",
            {"kind": _KIND},
        ),
    ),
    quiet=(
        Example(_REPORT + "二、存在问题\n问题。\n三、下步打算\n抓好。", {"kind": _KIND}),
        Example(_REPORT + "二、下步打算\n抓好学习。", {"kind": Kind(key="work_plan")}),
        _REPORT,
    ),
    source="文种模板",
)
def part_missing(document: Document, context: Context) -> Iterable[Hit]:
    """缺少文种要求的部分"""
    if context.kind is None or not _is_report(document):
        return
    there = _roles(document)
    missing = [NAMES[role] for role in context.kind.required_roles if role not in there]
    if missing:
        message = f"缺少“{'、'.join(missing)}”部分，请补写"
        yield Hit(*_beginning(document), message, source=context.kind.source)


@document_rule(
    "STR03",
    "structure",
    Severity.WARNING,
    fires=(
        "一、⟦主要工作⟧\n二、存在问题\n问题不少。",
        "一、工作\n（一）学习。抓学习。\n（二）⟦组织⟧\n（三）纪律。严纪律。\n（四）作风。改作风。",
    ),
    quiet=(
        "一、主要工作\n抓学习。\n二、存在问题\n问题不少。",
        "一、存在问题\n（一）学习不够深入\n（二）作风不够扎实\n二、打算\n抓好。",
    ),
    source="惯例",
)
def empty_section(document: Document, _context: Context) -> Iterable[Hit]:
    """标题下没有内容"""
    for siblings in (document.outline.nodes, *(node.children for node in document.nodes)):
        headed = [node for node in siblings if node.marker and node.heading]
        empty = [node for node in headed if not node.paragraphs and not node.children]
        if empty and len(empty) * 2 <= len(headed):
            for node in empty:
                message = f"标题“{node.heading}”下没有内容，请补写或者删去"
                yield Hit(*document.heading_span(node), message)


@document_rule(
    "STR04",
    "structure",
    Severity.INFO,
    fires=(
        Example(
            "导语。\n一、主要工作\n抓学习。\n二、⟦存在问题⟧\n学习不够。\n三、打算\n抓好。",
            {"kind": _KIND},
        ),
    ),
    quiet=(
        Example(
            "导语。\n一、主要工作\n抓学习。\n二、存在问题\n" + _LONG + "\n三、打算\n抓好。",
            {"kind": _KIND},
        ),
    ),
    source="文种模板",
)
def short_section(document: Document, context: Context) -> Iterable[Hit]:
    """某一部分过短"""
    for section in context.kind.sections if context.kind else ():
        if not section.min_characters or section.role in {Role.LEAD, Role.CLOSING}:
            continue
        nodes = [n for n in document.outline.nodes if section.role in n.roles and n.heading]
        if not any(node.paragraphs or node.children for node in nodes):
            continue  # empty: said by STR03
        length = sum(characters(document.text[n.span.start : n.span.end]) for n in nodes)
        if nodes and length < section.min_characters * CLEARLY:
            name = nodes[0].heading or NAMES[section.role]
            message = f"“{name}”部分只有{length}字，一般不少于{section.min_characters}字"
            yield Hit(*document.heading_span(nodes[0]), message)


@document_rule(
    "STR05",
    "structure",
    Severity.INFO,
    fires=(Example("⟦2026年党建工作总结⟧\n导语。\n一、主要工作\n" + _LONG * 2, {"kind": _KIND}),),
    quiet=(Example(_REPORT, {"kind": _KIND}), Example(_REPORT * 9, {"kind": Kind()})),
    source="文种模板",
)
def too_long(document: Document, context: Context) -> Iterable[Hit]:
    """全文超过或者不足文种的篇幅"""
    kind = context.kind
    if kind is None or not _is_report(document):
        return
    length = characters(document.text)
    if kind.max_characters and length > kind.max_characters:
        message = f"全文{length}字，超过“{kind.max_characters}字以内”的要求"
        yield Hit(*_beginning(document), message, source=kind.source)
    elif kind.min_characters and length < kind.min_characters:
        message = f"全文只有{length}字，一般不少于{kind.min_characters}字"
        yield Hit(*_beginning(document), message, source=kind.source)


def _problem_items(node: Node) -> int:
    """How many problems a section tells: its numbered children, or the points of its text."""
    children = [child for child in node.children if child.marker]
    if children:
        return len(children)
    passages = [child for child in node.children if child.role is Role.PROBLEMS]
    if any(child.marker for passage in passages for child in passage.children):
        return sum(bool(child.marker) for passage in passages for child in passage.children)
    found = [points(p.text) for inner in walk((node,)) for p in inner.paragraphs]
    return max((len(f) for f in found), default=0) or int(bool(found))


@document_rule(
    "STR06",
    "structure",
    Severity.WARNING,
    fires=(
        Example(
            _REPORT + "二、⟦存在问题⟧\n一是学习不够。\n三、打算\n抓好。",
            {"kind": Kind(minimum_problems=3)},
        ),
    ),
    quiet=(
        Example(
            _REPORT + "二、存在问题\n一是学不够。二是不实。三是不严。\n三、打算\n抓。",
            {"kind": Kind(minimum_problems=3)},
        ),
        Example(_REPORT + "二、存在问题\n学习不够。\n三、打算\n抓好。", {}),
        Example(
            _REPORT
            + "二、存在问题及下步思路\n还存在以下不足：\n一是学习不够深。学得少。\n二是作风不够实。"
            "跑得少。\n下一步，将抓好以下工作：\n一是抓学习。学。\n二是转作风。转。",
            {"kind": Kind(minimum_problems=2)},
        ),
    ),
    source="文种模板",
)
def few_problems(document: Document, context: Context) -> Iterable[Hit]:
    """问题条数少于要求"""
    least = context.kind.minimum_problems if context.kind else 0
    nodes = [n for n in document.outline.nodes if Role.PROBLEMS in n.roles and n.heading]
    if not least or len(nodes) != 1:
        return
    count = _problem_items(nodes[0])
    if 0 < count < least:
        message = f"查摆问题一般不少于{least}项，这里读出{count}项，请核对"
        source = context.kind.source if context.kind else ""
        yield Hit(*document.heading_span(nodes[0]), message, source=source)


@document_rule(
    "STR07",
    "structure",
    Severity.INFO,
    fires=("一、下步打算\n抓好学习。\n二、⟦存在问题⟧\n学习不够。\n三、主要工作\n抓学习。",),
    quiet=("一、主要工作\n抓学习。\n二、存在问题\n学习不够。\n三、下步打算\n抓好学习。",),
    source="惯例：先总结、再问题、后措施",
)
def order_of_parts(document: Document, _context: Context) -> Iterable[Hit]:
    """各部分的次序不合常规"""
    nodes = [n for n in document.outline.nodes if n.heading and len(n.roles) == 1]
    for before, after in pairwise(nodes):
        if before.role is Role.MEASURES and after.role is Role.PROBLEMS:
            message = "“问题”写在“措施”后面，一般先摆问题、再写措施"
            yield Hit(*document.heading_span(after), message)
