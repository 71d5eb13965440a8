"""The order of numbers, in headings and among run-in points."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from drafting.checks.rules.numbering.items import Item, heading_item
from drafting.checks.rules.numbering.levels import strays
from drafting.checks.sequence import Fault, Kind, faults
from reports.outline import numerals
from reports.outline.markers import ORDINAL_WORDS, Style, leading
from reports.outline.tree import Node

NUMBERS = "GB/T 9704-2012 7.3.3"


def _headings(document: Document) -> list[tuple[list[Item], int]]:
    """Each series of sibling headings of one style, with the number that it may begin with."""
    found = []
    ended: dict[str, int] = {}
    families = [document.outline.nodes, *(node.children for node in document.nodes)]
    for siblings in families:
        for stretch in _stretches(siblings):
            for style, siblings_of_style in _by_style(stretch):
                items = _with_strays(siblings_of_style, document)
                if not items:
                    continue
                first = items[0].number
                runs_on = first == ended.get(style, -1) + 1
                found.append((items, first if runs_on else 1))
                ended[style] = items[-1].number
    return found


def _stretches(siblings: tuple[Node, ...]) -> Iterator[list[Node]]:
    """Siblings between texts outside the numbering: an attachment counts from one again."""
    for outside, nodes in groupby(siblings, key=lambda node: node.level == 0):
        if not outside:
            yield list(nodes)


def _by_style(nodes: Iterable[Node]) -> Iterator[tuple[str, list[Item]]]:
    series: dict[str, list[Item]] = {}
    for node in nodes:
        item = heading_item(node)
        if item is not None:
            series.setdefault(item.style, []).append(item)
    yield from series.items()


def _with_strays(items: list[Item], document: Document) -> list[Item]:
    """A series without those that belong to another level, and with those that belong to it."""
    found = document.once(strays)
    if not found:
        return items
    kept = [item for item in items if item.start not in found]
    for stray, right in found.values():
        marker = leading(right)
        if not kept or marker is None or marker.style != kept[0].style:
            continue
        is_next = stray.start > kept[-1].start and stray.number == kept[-1].number + 1
        is_before = stray.start < kept[0].start and stray.number == 1
        if is_next or is_before or kept[0].start < stray.start < kept[-1].start:
            kept.append(Item(stray.number, right, marker.style, stray.start, stray.level))
            kept.sort(key=lambda item: item.start)
    return kept


@document_rule(
    "NUM01",
    "numbering",
    Severity.ERROR,
    fires=(
        "一、主要工作\n情况。\n二、存在问题\n问题。\n⟦二、⟧下步措施\n措施。",
        "一、主要工作\n（一）学习。学。\n（二）组织。抓。\n⟦（四）⟧纪律。严。\n",
        "一、工作\n甲。\n⟦三、⟧问题\n乙。\n⟦二、⟧打算\n丙。\n四、结语\n丁。",
        "1.学习。学。\n2.组织。抓。\n3.纪律。严。\n⟦5.⟧作风。改。\n6.制度。建。",
        "一、工作\n⟦（二）⟧学习。学。\n二、问题\n问题。",
    ),
    quiet=(
        "一、主要工作\n情况。\n二、存在问题\n问题。\n三、下步措施\n措施。",
        "一、工作\n1.学习。学。\n2.组织。抓。\n二、问题\n3.纪律。严。\n4.作风。改。",
        "一、问题\n（一）学习\n1.学习。学。\n2.读书。读。\n二、措施\n3.学习。学。\n4.读书。读。",
        "一、学习\n甲。\n二、组织\n乙。\n附件1\n2026年工作要点\n一、学习\n丙。\n二、组织\n丁。",
    ),
    source=NUMBERS,
)
def heading_out_of_order(document: Document, _context: Context) -> Iterable[Hit]:
    """标题序号重复、跳号或错序"""
    for items, start in document.once(_headings):
        if len(items) > 1 or items[0].style == Style.BRACKETED_HAN:
            for fault in faults([item.number for item in items], start):
                if items[fault.index].start not in document.once(strays):
                    yield _hit(items, fault)


def _hit(items: Sequence[Item], fault: Fault) -> Hit:
    item = items[fault.index]
    right = item.like(fault.expected)
    before = items[fault.index - 1] if fault.index else None
    related = ((before.start, before.end),) if before else ()
    match fault.kind:
        case Kind.REPEATED if before:
            message = f"序号“{item.marker}”与前面重复，此处应为“{right}”，其后顺延"
        case Kind.SKIPPED if before:
            message = f"序号由“{before.marker}”跳到“{item.marker}”，此处应为“{right}”或者漏了内容"
        case Kind.SKIPPED:
            message = f"第一项的序号是“{item.marker}”，应从“{right}”开始"
        case _:
            message = f"序号“{item.marker}”次序不对，此处应为“{right}”"
    return Hit(item.start, item.end, message, (right,), related=related)


@document_rule(
    "NUM02",
    "numbering",
    Severity.WARNING,
    fires=(
        "⟦一、⟧主要工作\n开展了学习。\n结束。",
        "一、工作\n⟦（一）⟧学习。学。\n二、问题\n问题。",
    ),
    quiet=(
        "一、工作\n（一）学习。学。\n（二）组织。抓。\n二、问题\n问题。",
        "（1）“十四五”时期取得的成就。",
    ),
    source="惯例：只有一项不编号",
)
def single_heading(document: Document, _context: Context) -> Iterable[Hit]:
    """只有一项却编了序号“一”"""
    for items, _start in document.once(_headings):
        item = items[0]
        if len(items) > 1 or item.number != 1 or item.style == Style.NTH:
            continue
        if not _is_passage(document, item.start):
            message = f"同级只有“{item.marker}”一项：漏了后面的序号，或者不必编号"
            yield Hit(item.start, item.end, message)


def _series(document: Document) -> Iterator[tuple[int, list[Item]]]:
    """Each paragraph's offset and run-in points (一是 二是, 第一，第二，（1）（2）)."""
    for start, found in document.points:
        items = []
        for point in found:
            style = _style_of(point.marker)
            if style:
                items.append(Item(point.number, point.marker, style, start + point.span.start))
        if items:
            yield start, items


