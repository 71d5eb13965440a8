"""Verbs and objects that do not go together: 加强……力度."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import cited
from drafting.checks.registry import Hit, rule

# What ends a clause: the object of a verb does not lie beyond.
CLAUSE_END = re.compile(r"[，。；：！？,;:!?\n（）()]")
# Only where a noun ends its phrase is it the object: not in 提高水平低的问题.
HEAD = re.compile(r"$|[，。；：！？、,;:!?）)”’\s]|的(?:同时|基础|过程|要求)")
# A long object may be one of two: 实现战斗堡垒作用和先锋模范作用.
PAIRED = re.compile("[和与及并]")
LONG_OBJECT = 4
# The characters with which both begin, but for blanks; most nouns are not followed by one.
FOLLOWS = frozenset({"", *"，。；：！？、,;:!?)）”’的和与及并"})
# 在强化武装上求实效: these are the verb of the object.
OWN_VERB = frozenset("求见出讲重有")
REACH = 30  # characters from verb to object
FAR = 44  # where 对 leads over what is dealt with: 加强对甲、乙、丙等材料的审核把关力度


@dataclass(frozen=True, slots=True)
class Collocation:
    """A row of `collocations.tsv`."""

    verb: str
    noun: str
    right: tuple[str, ...]
    exceptions: tuple[str, ...]
    reach: int
    severity: Severity
    source: str


@cache
def _by_noun() -> dict[str, tuple[Collocation, ...]]:
    found: dict[str, list[Collocation]] = {}
    for row in lexicon.rows("collocations"):
        collocation = Collocation(
            row["verb"],
            row["object"],
            tuple(row["right"].split("|")),
            tuple(filter(None, row["exceptions"].split("|"))),
            int(row["reach"] or REACH),
            Severity(row["severity"]),
            row["source"],
        )
        found.setdefault(row["object"], []).append(collocation)
    return {noun: tuple(rows) for noun, rows in found.items()}


@cache
def _nouns() -> lexicon.Finder:
    return lexicon.Finder(_by_noun())


@rule(
    "CHR04",
    "word-choice",
    Severity.WARNING,
    fires=(
        "⟦加强对工作报告、宣传文稿等材料的审核把关力度⟧。",
        "⟦实现党支部战斗堡垒作用⟧。",
        "切实⟦提高工作力度⟧，确保实效。",
    ),
    quiet=(
        "加强组织领导，加大工作力度。",
        "加强监督检查、加大执纪问责力度。",
        "加强和改进工作，力度不断加大。",
        "发挥党员先锋模范作用，实现目标。",
        "不断提升党的建设和管党治党水平。",
    ),
    source="现代汉语词典",
    needs=_by_noun,
)
def mismatched_object(line: Line, _context: Context) -> Iterator[Hit]:
    """动词与宾语搭配不当"""
    text, by_noun = line.text, _by_noun()
    for start, end, noun in line.found(_nouns()):
        follows = text[end : end + 1]
        if (follows in FOLLOWS or follows.isspace()) and _ends_a_phrase(text, end, noun):
            before = text[max(0, start - FAR) : start]
            rows = [row for row in by_noun[noun] if row.verb in before]
            if rows and before[-1] not in OWN_VERB:
                yield from _judged(line, start, end, rows)


def _ends_a_phrase(text: str, end: int, noun: str) -> bool:
    return bool(HEAD.match(text, end) or (len(noun) >= LONG_OBJECT and PAIRED.match(text, end)))


def _judged(line: Line, start: int, end: int, rows: list[Collocation]) -> Iterator[Hit]:
    """The finding for the object at `start`, if the nearest verb before it is a wrong one."""
    before = line.text[max(0, start - FAR) : start]
    for row in rows:
        verb_at = before.rfind(row.verb)
        between = before[verb_at + len(row.verb) :]
        if not _governs(row, between):
            continue
        verb_start = start - len(before) + verb_at
        if not _is_verb(line, verb_start, verb_start + len(row.verb)) or line.splits_word(end):
            continue
        if _is_excused(row, line.text, verb_start, end) or _goes_on(row.verb, line.text, end):
            continue
        right = "或".join(f"“{one}”" for one in row.right)
        yield Hit(
            verb_start,
            end,
            f"“{row.verb}”与{cited(row.noun)}不搭配，宜用{right}",
            tuple(one + between + row.noun for one in row.right),
            severity=row.severity,
            source=row.source,
        )
        return


@cache
def _right_objects() -> dict[str, tuple[str, ...]]:
    """The objects that each verb does go with."""
    found: dict[str, list[str]] = {}
    for noun, rows in _by_noun().items():
        for verb in {right for row in rows for right in row.right}:
            found.setdefault(verb, []).append(noun)
    return {verb: tuple(nouns) for verb, nouns in found.items()}


def _goes_on(verb: str, text: str, end: int) -> bool:
    """Whether the object is only the first half of a right one: 提升党的建设和管党治党水平."""
    if not PAIRED.match(text, end):
        return False
    stop = CLAUSE_END.search(text, end)
    return text[end : stop.start() if stop else len(text)].endswith(_right_objects().get(verb, ()))


def _is_verb(line: Line, start: int, end: int) -> bool:
    """Whether the verb is a word, or the end of a long one that the dictionary has (进一步提高)."""
    token = line.token(line.token_index(start))
    is_end = token.end == end and token.end - token.start >= LONG_OBJECT
    return is_end or not line.splits_word(start)


def _governs(row: Collocation, between: str) -> bool:
    """Whether nothing between verb and object says that it is the object of something else."""
    if len(between) > (FAR if between.startswith("对") else row.reach) or between.startswith(
        ("的", "和", "、")
    ):
        return False
    if "、" in between and not between.startswith("对"):
        return False
    return not CLAUSE_END.search(between) and not any(verb in between for verb in row.right)


def _is_excused(row: Collocation, text: str, start: int, end: int) -> bool:
    return any(text.find(word, max(0, start - 2), end + 4) >= 0 for word in row.exceptions)
