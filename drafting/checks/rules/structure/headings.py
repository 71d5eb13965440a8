"""Headings: too long, twice the same, not parallel; sections of very unequal length."""

import re
from collections.abc import Iterable
from statistics import median

from drafting.checks.context import Context, Kind
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Hit, document_rule
from reports.outline.length import characters
from reports.outline.tree import Node

LONGEST = 30  # characters


@document_rule(
    "STR10",
    "structure",
    Severity.INFO,
    fires=(
        "一、⟦认真学习贯彻上级各项决策部署并结合本单位实际全面加强党支部标准化规范化建设⟧\n抓学习。\n二、问题\n问题。",
    ),
    quiet=(
        "一、主要工作\n抓学习。\n二、问题\n问题。",
        Example(
            "第一，聚力解决党建工作责任制落实不到位的问题，切实担负起政治责任，做忠实的践行者\n学。",
            {"kind": Kind(key="speech")},
        ),
    ),
    source="惯例：标题简明，一般不超过30字",
)
def long_heading(document: Document, context: Context) -> Iterable[Hit]:
    """标题过长"""
    if context.kind and context.kind.key == "speech":
        return
    for nodes in document.headings:
        long = [node for node in nodes if len(node.heading or "") > LONGEST]
        if len(long) * 2 > len(nodes) > 1:
            continue  # a manner of the whole text
        for node in long:
            message = f"标题有{len(node.heading or '')}字，一般不超过{LONGEST}字，宜精简"
            yield Hit(*document.heading_span(node), message)


@document_rule(
    "STR11",
    "structure",
    Severity.WARNING,
    fires=("一、工作\n（一）强化理论武装。学。\n（二）建强组织。建。\n（三）⟦强化理论武装⟧。严。",),
    quiet=("一、工作\n（一）强化理论武装。学。\n（二）建强组织。建。",),
    source="惯例",
)
def same_heading(document: Document, _context: Context) -> Iterable[Hit]:
    """标题重复"""
    for nodes in document.headings:
        seen = dict[str, Node]()
        for node in nodes:
            words = node.heading or ""
            first = seen.setdefault(words, node)
            if first is not node and len(words) > 3:  # noqa: PLR2004
                place = document.heading_span(first)
                yield Hit(*document.heading_span(node), "同级标题与前面重复", related=(place,))


FEWEST = 4


@document_rule(
    "STR12",
    "structure",
    Severity.INFO,
    fires=(
        (
            "一、工作\n（一）强化理论武装，筑牢思想根基。学。\n（二）建强战斗堡垒，激发组织活力。建。\n"
            "（三）⟦纪律作风⟧。严。\n（四）推动深度融合，服务中心大局。融。"
        ),
    ),
    quiet=(
        "一、工作\n（一）强化理论武装，筑牢思想根基。学。\n（二）建强战斗堡垒，激发组织活力。建。\n（三）严肃纪律作风，营造清风正气。严。",
        "一、主要工作\n做。\n二、存在问题\n缺。\n三、下步打算\n改。",
    ),
    source="惯例：同级标题句式一致",
)
def not_parallel(document: Document, _context: Context) -> Iterable[Hit]:
    """同级标题句式不一致"""
    for nodes in document.headings:
        halves = [len(re.split("[，、]", node.heading or "")) for node in nodes]
        usual = max(set(halves), key=halves.count)
        same_roles = len({node.roles for node in nodes}) == 1
        if (
            len(nodes) >= FEWEST
            and same_roles
            and usual > 1
            and halves.count(usual) == len(nodes) - 1
        ):
            for node, count in zip(nodes, halves, strict=True):
                if count == 1:
                    message = f"同级其他标题都是{usual}句，此处只有1句，宜写成一致"
                    yield Hit(*document.heading_span(node), message)


@document_rule(
    "STR13",
    "structure",
    Severity.INFO,
    fires=(
        "一、工作\n（一）学习。"
        + "支部坚持集中学习与自学结合，逐条对照查摆。" * 12
        + "\n（二）组织。"
        + "支部坚持按月召开支委会，逐项落实任务。" * 12
        + "\n（三）⟦纪律⟧。守规矩。\n",
    ),
    quiet=(
        "一、工作\n（一）学习。支部坚持集中学习。\n（二）组织。支部按月召开支委会。\n（三）纪律。支部守规矩。",
    ),
    source="惯例：详略得当",
)
def lopsided(document: Document, _context: Context) -> Iterable[Hit]:
    """同级各部分篇幅悬殊"""
    for nodes in document.headings:
        if len(nodes) > 2 and len({node.roles for node in nodes}) == 1:  # noqa: PLR2004
            lengths = [characters(document.text[n.span.start : n.span.end]) for n in nodes]
            middle = median(lengths)
            for node, length in zip(nodes, lengths, strict=True):
                if length * 8 < middle and (node.paragraphs or node.children):
                    message = (
                        f"这一部分只有{length}字，同级各部分一般在{middle:.0f}字左右，宜充实或合并"
                    )
                    yield Hit(*document.heading_span(node), message)
