"""Figures against what is listed: announced, summed up, spelt out."""

import re
from collections.abc import Iterable, Iterator

from drafting.checks.context import Context
from drafting.checks.document import Document, Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule, rule
from reports.outline import numerals
from reports.outline.markers import leading
from reports.outline.tree import Node, Point

SOURCE = "惯例：说几条，列几条"

_NUMERAL = "(?<![一二三四五六七八九十百千万第约近每\\d.])(?:[2-9]|1\\d|20|[两二三四五六七八九]|十[一二三四五六七八九]?|二十)"
_MEASURE = "(?:个方面|方面|个|项|条|点|大|种|类|件|步|层)"
_NOUN = (
    "(?:方面|问题|要求|意见|建议|措施|举措|机制|制度|环节|层面|阶段|步骤|重点|任务|工作|特点|经验|做法|不足|差距"
    "|短板|原因|关系|转变|维度|抓手|关键|能力|作用|行动|工程|方式|途径|载体|原则|目标|体会|亮点|成效|变化|结合"
    "|着力点|突破口|事情|实事|大事|要点|内容|情形|表现|现象|倾向|弱项|弊端|问题清单|清单|台账|队伍)"
)
_DOING = (
    "(?:上|中|里)?(?:来)?(?:狠|再|持续|集中|共同|同时|切实)?(?:下足功夫|下真功夫|下功夫|入手|着手|发力|用力|抓起|做起|努力|推进|突破"
    "|作了?部署|作出安排|展开|谈|讲|汇报|报告|说明|介绍|把握|着力|抓好落实|做好工作|做工作)?"
)
# 总结4个支部的做法：一是… lists what was done, not four of anything.
_KIND = "(?:(?!支部|单位|部门|党员|同志|组织|机构|企业|乡镇|社区)[^\\W\\d的]){0,6}?"
_ANNOUNCED = re.compile(
    f"(?P<number>{_NUMERAL})(?P<measure>{_MEASURE})(?P<rest>(?:{_KIND}{_NOUN})?(?:的(?:{_NOUN}))?{_DOING})$"
)
_TELLING = re.compile(
    "以下|如下|下列|讲|谈|提|强调|表现|体现|功夫|入手|发力|从|主要有|主要是|抓好|做好|突出|重点"
)
_SENTENCE_END = re.compile("[。！？；\n]")
_QUOTES = re.compile("“[^”\n]*”|《[^》\n]*》")
REACH = 60


def _value(numeral: str) -> int | None:
    return 2 if numeral == "两" else numerals.value_of(numeral)


def _written(number: int, sample: str) -> str:
    """`number` in the writing of `sample`: 3, 三, 两."""
    if sample.isdecimal():
        return str(number)
    return "两" if number == 2 else numerals.han(number)  # noqa: PLR2004


def _announcement(text: str) -> tuple[int, int, int] | None:
    """(value, start, end) of a number of items that the end of `text` announces."""
    words = text[-REACH:].rstrip()
    offset = len(text.rstrip()) - len(words)
    is_colon = words[-1:] in {"：", ":"}
    words = words.rstrip("：:。，, ")
    sentence = _SENTENCE_END.split(words)[-1]
    start = len(words) - len(sentence)
    masked = _QUOTES.sub(lambda found: "＂" * len(found.group()), sentence)
    found = _ANNOUNCED.search(masked)
    if found is None or not (found.group("rest") or found.group("measure") in _ALONE):
        return None
    if not is_colon and not _TELLING.search(masked):
        return None
    value = _value(found.group("number"))
    begin = offset + start + found.start()
    noun = _NAMED.match(found.group("rest"))
    end = offset + start + found.end("measure") + (noun.end() if noun else 0)
    return (value, begin, end) if value else None


_NAMED = re.compile(f"{_KIND}{_NOUN}")
_ALONE = frozenset({"个方面", "方面", "点"})


