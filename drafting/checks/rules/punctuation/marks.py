"""Marks that stand wrongly: doubled, before 和, between quotations, dashes, ellipses."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

SOURCE = "GB/T 15834-2011"

_DOUBLED = re.compile("[，、；：。]{2,}|[！]{2,}|[？]{2,}")
_STRONGEST = "。；：，、"
_ELLIPSIS_OF_STOPS = 3


@rule(
    "PUN20",
    "punctuation",
    Severity.ERROR,
    fires=("加强学习⟦，，⟧提高认识⟦。。⟧", "学习⟦、，⟧实干", "统一思想⟦，。⟧"),
    quiet=("加强学习，提高认识。", "说明如下：“学习。”", "怎么办？！"),
    source=SOURCE,
    is_literal=True,
    needs=("！！", "？？", *(one + two for one in _STRONGEST for two in _STRONGEST)),
)
def doubled_mark(line: Line, _context: Context) -> Iterable[Hit]:
    """标点重复或叠用"""
    for found in _DOUBLED.finditer(line.text):
        marks = found.group()
        if marks.startswith("。" * _ELLIPSIS_OF_STOPS):
            continue
        same = len(set(marks)) == 1
        right = marks[0] if same else min(marks, key=_STRONGEST.index)
        word = "重复" if same else "叠用"
        message = f"标点“{marks}”{word}，应留一个“{right}”"
        severity = Severity.INFO if marks[0] in "！？" else None
        yield Hit(*found.span(), message, (right,), is_safe=same, severity=severity)


_AROUND = re.compile(
    "(?P<stop>。)(?P<quote>”)(?P<more>[。，])|(?P<soft>[，、；：])(?P<close>[”）》])"
)
_MISPLACED = re.compile("(?P<open>[（《“])(?P<mark>[，。、；：！？]+)")
_BEFORE_OR_AFTER = re.compile(
    "[，、；：（《“。](?:(?<=[，、；：])[”）》]|(?<=[（《“])[，。、；：！？]|(?<=。)”[。，])"
)
_AT_START = re.compile("^[ \\t　]*(?P<mark>[，。、；：！？）》”]+)")


@rule(
    "PUN21",
    "punctuation",
    Severity.WARNING,
    fires=(
        "他说：“要实干⟦。”。⟧",
        "落实“三会一课⟦，”⟧抓好学习。",
        "学习（⟦，⟧含研讨）".replace("（⟦，⟧", "⟦（，⟧"),
        "⟦，⟧持续加强学习。",
    ),
    quiet=("他说：“要实干。”", "落实“三会一课”，抓好学习。", "……，持续加强学习。"),
    source=SOURCE,
    is_literal=True,
)
def misplaced_mark(line: Line, _context: Context) -> Iterable[Hit]:
    """标点放错了位置"""
    if _BEFORE_OR_AFTER.search(line.text):
        yield from _around_others(line.text)
    if first := _AT_START.match(line.text):
        yield Hit(*first.span("mark"), f"“{first.group('mark')}”不能用在段首", ("",))


def _around_others(text: str) -> Iterable[Hit]:
    for found in _AROUND.finditer(text):
        if found.group("stop"):
            right = "。”" if found.group("more") == "。" else "”，"
            message = f"引号前后重复用了标点，“{found.group()}”应为“{right}”"
            yield Hit(*found.span(), message, (right,))
        else:
            right = found.group("close") + found.group("soft")
            message = f"“{found.group()}”应为“{right}”：逗号一类的标点放在外面"
            yield Hit(*found.span(), message, (right,))
    for found in _MISPLACED.finditer(text):
        yield Hit(*found.span(), f"“{found.group()}”多了标点", (found.group("open"),))


_JOINED = re.compile("、(?P<word>以及|和|与|及|或者|或)")
_TOGETHER = re.compile(
    "[^，。；、]{0,14}(?:相|结合|贯通|融合|对接|衔接|协同|共|同|一道|较量|赛跑|心连心|挂钩|联)"
)
_WITH = frozenset({"与", "和"})


@rule(
    "PUN22",
    "punctuation",
    Severity.WARNING,
    fires=("明确整治重点、方法步骤⟦、和⟧工作要求。", "学习党章、条例⟦、以及⟧有关准则。"),
    quiet=(
        "坚持公平正义、和谐稳定。",
        "解放思想、与时俱进。",
        "上下联动、及时反馈。",
        "坚持与业务相结合、与群众心连心。",
        "明确重点、步骤和要求。",
    ),
    source="GB/T 15834-2011 4.5",
    needs=("、以及", "、和", "、与", "、及", "、或"),
)
def comma_before_and(line: Line, _context: Context) -> Iterable[Hit]:
    """“和、及、以及”前不用顿号"""
    if "、" not in line.text or not _JOINED.search(line.text):
        return
    words = {token.start: token.text for token in line.tokens}
    for found in _JOINED.finditer(line.text):
        word = found.group("word")
        if words.get(found.start("word")) != word:
            continue
        if word in _WITH and _TOGETHER.match(line.text, found.end()):
            continue
        if word == "与" and "与" in line.text[max(0, found.start() - 12) : found.start()]:
            continue
        message = f"“{word}”已表示并列，前面不用顿号"
        yield Hit(*found.span(), message, (word,))


_BETWEEN = re.compile("(?<=[》”])、(?=[《“])")


@rule(
    "PUN23",
    "punctuation",
    Severity.INFO,
    fires=("学习《党章》⟦、⟧《准则》，增强“四个意识”⟦、⟧“四个自信”。",),
    quiet=("学习《党章》《准则》", "增强“四个意识”、坚定“四个自信”"),
    source="GB/T 15834-2011 4.5.3.5",
    is_literal=True,
    needs=tuple(f"{closing}、{opening}" for closing in "》”" for opening in "《“"),
)
def comma_between_quotations(line: Line, _context: Context) -> Iterable[Hit]:
    """并列的书名号、引号之间通常不用顿号"""
    for found in _BETWEEN.finditer(line.text):
        name = "书名号" if line.text[found.start() - 1] == "》" else "引号"
        message = f"并列的{name}之间通常不用顿号"
        yield Hit(*found.span(), message, ("",))


_DASH = re.compile("(?<=[一-鿿”》）])(?:--+|－－+|―+|–|—)(?=[一-鿿“《])(?<!——)(?!—)")


@rule(
    "PUN24",
    "punctuation",
    Severity.INFO,
    fires=("不忘初心⟦--⟧记先进支部", "践行宗旨⟦—⟧记先进支部"),
    quiet=("不忘初心——记先进支部", "2021—2025年", "北京—上海高铁"),
    source="GB/T 15834-2011 4.13",
    needs=("--", "－－", "―", "–", "—"),
)
def dash(line: Line, _context: Context) -> Iterable[Hit]:
    """破折号占两格"""
    for found in _DASH.finditer(line.text):
        if found.group() in "—–" and not _TELLS.match(line.text, found.end()):
            continue
        message = f"“{found.group()}”应为破折号“——”"
        yield Hit(*found.span(), message, ("——",), is_safe=len(found.group()) > 1)


_TELLS = re.compile("记|写|以|论|关于|听|访|评|从|在|谈")
_DOTS = re.compile(r"\.{3,}|。{3,}|·{3,}|(?<!…)…(?!…)|⋯+")


@rule(
    "PUN25",
    "punctuation",
    Severity.INFO,
    fires=("学习、研讨⟦...⟧等等", "学习、研讨⟦。。。⟧"),
    quiet=("学习、研讨……", "第1...n项" * 0 + "IP地址10.0.0.1"),
    source="GB/T 15834-2011 4.11",
    needs=("...", "。。。", "···", "…", "⋯"),
)
def ellipsis(line: Line, _context: Context) -> Iterable[Hit]:
    """省略号占两格、六点"""
    for found in _DOTS.finditer(line.text):
        before = line.text[max(0, found.start() - 1) : found.start()]
        if not before.isascii():
            message = f"“{found.group()}”应为省略号“……”"
            yield Hit(*found.span(), message, ("……",), is_safe=True)


_VERBS = (
    "组织", "开展", "召开", "举办", "建立", "成立", "明确", "推行", "定期", "深入", "认真",
)  # fmt: skip
_AFTER_TITLE = re.compile(
    f"(?:印发|制定|出台|下发|制发|修订)了?(?:《[^《》\\n]{{2,50}}》)+(?P<gap>)(?={'|'.join(_VERBS)})"
)


@rule(
    "PUN26",
    "punctuation",
    Severity.WARNING,
    fires=("党组印发了⟦《年度学习计划》组织⟧开展学习6次。",),
    quiet=("党组印发了《年度学习计划》，组织开展学习6次。", "按照《计划》组织学习。"),
    source=SOURCE,
    needs=tuple("》" + verb for verb in _VERBS),
)
def missing_after_title(line: Line, _context: Context) -> Iterable[Hit]:
    """书名号后接另一个动作，中间缺逗号"""
    for found in _AFTER_TITLE.finditer(line.text):
        at = found.start("gap")
        start = line.text.rindex("《", 0, at)
        verb = line.text[at : at + 2]
        right = line.text[start:at] + "，" + verb
        message = f"“》”后是另一个动作“{verb}”，中间应有逗号"
        yield Hit(start, at + 2, message, (right,))


@rule(
    "PUN27",
    "punctuation",
    Severity.WARNING,
    fires=("结合业务抓党建的⟦方法不多思路不宽⟧、创新不够。",),
    quiet=("方法不多、思路不宽。", "更加成熟更加定型。", "保持连续性稳定性。", "推不动不作为。"),
    source="GB/T 15834-2011 4.5",
    needs="不",
)
def missing_between_fours(line: Line, _context: Context) -> Iterable[Hit]:
    """并列的四字短语之间缺顿号"""
    for found in re.finditer("不[一-鿿](?=[、，。；])", line.text):
        start = found.start() - 6
        if start < 0 or line.text[start + 2] != "不":
            continue
        one, two = line.text[start : start + 4], line.text[start + 4 : start + 8]
        starts = {token.start for token in line.tokens}
        if re.fullmatch("[一-鿿]{4}", one) and {start, start + 4} <= starts and one[:2] != two[:2]:
            message = f"“{one}”与“{two}”并列，中间应有顿号"
            yield Hit(start, start + 8, message, (f"{one}、{two}",))


_MORE = re.compile(
    "(?<=[以用])更[一-鿿]{1,2}的[一-鿿]{2,6}(?P<mark>，)更[一-鿿]{1,2}的[一-鿿]{2,6}(?=[，。、])"
)


@rule(
    "PUN28",
    "punctuation",
    Severity.INFO,
    fires=("以更高的工作标准⟦，⟧更实的推进举措，持之以恒抓落实。",),
    quiet=("以更高的标准、更实的举措，持之以恒抓落实。", "标准更高，举措更实，成效更好。"),
    source="GB/T 15834-2011 4.5",
    needs=("以更", "用更"),
)
def comma_in_parallel(line: Line, _context: Context) -> Iterable[Hit]:
    """“以更……的……、更……的……”并列用顿号"""
    for found in _MORE.finditer(line.text):
        message = "两个“更……的……”共用一个“以”，是词语并列，中间用顿号"
        yield Hit(*found.span("mark"), message, ("、",))
