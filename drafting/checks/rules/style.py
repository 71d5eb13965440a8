"""Style: what is not wrong but reads badly in an official report."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from drafting.checks import lexicon, phrases
from drafting.checks.context import Context, Kind
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Hit, document_rule, rule
from reports.outline.tree import Role

LONG_SENTENCE, LONG_PARAGRAPH = 120, 600  # characters
POINT = re.compile("[一二三四五六七八九][是要]")
FEW_POINTS = 2
STOP = re.compile(r"[。！？；!?;]")
HAN = re.compile(r"[一-鿿]")
SPOKEN = re.compile(r"[“”‘’《》]")
NUMBER = re.compile(r"\d|[一二三四五六七八九十两]+[次个名项条场期篇人件]")
THRICE = 3
SHORTEST_WORN_OUT = 20  # characters of a sentence
WHOLE_SENTENCE = re.compile("[^。！？]+[。！？]?")
FILLERS_OF_EMPTINESS = 4
SHORTEST_EMPTY = 80  # characters
# 我们, 我国, 我局, 自我, 我支部: a unit speaks.
OWN = re.compile(
    "(?<![自忘大小无])我(?![们国党军省市县区州局处科厅委办院所校镇乡村队站司部室会社行厂矿支党单中公机街盟团])"
)
# 近20余次: two words for the same doubt.
PERSON = Kind(key="report", first_person=False)
ETC = "等等"
ADVERB = re.compile(
    "进一步|大力|不断|切实|扎实|持续|真正|直接|积极|认真|充分|有效|努力|始终|坚决|着力|及时|圆满|主动|严格|牢牢"
)
WORN_OUT = re.compile("进一步|大力|不断|切实|着力|扎实")
CLAUSE = re.compile("(?<=[，、：；,])")
SECOND_OBJECT = re.compile("[和与及]([一-鿿]{2,4})(?=[，。；])")
ENDED = re.compile("[，。；、！？,;]|和|与|$")  # what follows an object that is complete


@rule(
    "STY01",
    "structure",
    Severity.INFO,
    fires=("⟦" + "支部安排每周五下午读原文，" * 11 + "⟧",),
    quiet=(
        "坚持把学习作为首要任务，" * 5
        + "全面落实。"
        + "坚持把学习作为首要任务，" * 5
        + "全面落实。",
    ),
    source="惯例",
)
def long_sentence(line: Line, _context: Context) -> Iterator[Hit]:
    """一句话超过120字（引文和固定表述不计）"""
    if len(line.text) <= LONG_SENTENCE:
        return
    for start, end in line.sentences:
        if end - start <= LONG_SENTENCE:
            continue
        known = list(phrases.index().scan(line.text[start:end]).right)
        known += [(a - start, b - start) for a, b in line.quoted if start <= a and b <= end]
        own = end - start - len({place for a, b in known for place in range(a, b)})
        if own > LONG_SENTENCE:
            yield Hit(start, end, f"这句话有{end - start}字，宜断成几句")


@rule(
    "STY02",
    "structure",
    Severity.INFO,
    fires=("⟦" + "支部认真组织学习，党员普遍受到教育。" * 34 + "⟧",),
    quiet=("支部认真组织学习，党员普遍受到教育。" * 20,),
    source="惯例",
)
def long_paragraph(line: Line, _context: Context) -> Iterator[Hit]:
    """一段话超过600字，又没有分条"""
    if len(line.text) > LONG_PARAGRAPH and len(POINT.findall(line.text)) < FEW_POINTS:
        yield Hit(0, len(line.text), f"这一段有{len(line.text)}字，宜分段或分条写")


@rule(
    "STY03",
    "extra-char",
    Severity.WARNING,
    fires=("开展谈话、家访⟦等等⟧。", "组织观看警示片、签订承诺书⟦等等⟧廉洁教育活动。"),
    quiet=(
        "开展谈话、家访等。",
        "党员说：“学习、调研等等，都很忙。”",
        "请等等看结果。",
        "坚持干部带头、以身作则，等等。",
    ),
    source="惯例",
    needs=(ETC,),
)
def and_so_on(line: Line, _context: Context) -> Iterator[Hit]:
    """公文列举用“等”，不用“等等”"""
    at = line.text.find(ETC)
    while at >= 0:
        end = at + len(ETC)
        listed = line.text[max(0, at - LONG_SENTENCE) : at]
        follows = line.text[end : end + 1]
        # After whole clauses, set off by a comma, it stands for more of what was told.
        is_list = (
            "、" in re.split("[。；]", listed)[-1]
            and not listed.endswith("，")
            and follows not in "看我他她一"
        )
        if (is_list or not follows) and not line.is_quoted(at, end):
            yield Hit(at, end, "列举之后用“等”即可", ("等",))
        at = line.text.find(ETC, end)


@rule(
    "STY04",
    "repeated",
    Severity.WARNING,
    fires=("支部直接把各种问题⟦直接⟧交办到人。", "真正把各项制度⟦真正⟧落实到位。"),
    quiet=("认真学习、认真研讨，认真总结。", "既直接联系群众，又直接服务群众。"),
    source="惯例",
    needs=ADVERB.pattern.split("|"),
)
def adverb_twice(line: Line, _context: Context) -> Iterator[Hit]:
    """同一个修饰语一个分句里用了两次"""
    adverbs = ADVERB.findall(line.text)
    if len(set(adverbs)) == len(adverbs):
        return
    at = 0
    for clause in CLAUSE.split(line.text):
        seen: dict[str, int] = {}
        for match in ADVERB.finditer(clause):
            word, start = match.group(), at + match.start()
            if word in seen and _is_idle(line.text[seen[word] + len(word) : start]):
                yield Hit(
                    start,
                    start + len(word),
                    f"“{word}”前面已经用过，请删去一处",
                    ("",),
                    related=((seen[word], seen[word] + len(word)),),
                )
            seen[word] = start
        at += len(clause)


def _is_idle(between: str) -> bool:
    """Whether the second adverb adds nothing: side by side is another rule's, after 的 it is new."""
    return bool(between) and "的" not in between and not STOP.search(between)