@document_rule(
    "CNT01",
    "count-mismatch",
    Severity.ERROR,
    fires=(
        "围绕田长制建立了⟦三项机制⟧：一是联动机制，合力联建。二是巡田机制，定期巡查。",
        "工作明显上了一个台阶，具体表现在⟦6个方面⟧。\n一是学习扎实。\n二是组织有力。\n三是作风严实。",
        "一、主要工作\n支部着力在以下⟦四个方面⟧下功夫：\n（一）学习。学。\n（二）组织。抓。\n（三）纪律。严。\n二、问题\n问题。",
        "为此，我讲⟦三点意见⟧。\n第一，抓学习\n学。\n第二，抓组织\n建。",
    ),
    quiet=(
        "建立了三项机制：一是联动机制。二是巡田机制。三是报告机制。",
        "为此，我讲两点意见。\n第一，抓学习\n学。\n第二，抓组织\n建。",
        "全年排查风险12项。一是抓学习。二是抓组织。",
        "总结4个支部的做法：一是抓学习。二是抓组织。",
        "责任主体主要有三个。第一个是党组。第二个是党委。第三个是支部。",
        "落实“三项机制”：一是联动。二是巡田。",
    ),
    source=SOURCE,
)
def announced(document: Document, _context: Context) -> Iterable[Hit]:
    """说了几个方面，后面列的条数不符"""
    series = dict(document.points)
    following = _following(document)
    for _node, paragraph in document.paragraphs:
        base = paragraph.span.start
        points = series.get(base, ())
        for intro, items in _intros(paragraph.text, points):
            listed = [(base + p.span.start, base + p.span.start + len(p.marker)) for p in items]
            yield from _compare(intro, base, listed, items[-1].number)
        nodes = following.get(_after(document, paragraph.span.end), ())
        if len(nodes) > 1 and nodes[0].number == 1:
            tail = paragraph.text[points[-1].span.start :] if points else paragraph.text
            start = base + len(paragraph.text) - len(tail)
            listed = [document.marker_span(node) for node in nodes]
            yield from _compare(tail, start, listed, nodes[-1].number or 0)


def _intros(text: str, points: tuple[Point, ...]) -> Iterator[tuple[str, list[Point]]]:
    """The words before each series of points in a paragraph, padded to keep their offsets."""
    begin = 0
    items: list[Point] = []
    for point in points:
        if items and (point.number == 1 or point.marker[-1] != items[0].marker[-1]):
            if len(items) > 1 and items[0].number == 1:
                yield text[: items[0].span.start], items
            items = []
        items.append(point)
        begin = point.span.end
    if len(items) > 1 and items[0].number == 1 and begin:
        yield text[: items[0].span.start], items


def _compare(intro: str, base: int, listed: list[tuple[int, int]], last: int) -> Iterator[Hit]:
    found = _announcement(intro)
    if found is None:
        return
    value, start, end = found
    if value not in {len(listed), last}:
        words = intro[start:end]
        sample = re.match(_NUMERAL, words)
        right = words
        if sample:
            right = _written(len(listed), sample.group()) + words[sample.end() :]
        message = f"前面说“{words}”，后面列了{len(listed)}条，请核对"
        yield Hit(base + start, base + end, message, (right,), related=tuple(listed))


def _after(document: Document, offset: int) -> int:
    """Where the next words begin."""
    rest = document.text[offset : offset + 200]
    return offset + len(rest) - len(rest.lstrip(" \t\r\n\u3000\xa0"))


def _following(document: Document) -> dict[int, list[Node]]:
    """For the place of each first item: the numbered siblings of its style from there on."""
    found: dict[int, list[Node]] = {}
    for siblings in (document.outline.nodes, *(node.children for node in document.nodes)):
        run: list[Node] = []
        for node in siblings:
            marker = leading(node.marker)
            if marker is None:
                run = [] if node.level == 0 else run
                continue
            first = leading(run[0].marker) if run else None
            if first is None or first.style is not marker.style or marker.number == 1:
                run = [node]
                found[document.marker_span(node)[0]] = run
            else:
                run.append(node)
    return found


