"""One character away from a known expression."""

from collections.abc import Iterator
from functools import lru_cache

from drafting.checks import phrases
from drafting.checks.context import Context
from drafting.checks.document import Line, Token
from drafting.checks.finding import Severity
from drafting.checks.fuzzy import SHORTEST, Edit, Near
from drafting.checks.likeness import looks_alike, sounds_alike
from drafting.checks.phrases import Kind, Phrase, off
from drafting.checks.registry import Hit, rule
from drafting.checks.segmentation import is_word

# Characters that come and go in right sentences: a phrase with one more or less of them is free
# wording, not a slip.
FUNCTION = frozenset(
    "的地得了着过和与及同或而且并以为于在从向对把被将由使让给就也都又再还更最很较不没无未非"
    "要能会可应须需请是有这那其之所各每某该本此等者我他她它们你个些上下中内外前后里间时年月日"
    "一二三四五六七八九十百千万两多少大小新好强高深实全总主到出来去起开做作用有抓愿副原自"
)
# Characters that are words by themselves in the three-character style of slogans: 查问题, 促发展.
FREE = FUNCTION | frozenset(
    "查找改破凝促补深问学讲守树立建相支落压严管干办谋图聚汇稳保防治创争优走看听说想写读悟思行"
    "扛担记明知正真学党人事岗课题政风心点线面村镇县市省局部处科股站所组群团情理力利民国法纪德"
    "转换变调减增提升降加重轻快慢细精准广远近久常老少同共联合接送给带领引导推拉扩展拓延抢抗战"
    "攻克解排除才现清扫打拼奔赴入进出闯试练帮扶助惠济富美绿净安平和顺畅通达成败胜负赢评选考核比赛"
)
HAN_FIRST, HAN_LAST = "一", "鿿"
LONG = 10  # characters; of longer phrases only the surroundings of the edit are reported
UNITS_OF_DATES = frozenset("年月日")
AROUND = 2  # characters on either side that are reported then
WHOLE = 9  # characters from which even a word of grammar that is lost cannot be free wording
OPTIONAL = frozenset("的地和与及其以为在是到了同")  # words of grammar that come and go all the same
SURE = 6  # characters from which a slip inside a set expression is certain
CATEGORY = {
    Edit.CHANGED: "typo",
    Edit.ADDED: "extra-char",
    Edit.LOST: "missing-char",
    Edit.SWAPPED: "typo",
}


@rule(
    "EXP01",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        "学习《章程》，热爱⟦中国中产党⟧。",
        "做到⟦扎时推进⟧、久久为功。",
        "推动⟦全面从治党⟧向纵深发展。",
        "严格落实⟦意识形工作责任制⟧。",
        "加强对⟦权利运行⟧的监督。",
        "⟦党廉风政建设⟧和反腐败斗争。",
    ),
    quiet=(
        "加强党风廉政建设和反腐败斗争，全面从严治党。",
        "坚持全面依法治军、从严治军。",
        "克服“懒散”习气。",
        "制定2026年工作计划，召开2025年民主生活会。",
        "党的建设质量不断提高，中国共产党党和国家机关基层组织工作条例。",
    ),
    source="惯例",
)
def near_expression(line: Line, context: Context) -> Iterator[Hit]:
    """与固定表述相差一个字"""
    places, covered = line.right(context.right_words)
    found = line.expressions.near(places)
    if not found:
        return
    inside = bytearray(len(line.text) + 1)
    for start, end in places:
        inside[start + 1 : end] = b"\1" * (end - start - 1)
    kept = [
        near
        for near in found
        if _is_han(line.text, near)
        and not (inside[near.at] if near.edit is Edit.LOST else _touches(near, covered))
        and _is_slip(near, line)
    ]
    switched_off = off(context.terms)
    for near in _widest(kept):
        if phrases.by_form()[near.phrase].term in switched_off:
            continue
        yield _hit(near, line)


def _is_han(text: str, near: Near) -> bool:
    """Marks, digits and Latin letters are the business of other rules."""
    at, edit = near.at, near.edit
    return (edit is Edit.LOST or HAN_FIRST <= text[at] <= HAN_LAST) and (
        edit is Edit.ADDED
        or (
            HAN_FIRST <= near.phrase[near.where] <= HAN_LAST
            and (edit is not Edit.SWAPPED or HAN_FIRST <= text[at + 1] <= HAN_LAST)
        )
    )


# How many characters of the text are wrong.
_WIDTH = {Edit.CHANGED: 1, Edit.ADDED: 1, Edit.LOST: 0, Edit.SWAPPED: 2}


def _touches(near: Near, covered: bytearray) -> bool:
    """Whether what is edited lies in something that is right as it is."""
    return any(covered[near.at : near.at + _WIDTH[near.edit]])


def _is_slip(near: Near, line: Line) -> bool:
    """Whether the edit is a slip and not another wording."""
    if _is_other_ending(near, line.text) or not _is_between_words(near, line):
        return False
    if _characters(near.phrase) < SHORTEST:
        return False  # “懒散” is not “庸懒散”: quotation marks make no phrase longer
    phrase = phrases.by_form()[near.phrase]
    if near.edit is Edit.CHANGED:
        return _is_wrong_character(near, phrase, line)
    if near.edit is Edit.SWAPPED:
        return not _is_common_word(line, near.at, near.at + 2)
    if near.edit is Edit.LOST:
        return _is_gap(near, phrase, line)
    return len(near.phrase) > SHORTEST and _is_stray(near, phrase, line)


