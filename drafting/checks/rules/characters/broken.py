"""Words that a slip has broken to pieces: 落食责任, 氖国, 实落, 意识形工作.

Two kinds of evidence are asked for. The segmenter must be left with pieces where one word of the
vocabulary would stand after a single slip, and be left with them at a price: the pieces are so
much rarer together than that word. And the slip must be one that people make: a character that
sounds or looks alike, two neighbours in the wrong order, a character of a longer term left out.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from drafting.checks.context import Context
from drafting.checks.document import PARTING, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule
from drafting.checks.segmentation import frequency, is_word
from drafting.checks.vocabulary import UNKNOWN, vocabulary

LONGEST = 4  # characters of a word that is put together again
MOST_ADDED = LONGEST - 1  # characters of the pieces around the one that is broken off
_BEYOND_HAN = "\ua000"  # the first character after 鿿
NO_BIT = 1 << 16  # of no character: there are not as many
# Prices in tenths of a natural logarithm: 60 says that the word is e⁶ times as likely as its pieces.
ENOUGH, ENOUGH_UNKNOWN, ENOUGH_LOST = 60, 100, 90
STRONG, STRONG_UNKNOWN = 85, 115
GRAMMATICAL = 10  # more where one of the pieces is a word of grammar, which stands anywhere
FREE = 70  # a character that costs less alone (的 了 在) stands alone too often to tell anything
GRAMMAR = frozenset(
    "的了和在是与及等有为对以从到要将把被向于并不就也都而或又已其这那此该各每某再更最很中上下来去个名次项年月日"
    "时后前内外里间之一由可能会地得着过所者方既让使令给用按经随因如若虽但且即则逐"
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文尤丛应闫覃欧柳关严华章梅盛祝阮骆边鲍葛翟庞樊符佟柏肖付温芦牛占缪褚岳阳戚凌霍虞支柯管卢莫房缪解应宗宣洪诸左石崔吉龚"
)
RANKS = tuple("长员师生记任者家民工警")
VERBAL = frozenset("在着了过起得到给成住掉")
PLACES = frozenset("村镇乡县区街路河江山寨屯市省州岛湖桥港里庄")


SHORT_FORM = re.compile("[以靠用][一-鿿]$")


Candidate = tuple[int, tuple[str, ...], str]  # where the slip is, the right words, the category


@dataclass(frozen=True, slots=True)
class Repair:
    """`text[start:end]` put together again as `words`; `at` is where the slip is."""

    start: int
    end: int
    words: tuple[str, ...]
    at: int
    gain: int
    category: str
    is_strong: bool


@rule(
    "CHR07",
    "typo",
    Severity.WARNING,
    fires=(
        "层层⟦落食⟧责任。",
        "营造学习的⟦氛国⟧。",
        "加强组织⟦设建⟧。",
        "推动⟦作建风设⟧。",
    ),
    quiet=(
        "坚持正风肃纪，凝心聚力，走深走实。",
        "学思用贯通，知信行统一，抓常抓长。",
        "王莉霞、杨发森同志参加会议。",
        "组织党员到望溪区参观。",
        "三级消防长丁良浩、讲解员肖义伍作了报告。",
        "深入推进风腐同查同治，做到严督实导。",
        "推动各项事业行稳致远，全体干警勠力同心。",
    ),
    source="现代汉语词典",
)
def broken_word(line: Line, context: Context) -> Iterator[Hit]:
    """疑似错别字：拆开不成词，改一个字就成词"""
    _places, covered = line.right(context.right_words)
    found = list(_repairs(line, covered))
    if not found:
        return
    best: dict[int, Repair] = {}
    for repair in found:
        if not any(covered[repair.start : repair.end]) and not _is_excused(repair, line):
            known = best.get(repair.at)
            if known is None or repair.gain > known.gain:
                best[repair.at] = repair
    for repair in _apart(best.values()):
        yield _hit(repair, found)


def _repairs(line: Line, covered: bytearray) -> Iterator[Repair]:
    """Every word that neighbouring pieces would make after one slip is undone.

    What is `covered` is right: nothing in it is put together.
    """
    text, parted, costs = line.text, line.parted, vocabulary().costs
    passed = partings = 0
    earlier = -1
    for match in _broken_off().finditer(parted):
        place = match.start(1)
        partings += parted.count(PARTING, passed, place)
        passed = place
        at = place - partings  # in the line
        if covered[at]:
            continue
        previous, earlier = earlier, at
        has_left, has_right = _beside(parted[place - 2 : place + 3])
        if text[at - 2 : at + 1 : 2] in costs or text[at : at + 3 : 2] in costs:
            has_left = has_right = True  # 作建风设
        elif not (has_left or has_right):
            continue
        starts = _starts(parted, place, at, covered) if has_left else [at]
        ends = _ends(parted, place, at, covered) if has_right else [at + 1]
        for before, start in enumerate(starts):
            for after, end in enumerate(ends):
                if 1 < end - start <= LONGEST and (
                    candidates := _undone(text[start:end], at - start, previous < start)
                ):
                    stretch = parted[start + partings - before : end + partings + after]
                    pieces = stretch.split(PARTING)
                    yield from _worth_it(pieces, start, text[start:end], candidates)


@lru_cache(maxsize=32_768)
def _beside(three: str) -> tuple[bool, bool]:
    """Whether one slip may have made the character in the middle out of a word with its neighbours.

    On the left, and on the right.
    """
    known = vocabulary()
    before, after = known.neighbours(three[2])
    left, right = (known.place.get(character, NO_BIT) for character in (three[0], three[4:]))
    return bool(before >> left & 1), bool(after >> right & 1)


def _starts(parted: str, place: int, at: int, covered: bytearray) -> list[int]:
    """Where what is put together with the character at `at` may begin: Chinese, not `covered`.

    `place` is where the character is in `parted`.
    """
    starts = [at]
    most = min(at, MOST_ADDED)
    for piece in parted[max(0, place - 2 * MOST_ADDED - 1) : place - 1].split(PARTING)[::-1]:
        start = starts[-1] - len(piece)
        if at - start > most or not "一" <= piece < _BEYOND_HAN or 1 in covered[start:at]:
            break
        starts.append(start)
    return starts


def _ends(parted: str, place: int, at: int, covered: bytearray) -> list[int]:
    """Where it may end: as `_starts`."""
    ends = [at + 1]
    for piece in parted[place + 2 : place + 2 * LONGEST].split(PARTING):
        end = ends[-1] + len(piece)
        if end - at > LONGEST or not "一" <= piece < _BEYOND_HAN or 1 in covered[at:end]:
            break
        ends.append(end)
    return ends


@cache
def _broken_off() -> re.Pattern[str]:
    """Characters that stand alone so seldom that they may have been broken off a word.

    They are pieces of their own, and beside them is what may be the rest of that word.
    """
    costs = vocabulary().costs
    seldom = "".join(word for word, cost in costs.items() if len(word) == 1 and cost >= FREE)
    sizes = [f"[一-鿿][^{PARTING}]{{{size - 1}}}" for size in range(1, LONGEST)]
    follows = "|".join(f"(?<={PARTING}{rest}{PARTING}.)" for rest in sizes)
    precedes = f"(?={PARTING}(?:{'|'.join(sizes)}){PARTING})"
    return re.compile(f"{PARTING}([{re.escape(seldom)}])(?={PARTING})(?:{precedes}|{follows})")


@lru_cache(maxsize=32_768)  # reports of one kind are made of the same words
def _undone(joined: str, place: int, is_new: bool) -> tuple[Candidate, ...]:  # noqa: FBT001
    """What one slip in `joined` may have been, whose character at `place` is broken off.

    `is_new`: no other one before it is, so that slips that concern no single place are due.
    """
    known = vocabulary()
    found: list[Candidate] = [(place, (word,), "typo") for word in known.mistaken(joined, place)]
    if is_new:
        found += [(at, words, "typo") for at, words in known.swapped(joined)]
        if 2 < len(joined) < LONGEST:  # noqa: PLR2004  # a word of three tells too little
            found += [(place, (word,), "missing-char") for word in known.lengthened(joined)]
    return tuple(found)


def _worth_it(
    pieces: list[str], start: int, joined: str, candidates: tuple[Candidate, ...]
) -> Iterator[Repair]:
    """The candidates that are so much likelier than the pieces that these are no chance."""
    known = vocabulary()
    cost = sum(map(_cost, pieces))
    if not GRAMMAR.isdisjoint(pieces):
        cost -= GRAMMATICAL
    for at, words, category in candidates:
        is_known = all(word in known.domain for word in words)
        gain = cost - sum(map(known.cost, words))
        if category == "missing-char":
            is_enough = is_known and gain >= ENOUGH_LOST
        else:
            is_enough = gain >= (ENOUGH if is_known else ENOUGH_UNKNOWN)
        if is_enough:
            is_strong = gain >= (STRONG if is_known else STRONG_UNKNOWN)
            yield Repair(start, start + len(joined), words, start + at, gain, category, is_strong)


def _cost(piece: str) -> int:
    known = vocabulary().costs.get(piece)
    if known is not None:
        return known
    return UNKNOWN if len(piece) == 1 else _cost_of_rare(piece)


@lru_cache(maxsize=4096)
def _cost_of_rare(word: str) -> int:
    """What a word of the dictionary costs that the vocabulary leaves out."""
    return UNKNOWN - round(10 * math.log(2 * frequency(word) + 1))


def _is_excused(repair: Repair, line: Line) -> bool:
    """Whether what stands there is a name, or one of the short forms that officials coin."""
    text, start, end = line.text, repair.start, repair.end
    if any(text.find(word, max(0, start - LONGEST), end + LONGEST) >= 0 for word in repair.words):
        return True  # 行稳致远 is there as it should be, and was only cut badly
    if "·" in text[max(0, start - 1) : end + 1] or _is_name(line, repair):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if not repair.is_strong and SHORT_FORM.search(before) and text[start] in "促代替换保":
        return True  # 以学促研, 以查代治
    if repair.at == end - 1 and after[:1] in VERBAL:
        return True  # 把责任扛在肩上: the last character is a verb
    if len(text[start:end]) == 2:  # noqa: PLR2004  # 同查同治, 抓常抓长, 知责于心
        one, two = text[start], text[start + 1]
        return one in before + after[:1] or two in before[-1:] + after
    return False


def _is_name(line: Line, repair: Repair) -> bool:
    token = line.token(line.token_index(repair.at))
    if token.text[0] in SURNAMES and 1 < len(token.text) <= 3 and not is_word(token.text):  # noqa: PLR2004
        return True
    text = line.text
    if text[repair.start] in SURNAMES and text[max(0, repair.start - 1) : repair.start] in RANKS:
        return True
    if text[repair.start] in SURNAMES and repair.at > repair.start and not repair.is_strong:
        return True
    if text[repair.start - 1 : repair.start] in SURNAMES and repair.end - repair.start == 2:  # noqa: PLR2004
        if text[max(0, repair.start - 2) : repair.start - 1] in RANKS:
            return True  # 消防长丁良浩: the segmenter has taken the rank for a part of the name
        return line.token(line.token_index(repair.start - 1)).start == repair.start - 1
    if text[repair.end - 1] in PLACES and repair.at < repair.end - 1 and not repair.is_strong:
        # What the segmenter has taken for one new word that ends so is a place: 望溪区.
        return token.start < repair.start and token.end == repair.end and not is_word(token.text)
    return text[repair.end : repair.end + 1] in PLACES and repair.gain < STRONG_UNKNOWN


def _apart(repairs: Iterable[Repair]) -> list[Repair]:
    """Of repairs that overlap the one that gains most."""
    kept: list[Repair] = []
    for repair in sorted(repairs, key=lambda repair: -repair.gain):
        if all(repair.end <= other.start or other.end <= repair.start for other in kept):
            kept.append(repair)
    return sorted(kept, key=lambda repair: repair.start)


def _hit(repair: Repair, found: list[Repair]) -> Hit:
    same = [r for r in found if (r.start, r.end) == (repair.start, repair.end)]
    same.sort(key=lambda r: -r.gain)
    words = tuple(dict.fromkeys("".join(r.words) for r in same))[:4]
    return Hit(
        repair.start,
        repair.end,
        f"疑为“{'”或“'.join(words)}”之误",
        words,
        severity=Severity.WARNING if repair.is_strong else Severity.INFO,
        category=repair.category,
    )