# The last character of a number and the first of its measure.
_COUNTED = tuple(
    number + measure
    for number in "0123456789一二两三四五六七八九十"
    for measure in "个方项条点大种类张支"
)
_BEFORE = re.compile(
    f"(?P<number>{_NUMERAL})(?P<measure>个方面|方面|个|项|大|种|类|条|点|张|支)(?P<noun>{_NOUN})?"
)
# What the two patterns look for, but for the start of the number: fast to look for.
_DIGIT = "[\\d一二两三四五六七八九十]"
_ANY_BEFORE = re.compile(f"{_DIGIT}(?:个?方面|(?:个|项|大|种|类|条|点|张|支){_NOUN})")
_TOTAL = re.compile(f"“{_NUMERAL}[张支项个](?:{_NOUN})”")
_CLAUSE_START = re.compile("[，。；：！？“（《\n]")
_VERB_END = re.compile(
    "(?:参加|开展|完成|落实|建立|制定|形成|推动|实现|解决|打造|实施|围绕|聚焦|抓好|做好|组织|开设|成立|梳理|查摆|排查"
    "|整改|召开|举办|有|共|达|为|的|了|等|在|和|与|及|对|从|把|将|以|到|出|是|提出|增强|强化|坚持|突出|明确|紧盯|紧扣"
    "|抓住|抓实|完善|健全|牢记|认领|承担|涉及|包括|按照|通过|计|余|前|后|这|那|各|全部|办好|办成|收集|征集|提供|分|划分|发挥|用好|讲好|守好|练好|树牢|筑牢|擦亮|锤炼|锻造|培育|创建|践行|贯彻|学习|宣传|做实|做优|做强)$"
)
LONGEST_TERM = 10
FAR_MORE = 2  # times as many: nobody miscounts so


@rule(
    "CNT02",
    "count-mismatch",
    Severity.WARNING,
    fires=(
        "聚焦立项、验收、指标交易⟦四个环节⟧，排查风险点9个。",
        "建立学习、研讨⟦三项机制⟧。",
        "落实“三会一课”“主题党日”“谈心谈话”⟦两项制度⟧。",
        "建立资源、需求、项目“⟦四张清单⟧”。",
        "组建宣讲队、服务队、护林队、抢险队“⟦三支队伍⟧”。",
    ),
    quiet=(
        "聚焦立项、验收、指标交易三个环节，排查风险点9个。",
        "学习、研讨等三项机制逐步健全。",
        "督促党员、群众参加三项活动。",
        "坚持批评和自我批评、谈心谈话三项制度。",
        "与3个县（区）股室、27个乡镇建立关系",
        "加强对党委、政府的两项监督",
        "落实“三会一课”、主题党日“两项制度”。",
        "建立资源、需求、项目“三张清单”，开展“三项活动”。",
        "严格执行省委、省政府12条意见。",
    ),
    source=SOURCE,
    needs=_COUNTED,
)
def listed_before(line: Line, _context: Context) -> Iterable[Hit]:
    """前面列的项数与后面的总数不符"""
    if "、" not in line.text and "”“" not in line.text:
        return
    if not _ANY_BEFORE.search(line.text):
        return
    masked = _QUOTES.sub(_filled, line.text)
    for found in _BEFORE.finditer(masked):
        if not (found.group("noun") or found.group("measure") in {"个方面", "方面"}):
            continue
        clause = _CLAUSE_START.split(masked[max(0, found.start() - 80) : found.start()])[-1]
        count = _terms(clause)
        value = _value(found.group("number"))
        if count and masked[found.start() - 1] == " " and count[0] < 3:  # noqa: PLR2004
            continue  # 做实“两大定位”、发挥“三个作用”: a name, not a sum
        if count and value and value > FAR_MORE * count[1]:
            continue  # 省委、省政府12条意见: their number, not that of the list
        if count and value and not count[0] <= value <= count[1]:
            number = found.group("number")
            words = line.text[slice(*found.span())]
            right = _written(count[0], number) + words[len(number) :]
            message = f"前面列了{count[0]}项，总数写的是“{words}”，请核对"
            yield Hit(*found.span(), message, (right,))


def _filled(found: re.Match[str]) -> str:
    """A quotation as one word; a 、 between it and the next one is put in for counting.

    “三支队伍” after what it counts is left as it is.
    """
    if _TOTAL.fullmatch(found.group()):
        return f" {found.group()[1:-1]} "
    words = "引" * len(found.group())
    return (
        words[:-1] + "、" if found.string[found.end() : found.end() + 1] in {"“", "《"} else words
    )


