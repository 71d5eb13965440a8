"""Half-width marks in Chinese, full-width letters and figures."""

import re
import unicodedata
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

SOURCE = "GB/T 15834-2011 5.1"

FULL = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "．": "。", ".": "。",
}  # fmt: skip
_CHINESE = "㐀-鿿豈-﫿〇"
_WIDE = f"{_CHINESE}，。、；：！？“”‘’（）《》〈〉【】〔〕…—％"
_HALF = re.compile(r"[,;:()!?]")
_STOP = re.compile(f"\\.(?<=[{_CHINESE}”》）]\\.)(?=[{_CHINESE}“《\\s]|$)(?!\\.)")
_BESIDE = re.compile(f"[{_WIDE}]")
_URL = re.compile(
    r"(?:https?://|www\.|ftp://|(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{1,64}@)[\w./:?=&%#~,;!()+-]*"
)
# (一) and (1) before a heading are a matter of numbering.
_NUMBER = re.compile(
    r"(?:^|(?<=[。；：，、！？]))[ \t　]*[（(] ?[一二三四五六七八九十\d]{1,3} ?[）)]"
)
_PAIR = {"(": "）", ")": "（"}


@rule(
    "PUN01",
    "width",
    Severity.WARNING,
    fires=(
        "坚持政治引领⟦,⟧筑牢思想根基⟦;⟧",
        "建成率达到94%⟦(⟧含在建⟦)⟧。",
        "要求如下⟦:⟧第一，学习⟦.⟧",
        "召开党员大会4次⟦,⟧支委会12次",
        "上午9:30开始⟦,⟧比例为1:1",
    ),
    quiet=(
        "上午9:30，比例1:1，共1,200人，增长3.5%",
        "见http://www.gov.cn/a,b;c?d=1",
        "(一)加强学习。",
    ),
    source=SOURCE,
    is_literal=True,
    needs=",;:()!?.",
)
def half_width_mark(line: Line, _context: Context) -> Iterable[Hit]:
    """中文里用了半角标点"""
    if line.text.isascii() or not (_HALF.search(line.text) or _STOP.search(line.text)):
        return
    text = _URL.sub(lambda found: "/" * len(found.group()), line.text)
    text = _NUMBER.sub(lambda found: "/" * len(found.group()), text)
    partners = _partners(text)
    for found in _HALF.finditer(text):
        mark, at = found.group(), found.start()
        if _is_chinese(text, at) or (at in partners and _is_chinese(text, partners[at])):
            if mark in "()" and at not in partners:
                continue  # without its other half, or with a full-width one: pairs.py
            message = f"半角“{mark}”应为全角“{FULL[mark]}”"
            yield Hit(*found.span(), message, (FULL[mark],), is_safe=True)
    for found in _STOP.finditer(text):
        yield Hit(*found.span(), "句末的“.”应为“。”", ("。",), is_safe=True)


def _is_chinese(text: str, at: int) -> bool:
    """Whether a mark stands between Chinese, or after it, or with figures beside Chinese."""
    before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    if _BESIDE.match(before[-1:]) or _BESIDE.match(after[:1]):
        return True
    return bool(
        (before[-1:] == " " and _BESIDE.match(before[:1]))
        or (after[:1] == " " and _BESIDE.match(after[1:]))
    )


def _partners(text: str) -> dict[int, int]:
    """The place of the other half of each half-width bracket that has one."""
    partners: dict[int, int] = {}
    open_: list[tuple[int, str]] = []
    for found in re.finditer("[()（）]", text):
        if found.group() in "(（":
            open_.append((found.start(), found.group()))
        elif open_:
            at, mark = open_.pop()
            if mark == "(" and found.group() == ")":
                partners[at], partners[found.start()] = found.start(), at
    return partners


_STRAIGHT = re.compile('"')


@rule(
    "PUN02",
    "width",
    Severity.WARNING,
    fires=('坚持⟦"⟧三会一课⟦"⟧制度',),
    quiet=("坚持“三会一课”制度", 'style="a"', '长5"'),
    source=SOURCE,
    is_literal=True,
    needs='"',
)
def straight_quote(line: Line, _context: Context) -> Iterable[Hit]:
    """中文里用了直引号"""
    places = [found.start() for found in _STRAIGHT.finditer(line.text)]
    if not places or not any(_is_chinese(line.text, at) for at in places):
        return
    is_even = len(places) % 2 == 0
    for index, at in enumerate(places):
        right = "“" if index % 2 == 0 else "”"
        message = f"直引号应为弯引号“{right}”"
        yield Hit(at, at + 1, message, (right,), is_safe=is_even)