@rule(
    "STY05",
    "repeated",
    Severity.INFO,
    fires=("支部进一步统一思想，⟦进一步⟧明确责任，进一步抓好落实。",),
    quiet=("支部进一步统一思想，不断明确责任，扎实抓好落实。",),
    source="惯例",
    needs=WORN_OUT.pattern.split("|"),
)
def adverb_thrice(line: Line, _context: Context) -> Iterator[Hit]:
    """同一个修饰语一句话里用了三次"""
    for start, end in line.sentences:
        if end - start < SHORTEST_WORN_OUT:
            continue
        places: dict[str, list[tuple[int, int]]] = {}
        for match in WORN_OUT.finditer(line.text, start, end):
            places.setdefault(match.group(), []).append(match.span())
        for word, found in places.items():
            if len(found) >= THRICE:
                message = f"“{word}”一句话里用了{len(found)}次，宜换一种说法"
                yield Hit(*found[1], message, related=(found[0], *found[2:]))


@rule(
    "STY06",
    "repeated",
    Severity.INFO,
    fires=(
        "通过集中学习强化责任担当，把好方向，再用制度⟦强化责任担当⟧。",
        "加强廉政提醒，常抓不懈，对节假日⟦加强廉政提醒⟧和谈话。",
        "强化政治引领和监督管理，以制度管人，抓实作风建设，⟦强化监督管理⟧。",
    ),
    quiet=(
        "加强思想建设、加强组织建设、加强作风建设，不断提高工作水平。",
        "支部查摆问题7个，党员查摆问题31个，全部完成整改。",
        "把纪律和规矩贯穿始终，把责任和担当贯穿始终。",
    ),
    source="惯例",
)
def predicate_twice(line: Line, _context: Context) -> Iterator[Hit]:
    """同一句话里同一个动宾短语用了两次"""
    known = _heads()
    heads = list(filter(None, map(known.get, line.words)))
    if len(set(heads)) == len(heads):
        return  # no two that can be the same
    twice = {head for head, times in Counter(heads).items() if times > 1}
    again = [index for index, word in enumerate(line.words) if known.get(word) in twice]
    starts = [line.token(index).start for index in again]
    for sentence in WHOLE_SENTENCE.finditer(line.text):
        start, end = sentence.span()
        verbs = again[bisect_left(starts, start) : bisect_left(starts, end)]
        if len(verbs) > 1 and end - start >= SHORTEST_WORN_OUT:
            yield from _twice(line, verbs, start, end)


@cache
def _heads() -> dict[str, str]:
    """How a phrase with each of the verbs begins; phrases that are the same begin so alike."""
    verbs = lexicon.verbs()
    return {verb: verb[0] if verb[0] in verbs else verb[:2] for verb in verbs}