def _terms(clause: str) -> tuple[int, int] | None:
    """The least and the largest number of terms that `clause` lists up to its end."""
    terms = clause.rstrip().split("、")
    last = terms[-1]
    if len(terms) < 2 or not last or _VERB_END.search(last) or re.search("等|其中", clause):  # noqa: PLR2004
        return None
    plain = [term for term in terms if set(term) != {"引"}]
    middle = [len(term) for term in plain[1:-1]] or [LONGEST_TERM]
    if len(last) > max(*middle, 4) + 4 or (len(last) > LONGEST_TERM and set(last) != {"引"}):
        return None
    joined = sum(len(re.findall("[和与及]|以及", term)) for term in terms)
    return len(terms), len(terms) + joined


_COUNTED_NOUN = f"(?P<measure>个|项|大|种|类|条|点)(?P<noun>[一-鿿]{{0,4}}?{_NOUN})"
_OPENS = "(?P<open>（|：|，即|，分别是|，分别为|，包括)"
_ANY_AFTER = re.compile(f"{_DIGIT}{_COUNTED_NOUN}{_OPENS}")
_LISTING = re.compile(
    f"(?P<number>{_NUMERAL}){_COUNTED_NOUN}{_OPENS}"
    "(?P<list>[^。！？：（）\\n]{3,120})(?P<end>[。）])"
)


@rule(
    "CNT03",
    "count-mismatch",
    Severity.WARNING,
    fires=(
        "紧盯⟦三个环节⟧（立项、验收）排查风险。",
        "健全⟦四项制度⟧：学习制度、研讨制度、考核制度。",
    ),
    quiet=(
        "紧盯三个环节（立项、验收、交易）排查风险。",
        "健全四项制度：学习制度、研讨制度、考核制度等。",
        "坚持三个结合：学习与实践相结合，个人与集体相结合，平时与集中相结合。",
        "抓好三项工作：推动学习、研讨，强化监督，改进作风。",
        "健全三项制度（试行）。",
    ),
    source=SOURCE,
    needs=_COUNTED,
)
def listed_after(line: Line, _context: Context) -> Iterable[Hit]:
    """说了几项，紧接着列的项数不符"""
    if not _ANY_AFTER.search(line.text):
        return
    for found in _LISTING.finditer(line.text):
        masked = _QUOTES.sub(_filled, found.group("list"))
        if found.group("open") == "（" and found.group("end") != "）":
            continue
        if (
            "等" in masked
            or re.search("，|[一二三]是|第[一二]|其[一二]", masked)
            or "、" not in masked
        ):
            continue
        parts = masked.split("；") if "；" in masked else masked.split("、")
        joined = len(re.findall("[和与及]", masked))
        value = _value(found.group("number"))
        if value and not len(parts) <= value <= len(parts) + joined:
            start, end = found.start(), found.end("noun")
            message = f"说的是“{line.text[start:end]}”，紧接着列了{len(parts)}项，请核对"
            yield Hit(start, end, message)


_MEETINGS = re.compile(
    "(?:召开|举行|套开|参加|出席)了?(?P<list>[^。；：]{4,80}?会(?:议)?)[，。]这?"
    f"(?P<number>{_NUMERAL})个会议?(?=[^议长])"
)
_AND = re.compile("以及|[、和与及]")


@rule(
    "CNT11",
    "count-mismatch",
    Severity.INFO,
    fires=("今天召开述职评议会和党建工作会议，⟦三个会议⟧有机衔接。",),
    quiet=(
        "今天召开述职评议会和党建工作会议，两个会议有机衔接。",
        "今天召开党员和群众代表座谈会，三个会议室都坐满了。",
    ),
    source=SOURCE,
    needs="会",
)
def meetings_before(line: Line, _context: Context) -> Iterable[Hit]:
    """前面说的是几个会，与后面的总数不符"""
    for found in _MEETINGS.finditer(line.text):
        named = [part for part in _AND.split(found.group("list")) if part.endswith(("会", "会议"))]
        value = _value(found.group("number"))
        if value and len(named) > 1 and len(named) != value:
            start, end = found.start("number"), found.end()
            words = line.text[start:end]
            right = (
                _written(len(named), found.group("number")) + words[len(found.group("number")) :]
            )
            yield Hit(
                start, end, f"前面说了{len(named)}个会，这里写的是“{words}”，请核对", (right,)
            )