_ITEM = re.compile(f"第[{numerals.HAN}]+(个|方面)")
_INLINE = frozenset(
    {Style.IS, Style.MUST, Style.NTH, Style.BRACKETED_HAN, Style.BRACKETED_ARABIC, Style.CIRCLED}
)


def _style_of(marker: str) -> str:
    if item := _ITEM.match(marker):
        return f"第一{item.group(1)}"
    if marker.startswith("其") and marker[1] in numerals.HAN_DIGITS:
        return "其一"
    found = leading(marker)
    return found.style if found and found.style in _INLINE else ""


def _words(document: Document) -> list[list[Item]]:
    """Series of 一是/二要: points of a paragraph, and headings that are such words."""
    found = []
    for siblings in (document.outline.nodes, *(node.children for node in document.nodes)):
        heads = []
        for node in siblings:
            marker = leading(node.marker)
            if marker and marker.style in ORDINAL_WORDS:
                start = node.span.start + len(node.indent)
                heads.append(Item(marker.number, node.marker, marker.style, start, node.level))
            elif node.marker and heads:
                found.append(heads)
                heads = []
        if heads:
            found.append(heads)
    before = {node.paragraphs[0].span.start: node for node in document.nodes if node.run_in}
    for start, items in _series(document):
        words = [item for item in items if item.style in ORDINAL_WORDS]
        if words:
            found.append([*_same_line(before.get(start), words[0]), *words])
    return found


def _same_line(node: Node | None, following: Item) -> Iterator[Item]:
    """The 一要 that the reader took for a heading, where 二是 goes on in the same line."""
    marker = leading(node.marker) if node else None
    if node and marker and marker.style in ORDINAL_WORDS and marker.number == following.number - 1:
        start = node.span.start + len(node.indent)
        yield Item(marker.number, node.marker, marker.style, start, node.level)


def _is_mixed(items: Sequence[Item]) -> bool:
    """Whether 一要/二是 make one series together, though neither does alone."""
    if len({item.style for item in items}) < 2 or faults([item.number for item in items]):  # noqa: PLR2004
        return False
    return any(faults([i.number for i in items if i.style == style]) for style in ORDINAL_WORDS)


@document_rule(
    "NUM03",
    "numbering",
    Severity.ERROR,
    fires=(
        "主要做法：一是抓学习。学。⟦三是⟧抓组织。建。",
        "主要做法：一是抓学习。学。二是抓组织。建。⟦二是⟧抓纪律。严。",
        "有两点体会。第一，要学习。第二，要实干。⟦第四，⟧要廉洁。",
        "要从三方面抓：⟦二是⟧抓组织。建。三是抓纪律。严。",
        "责任主体有三个。第一个是党组。第二个是党委。⟦第二个⟧是支部。",
    ),
    quiet=(
        "一是抓学习。学。二是抓组织。建。三是抓纪律。严。",
        "问题：一是不想管；二是不愿管。为此，一是要明责。二是要督责。",
        "一是抓学习。一要勤学。二要真学。二是抓组织。一要建好。二要管好。",
        "一要勤学。二是真学。三要善学。",
        "做法如下：一是抓学习。\n二是抓组织。\n三是抓纪律。",
        "二是抓组织。建。三是抓纪律。严。",
    ),
    source="惯例",
)
def point_out_of_order(document: Document, _context: Context) -> Iterable[Hit]:
    """“一是、二是”重复、跳号或错序"""
    places = document.once(_places)
    for items in document.once(_words):
        if not _is_mixed(items):
            for style in dict.fromkeys(item.style for item in items):
                same = [item for item in items if item.style == style]
                yield from _faults_of(same, _start_of(same[0], places, document))
    for _start, items in _series(document):
        for style in dict.fromkeys(i.style for i in items if i.style not in ORDINAL_WORDS):
            yield from _faults_of([item for item in items if item.style == style], 1)