@lru_cache(maxsize=4096)
def _characters(phrase: str) -> int:
    """How many of its characters are Chinese."""
    return sum(HAN_FIRST <= character <= HAN_LAST for character in phrase)


def _is_other_ending(near: Near, text: str) -> bool:
    """Whether the first or the last character is quite another: 坚持改革, 坚持学习."""
    if near.edit is not Edit.CHANGED or 0 < near.where < len(near.phrase) - 1:
        return False
    written, expected = text[near.at], near.phrase[near.where]
    return not (sounds_alike(written, expected) or looks_alike(written, expected))


def _is_between_words(near: Near, line: Line) -> bool:
    """Whether no word reaches across an end of the phrase: 百年大党自我革命, 工作中结合.

    Nor a date: 2026年工作计划 is no 年度工作计划.
    """
    if near.phrase[0] in UNITS_OF_DATES and line.text[near.start - 1 : near.start].isdigit():
        return False
    covered = _tokens(line, near.start, near.end)
    first, last = covered[0], covered[-1]
    return not (first.start < near.start and is_word(first.text)) and not (
        last.end > near.end and is_word(last.text)
    )


def _is_wrong_character(near: Near, phrase: Phrase, line: Line) -> bool:
    written, expected = line.text[near.at], near.phrase[near.where]
    is_edge = near.where in {0, len(near.phrase) - 1}
    is_short = len(near.phrase) <= SHORTEST
    is_real = _is_common_word(line, near.at, near.at + 1)
    if is_edge and (written in FUNCTION or (is_short and is_real)):
        return False
    if sounds_alike(written, expected):
        return True
    if looks_alike(written, expected) and not is_real and written not in FUNCTION:
        return True
    if is_edge or is_short or phrase.kind is Kind.COMMON:
        return False
    return phrase.kind is Kind.PROPER or (written not in FUNCTION and not is_real)


def _is_stray(near: Near, phrase: Phrase, line: Line) -> bool:
    added = line.text[near.at]
    if phrase.kind is Kind.COMMON or added in FUNCTION:
        return False
    return not _is_common_word(line, near.at, near.at + 1)


def _is_gap(near: Near, phrase: Phrase, line: Line) -> bool:
    if phrase.kind is Kind.PROPER:
        return True
    lost = near.phrase[near.where]
    if lost in OPTIONAL:
        return False
    is_set = phrase.kind in {Kind.FIXED, Kind.TERM}
    if is_set and len(near.phrase) >= WHOLE:
        return True
    if lost in FUNCTION and phrase.kind is not Kind.TERM:
        return False
    if len(near.phrase) >= SURE:
        free = frozenset("")
    else:
        free = FREE if len(near.phrase) <= SHORTEST else FUNCTION
    # A word that the segmenter has only guessed is broken as well, but three characters that are
    # left of four make many a right one: 学党史, 破难题.
    may_be_guessed = phrase.kind is Kind.COMMON and len(near.phrase) <= SHORTEST
    return any(
        token.text not in free
        if token.end - token.start == 1
        else not (may_be_guessed or is_word(token.text))
        for token in _tokens(line, near.at - 1, near.at + 1)
    )


def _tokens(line: Line, start: int, end: int) -> list[Token]:
    """The words that reach into a place."""
    first = max(0, line.token_index(start))
    last = line.token_index(end - 1) + 1
    tokens = map(line.token, range(first, last))
    return [token for token in tokens if start < token.end]


def _is_common_word(line: Line, start: int, end: int) -> bool:
    """Whether what stands there belongs to words of two characters or more of the dictionary."""
    return all(
        token.end - token.start > 1 and is_word(token.text) for token in _tokens(line, start, end)
    )


def _widest(found: list[Near]) -> list[Near]:
    """Of the candidates for one place the longest phrase that is still reported as a whole."""
    kept: list[Near] = []
    for near in found:
        if kept and near.start < kept[-1].end:
            kept[-1] = max(kept[-1], near, key=_telling)
        else:
            kept.append(near)
    return kept


def _telling(near: Near) -> tuple[bool, int]:
    return len(near.phrase) <= LONG, len(near.phrase)


def _hit(near: Near, line: Line) -> Hit:
    phrase = phrases.by_form()[near.phrase]
    start, end, right = near.start, near.end, near.phrase
    if len(right) > LONG:
        head = max(0, near.where - AROUND)
        tail = len(right) - min(len(right), near.where + AROUND + 2)
        start, end, right = start + head, end - tail, right[head : len(right) - tail]
    return Hit(
        start,
        end,
        f"与固定表述{phrases.cited(near.phrase)}相差一个字，疑为笔误",
        (right,),
        severity=_severity(near, phrase, line),
        category=CATEGORY[near.edit],
        source=phrase.source,
    )


def _severity(near: Near, phrase: Phrase, line: Line) -> Severity:
    """An error where the words are broken and what was meant is beyond doubt."""
    if phrase.kind is Kind.PROPER:
        return Severity.ERROR
    written, expected = line.text[near.at], near.phrase[near.where]
    is_other_word = near.edit is Edit.CHANGED and not (
        sounds_alike(written, expected) or looks_alike(written, expected)
    )
    is_broken = not _is_common_word(line, near.at, near.at + max(1, _WIDTH[near.edit]))
    is_sure = is_broken and not is_other_word and phrase.kind is Kind.FIXED
    return Severity.ERROR if is_sure and len(near.phrase) >= SURE else Severity.WARNING
