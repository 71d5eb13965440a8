"""Copying: from last year's report, and from elsewhere in the same one."""

import bisect
import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.checks import phrases
from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Hit, document_rule
from drafting.checks.similar import LITTLE, Copy, Originals, passages_twice, sentences, twice
from reports.outline.reader import read
from reports.outline.tree import Outline
from reports.outline.writer import write

# Measured on independent reports: none shares seven in a hundred, so ten is abnormal.
SUSPICIOUS, SERIOUS = 0.10, 0.30
PASSAGE = 16  # Chinese characters
FEW = 3  # numbers up to this are the same by chance
OPENING = "：:"  # 在总结成绩的同时，还存在以下不足：
YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
COUNT = re.compile(r"\d+(?:\.\d+)?(?=[余多]?(?:万|亿)?[次名个条篇件人份场期户宗处项元%])")
HAN = re.compile(r"[一-鿿]")
# What the rules on organisational life lay down is the same every year.
LAID_DOWN = re.compile(
    r"(?:党员大会|支委会|支部委员会|主题党日|党课|组织生活会|民主评议|党小组会)[^，。；、]{0,4}$"
)

BEFORE = read(
    "2025年工作总结\n一、主要工作\n"
    "2025年，支部联合社区开展环境整治和政策宣讲活动9次，惠及居民1200人。\n"
    "组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事，让青年党员受到教育。\n"
)


@lru_cache(maxsize=1024)
def _is_formula(text: str) -> bool:
    """Whether hardly anything is left when the known expressions are taken away."""
    rest, last = [], 0
    for start, end in phrases.index().scan(text).right:
        rest.append(text[last:start])
        last = end
    rest.append(text[last:])
    return len(HAN.findall("".join(rest))) < LITTLE


@lru_cache(maxsize=64)
def _originals(previous: Outline, names: tuple[str, ...]) -> Originals:
    return Originals(write(previous), names)


def _names(context: Context) -> tuple[str, ...]:
    """The unit's names, the longest first, so that none is cut out of another."""
    return tuple(sorted(context.organization_names, key=len, reverse=True))


def _copies(document: Document, context: Context) -> list[Copy]:
    """What is copied from last year's report, formulas, title and signature left aside."""
    if context.previous is None:
        return []
    names = _names(context)
    return [
        copy
        for copy in _originals(context.previous, names).copies(document.text, names)
        if _is_of_a_paragraph(document, copy.sentence.start) and not _is_formula(copy.sentence.text)
    ]


def _is_of_a_paragraph(document: Document, start: int) -> bool:
    index = bisect.bisect_right(document.paragraphs, start, key=lambda p: p[1].span.start) - 1
    return index >= 0 and start < document.paragraphs[index][1].span.end


@document_rule(
    "CPY01",
    "repeated",
    Severity.INFO,
    fires=(
        Example(
            "2026年工作总结\n一、主要工作\n"
            "⟦组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事，让青年党员受到教育。⟧\n",
            {"previous": BEFORE, "year": 2026},
        ),
    ),
    quiet=(
        Example(
            "2026年工作总结\n一、主要工作\n组织党员到烈士陵园重温入党誓词，撰写心得体会20篇。\n",
            {"previous": BEFORE, "year": 2026},
        ),
        "2026年工作总结\n一、主要工作\n组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事。\n",
    ),
    source="惯例：独立撰写的同类材料雷同比例低于7%",
)
def from_last_year(document: Document, context: Context) -> Iterator[Hit]:
    """与上一年的报告相同或几乎相同"""
    for copies in _adjoining(_copies(document, context)):
        start, end = copies[0].sentence.start, copies[-1].sentence.end
        yield Hit(start, end, "这段话与上一年的报告相同或几乎相同，请核对后改写")


def _adjoining(copies: list[Copy]) -> Iterator[list[Copy]]:
    """Copies that follow one another in one paragraph, together."""
    group: list[Copy] = []
    for copy in copies:
        if group and copy.sentence.start - group[-1].sentence.end > 1:
            yield group
            group = []
        group.append(copy)
    if group:
        yield group


@document_rule(
    "CPY02",
    "repeated",
    Severity.WARNING,
    fires=(
        Example(
            "⟦2026年工作总结⟧\n一、主要工作\n"
            "组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事，让青年党员受到教育。\n",
            {"previous": BEFORE, "year": 2026},
        ),
    ),
    quiet=(
        Example(
            "2026年工作总结\n一、主要工作\n"
            "组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事，让青年党员受到教育。\n"
            + "组织党员到烈士陵园重温入党誓词，撰写心得体会，开展交流研讨，进社区宣讲政策法规。\n"
            * 12,
            {"previous": BEFORE, "year": 2026},
        ),
    ),
    source="惯例：独立撰写的同类材料雷同比例低于7%",
)
def share_of_last_year(document: Document, context: Context) -> Iterator[Hit]:
    """与上一年报告雷同的比例过高"""
    copied = sum(len(HAN.findall(copy.sentence.text)) for copy in _copies(document, context))
    if not copied:
        return
    whole = sum(len(HAN.findall(one.text)) for one in sentences(document.text))
    if not whole or copied / whole < SUSPICIOUS:
        return
    start = len(document.text) - len(document.text.lstrip())
    end = document.text.find("\n", start)
    share = round(copied / whole * 100)
    degree = "属于严重雷同" if copied / whole >= SERIOUS else "超出正常范围"
    yield Hit(
        start,
        len(document.text) if end < 0 else end,
        f"约{share}%的内容与上一年的报告相同或几乎相同，{degree}",
    )


