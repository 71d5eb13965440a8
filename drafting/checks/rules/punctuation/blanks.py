"""Blanks where Chinese has none: at the end of a line, between words, invisible ones."""

import re
from collections.abc import Iterable

from drafting.checks import segmentation
from drafting.checks.context import Context
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule, rule

SOURCE = "GB/T 9704-2012：正文顶格回行，字间不留空"

_BLANK = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_AT_THE_END = " \t\xa0\u2003\u3000\ufeff\u200b"
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]+")
_TRAILING = re.compile(f"[{_BLANK}\ufeff\u200b]+$")
_WITHIN = re.compile(f"(?<=[^\\s])[{_BLANK}]+(?=[^\\s])")
_CHINESE = re.compile("[㐀-鿿〇]")
_MARK = re.compile("[，。、；：！？”’）》】]")
_OPENER = re.compile("[“‘（《【]")
_FIGURE = re.compile("[0-9]")
SHORT = 30  # titles, names, signatures are set with blanks on purpose
WINDOW = 6


@document_rule(
    "PUN06",
    "width",
    Severity.INFO,
    fires=(
        "各项工作取得较好成效。⟦ ⟧",
        "同志们：⟦　⟧",
        "各项工作取得较好成效。⟦ ⟧\n作风持续好转。 \n抓好落实。 ",
    ),
    quiet=("各项工作取得较好成效。", "　　各项工作", "合计\t12\t"),
    source=SOURCE,
    needs=_AT_THE_END,
)
def trailing_blank(document: Document, _context: Context) -> Iterable[Hit]:
    """段末有多余空格"""
    places = []
    for offset, line in document.lines:
        words = line.text.rstrip(_AT_THE_END)
        if words and len(words) < len(line.text) and "\t" not in line.text[len(words) :]:
            places.append((offset + len(words), offset + len(line.text)))
    if places:
        # Who leaves one leaves many: said once.
        first, *others = places
        where = f"全文有{len(places)}段" if others else ""
        yield Hit(
            *first,
            f"{where}段末有多余的空格",
            ("",),
            is_safe=True,
            related=tuple(others),
            is_everywhere=True,
        )


@rule(
    "PUN07",
    "width",
    Severity.INFO,
    fires=(
        "支部全年共开展集中学⟦ ⟧习12次，组织专题研讨6次，交流发言33人次。",
        "支部坚持问题导向，⟦ ⟧强化责任担当，推动各项任务落到实处、见到实效。",
        "支部全年共开展集中学习⟦ ⟧12⟦ ⟧次，组织专题研讨6次，交流发言33人次。",
    ),
    quiet=(
        "述职人　张明　　　　二〇二六年一月",
        "举办“学党史 悟思想 办实事”主题活动，组织党员到红色教育基地现场学习。",
        "党员使用WPS Office软件办理公文，较好地提高了工作效率，受到各方好评。",
        "1\t理论学习联系实际不够\t重新编制学习计划，每个专题列出1个要讨论的难题\t2026年10月",
    ),
    source=SOURCE,
    needs=" \t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
)
def blank_within(line: Line, _context: Context) -> Iterable[Hit]:
    """字间有多余空格"""
    text = line.text
    if len(text.strip()) < SHORT:
        return
    for found in _WITHIN.finditer(text):
        start, end = found.span()
        before, after = text[start - 1], text[end]
        if line.is_quoted(start, end) or start == 0 or "\t" in found.group():
            continue  # a tab parts the cells of a table
        beside_mark = _MARK.match(before) or _MARK.match(after) or _OPENER.match(before)
        chinese = bool(_CHINESE.match(before)), bool(_CHINESE.match(after))
        if beside_mark and not (before.isascii() and after.isascii()):
            yield Hit(start, end, "标点旁有多余的空格", ("",), is_safe=True)
        elif all(chinese):
            is_torn = _is_torn(text, start, end)
            yield Hit(start, end, "汉字之间有多余的空格", ("",), is_safe=is_torn)
        elif any(chinese) and (_FIGURE.match(before) or _FIGURE.match(after)):
            yield Hit(start, end, "公文中汉字与数字之间不留空格", ("",), is_safe=True)


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether a word lies across the blank."""
    left = text[max(0, start - WINDOW) : start]
    joined = left + text[end : end + WINDOW]
    return any(a < len(left) < b for _word, a, b in segmentation.tokenize(joined))


@rule(
    "PUN08",
    "width",
    Severity.INFO,
    fires=("加强党的⟦\u200b⟧领导",),
    quiet=("加强党的领导",),
    source=SOURCE,
    needs="\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad",
)
def invisible(line: Line, _context: Context) -> Iterable[Hit]:
    """夹有看不见的字符"""
    for found in _INVISIBLE.finditer(line.text.rstrip()):
        if found.start():
            message = "此处有看不见的字符，排版时会错位，应删去"
            yield Hit(*found.span(), message, ("",), is_safe=True)
