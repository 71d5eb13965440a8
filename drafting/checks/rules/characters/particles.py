"""的, 地 and 得."""

import re
from collections.abc import Iterator
from functools import cache

from drafting.checks import lexicon, segmentation
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

# 做的好, 抓的不实: a verb of one character, 的, and how it was done at the end of the clause.
COMPLEMENT = re.compile(
    r"(?<!所)[做抓干学落走立讲管用办站打靠冲豁坐练悟谋融推拿守压记查改贴跟扛沉]的"
    r"(?=(?:不够|不太|不|更加?|很|较|比较|还不够|非常|越来越)?"
    r"(?:好|实|细|深|透|准|稳|牢|严|住|紧|到位|深入|扎实|不够|彻底|出色|漂亮)"
    r"(?=[，。；、！]|$))"
)
# 理解的不深不透, 跟进的不及时: a verb of two characters, 的, and what was wanting.
WANTING = re.compile(
    "的(?=(?:还不够|不够|不太|不大|还不|不)(?:深|透|实|细|严|紧|好|准|牢|到位|及时|深入|扎实|充分|彻底|经常|全面|规范|严格|明显|广泛|理想)"
    "(?:不[深透实细严紧]|不到位)?[，。；、！]|(?:还不够|不够)[，。；！])"
)
# 立的住, 叫的响: what can be done.
ABLE = re.compile(
    "(?<![一-鿿]目)[立站靠拿打冲豁叫经顶沉坐管守用听信走留稳行记传接压扛]的"
    "(?=(?:住|稳|出来?|赢|上去|响|起|下去|懂|进|通|牢|硬|开)(?:[，。；、！”]|的(?!是)|$))"
)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("particles") if row["kind"] == kind)


@cache
def _described() -> tuple[str, ...]:
    return tuple(sorted(_words("described")))


@cache
def _manners() -> lexicon.Finder:
    return lexicon.Finder(word + "的" for word in _words("manner"))


@cache
def _things() -> lexicon.Finder:
    return lexicon.Finder(
        f"{quality}地{thing}" for quality in _words("quality") for thing in _words("thing")
    )


@rule(
    "CHR05",
    "grammar",
    Severity.WARNING,
    fires=(
        "为了更好⟦的⟧服务群众，建立平台。",
        "不断⟦的⟧完善各项规章。",
        "切实⟦的⟧解决群众困难。",
    ),
    quiet=(
        "更好地服务群众，提供更好的服务。",
        "经过不断的努力，取得了积极的进展。",
        "认真的态度，深入的学习是前提，形成有效的推进机制。",
    ),
    source="现代汉语词典",
    needs=lambda: (word + "的" for word in _words("manner")),
)
def adverbial_particle(line: Line, _context: Context) -> Iterator[Hit]:
    """动词前面该用“地”却用“的”"""
    for start, end, manner in line.found(_manners()):
        if not line.splits_word(start) and _is_adverbial(line, end):
            yield Hit(end - 1, end, f"“{manner[:-1]}”修饰后面的动词，“的”应为“地”", ("地",))


def _is_adverbial(line: Line, end: int) -> bool:
    """Whether a verb with an object or a complement begins at `end`."""
    if end >= len(line.text):
        return False
    index = line.token_index(end)
    verb = line.tokens[index]
    if verb.start != end or verb.text not in _words("verb") or index + 1 >= len(line.tokens):
        return False
    following = line.tokens[index + 1].text
    if following in _words("complement"):
        return True
    is_object = len(following) > 1 and segmentation.is_word(following)
    return is_object and following not in _words("after") and not _is_attributive(line, index + 1)


def _is_attributive(line: Line, index: int) -> bool:
    """Whether all of it stands before a noun: 更好的服务群众的平台 is one noun."""
    return any(token.text == "的" for token in line.tokens[index + 1 : index + 3])


def _complements() -> Iterator[str]:
    """A verb of one character with 的, 的 with 不, a quality with 地: one is in all of these."""
    yield from (verb + "的" for pattern in (COMPLEMENT, ABLE) for verb in _verbs_of(pattern))
    yield from ("的不", "的还不")
    yield from (quality + "地" for quality in _words("quality"))


def _verbs_of(pattern: re.Pattern[str]) -> str:
    """The characters of the class before 的."""
    return pattern.pattern.partition("]的")[0].rpartition("[")[2]


@rule(
    "CHR06",
    "grammar",
    Severity.WARNING,
    fires=(
        "日常管理抓⟦的⟧不实，制度落⟦的⟧不细。",
        "形成了良好⟦地⟧氛围。",
        "对新理论理解⟦的⟧不深不透，整改跟进⟦的⟧不及时。",
        "叫⟦的⟧响、立⟦的⟧住的做法不多。",
    ),
    quiet=(
        "抓得不实，落得不细。",
        "做的好事不少，学的深一些。",
        "所做的很好。",
        "理解得不深不透，叫得响、立得住。",
        "解决落实的不同问题，学习的不足之处。",
    ),
    source="现代汉语词典",
    needs=_complements,
)
def complement_particle(line: Line, _context: Context) -> Iterator[Hit]:
    """补语前面该用“得”、名词前面该用“的”却用了别的字"""
    for match in COMPLEMENT.finditer(line.text):
        verb = match.group()[0]
        yield Hit(match.end() - 1, match.end(), f"“{verb}”后面说明程度，“的”应为“得”", ("得",))
    places = [
        found.start()
        for found in WANTING.finditer(line.text)
        if line.text.endswith(_described(), 0, found.start())
        and line.text[max(0, found.start() - 3) :][:1] != "所"
    ]
    for at in (*places, *(found.end() - 1 for found in ABLE.finditer(line.text))):
        yield Hit(at, at + 1, "后面是补语，“的”应为“得”", ("得",))
    for start, _end, words in _things().find(line.text):
        at = start + words.index("地")
        yield Hit(at, at + 1, f"后面是名词，“{words}”中的“地”应为“的”", ("的",))
