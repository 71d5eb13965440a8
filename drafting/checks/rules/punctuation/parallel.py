"""Parallel phrases run together, and brackets put where no name ends."""

import re
from collections.abc import Iterable

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule
from drafting.checks.segmentation import is_word

# 再上新台阶再上新水平: the same adverb before phrases of the same length.
_SAME_HEAD = re.compile(
    "(?P<head>更[高实严大强好优快新深细广]|再[上创添立出攀]|全面|共同|主动|不断|自觉|真正|永远|最讲)"
    "(?P<one>[一-鿿]{2,4})(?P=head)(?P<two>[一-鿿]{2,4})(?=[，。；、”]|上[^一-鿿]|上[增推抓谋]|$)"
)
_SLOGAN = re.compile("[一-鿿]{10,}")
_SHORTEST, _LONGEST = 5, 8  # characters of a half of a slogan
_ALIKE = 2  # characters that both halves have in the same places


@rule(
    "PUN29",
    "punctuation",
    Severity.INFO,
    fires=(
        "推动党建工作⟦再上新台阶再上新水平⟧。",
        "开展“⟦缅怀革命先烈赓续革命精神⟧”主题党日活动。",
    ),
    quiet=(
        "推动党建工作再上新台阶、再上新水平。",
        "开展“缅怀革命先烈、赓续革命精神”主题党日活动。",
        "党的制度更加成熟更加定型，各个领域各个方面，一个阶段一个阶段推进。",
        "学习“习近平新时代中国特色社会主义思想”。",
    ),
    source="GB/T 15834-2011 4.5",
    needs=("“", "更", "再", "全面", "共同", "主动", "不断", "自觉", "真正", "永远", "最讲"),
)
def run_together(line: Line, _context: Context) -> Iterable[Hit]:
    """并列的词组之间缺标点"""
    for found in _SAME_HEAD.finditer(line.text):
        one, two = found.group("one", "two")
        if len(one) == len(two) and one != two:
            middle = found.start("two") - len(found.group("head"))
            yield _hit(line, found.start(), middle, found.end())
    for start, end in line.quoted:
        if end - start < 2 * _SHORTEST or line.text[start] != "“":
            continue
        for slogan in _SLOGAN.finditer(line.text, start + 1, end - 1):
            place = _halves(line, slogan.start(), slogan.end())
            if place is not None:
                yield _hit(line, *place)


def _halves(line: Line, start: int, end: int) -> tuple[int, int, int] | None:
    """Where the last two phrases of a slogan begin, and its end: verb and object twice over."""
    text = line.text
    for length in range(_SHORTEST, _LONGEST + 1):
        first, middle = end - 2 * length, end - length
        if first < start:
            return None
        one, two = text[first:middle], text[middle:end]
        alike = sum(a == b for a, b in zip(one, two, strict=True))
        if alike < _ALIKE or one[:2] == two[:2] or one[-1] == two[-1]:
            continue
        if is_word(one[:2]) and not line.splits_word(middle) and not line.splits_word(first):
            return first, middle, end
    return None


def _hit(line: Line, start: int, middle: int, end: int) -> Hit:
    one, two = line.text[start:middle], line.text[middle:end]
    return Hit(start, end, f"“{one}”与“{two}”并列，中间缺标点", (f"{one}、{two}",))


# A verb of one character, then who does it, then what is done.
_INTERRUPTED = re.compile(
    "(?P<verb>[负抓讲管带任作做履尽主领落])（(?P<who>[^（）]{0,10}"
    "(?:书记|主任|委员|组长|党员|干部|负责人|局长|处长|科长|领导|成员|主席|部长|校长|院长|所长|站长|股长))）"
    "(?P<object>总责|全责|主责|责任|责|落实|党课|党|总|队|组长|表率|报告|职|持|学|实)"
)