def _faults_of(items: Sequence[Item], start: int) -> Iterator[Hit]:
    for fault in faults([item.number for item in items], start):
        yield _hit(items, fault)


def _places(document: Document) -> dict[int, tuple[int, int]]:
    """Offset of each 一是 → the numbers of those before and after it in the whole text (0: none)."""
    everywhere = sorted(
        {i for items in document.once(_words) for i in items}, key=lambda i: i.start
    )
    numbers = [0, *(item.number for item in everywhere), 0]
    return {
        item.start: (numbers[index], numbers[index + 2]) for index, item in enumerate(everywhere)
    }


def _start_of(first: Item, places: dict[int, tuple[int, int]], document: Document) -> int:
    """1, or the number that `first` has because its series began in an earlier paragraph.

    A text that begins with 二是 is a passage out of a longer one.
    """
    goes_on = places[first.start][0] == first.number - 1 > 0
    return first.number if goes_on or not document.text[: first.start].strip() else 1


def _is_passage(document: Document, start: int) -> bool:
    """Whether the text is a single paragraph that begins at `start`: the rest is elsewhere."""
    return "\n" not in document.text.strip() and not document.text[:start].strip()


_OTHERWISE = re.compile("另一|再一|再就是|再有|另外|此外|还有|其次|其二|同时|二来|二则|最后")


@document_rule(
    "NUM04",
    "numbering",
    Severity.WARNING,
    fires=("存在以下问题：⟦一是⟧学习不够深入，理论联系实际不紧密。",),
    quiet=(
        "存在以下问题：一是学习不够。二是作风不实。",
        "做法有两点：一是抓学习。\n二是抓组织。",
        "一是抓学习，另外还要抓好组织。",
        "一是坚持以学促干，把学习成果转化为工作实效。",
    ),
    source="惯例",
)
def lone_point(document: Document, _context: Context) -> Iterable[Hit]:
    """只有“一是”，没有“二是”"""
    places = document.once(_places)
    for items in document.once(_words):
        first = items[0]
        following = places[first.start][1]
        if len(items) > 1 or first.number != 1 or following == 2:  # noqa: PLR2004
            continue
        if not _is_passage(document, first.start):
            rest = document.text[first.end : first.end + 400].partition("\n")[0]
            if not _OTHERWISE.search(rest):
                second = "二" + first.marker[-1]
                message = f"只有“{first.marker}”，没有“{second}”：漏了后面的内容，或者不必编号"
                yield Hit(first.start, first.end, message)


@document_rule(
    "NUM05",
    "numbering",
    Severity.WARNING,
    fires=("一要勤学。⟦二是⟧真学。三要善学。", "一是抓学习。⟦二要⟧抓组织。三是抓纪律。"),
    quiet=("一要勤学。二要真学。", "一是抓学习。一要勤学。二要真学。二是抓组织。"),
    source="惯例",
)
def mixed_series(document: Document, _context: Context) -> Iterable[Hit]:
    """一组序号里“一是”与“一要”混用"""
    for items in document.once(_words):
        if _is_mixed(items):
            kinds = [item.style for item in items]
            usual = max(kinds, key=lambda kind: (kinds.count(kind), kind == items[0].style))
            for item in items:
                if item.style != usual:
                    right = numerals.han(item.number) + usual[-1]
                    message = f"同组序号用“{usual}”，此处写成“{item.marker}”，应统一为“{right}”"
                    yield Hit(item.start, item.end, message, (right,))


@document_rule(
    "NUM06",
    "numbering",
    Severity.INFO,
    fires=("一是要真学。学。二是要真信。信。三是要真用。用。⟦四是⟧真改。改。",),
    quiet=("一是要真学。二是要真信。三是要真用。", "一是真学。二是要真信。三是真用。四是真改。"),
    source="惯例",
)
def broken_demand(document: Document, _context: Context) -> Iterable[Hit]:
    """“一是要……二是要……”中有一项少了“要”"""
    for items in document.once(_words):
        for series in _runs(items):
            without = [i for i in series if not document.text.startswith("要", i.end)]
            if len(series) > 3 and len(without) == 1 and without[0] is not series[0]:  # noqa: PLR2004
                item = without[0]
                message = f"同组各项都写“是要”，只有“{item.marker}”没有“要”，写法应一致"
                yield Hit(item.start, item.end, message, (item.marker + "要",))


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """`items` cut where the count of 一是 begins again."""
    run = [item for item in items if item.style == Style.IS][:1]
    for before, item in pairwise(item for item in items if item.style == Style.IS):
        if item.number <= before.number:
            yield run
            run = []
        run.append(item)
    if run:
        yield run
