"""A character that is no word stands alone: its partner has been lost (落 for 落实)."""

import re
from collections.abc import Iterator
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import PARTING, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule
from drafting.checks.rules.characters.broken import GRAMMAR, VERBAL
from drafting.checks.vocabulary import neighbours, vocabulary

# Places of a thousand in which a character may stand alone and be no word for all that: when a
# word that it belongs to would go with its neighbour, and when nothing else speaks for a slip.
SELDOM, HARDLY_EVER, ALMOST_NEVER = 300, 110, 30
PAIR = 2  # characters of most words
POINTING = frozenset("之这那某该本各每其此")
SURE = frozenset({"never", "verb"})
POTENTIAL = ("不", "得")
CLOSING = frozenset("，。；")
OPENING = frozenset("“《")
MEASURES = frozenset("名个项条次")
SHOWN = 3  # words that are offered


@cache
def _standing() -> dict[str, str]:
    """Characters that rightly stand alone, and where."""
    return {row["character"]: row["place"] for row in lexicon.rows("standing")}


@cache
def _bound() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Characters that are no words everywhere.

    How often they stand alone nevertheless, and the words that they belong to.
    """
    known = vocabulary()
    return {
        character: (share, words)
        for character, share in known.alone.items()
        if share < SELDOM
        and character not in GRAMMAR
        and _standing().get(character) != "any"
        and (words := tuple(known.with_character(character)))
    }


@rule(
    "CHR08",
    "missing-char",
    Severity.INFO,
    fires=("全面⟦彻⟧党中央决策部署。", "全面加强⟦织⟧领导。"),
    quiet=(
        "认真贯彻党中央决策部署，全面加强组织领导。",
        "张织同志，“织”就幸福网，织密防护网络。",
    ),
    source="现代汉语词典",
)
def lost_partner(line: Line, context: Context) -> Iterator[Hit]:
    """疑似漏字：单独不成词的字"""
    parted = line.parted
    _places, covered = line.right(context.right_words)
    passed = partings = 0
    for match in _alone().finditer(parted):
        place, character = match.start(1), match.group(1)
        partings += parted.count(PARTING, passed, place)
        passed = place
        start = place - partings
        if covered[start] or parted[place - 2].isdigit():
            continue
        before = parted[parted.rfind(PARTING, 0, place - 1) + 1 : place - 1]
        after = parted[place + 2 : parted.find(PARTING, place + 2)]
        words = _missing(character, before, after)
        if words is not None:
            offered = "，是否为" + "或".join(f"“{word}”" for word in words) if words else ""
            yield Hit(start, start + 1, f"“{character}”单独不成词，疑前后漏字{offered}", words)


@cache
def _alone() -> re.Pattern[str]:
    """Bound characters that are pieces of their own and used as no verb (落在实处, 完不成).

    In a run of single characters they are a name, a short form, or another rule's business.
    """
    bound, verbal, grammar = ("".join(of) for of in (_bound(), sorted(VERBAL), sorted(GRAMMAR)))
    single = f"{PARTING}(?![{grammar}])[一-鿿]"
    is_verb = f"{PARTING}(?:[{verbal}]{PARTING}|[{''.join(POTENTIAL)}])"
    return re.compile(
        f"{PARTING}([{re.escape(bound)}])(?={PARTING})"
        f"(?!{single}{PARTING}|{is_verb})(?<!{single}{PARTING}.)"
    )


def _missing(character: str, before: str, after: str) -> tuple[str, ...] | None:
    """The words that it may have been; empty for some word or other, None when all is well."""
    sides = [side for side in (before, after) if side and "一" <= side[0] <= "鿿"]
    (share, whole), place = _bound()[character], _standing().get(character, "")
    if not _has_company(share, place, sides, before, after):
        return None
    if place == "after" and before in sides and (len(before) > 1 or before in POINTING):
        return None  # 理论局, 获得感, 雷霆之势
    if place == "before" and (after in OPENING or (len(after) > 1 and after in sides)):
        return None  # 防风险, 选案例
    if place == "verb" and not (len(before) > 1 and before in sides and after in CLOSING):
        return None  # 保安全, 集中学
    together = neighbours()
    words = [
        word
        for word in whole
        if not together.isdisjoint(
            ((before, word), (before[-PAIR:], word), (word, after), (word, after[:PAIR]))
        )
    ]
    if words:
        return tuple(words[:SHOWN])
    return () if place in SURE or (share < HARDLY_EVER and place != "pair") else None


def _has_company(share: int, place: str, sides: list[str], before: str, after: str) -> bool:
    """Whether there is a word beside it.

    What hardly ever stands alone need only go before a quotation, after a measure word or 的.
    """
    if any(len(side) > 1 for side in sides):
        return True
    if after in OPENING or before in MEASURES or before == "的":
        return share < HARDLY_EVER or place == "never"
    return share < ALMOST_NEVER and bool(sides)