@rule(
    "PUN13",
    "punctuation",
    Severity.ERROR,
    fires=("落实办公室主任⟦负（支部书记）总责⟧，班子成员分工负责。",),
    quiet=(
        "落实办公室主任（支部书记）负总责，党委（党组）书记抓落实。",
        "负（总）责的同志作（补充）报告。",
    ),
    source="GB/T 15834-2011 4.9：括号紧跟被注释的词语",
    needs="（",
)
def bracket_in_predicate(line: Line, _context: Context) -> Iterable[Hit]:
    """括号插在动词和宾语中间"""
    for found in _INTERRUPTED.finditer(line.text):
        right = f"（{found.group('who')}）{found.group('verb')}{found.group('object')}"
        message = f"“{found.group('who')}”注的是人，括号应紧跟前面的职务，写作“{right}”"
        yield Hit(*found.span(), message, (right,), category="typo")


# What rules over a whole list, so that a comma inside it breaks the list.
_LIST = re.compile(
    "(?:突出|包括|涉及|涵盖|聚焦|围绕|紧盯|针对|瞄准|覆盖|盯住)了?"
    "(?:[^，。；、：“”]{2,12}、)+(?P<before>[^，。；、：等“”]{2,12})，"
    "(?P<after>[^，。；、：“”]{2,10})(?:、[^，。；、：“”]{2,12})+等"
)


@rule(
    "PUN14",
    "punctuation",
    Severity.WARNING,
    fires=("重点围绕项目审批、⟦资金拨付，工程招标⟧、物资采购、人员招录等环节查找风险点。",),
    quiet=(
        "重点围绕项目审批、资金拨付、工程招标、物资采购、人员招录等环节查找风险点。",
        "围绕项目审批、资金拨付，组织党员、群众等开展监督。",
    ),
    source="GB/T 15834-2011 4.5：并列的词语之间用顿号",
    needs=("突出", "包括", "涉及", "涵盖", "聚焦", "围绕", "紧盯", "针对", "瞄准", "覆盖", "盯住"),
)
def comma_in_list(line: Line, _context: Context) -> Iterable[Hit]:
    """一串并列的词语中间用了逗号"""
    for found in _LIST.finditer(line.text):
        first = line.token(line.token_index(found.start("after"))).text
        if first in lexicon.verbs():
            continue  # a new clause: 围绕甲、乙，组织丙、丁等
        right = f"{found.group('before')}、{found.group('after')}"
        message = "并列的词语之间应用顿号，不用逗号"
        yield Hit(found.start("before"), found.end("after"), message, (right,))


_SINGLED_OUT = re.compile("(?:[一-鿿]{1,5}(?:“[一-鿿]”)?、){2,}[一-鿿]{1,5}(?:“[一-鿿]”)?")
_ONE_QUOTED = re.compile("“[一-鿿]”")
_LAST = re.compile("(?P<verb>[一-鿿])(?P<open>“?)(?P<word>[一-鿿])”?$")


@rule(
    "PUN15",
    "punctuation",
    Severity.INFO,
    fires=("着力治庸、突出治懒、全力治散、铁腕⟦治“乱”⟧。",),
    quiet=(
        "着力治“庸”、突出治“懒”、全力治“散”、铁腕治“乱”。",
        "坚持学、练、用“活”，做到学深、悟透、用好。",
    ),
    source="GB/T 15834-2011 4.8：并列的词语写法一致",
    needs="”",
)
def quoted_alone(line: Line, _context: Context) -> Iterable[Hit]:
    """并列的几个词只有一部分加了引号"""
    if not _ONE_QUOTED.search(line.text):
        return
    for found in _SINGLED_OUT.finditer(line.text):
        at, lasts = found.start(), []
        for item in found.group().split("、"):
            if last := _LAST.search(item):
                lasts.append((at + last.start(), at + last.end(), last))
            at += len(item) + 1
        quoted = [last for last in lasts if last[2].group("open")]
        is_series = len(lasts) == found.group().count("、") + 1
        if is_series and len({last[2].group("verb") for last in lasts}) == 1:
            rare = quoted if len(quoted) * 2 < len(lasts) else []
            for start, end, last in rare:
                right = last.group("verb") + last.group("word")
                yield Hit(start, end, "并列的几个词只有这里加了引号，写法应一致", (right,))
