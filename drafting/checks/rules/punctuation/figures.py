"""Figures: ranges, approximations, adjacent numerals, years (GB/T 15835-2011)."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

SOURCE = "GB/T 15835-2011"

_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_NOT_INSIDE = r"(?<![\d.\-/A-Za-z〔(（].)(?<![A-Za-z] .)"
_RANGE = re.compile(
    f"(?P<low>\\d{_NOT_INSIDE}\\d{{0,8}}(?:\\.\\d{{1,4}})?)(?P<sign>-|－|~|～|—|–|至|--)(?P<high>{_NUMBER})"
    "(?P<unit>[%％]|万|亿|个|人|次|项|件|名|天|年|月|日|倍|公里|亩|元|家|户|场|期|篇|周|小时|分钟|岁|级|届|处)"
)


@rule(
    "PUN30",
    "punctuation",
    Severity.INFO,
    fires=("增长⟦4-6%⟧，完成⟦3-5个⟧项目", "增长⟦4—6%⟧"),
    quiet=(
        "增长4%—6%，完成3—5个项目",
        "电话0871-6312345",
        "2026-01-05日报",
        "2—3名",
        "GB/T 9704-2012年",
    ),
    source=f"{SOURCE} 5.1.4",
    needs="-－~～—–至",
)
def range_sign(line: Line, _context: Context) -> Iterable[Hit]:
    """数值范围用一字线，前后都带单位“%、万”"""
    for found in _RANGE.finditer(line.text):
        low, sign, high, unit = found.group("low", "sign", "high", "unit")
        if unit in "%％万亿" and float(low) < float(high):
            shown = "%" if unit == "％" else unit
            right = f"{low}{shown}{'至' if sign == '至' else '—'}{high}{unit}"
            message = f"“{found.group()}”应为“{right}”，前一个数也要带“{shown}”"
            yield Hit(*found.span(), message, (right,))
        elif sign in {"-", "－", "--", "–", "~"}:
            right = f"{low}—{high}{unit}"
            message = f"数值范围宜用一字线，“{found.group()}”应为“{right}”"
            yield Hit(*found.span(), message, (right,))


_TWICE = re.compile(
    r"(?P<head>大约|约|近|将近|接近|超过?|逾|不少于|不低于|至少)(?P<number>\d[\d,]*(?:\.\d+)?[百千万亿]?)"
    r"(?P<tail>余|多(?!年来))(?=[一-鿿])"
)
_BOTH = re.compile(
    r"(?P<head>大约|约|近|将近|超过?|逾|至少|不少于|不低于)(?P<body>\d[\d,.]*(?:%|[一-鿿]{1,2}))(?P<tail>左右|上下|以上)"
)
_KEPT = frozenset({"近", "将近", "接近"})


@rule(
    "PUN31",
    "repeated",
    Severity.WARNING,
    fires=("开展志愿服务⟦约20余⟧次", "覆盖⟦超过100多⟧人", "投入⟦约30万元左右⟧"),
    quiet=("开展志愿服务20余次", "近20年来，约3人", "达20余次", "近3年多来", "近5年以上"),
    source=f"{SOURCE} 5.2",
    needs=("约", "近", "超", "逾", "不少于", "不低于", "至少"),
)
def approximate_twice(line: Line, _context: Context) -> Iterable[Hit]:
    """概数重复：“约”与“余、多、左右”不能同用"""
    for found in _TWICE.finditer(line.text):
        head, number, tail = found.group("head", "number", "tail")
        if line.text.startswith("年", found.end()):
            continue
        message = f"“{head}”与“{tail}”都表示概数，只用一个"
        yield Hit(*found.span(), message, (number + tail, head + number))
    for found in _BOTH.finditer(line.text):
        head, body, tail = found.group("head", "body", "tail")
        if "年" in body or (head in {"近", "约", "大约", "将近"} and tail == "以上"):
            continue
        message = f"“{head}”与“{tail}”意思重复，只用一个"
        yield Hit(*found.span(), message, (head + body, body + tail))


_HALF_CHINESE = re.compile(
    r"(?<![\d.])(?P<digits>\d{1,2})(?P<tens>[十百])(?P<more>[余多几]?)(?=[个次名人条项件场期份篇户])"
)
_WORTH = {"十": 10, "百": 100}


@rule(
    "PUN32",
    "count-mismatch",
    Severity.WARNING,
    fires=("开展活动⟦2十余⟧次，走访⟦3百⟧户",),
    quiet=("开展活动20余次，走访300户", "二十余次", "3百分点", "2千米"),
    source=f"{SOURCE} 4.1",
    needs="十百",
)
def digits_and_characters(line: Line, _context: Context) -> Iterable[Hit]:
    """同一个数里阿拉伯数字与汉字数字混用"""
    for found in _HALF_CHINESE.finditer(line.text):
        number = int(found.group("digits")) * _WORTH[found.group("tens")]
        right = f"{number}{found.group('more')}"
        message = f"“{found.group()}”应为“{right}”"
        yield Hit(*found.span(), message, (right,))


_DIGITS = "一二三四五六七八九"
_NEIGHBOURS = re.compile(
    "(?<![一二三四五六七八九十第、])(?P<one>[一二三四五六七八九])、(?P<two>[二三四五六七八九])(?=(?:个|次|天|倍|人|名|件|条|十)(?!级|类))"
)


@rule(
    "PUN33",
    "punctuation",
    Severity.WARNING,
    fires=("到现场走访⟦三、四⟧次",),
    quiet=("到现场走访三四次", "第一、二季度", "一、二级响应", "二、三产业", "三、五次"),
    source=f"{SOURCE} 4.2",
    needs=tuple(f"{one}、{two}" for one in _DIGITS for two in _DIGITS),
)
def adjacent_numerals(line: Line, _context: Context) -> Iterable[Hit]:
    """相邻两数连用表示概数，中间不用顿号"""
    for found in _NEIGHBOURS.finditer(line.text):
        one, two = found.group("one", "two")
        if _DIGITS.index(two) == _DIGITS.index(one) + 1 and found.start():
            message = f"概数“{one}{two}”中间不用顿号"
            yield Hit(*found.span(), message, (one + two,))


_YEAR = re.compile(
    "[一二][0-9０零〇○OoＯ一二三四五六七八九][0-9０零〇○OoＯ一二三四五六七八九]{2}(?=年)"
)
_ZERO = re.compile("[0０零○OoＯ]")


@rule(
    "PUN34",
    "punctuation",
    Severity.WARNING,
    fires=("⟦二0二六⟧年一月五日", "⟦二○二六⟧年，⟦二零二六⟧年度"),
    quiet=("二〇二六年一月五日", "2026年", "一九四九年"),
    source=f"{SOURCE} 3.4：“〇”",
    needs=tuple(one + two for one in "一二" for two in "0123456789０零〇○OoＯ" + _DIGITS),
)
def zero_of_year(line: Line, _context: Context) -> Iterable[Hit]:
    """汉字年份里的零用“〇”"""
    for found in _YEAR.finditer(line.text):
        right = _ZERO.sub("〇", found.group())
        if right != found.group() and not re.search("[0-9]", right):
            message = f"“{found.group()}”应为“{right}”"
            yield Hit(*found.span(), message, (right,), is_safe=True)
