"""Marks and brackets of numbers: 一、 （一） 1. 第一， 一是."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule
from reports.outline import numerals

NUMBERS = "GB/T 9704-2012 7.3.3"
MARKS = "GB/T 15834-2011"

_HAN = f"[{numerals.HAN}]{{1,3}}"
_HEAD = re.compile(r"[ \t　]*")
_HAN_MARK = re.compile(
    f"(?P<numeral>{_HAN})(?:(?P<only>[.．。：:；;])|、(?P<extra>[。，、．.：:；;,]+))(?=[一-鿿“《])"
)
_AFTER_BRACKET = re.compile(
    rf"(?P<bracket>[（(](?:{_HAN}|\d{{1,2}})[）)])(?P<mark>[、，,．.。：:])(?=[一-鿿“《])"
)
_MARKED = (
    *(number + mark for number in numerals.HAN for mark in ".．。：:；;"),
    *("、" + mark for mark in "。，、．.：:；;,"),
    *(bracket + mark for bracket in "）)" for mark in "、，,．.。：:"),
)
_ARABIC_COMMA = re.compile(r"(?P<numeral>\d{1,2})、(?=[一-鿿“《])(?![一-鿿]{0,2}\d{1,2}[、日月])")


@rule(
    "NUM07",
    "numbering",
    Severity.WARNING,
    fires=(
        "⟦一、。⟧加强学习",
        "⟦二.⟧加强组织",
        "⟦（一）、⟧加强学习。组织党员学习。",
        "坚持两手抓。⟦（2），⟧严格纪律。",
    ),
    quiet=(
        "一、加强学习",
        "（一）加强学习。",
        "一。",
        "见附件（一）、附件（二）",
        "一、二季度完成。",
    ),
    source=MARKS,
    needs=_MARKED,
)
def mark_after_number(line: Line, _context: Context) -> Iterable[Hit]:
    """序号后的标点不规范"""
    place = _HEAD.match(line.text)
    start = place.end() if place else 0
    if found := _HAN_MARK.match(line.text, start):
        right = found.group("numeral") + "、"
        message = f"“{found.group()}”应为“{right}”：汉字序号后用顿号，只用一个"
        yield Hit(*found.span(), message, (right,), is_safe=True)
    for found in _AFTER_BRACKET.finditer(line.text):
        if found.start() == start or line.text[found.start() - 1] in "。；：":
            right = found.group("bracket").replace("(", "（").replace(")", "）")
            message = f"“{found.group()}”应为“{right}”：带括号的序号后不加标点"
            yield Hit(*found.span(), message, (right,), is_safe=True)


@rule(
    "NUM08",
    "numbering",
    Severity.INFO,
    fires=("⟦1、⟧加强学习。", "做法是：⟦第一、⟧加强学习；⟦第二、⟧改进作风。"),
    quiet=("1.加强学习。", "第一，加强学习。", "1、2月份完成。", "第一、第二季度", "第一、二支部"),
    source=MARKS,
    needs="、",
)
def mark_of_arabic_number(line: Line, _context: Context) -> Iterable[Hit]:
    """阿拉伯数字序号后用下脚点，“第一”后用逗号"""
    place = _HEAD.match(line.text)
    if place and (found := _ARABIC_COMMA.match(line.text, place.end())):
        right = found.group("numeral") + "."
        message = f"“{found.group()}”宜写作“{right}”：阿拉伯数字序号后用下脚点"
        yield Hit(*found.span(), message, (right,), is_safe=True)
    for found in _NTH_COMMA.finditer(line.text) if "第" in line.text else ():
        right = found.group("numeral") + "，"
        message = f"“{found.group()}”宜写作“{right}”：“第一”之类的序号后用逗号"
        yield Hit(*found.span(), message, (right,))


_NTH_COMMA = re.compile(
    f"(?:^|(?<=[。；：\\s]))(?P<numeral>第{_HAN})、(?!第?{_HAN}|[^。；]{{0,12}}(?:季度|支部|小组|党))"
)
_IS_MARK = re.compile(
    "(?:^|(?<=[。；：，！？\\s]))(?P<numeral>[一二三四五六七八九十]{1,2}[是要])(?P<mark>[，,：:、；;])"
)


@rule(
    "NUM09",
    "punctuation",
    Severity.WARNING,
    fires=("主要做法：⟦一是，⟧加强学习。⟦二是：⟧改进作风。",),
    quiet=("一是加强学习。二是改进作风。", "一是一，二是二。"),
    source=MARKS,
    needs=tuple(verb + mark for verb in "是要" for mark in "，,：:、；;"),
)
def mark_after_first(line: Line, _context: Context) -> Iterable[Hit]:
    """“一是”之后不加标点"""
    for found in _IS_MARK.finditer(line.text):
        right = found.group("numeral")
        message = f"“{found.group()}”应为“{right}”：“一是”之后直接写内容，不加标点"
        yield Hit(*found.span(), message, (right,), is_safe=True)


_BRACKETED = re.compile(rf"(?P<open>[（(])(?P<inner> ?(?:{_HAN}|\d{{1,2}}) ?)(?P<close>[）)])")


@rule(
    "NUM10",
    "width",
    Severity.WARNING,
    fires=(
        "⟦(一)⟧加强学习。组织党员学习。",
        "抓三件事。⟦(1)⟧学习；⟦(2)⟧实干。",
        "⟦(一）⟧加强学习。",
        "⟦（二)⟧改进作风。",
    ),
    quiet=("（一）加强学习。", "加强学习(一)", "2（二）班"),
    source=NUMBERS,
    is_literal=True,
    needs="()",
)
def bracket_of_number(line: Line, _context: Context) -> Iterable[Hit]:
    """序号的括号半角或全角半角混用"""
    for found in _BRACKETED.finditer(line.text):
        before = line.text[: found.start()].rstrip(" \t　")
        opening, closing = found.group("open"), found.group("close")
        if (opening, closing) == ("（", "）") or (before and before[-1] not in "。；：，、！？"):
            continue
        right = f"（{found.group('inner').strip()}）"
        if (opening == "(") != (closing == ")"):
            yield Hit(
                *found.span(),
                f"“{found.group()}”的括号一半是半角、一半是全角，应为“{right}”",
                (right,),
                is_safe=True,
                severity=Severity.ERROR,
                category="bracket-mismatch",
            )
        else:
            message = f"“{found.group()}”用了半角括号，公文序号应为“{right}”"
            yield Hit(*found.span(), message, (right,), is_safe=True)
