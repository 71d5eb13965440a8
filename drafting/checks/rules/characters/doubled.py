"""A character or a word written twice."""

import re
from collections.abc import Iterator
from functools import cache

from drafting.checks import lexicon, phrases
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule
from drafting.checks.segmentation import frequency, is_word, tokenize

DOUBLED_CHARACTER = re.compile(r"([一-鿿])\1")
DOUBLED_WORD = re.compile(r"([一-鿿]{2,12}?)\1")
PAIR = 2
RARE = 100  # times as frequent
NAME = 5  # characters
WINDOW = 8  # characters on either side that are cut into words anew
PURPOSEFUL = frozenset("一每")
BODY_BEFORE = tuple("宣组战纪国中")  # 中宣部, 中组部, 统战部
# Verbs and prepositions, which stand before words that begin with them (问问题, 对对象).
GOVERNING = frozenset(
    "要对向以为在会能可将当到把由让使给被用同跟请须需看说想学讲谈查问听教帮其从按经"
)
TIMES = frozenset("年月日天")
RANK_AFTER = frozenset("务级长委")  # 部务会议, 军级单位
NUMERALS = frozenset("〇零一二三四五六七八九十百千万")
NUMBERING = re.compile("[是要）、十]")
COUNTED = re.compile(r"[\d〇零一二三四五六七八九十百千万两几每各余多第%]")
COUNTED_THINGS = re.compile(r"[\d一二三四五六七八九十两][支个项次名]$")
# 全党党员, 入党党员: the Party, then a word that begins with it.
PARTY = re.compile("[产全本入建政各主大该爱在对向跟于我]$")
HAN = re.compile("[一-鿿]")
# A preposition or a verb that has nothing to govern.
NOTHING_FOLLOWS = re.compile(r"$|[，。、；：！？的和与及”）“《]")
# 一步一步, 一个一个; 很多很多: said twice on purpose.
ON_PURPOSE = re.compile(
    r"[一半][步个次件项条点年月日天代级层户家村批遍字句页笔桩份环块片趟轮茬滴针砖类本段座处].{0,4}$|几[个次]$|很|非常|好多|多少|哪[里儿]|[甲乙丙丁]"
)
# 多讨论讨论, 坐下来研究研究: said twice as people speak.
SPOKEN = re.compile(r"(?:多|来|去|好好|可以|一起|大家|坐下|互相)[^，。；、]?$")
SPOKEN_VERBS = re.compile(
    "讨论|研究|商量|学习|交流|考虑|琢磨|了解|打听|锻炼|休息|检查|总结|体验|感受|思考|参观|观察|打扫|收拾"
    "|整理|准备|沟通|走动|活动|宣传|介绍|指导|帮助|关心|照顾|教育|回忆|反思|对照|比较|认识"
)
# 生态修复科党支部支部书记: the name of a body, then of somebody or something in it.
BODIES = frozenset(
    [
        "支部",
        "党委",
        "党组",
        "机关",
        "小组",
        "总支",
        "公司",
        "中心",
        "集团",
        "学校",
        "大学",
        "学院",
        "医院",
    ]
)
# 党组织组织学习, 把血肉联系联系起来.
NOUN_AND_VERB = re.compile(r"党组织\||联系\|起来")
IN_A_BODY = re.compile(
    "书记|副书记|委员|成员|大会|会议|党委|纪委|工委|党组|支部|组长|主任|领导|干部|职工|党员|负责|总部|学院|校长|所属"
)


@cache
def _allowed(place: str) -> frozenset[str]:
    """Characters that may rightly stand twice; `lexicon/doubles.tsv` says what the places are."""
    rows = (row["characters"] for row in lexicon.rows("doubles") if row["place"] == place)
    return frozenset("".join(rows).replace(" ", ""))