def _twice(line: Line, verbs: Sequence[int], start: int, end: int) -> Iterator[Hit]:
    """Of the `verbs` in `[start:end]` those whose phrase has been said there before."""
    places: dict[str, int] = {}
    times = cache(lambda words: line.text.count(words, start, end))  # once for all that are alike
    last = len(line.words) - 1
    for index in verbs:
        if index >= last:
            return
        verb, noun = line.token(index), line.token(index + 1)
        if noun.end > end:
            return
        if not ENDED.match(line.text, noun.end) and index + 1 < last:
            noun = line.token(index + 2)
        second = SECOND_OBJECT.match(line.text, noun.end)
        if second is not None:  # 强化政治引领和监督管理 says 强化监督管理 as well
            places.setdefault(verb.text + second.group(1), verb.start)
        words = line.text[verb.start : noun.end]
        is_whole = words.isalpha() and noun.end - verb.end > 1
        if not is_whole or not ENDED.match(line.text, noun.end):
            continue
        first = places.setdefault(words, verb.start)
        if first == verb.start or times(words) >= THRICE:
            continue  # 讲清楚讲透彻 after each of many: said so on purpose
        if not _is_parallel(line.text, first, verb.start):
            message = f"“{words}”在这句话里已经用过，请改写或删去一处"
            yield Hit(verb.start, noun.end, message, related=((first, first + len(words)),))


def _is_parallel(text: str, first: int, second: int) -> bool:
    """Whether both clauses begin alike (把……贯穿始终，把……贯穿始终): said so on purpose."""
    begins = [
        re.split("[，。；]", text[max(0, at - LONG_SENTENCE) : at])[-1][:1]
        for at in (first, second)
    ]
    return begins[0] == begins[1] != ""


@rule(
    "STY07",
    "word-choice",
    Severity.INFO,
    fires=(Example("今年以来，⟦我⟧带领支部完成了任务。", {"kind": PERSON}),),
    quiet=(
        Example("我们坚持自我革命，我局党员、我支部争先，“我为群众办实事”。", {"kind": PERSON}),
        Example("今年以来，我带领支部完成了任务。", {"kind": Kind(key="duty", first_person=True)}),
        "今年以来，我带领支部完成了任务。",
    ),
    source="惯例",
    needs="我",
)
def first_person(line: Line, context: Context) -> Iterator[Hit]:
    """以支部名义写的材料里用了“我”"""
    if context.kind is None or context.kind.first_person:
        return
    for match in OWN.finditer(line.text):
        if not line.is_quoted(*match.span()):
            yield Hit(*match.span(), "这份材料以支部名义写，不宜用“我”", ("支部",))


@cache
def _fillers() -> lexicon.Finder:
    return lexicon.Finder(row["words"] for row in lexicon.rows("fillers"))


@document_rule(
    "STY08",
    "structure",
    Severity.INFO,
    fires=(
        "一、主要工作\n（一）加强学习\n⟦支部高度重视理论学习，进一步加强组织领导，不断提高政治站位，扎实推进各项工作，狠抓落实，确保各项任务落到实处，取得了明显成效，为各项工作顺利开展提供了坚强保证，党员队伍整体素质有了新的提高，工作局面有了新的变化。⟧\n",
    ),
    quiet=(
        "一、主要工作\n（一）加强学习\n支部高度重视理论学习，进一步加强组织领导，不断提高政治站位，扎实推进各项工作，狠抓落实，全年集中学习24次、专题研讨4次，确保各项任务落到实处，取得了明显成效。\n",
    ),
    source="惯例",
)
def empty_paragraph(document: Document, _context: Context) -> Iterator[Hit]:
    """总结部分整段没有事例和数字"""
    for node, paragraph in document.paragraphs:
        text = paragraph.text
        if Role.SUMMARY not in node.roles or len(text) < SHORTEST_EMPTY:
            continue
        if NUMBER.search(text) or SPOKEN.search(text):
            continue
        if len(_fillers().find(text)) >= FILLERS_OF_EMPTINESS:
            yield Hit(
                paragraph.span.start,
                paragraph.span.end,
                "这一段没有事例和数字，建议写一件做成的事、一组可核对的数",
            )


@cache
def _redundant() -> dict[str, tuple[str, str]]:
    return {row["words"]: (row["right"], row["source"]) for row in lexicon.rows("redundancies")}


@cache
def _redundant_finder() -> lexicon.Finder:
    return lexicon.Finder(_redundant())


@rule(
    "STY09",
    "extra-char",
    Severity.WARNING,
    fires=("⟦逐一逐个⟧整改销号。", "会议⟦再次重申⟧纪律要求。"),
    quiet=("逐一整改，逐个销号。", "重申纪律要求。"),
    source="现代汉语词典",
    needs=_redundant,
)
def redundant(line: Line, _context: Context) -> Iterator[Hit]:
    """意思重复的词叠用"""
    for start, end, words in line.found(_redundant_finder()):
        right, source = _redundant()[words]
        yield Hit(start, end, f"“{words}”意思重复，用“{right}”即可", (right,), source=source)
