"""Commas in the wrong place: inside a word, before 的, after a word that cannot end a clause."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from drafting.checks import segmentation
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

SOURCE = "惯例：标点不能切断词语和词组"

_COMMA = re.compile("[，；](?<=[一-鿿]{2}.)(?=[一-鿿])")
_NOT_CHINESE = re.compile("[^一-鿿]")
# 影响不够大，作用还比较小，: a clause ends here.
_VERDICT = re.compile(
    "(?:不够|不太|还不|不很|较|更|很|太|最|偏|不)[大小多少高低强弱深浅严宽松快慢长短好差细实紧活新全准]$"
)
REACH = 8
LONGEST = 4
# What stands well at the beginning of a clause as a word of its own, or ends one.
_OPENS = frozenset(
    "抓用由有管学为在往说把以对是要不也都人从与和做讲看建并就让使将向到能会可应须得令给因若如但而则且又"
    "更最只每各其这那我你他她它此该该当按据经被受请同跟及或让既虽即便再还仍已曾未没无非"
    "改治查干强严实促保守铸育树立办谋创争当转变提聚融局厅处科院省市县区镇乡村党"
)
# The first half of a word, which ends no clause: 增强, 扎实, 必须.
_BEGINS = frozenset(
    "增扎必确取共推坚组落排归独认贯切着聚紧积充围突健引深促构巩筑凝就成主总运邀夯赢履没作重整原汇"
)
# 在…领导下，一…: a clause ends here.
_ENDS = frozenset("下上中里后前时内外间来去了")


@rule(
    "PUN43",
    "punctuation",
    Severity.ERROR,
    fires=(
        "撰写心得20篇，征集寄语32条⟦开，展⟧谈心谈话10人次。",
        "坚持问题导向⟦持，续⟧加强学习。",
    ),
    quiet=(
        "在大会上，海外侨胞踊跃发言。",
        "工作抓得实，效果好。",
        "督促检查全面发力，抓基层打基础。",
        "持续抓严抓实，用思想武装头脑。",
        "坚持省、市、县联动，养正气、祛邪气，管思想、固根本。",
        "影响不够大，线上活动形式单一。作用不够强，调研次数偏少。",
    ),
    source=SOURCE,
)
def comma_inside_word(line: Line, _context: Context) -> Iterable[Hit]:
    """逗号切断了词语"""
    for found in _COMMA.finditer(line.text):
        at = found.start()
        last, first = line.text[at - 1], line.text[at + 1]
        if last == first or last in _ENDS or (first in _OPENS and last not in _BEGINS):
            continue
        left = _NOT_CHINESE.split(line.text[max(0, at - REACH) : at])[-1]
        right = _NOT_CHINESE.split(line.text[at + 1 : at + 1 + REACH])[0]
        if _is_late(left, right):
            moved = found.group() + last + first
            message = f"“{found.group()}”切断了“{last}{first}”，应移到前面：“{moved}”"
            yield Hit(at - 1, at + 2, message, (moved,))


@lru_cache(maxsize=4096)
def _is_late(left: str, right: str) -> bool:
    """Whether a mark between `left` and `right` belongs one character further to the left."""
    joined = left[-1] + right
    if not any(segmentation.is_word(joined[:length]) for length in range(2, LONGEST + 1)):
        return False
    if any(segmentation.is_word(left[-length:]) for length in range(2, LONGEST + 1)):
        return False
    if _VERDICT.search(left):
        return False
    return _cost(left[:-1]) + _cost(joined) < _cost(left) + _cost(right) - 1


def _cost(text: str) -> int:
    """The number of words of `text`; single characters and unknown words cost double."""
    cost = 0
    for word, start, end in segmentation.tokenize(text):
        is_known = end - start > 1 and segmentation.is_word(word)
        cost += 1 if is_known else 2 * (end - start)
    return cost


_MARKS = re.compile("[^一-鿿\\w]")
_UNFINISHED = frozenset("把将以让向从但并且而与和及各仍被由按则更最还再每已为对在要")
_JUDGED = frozenset("说做答")
_FOLLOWERS = frozenset("的了着们")


@rule(
    "PUN44",
    "punctuation",
    Severity.ERROR,
    fires=("坚持党建引领⟦以，高⟧质量党建促发展。", "认真整改问题⟦把，制⟧度落到实处。"),
    quiet=(
        "学习要入心，以知促行。",
        "问题确实存在，要认真整改。",
        "这道题大家大多答对，有的没有。",
    ),
    source=SOURCE,
    needs=tuple(word + "，" for word in _UNFINISHED),
)
def comma_after_preposition(line: Line, _context: Context) -> Iterable[Hit]:
    """逗号落在“把、以、对”一类的词后面"""
    if "，" not in line.text:
        return
    tokens = line.tokens
    for before, comma, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if comma.text != "，" or before.text not in _UNFINISHED:
            continue
        words = line.text[max(0, before.end - REACH) : before.end]
        left, clause = _NOT_CHINESE.split(words)[-1], _MARKS.split(words)[-1]
        is_verdict = before.text == "对" and left[-2:-1] in _JUDGED
        if is_verdict or len(clause) < LONGEST or _ends_phrase(left):
            continue
        if not _NOT_CHINESE.match(after.text):
            word, following = before.text, after.text[0]
            moved = f"，{word}{following}"
            message = f"“{word}”后面不能断开，逗号应移到前面：“{moved}”"
            yield Hit(before.start, after.start + 1, message, (moved,))


def _ends_phrase(left: str) -> bool:
    return any(segmentation.is_word(left[-length:]) for length in range(2, LONGEST + 1))


@rule(
    "PUN45",
    "punctuation",
    Severity.ERROR,
    fires=("加强机关⟦，的⟧思想建设。", "取得⟦，了⟧较好成效。"),
    quiet=("他来了，的确不易。", "深入群众，了解情况。"),
    source=SOURCE,
    needs=tuple("，" + word for word in _FOLLOWERS),
)
def comma_before_particle(line: Line, _context: Context) -> Iterable[Hit]:
    """逗号落在“的、了、着”前面"""
    if "，" not in line.text:
        return
    tokens = line.tokens
    for comma, after in pairwise(tokens):
        if comma.text == "，" and after.text in _FOLLOWERS and comma.start:
            message = f"“{after.text}”前面不能断开，此处逗号多余或放错了位置"
            yield Hit(comma.start, after.end, message, (after.text,))