@rule(
    "CHR01",
    "repeated",
    Severity.ERROR,
    fires=(
        "把生态修复⟦的的⟧政策编成手册。",
        "支部⟦已已⟧开挖排水沟。",
        "取得⟦了了⟧明显成效。",
        "必须⟦从从⟧严要求。",
        "加强党⟦员员⟧教育。",
        "扎实开⟦展展⟧调研。",
        "解决存在的⟦问问⟧题。",
        "坚持全面从严⟦治治⟧党，开展多⟦样样⟧化学习。",
    ),
    quiet=(
        "《中国共产党党和国家机关基层组织工作条例》。",
        "对下一步工作作了部署，紧紧围绕中心，层层压实、级级负责。",
        "修复科科长、市委委员、2025年年度总结、石塘坳村村民。",
        "及及时雨，为了了解情况，会议议题，主体责任任务。",
        "人人争先，一一落实，看看这些变化，家家户户。",
        "全军军级以上单位，中宣部部务会议，立克拢拢返乡，立克拢拢当选。",
    ),
    source="惯例",
)
def doubled_character(line: Line, _context: Context) -> Iterator[Hit]:
    """同一个字写了两遍"""
    for match in DOUBLED_CHARACTER.finditer(line.text):
        character = match.group(1)
        if _is_slip(line.text, match.start(), character):
            # 军军级, 立克拢拢: what may end a name, or follow one that is cut up, wants a look.
            is_sure = character not in _allowed("suffix") and not _follows_pieces(
                line, match.start()
            )
            yield Hit(
                *match.span(),
                f"“{character}”重复，请删去一个",
                (character,),
                is_safe=is_sure,
                severity=Severity.ERROR if is_sure else Severity.WARNING,
            )


def _follows_pieces(line: Line, start: int) -> bool:
    """Whether what stands right before is no word, as in names."""
    index = line.token_index(start)
    before = line.tokens[max(0, index - 2) : index]
    if before and len(before[-1].text) > 1:
        return bool(HAN.match(before[-1].text)) and not is_word(before[-1].text)
    return len(before) > 1 and all(
        len(token.text) == 1 and HAN.match(token.text) for token in before
    )


def _is_slip(text: str, start: int, character: str) -> bool:
    """Whether the double is in no word and neither of its characters is a word of its own."""
    before, after = text[max(0, start - 1) : start], text[start + 2 : start + 3]
    is_foreign = "·" in text[max(0, start - NAME) : start + NAME]
    is_longer = character in (before, after) or text[start + 3 : start + 4] == after
    if is_foreign or is_longer or before in PURPOSEFUL:
        return False  # names have what syllables they have; 哈哈哈, 家家户户; 一桩桩
    if _is_name(text, start) or _is_joint(before, character, after):
        return False
    if character in NUMERALS:
        is_number = bool(NUMBERING.match(after)) and before not in NUMERALS
        return is_number or _is_inside(text, start, character)
    return _is_inside(text, start, character) or _is_cut_wrong(text, start, character)


def _is_cut_wrong(text: str, start: int, character: str) -> bool:
    """Whether the segmenter leaves one of the two in no word, or in one that it does not begin."""
    before = text[max(0, start - 1) : start]
    words = tokenize(text[max(0, start - WINDOW) : start + WINDOW], guess=False)
    at = start - max(0, start - WINDOW)
    one, other = (
        next(word for word in words if word[1] <= place < word[2]) for place in (at, at + 1)
    )
    if one is other:  # 层层, 蒸蒸日上
        return (
            _is_rare(one[0], character)
            if len(one[0]) > PAIR
            else _is_wrong_pair(text, start, character)
        )
    if len(one[0]) == len(other[0]) == 1:
        return character not in _allowed("pair") and (
            character not in _allowed("suffix") or not HAN.match(before)
        )
    if len(one[0]) == 1:
        return _is_wrong_before(text[max(0, start - 3) : start], character)
    if len(other[0]) == 1:
        return character not in _allowed("after") or bool(NOTHING_FOLLOWS.match(text, start + 2))
    return False


def _is_name(text: str, start: int) -> bool:
    """Whether the double stands twice after the same characters: nobody slips so twice (立克拢拢)."""
    before = text[max(0, start - PAIR) : start]
    return (
        len(before) == PAIR and before.isalpha() and text.count(text[start - PAIR : start + 2]) > 1
    )


def _is_joint(before: str, character: str, after: str) -> bool:
    """Whether one word ends and the next one begins with what may end a name (全军军级, 中宣部部务)."""
    if character not in _allowed("suffix"):
        return False
    is_begun = after in RANK_AFTER or is_word(character + after)
    return is_begun and bool(before) and (before in BODY_BEFORE or is_word(before + character))