_FULL_WIDTH = (
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)
_FULL_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?％?|(?<=[0-9])．(?=[0-9])|(?<=[0-9])％")
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@rule(
    "PUN03",
    "width",
    Severity.WARNING,
    fires=("全年学习⟦１２⟧次，完成率⟦９５．５％⟧，使用⟦ＡＰＰ⟧。", "增长3⟦．⟧5%"),
    quiet=("全年学习12次，使用APP。", "ｘ县", "共Ｘ次"),
    source="GB/T 15835-2011 5.2",
    needs=f"{_FULL_WIDTH}．％",
)
def full_width_figure(line: Line, _context: Context) -> Iterable[Hit]:
    """数字、字母用了全角"""
    for found in _FULL_RUN.finditer(line.text):
        words = found.group()
        if words.strip("Ｘｘ"):
            right = words.translate(_TO_HALF)
            message = f"全角“{words}”应为半角“{right}”"
            yield Hit(*found.span(), message, (right,), is_safe=True)


_STOP_IN_FIGURE = re.compile(
    "(?<=[0-9])[。·．](?=[0-9]{1,2}(?:[%％]|个百分点|[万亿]?(?:亩|元|公里|千米|米|吨|平方|倍|公顷|户|人)))"
)


@rule(
    "PUN09",
    "width",
    Severity.WARNING,
    fires=("完成复绿32⟦。⟧6亩，合格率98⟦。⟧5%。",),
    quiet=("完成复绿32.6亩。", "学习12次。8个支部达标。", "共12。3个支部"),
    source="GB/T 15835-2011 5.3：小数点",
    needs=tuple(figure + mark for figure in "0123456789" for mark in "。·"),
)
def stop_in_figure(line: Line, _context: Context) -> Iterable[Hit]:
    """小数点写成了句号"""
    for found in _STOP_IN_FIGURE.finditer(line.text):
        if found.group() != "．":
            yield Hit(*found.span(), "小数点应为半角“.”", (".",), is_safe=True)


_RADICAL = re.compile("[⺀-⻳⼀-⿕]+")


@rule(
    "PUN12",
    "width",
    Severity.WARNING,
    fires=("⟦⼀⟧线党员，2024年⟦⽉⟧",),
    quiet=("一线党员，2024年12月",),
    source="GB 18030-2022：部首另有编码",
    is_literal=True,
    needs=tuple(map(chr, (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)))),
)
def radical(line: Line, _context: Context) -> Iterable[Hit]:
    """从PDF复制来的部首，样子像字而不是字"""
    if line.text.isascii():
        return
    for found in _RADICAL.finditer(line.text):
        right = unicodedata.normalize("NFKC", found.group())
        if right != found.group():
            message = f"“{found.group()}”是部首的编码，应为“{right}”，检索和朗读才认得"
            yield Hit(*found.span(), message, (right,), is_safe=True)


_LESS = re.compile(
    f"(?<![0-9A-Za-z])<(?=[^<>\\n]{{0,40}}[{_CHINESE}])[^<>\\n]{{2,40}}>(?![0-9A-Za-z])"
)


@rule(
    "PUN04",
    "punctuation",
    Severity.WARNING,
    fires=("学习《关于⟦<条例>⟧的通知》", "学习⟦<中国共产党章程>⟧"),
    quiet=("学习《关于〈条例〉的通知》", "若A<B且B>C", "成活率<85%"),
    source="GB/T 15834-2011 4.15",
    is_literal=True,
    needs="<",
)
def angle_bracket(line: Line, _context: Context) -> Iterable[Hit]:
    """书名号写成了小于号、大于号"""
    for found in _LESS.finditer(line.text):
        inside = line.is_quoted(*found.span())
        opening, closing = ("〈", "〉") if inside else ("《", "》")
        right = opening + found.group()[1:-1] + closing
        message = f"“{found.group()}”应为“{right}”"
        yield Hit(*found.span(), message, (right,), is_safe=True)


_YEAR = re.compile(
    r"(?<=[一-鿿ｘ〕])(?P<open>[\[［【(（〈])(?P<year>(?:19|20)\d\d)(?P<close>[\]］】)）〉])(?=第?\d{1,4}号)"
)


@rule(
    "PUN05",
    "punctuation",
    Severity.WARNING,
    fires=("市自然资党发⟦[2026]⟧5号", "国网党⟦（2020）⟧90号"),
    quiet=("国网党〔2020〕90号", "会议（2026）纪要"),
    source="GB/T 9704-2012 7.2.5",
    is_literal=True,
    needs="号",
)
def bracket_of_year(line: Line, _context: Context) -> Iterable[Hit]:
    """发文字号的年份用六角括号"""
    for found in _YEAR.finditer(line.text):
        right = f"〔{found.group('year')}〕"
        message = f"发文字号的年份用六角括号，“{found.group()}”应为“{right}”"
        yield Hit(*found.span(), message, (right,), is_safe=True)
