"""Problems and measures: unanswered problems, problems and measures in the wrong place."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.pairing import unanswered
from drafting.checks.registry import Hit, document_rule
from reports.outline.tree import Role, walk

SOURCE = "惯例：问题与措施逐条对应"


@document_rule(
    "STR20",
    "structure",
    Severity.INFO,
    fires=(
        (
            "一、工作\n抓学习。\n二、存在问题\n（一）理论学习不够深入。学得不深。\n（二）品牌特色不够鲜明。缺提炼。\n"
            "⟦（三）青年党员培养不够⟧。结对少。\n三、下步措施\n（一）强化理论武装。学。\n（二）擦亮支部品牌。创。"
        ),
    ),
    quiet=(
        (
            "一、工作\n抓学习。\n二、存在问题\n（一）理论学习不够深入。学得不深。\n（二）品牌特色不够鲜明。缺提炼。\n"
            "三、下步措施\n（一）强化理论武装。学。\n（二）擦亮支部品牌。创。"
        ),
    ),
    source=SOURCE,
)
def without_measure(document: Document, context: Context) -> Iterable[Hit]:
    """问题没有对应的措施"""
    if context.kind and context.kind.key == "speech":
        return  # demands to many listeners, not measures of one branch
    without, count = unanswered(document)
    # Where hardly anything is answered, the measures are written in another way than we read.
    if len(without) * 2 <= count:
        for problem in without:
            message = f"问题“{problem.title[:20]}”在下步措施里没有找到对应的措施，请核对"
            yield Hit(problem.start, problem.end, message)


_FIRST_CLAUSE = re.compile("[^，。；：]{1,30}")


@document_rule(
    "STR21",
    "structure",
    Severity.INFO,
    fires=(
        (
            "一、2021年工作回顾\n抓学习，建组织。\n（一）学习。学。\n（二）组织。建。\n"
            "⟦在肯定成绩的同时⟧，还存在一些问题。一是学习不够。二是作风不实。\n二、2022年工作要求\n抓好学习。"
        ),
    ),
    quiet=(
        "一、主要工作\n抓学习。\n二、存在问题\n还存在一些问题。一是学习不够。\n三、打算\n抓好。",
    ),
    source="惯例：问题单列一部分",
)
def problems_without_heading(document: Document, _context: Context) -> Iterable[Hit]:
    """问题写在总结部分里，没有单列标题"""
    if any(n.heading and Role.PROBLEMS in n.roles for n in document.outline.nodes):
        return
    for section in document.outline.nodes:
        if section.roles == (Role.SUMMARY,) and section.heading:
            for node in section.children:
                if node.role is Role.PROBLEMS and not node.marker and node.paragraphs:
                    first = node.paragraphs[0]
                    clause = _FIRST_CLAUSE.match(first.text)
                    length = clause.end() if clause else len(first.text)
                    message = "这里开始讲问题，却在总结部分之下，宜单列“存在问题”标题"
                    yield Hit(first.span.start, first.span.start + length, message)


_TURN = re.compile(
    "(?<=[。；])(?P<words>(?:下一?步|今后|接下来)(?:的?工作中?)?，[^，。；]{0,12}?(?:将|要|拟))[^。]*。?$"
)


@document_rule(
    "STR22",
    "structure",
    Severity.INFO,
    fires=(
        "一、工作\n抓学习。\n二、存在问题\n一是学习不够。二是作风不实。⟦下一步工作中，我将⟧逐一解决。\n三、下步打算\n抓好学习。",
    ),
    quiet=(
        "一、工作\n抓学习。\n二、存在问题\n一是学习不够。\n三、下步打算\n下一步，支部将抓好学习。",
        "一、工作\n抓学习。\n二、存在问题及打算\n一是学习不够。下一步，支部将抓好学习。",
    ),
    source="惯例：措施写在措施部分",
)
def measure_among_problems(document: Document, _context: Context) -> Iterable[Hit]:
    """问题部分里写了措施"""
    if not any(n.heading and n.roles == (Role.MEASURES,) for n in document.outline.nodes):
        return
    for section in document.outline.nodes:
        if section.heading and Role.PROBLEMS in section.roles and _is_of_problems(section.heading):
            for paragraph in (
                paragraph for node in walk((section,)) for paragraph in node.paragraphs
            ):
                for found in _TURN.finditer(paragraph.text):
                    start = paragraph.span.start + found.start("words")
                    end = paragraph.span.start + found.end("words")
                    yield Hit(start, end, "这句是措施，宜移到下步措施部分")


def _is_of_problems(heading: str) -> bool:
    return not re.search("下一?步|打算|措施|思路|安排|计划|整改", heading)