def _is_inside(text: str, start: int, character: str) -> bool:
    """Whether one of the two stands inside a known expression, the other one splitting it."""
    before = text[max(0, start - PAIR) : start]
    if (
        character in _allowed("suffix")
        or character in TIMES
        or (len(before) == PAIR and before[0] == before[1])
    ):
        return False  # 教育部部长, 今年年底, 扎扎实实
    first = max(0, start - WINDOW)
    at = start - first
    sizes = [
        end - begin
        for _word, begin, end in tokenize(text[first : start + WINDOW], guess=False)
        if begin <= at + 1 and at < end
    ]
    if len(sizes) == PAIR and min(sizes) > 1:
        return False  # 党组|组织学习: one word ends and another one begins
    single = text[first : start + 1] + text[start + 2 : start + 2 + WINDOW]
    if any(begin < at and at + 1 < end for begin, end in phrases.index().scan(single).right):
        return True
    words = tokenize(single, guess=False)
    word, begin, end = next(word for word in words if word[1] <= at < word[2])
    return begin < at and at + 1 < end and is_word(word)


def _is_rare(word: str, character: str) -> bool:
    """Whether the dictionary has a word with a double only because it was fed with slips (学学习)."""
    if character in _allowed("suffix") or character in _allowed("before"):
        return False
    rest = word.replace(character * PAIR, character, 1)
    return is_word(rest) and frequency(rest) > frequency(word) * RARE


def _is_wrong_pair(text: str, start: int, character: str) -> bool:
    """The double is cut out: a word said twice, or a slip before what it begins (人人员, 独独居)."""
    before, after = text[max(0, start - 1) : start], text[start + 2 : start + 4]
    if character in _allowed("measure") and COUNTED.match(before):
        return True  # 5次次检查
    if character in _allowed("never"):
        return True
    if character not in _allowed("pair") and not is_word(character * PAIR):
        return True
    begun = character + after[:1]
    return (
        len(after) > 1
        and is_word(begun)
        and not is_word(after)
        and frequency(begun) > frequency(character * PAIR)
    )


def _is_wrong_before(before: str, character: str) -> bool:
    """A single character before a word that begins with it."""
    if before[-1:] == "的" and character in GOVERNING:
        return True  # 存在的问问题: between 的 and a noun there is no room for a verb
    if character in _allowed("before"):
        return False
    if character == "党":
        return not PARTY.search(before)
    if COUNTED.match(before[-1:]):
        return character not in _allowed("measure")
    if HAN.match(before[-1:]) and not COUNTED_THINGS.search(before):
        return character not in _allowed("suffix")
    return True


@rule(
    "CHR02",
    "repeated",
    Severity.ERROR,
    fires=(
        "全年⟦征集征集⟧意见32条。",
        "要⟦认真认真⟧落实“三会一课”制度。",
        "⟦全面从严治党全面从严治党⟧主体责任。",
        "支部⟦研究研究⟧制定年度计划。",
    ),
    quiet=(
        "一步一步推进，一件一件落实。",
        "机关党支部支部书记讲党课，市局机关机关党委书记出席。",
        "遇事大家多讨论讨论，坐下来研究研究。",
        "高高兴兴，方方面面，来来往往。",
    ),
    source="惯例",
)
def doubled_word(line: Line, _context: Context) -> Iterator[Hit]:
    """同一个词写了两遍"""
    match = DOUBLED_WORD.search(line.text)
    while match:
        word, end = match.group(1), match.start() + 1
        if _is_said_twice(line, match):
            end = match.end()
            yield Hit(*match.span(), f"“{word}”重复，请删去一个", (word,), is_safe=True)
        match = DOUBLED_WORD.search(line.text, end)


def _is_said_twice(line: Line, match: re.Match[str]) -> bool:
    word = match.group(1)
    before = line.text[max(0, match.start() - 3) : match.start()]
    after = line.text[match.end() : match.end() + 4]
    if ON_PURPOSE.match(word) or len(set(word)) == 1:
        return False
    if SPOKEN_VERBS.fullmatch(word) and SPOKEN.search(before):
        return False
    if word in BODIES and IN_A_BODY.match(after):
        return False
    if len(word) == PAIR and NOUN_AND_VERB.search(f"{before}{word}|{after}"):
        return False
    is_cut = line.splits_word(match.start()) or line.splits_word(match.end())
    return is_word(word) or not is_cut  # 纪|委监委监|督
