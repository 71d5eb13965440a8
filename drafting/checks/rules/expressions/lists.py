"""Numbered terms (四个意识, 三会一课): their number, their verbs, their quotation marks, members."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import several
from drafting.checks.registry import Hit, rule

NUMBER = "一二两三四五六七八九十"
QUOTED = re.compile(rf"“([{NUMBER}]{{1,2}}个?)([^”“{NUMBER}\n]{{2,8}})”")
CLAUSE = re.compile(r"[^，。；：！？,;:!?（）()\n]+")
PARALLEL = re.compile(r"、|以及|和|与")
TRIPLE = re.compile(r"“四个意识”[、，](坚定“四个自信”)(?=[。；])")
MARKS = "“”‘’《》 　"
FEWEST = 3  # members; of two nobody can say that one is missing


@dataclass(frozen=True, slots=True)
class NamedList:
    """One row. `verbs` are wrong before the name; `right_verb` is what they should be."""

    name: str
    members: tuple[str, ...]
    is_ordered: bool
    is_closed: bool
    has_marks: bool
    is_only_number: bool
    right_verb: str
    wrong_verbs: tuple[str, ...]
    source: str

    @property
    def head(self) -> str:
        """The name without its number: 四个意识 → 意识."""
        return re.sub(rf"^[{NUMBER}]+个?", "", self.name)


@cache
def named_lists() -> tuple[NamedList, ...]:
    """Every row of `lexicon/named_lists.tsv`."""
    return tuple(
        NamedList(
            row["name"],
            several(row["members"]),
            row["ordered"] == "yes",
            row["closed"] == "yes",
            row["marks"] == "yes",
            row["only_number"] == "yes",
            row["right_verb"],
            several(row["wrong_verbs"]),
            row["source"],
        )
        for row in lexicon.rows("named_lists")
    )


@cache
def _by_head() -> dict[str, NamedList]:
    return {row.head: row for row in named_lists() if row.is_only_number}


@cache
def _names() -> frozenset[str]:
    return frozenset(row.name for row in named_lists())


@rule(
    "EXP09",
    "fixed-expression",
    Severity.ERROR,
    fires=("增强⟦“三个意识”⟧。", "做到⟦“四个维护”⟧。", "严守⟦“五种形态”⟧。"),
    quiet=("增强“四个意识”、坚定“四个自信”、做到“两个维护”。", "落实“三个清单”“两个责任”。"),
    source="惯例",
    is_literal=True,
    needs=tuple(f"“{number}" for number in NUMBER),
)
def wrong_number(line: Line, context: Context) -> Iterator[Hit]:
    """固定提法的数目有误"""
    for found in QUOTED.finditer(line.text):
        number, head = found.groups()
        row = _by_head().get(head) or _by_head().get(re.sub("^[种项大]", "", head))
        written = number + head
        if row is None or written in _names() or written in context.words:
            continue
        message = f"没有“{written}”的提法，规范提法为“{row.name}”"
        yield Hit(*found.span(), message, (f"“{row.name}”",), source=row.source)


@cache
def _verb_patterns() -> tuple[tuple[re.Pattern[str], NamedList], ...]:
    return tuple(
        (re.compile(rf"({'|'.join(row.wrong_verbs)})“?{row.name}”?(?!的|[”’])"), row)
        for row in named_lists()
        if row.wrong_verbs
    )


@rule(
    "EXP10",
    "fixed-expression",
    Severity.ERROR,
    fires=(
        "⟦坚定⟧“四个意识”、坚定“四个自信”。",
        "增强“四个意识”、⟦做到⟧“四个自信”。",
        "⟦增强⟧“两个确立”。",
    ),
    quiet=(
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "树牢“四个意识”，增强“两个维护”的政治自觉。",
    ),
    source="党的十九大以来中央文件",
    is_literal=True,
    needs=lambda: (row.name for row in named_lists() if row.wrong_verbs),
)
def crossed_verb(line: Line, context: Context) -> Iterator[Hit]:
    """固定提法的动词搭配有误"""
    del context
    for pattern, row in _verb_patterns():
        if row.name not in line.text:
            continue
        for found in pattern.finditer(line.text):
            message = f"“{row.name}”的规范搭配为“{row.right_verb}‘{row.name}’”"
            yield Hit(*found.span(1), message, (row.right_verb,), source=row.source)


@rule(
    "EXP16",
    "fixed-expression",
    Severity.INFO,
    fires=("增强“四个意识”、⟦坚定“四个自信”⟧。",),
    quiet=(
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "增强“四个意识”、坚定“四个自信”，牢记“国之大者”，做到“两个维护”。",
    ),
    source="党的十九大以来中央文件",
    needs=("坚定“四个自信”",),
)
def broken_triple(line: Line, context: Context) -> Iterator[Hit]:
    """“四个意识”“四个自信”之后缺“两个维护”"""
    del context
    for found in TRIPLE.finditer(line.text):
        message = "三句连用时，“坚定‘四个自信’”之后接“做到‘两个维护’”"
        right = f"{found.group(1)}、做到“两个维护”"
        yield Hit(*found.span(1), message, (right,))


@cache
def _unmarked() -> lexicon.Finder:
    return lexicon.Finder(row.name for row in named_lists() if row.has_marks)


@rule(
    "EXP11",
    "punctuation",
    Severity.INFO,
    fires=("增强⟦四个意识⟧，做到“两个维护”。",),
    quiet=("增强“四个意识”。", "《增强四个意识》"),
    source="中央文件用语惯例",
    is_literal=True,
    needs=lambda: (row.name for row in named_lists() if row.has_marks),
)
def no_marks(line: Line, context: Context) -> Iterator[Hit]:
    """数字缩略提法未加引号"""
    del context
    for start, end, name in line.found(_unmarked()):
        if not line.is_quoted(start, end):
            message = f"“{name}”是带有特定含义的缩略提法，一般加引号"
            yield Hit(start, end, message, (f"“{name}”",))


@dataclass(frozen=True, slots=True)
class Item:
    """A member of an enumeration in the text; `member` is the known one it is, if any."""

    start: int
    end: int
    text: str


@cache
def _by_member() -> dict[str, tuple[NamedList, ...]]:
    found: dict[str, list[NamedList]] = {}
    for row in named_lists():
        if row.is_closed:
            for member in row.members:
                found.setdefault(member, []).append(row)
    return {member: tuple(rows) for member, rows in found.items()}


@rule(
    "EXP12",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        "增强政治意识、大局意识、⟦责任意识⟧、看齐意识。",
        "坚持⟦不能腐、不敢腐、不想腐⟧一体推进。",
        "增强⟦政治意识、大局意识、核心意识⟧。",
        "一体推进不敢腐、⟦不敢腐⟧、不想腐。",
    ),
    quiet=(
        "增强政治意识、大局意识、核心意识、看齐意识。",
        "坚持不敢腐、不能腐、不想腐一体推进。",
        "增强政治意识、责任意识。",
    ),
    source="提法首次使用的文件",
    is_literal=True,
    needs=_by_member,
)
def members(line: Line, context: Context) -> Iterator[Hit]:
    """固定提法的内容有误、次序颠倒或不全"""
    del context
    if len(line.found(_members())) < FEWEST - 1:
        return
    for clause in CLAUSE.finditer(line.text):
        if "、" not in clause.group():
            continue
        items = _items(line.text, *clause.span())
        for row in _candidates(items):
            hit = _compared(items, row)
            if hit is not None:
                yield hit
                break


def _items(text: str, start: int, end: int) -> list[Item]:
    items = []
    for separator in (*PARALLEL.finditer(text, start, end), None):
        stop = separator.start() if separator else end
        while start < stop and text[start] in MARKS:
            start += 1
        last = stop
        while last > start and text[last - 1] in MARKS:
            last -= 1
        items.append(Item(start, last, text[start:last]))
        start = separator.end() if separator else end
    return items


@cache
def _members() -> lexicon.Finder:
    return lexicon.Finder(_by_member())


def _candidates(items: Sequence[Item]) -> list[NamedList]:
    """Lists of which two inner items at least are members, those with most members first."""
    counts: dict[str, int] = {}
    rows: dict[str, NamedList] = {}
    for item in items:
        for row in _by_member().get(item.text, ()):
            counts[row.name] = counts.get(row.name, 0) + 1
            rows[row.name] = row
    return sorted(rows.values(), key=lambda row: -counts[row.name])


def _compared(items: Sequence[Item], row: NamedList) -> Hit | None:
    """The part of the enumeration that is about `row`, held against its members."""
    places = [(item, _member(item, index, len(items), row)) for index, item in enumerate(items)]
    known = [index for index, (_item, member) in enumerate(places) if member]
    if len(known) < FEWEST - 1 or len(row.members) < FEWEST:
        return None
    run = places[known[0] : known[-1] + 1]
    named = [member for _item, member in run if member]
    if len(run) > len(row.members) or list(named) == list(row.members):
        return None
    return _wrong_member(run, named, row) or _wrong_order(run, named, row, len(items))


def _member(item: Item, index: int, count: int, row: NamedList) -> str:
    """Which member an item is: the first may have words before it, the last words after it."""
    for member in row.members:
        if (
            item.text == member
            or (index == 0 and item.text.endswith(member))
            or (index == count - 1 and item.text.startswith(member))
        ):
            return member
    return ""


def _wrong_member(
    run: Sequence[tuple[Item, str]], named: Sequence[str], row: NamedList
) -> Hit | None:
    """One item too many of the same make, or one member twice, where another member is missing."""
    missing = [member for member in row.members if member not in named]
    if len(run) != len(row.members) or len(missing) != 1:
        return None
    right = missing[0]
    for index, (item, member) in enumerate(run):
        is_twice = bool(member) and any(other == member for _i, other in run[:index])
        is_foreign = not member and item.text.endswith(right[-2:])
        if is_twice or is_foreign:
            return Hit(
                item.start,
                item.end if is_foreign else item.start + len(member),
                f"“{row.name}”为{'、'.join(row.members)}，此处应为“{right}”",
                (right,),
                source=row.source,
            )
    return None


def _wrong_order(
    run: Sequence[tuple[Item, str]], named: Sequence[str], row: NamedList, count: int
) -> Hit | None:
    if len(named) != len(run) or len(set(named)) != len(named):
        return None
    first, last = run[0], run[-1]
    start = first[0].end - len(first[1]) if first[0].text.endswith(first[1]) else first[0].start
    end = last[0].start + len(last[1])
    right = "、".join(row.members)
    if len(named) == len(row.members):
        if not row.is_ordered:
            return None
        message = f"“{row.name}”的规范次序为{right}"
        return Hit(start, end, message, (right,), source=row.source)
    if len(named) == len(row.members) - 1 and len(run) == count:
        missing = next(member for member in row.members if member not in named)
        message = f"“{row.name}”为{right}，缺“{missing}”"
        return Hit(start, end, message, (right,), severity=Severity.INFO, source=row.source)
    return None
