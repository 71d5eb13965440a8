"""Where a title breaks: at the ends of words, in a trapezium or a diamond (GB/T 9704-2012, 7.3.1).

The clause asks for lines that are complete in sense, arranged symmetrically, of suitable length,
in the shape of a trapezium or a diamond. Practice adds: no line begins with 的 or ends with 关于,
and none holds one character alone.
"""

import logging
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jieba import Tokenizer

_LONGEST_BALANCED = 80  # what is longer is no title; Word may break it where it likes
_NEVER_FIRST = "的地得和与及或暨之了、，。：；！？”’）》〉】〕…—·"
_NEVER_LAST = "“‘（《〈【〔第"
# What stands between quotes or brackets stays together: “三会一课”, （扩大）.
_ENCLOSED = re.compile(r"[“‘（《〈【〔][^“‘（《〈【〔]{1,12}[”’）》〉】〕]")
_ORDINAL = re.compile("第[一二三四五六七八九十0-9]+$")
_LATIN = re.compile("[\u0000-\u00ff]+")
# Words of the genre that the general dictionary cuts apart.
_TERMS = [
    "全面从严治党",
    "党支部",
    "支部委员会",
    "党总支",
    "机关党委",
    "直属机关",
    "党风廉政建设",
    "主体责任",
    "党建工作",
    "工作总结",
    "工作报告",
    "述职报告",
    "述职评议",
    "组织生活会",
    "主题党日",
    "主题教育",
    "三会一课",
    "意识形态",
    "自然资源",
    "国土空间",
    "高质量发展",
    "习近平新时代中国特色社会主义思想",
    "再上新台阶",
    "支部书记",
    "情况报告",
    "总结讲话",
]
# A tail that belongs to the name before it: 自然资源 + 局, 国土整治 + 中心.
_TAILS = frozenset("局厅处科部委室会站所队院司省市县区乡镇村年月日度级届次届")
_WELL_BEFORE = re.compile(r"\d{4}[年—-]|关于|在|述职|\d{4}$")
_WELL_AFTER = re.compile(r"(?:支部|委员会|总支|党委|党组|局|厅|处|中心|大队|公司|，|。|：|的)$")


def title_lines(title: str, width: int) -> tuple[str, ...]:
    """Return `title` cut into lines of at most `width` characters; joined they are `title`.

    One line where it fits; a title with a word longer than the line, or of more than 80
    characters, comes back whole.
    """
    if _width(title) <= width or len(title) > _LONGEST_BALANCED:
        return (title,)
    words = _words(title)
    if any(_width(word) > width for word in words):
        return (title,)
    fewest = -(-_width(title) // width)
    for count in (int(fewest), int(fewest) + 1, int(fewest) + 2):
        candidates = list(_arrangements(words, count, width))
        if candidates:
            return min(candidates, key=_ugliness)
    return (title,)


def _width(text: str) -> float:
    """Return the most that `text` takes, in full characters.

    Figures and Latin letters are somewhat more than half of one, depending on the font, and some
    programs leave a gap at either end of a row of them.
    """
    latin = _LATIN.findall(text)
    letters = sum(map(len, latin))
    return len(text) - letters + 0.55 * letters + 0.5 * len(latin)


def _words(title: str) -> list[str]:
    """Return the pieces between which a line may end."""
    pieces: list[str] = []
    enclosed = _ENCLOSED.findall(title)
    for at, between in enumerate(_ENCLOSED.split(title)):
        words = [*_segmenter().cut(between), *enclosed[at : at + 1]]
        for word in words:
            if pieces and _belong_together(pieces[-1], word):
                pieces[-1] += word
            else:
                pieces.append(word)
    return pieces


def _belong_together(left: str, right: str) -> bool:
    return (
        right[0] in _NEVER_FIRST
        or left[-1] in _NEVER_LAST
        or left.endswith("关于")
        or right in _TAILS
        or bool(_ORDINAL.search(left))
        or (left[-1].isascii() and right[0].isascii())
        or left[-1].isdigit()  # 105 + 周年
    )


@cache
def _segmenter() -> "Tokenizer":
    import jieba  # takes a second to start and is wanted for long titles only

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    for term in _TERMS:
        segmenter.add_word(term)
    return segmenter


def _arrangements(words: "Sequence[str]", count: int, width: int) -> "Iterator[tuple[str, ...]]":
    """Yield the ways to make `count` lines of `words`."""
    if count == 1:
        line = "".join(words)
        if _width(line) <= width:
            yield (line,)
        return
    for cut in range(1, len(words) - count + 2):
        line = "".join(words[:cut])
        if _width(line) > width:
            return
        for rest in _arrangements(words[cut:], count - 1, width):
            yield (line, *rest)


def _ugliness(lines: "Sequence[str]") -> float:
    widths = [_width(line) for line in lines]
    mean = sum(widths) / len(widths)
    steps = [below - above for above, below in pairwise(widths)]
    uneven = sum((width - mean) ** 2 for width in widths) / len(widths)
    # Lines of one length are a block, which the clause does not want: two characters' step is good.
    block = 2.0 * sum(abs(step) < 1 for step in steps)
    waist = 12.0 * sum(first < 0 < second for first, second in pairwise(steps))
    alone = 100.0 * sum(len(line) < 2 for line in lines)  # noqa: PLR2004 - a single character
    sense = sum(
        6.0 * bool(_WELL_AFTER.search(above)) + 6.0 * bool(_WELL_BEFORE.match(below))
        for above, below in pairwise(lines)
    )
    return uneven + block + waist + alone - sense
