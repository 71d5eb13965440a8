"""Marks in headings: none at the end, the same ones in parallel headings."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from reports.outline.tree import Node

SOURCE = "GB/T 9704-2012 7.3.3；GB/T 15834-2011"


@document_rule(
    "PUN40",
    "punctuation",
    Severity.INFO,
    fires=(
        "一、工作\n（一）加强学习⟦。⟧\n抓好学习。\n（二）改进作风。\n转变作风。",
        "（一）加强学习\n抓好学习。\n（二）改进作风⟦；⟧\n转变作风。\n（三）严格纪律\n严。",
    ),
    quiet=("（一）加强学习\n抓好学习。\n（二）改进作风\n转变作风。", "（一）加强学习。抓好学习。"),
    source=SOURCE,
)
def mark_after_heading(document: Document, _context: Context) -> Iterable[Hit]:
    """独占一行的标题末尾不用标点"""
    alone = [n for nodes in document.headings for n in nodes if not n.run_in and _has_body(n)]
    closed = [n for n in alone if n.heading_end.strip()[:1] in _MARKS and n.heading_end.strip()]
    if 1 < len(closed) == sum(node.level == closed[0].level for node in alone):
        # A habit of the whole text: said once.
        first, *others = (_place(document, node) for node in closed)
        message = "标题独占一行，末尾不用标点，全文各处一并改"
        yield Hit(*first, message, ("",), related=tuple(others), is_everywhere=True)
        return
    for node in closed:
        mark = node.heading_end.strip()[0]
        message = f"标题独占一行，末尾不用“{mark}”，与其他标题写法也不一致"
        yield Hit(*_place(document, node), message, ("",))


_MARKS = "。；，、"


def _place(document: Document, node: Node) -> tuple[int, int]:
    """Where the mark after a heading stands."""
    words = node.heading_end.lstrip()
    at = document.heading_span(node)[1] + len(node.heading_end) - len(words)
    return at, at + 1


def _has_body(node: Node) -> bool:
    return bool(node.paragraphs or node.children)


_TWO_HALVES = re.compile("[^，、]{4,14}(?P<mark>[，、])[^，、]{4,14}")


@document_rule(
    "PUN41",
    "punctuation",
    Severity.WARNING,
    fires=(
        "（一）强化理论，营造学的氛围。学。\n（二）传导压力⟦、⟧营造严的氛围。严。\n（三）激发动力，营造干的氛围。干。",
    ),
    quiet=(
        "（一）强化理论武装，营造学的氛围。学。\n（二）传导责任压力，营造严的氛围。严。\n（三）抓学习、严纪律。干。",
        "（一）抓学习、强素质。学。\n（二）严纪律、改作风。严。",
    ),
    source="惯例：并列标题写法一致",
)
def parallel_headings(document: Document, _context: Context) -> Iterable[Hit]:
    """并列标题两截之间，有的用逗号、有的用顿号"""
    for nodes in document.headings:
        halves = [(node, _TWO_HALVES.fullmatch(node.heading or "")) for node in nodes]
        marks = [found.group("mark") for _node, found in halves if found]
        for usual, odd in (("，", "、"), ("、", "，")):
            if marks.count(odd) == 1 and marks.count(usual) > 1:
                for node, found in halves:
                    if found and found.group("mark") == odd:
                        at = document.heading_span(node)[0] + found.start("mark")
                        message = f"同级标题两截之间用“{usual}”，此处用了“{odd}”"
                        yield Hit(at, at + 1, message, (usual,))