@document_rule(
    "CPY03",
    "stale-date",
    Severity.ERROR,
    fires=(
        Example(
            "2026年工作总结\n一、主要工作\n"
            "⟦2025年⟧，支部联合社区开展环境整治和政策宣讲活动⟦9⟧次，惠及居民⟦1200⟧人。\n",
            {"previous": BEFORE, "year": 2026},
        ),
    ),
    quiet=(
        Example(
            "2026年工作总结\n一、主要工作\n"
            "2026年，支部联合社区开展环境整治和政策宣讲活动11次，惠及居民1300人。\n",
            {"previous": BEFORE, "year": 2026},
        ),
    ),
    source="惯例",
)
def left_from_last_year(document: Document, context: Context) -> Iterator[Hit]:
    """照抄的段落里年份、数字没有改"""
    for copy in _copies(document, context):
        text, start = copy.sentence.text, copy.sentence.start
        for match in YEAR.finditer(text):
            is_stale = context.year is not None and int(match.group(1)) == context.year - 1
            if is_stale:
                yield Hit(
                    start + match.start(),
                    start + match.end() + 1,
                    f"这句话抄自上一年的报告，“{match.group()}年”没有改",
                    (f"{context.year}年",),
                )
        before = COUNT.findall(copy.original.text)
        for match in COUNT.finditer(text):
            is_telling = float(match.group()) > FEW and not LAID_DOWN.search(text[: match.start()])
            if is_telling and match.group() in before:
                yield Hit(
                    start + match.start(),
                    start + match.end(),
                    f"这句话抄自上一年的报告，数字“{match.group()}”也没有变，请核对",
                    severity=Severity.WARNING,
                )


@document_rule(
    "CPY04",
    "repeated",
    Severity.WARNING,
    fires=(
        (
            "一、主要工作\n组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事。\n"
            "二、下步措施\n⟦组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事。⟧\n"
        ),
    ),
    quiet=(
        (
            "一、主要工作\n组织党员到矿山修复现场开展实地教学，请老党员讲述创业故事。\n"
            "二、下步措施\n组织党员到烈士陵园重温入党誓词，请老战士讲述战斗故事。\n"
        ),
    ),
    source="惯例",
)
def sentence_twice(document: Document, context: Context) -> Iterator[Hit]:
    """同一句话在全文出现两次"""
    for first, second in twice(document.text, _names(context)):
        if not _is_formula(second.text):
            line, _column = document.place(first.start)
            yield Hit(
                second.start,
                second.end,
                f"这句话与第{line}行的一句相同，请改写或删去一处",
                related=((first.start, first.end),),
            )


@document_rule(
    "CPY05",
    "repeated",
    Severity.INFO,
    fires=(
        (
            "一、主要工作\n依托临时党小组把业主设计施工监理党员编入，有效化解各类矛盾。\n"
            "二、下步措施\n继续⟦依托临时党小组把业主设计施工监理党员编入⟧，扩大覆盖。\n"
        ),
    ),
    quiet=(
        (
            "一、主要工作\n坚持以习近平新时代中国特色社会主义思想为指导，抓好学习。\n"
            "二、下步措施\n坚持以习近平新时代中国特色社会主义思想为指导，抓好整改。\n"
        ),
    ),
    source="惯例",
)
def passage_twice(document: Document, context: Context) -> Iterator[Hit]:
    """同一段文字在全文出现两次"""
    names = _names(context)
    found = [
        (first, second)
        for first, second in passages_twice(document.text, PASSAGE)
        if _is_worth_telling(document.text[slice(*second)], names)
    ]
    if not found:
        return
    whole = [(two.start, two.end) for _one, two in twice(document.text, names)]
    for first, (start, end) in found:
        if not any(begin <= start and end <= stop for begin, stop in whole):
            yield Hit(start, end, "这段文字前面已经写过，请改写或删去一处", related=(first,))


def _is_worth_telling(words: str, names: tuple[str, ...]) -> bool:
    """Whether a passage is of one paragraph, and neither a formula nor the unit's name."""
    for name in filter(None, names):
        words = words.replace(name, "")
    return "\n" not in words and not _is_formula(words)
