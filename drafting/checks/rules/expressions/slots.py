"""Heads that go with one partner only: 关进 … 制度的笼子, 打通 … 最后一公里."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import cited, several
from drafting.checks.registry import Hit, rule

TAKEN = "\0"  # stands for the right partner while wrong ones are looked for
STOPS = "，。；：！？,;:!?\n"


@dataclass(frozen=True, slots=True)
class Slot:
    """Within `reach` characters `before` (or after) the head a wrong partner is not to stand."""

    head: str
    is_before: bool
    reach: int
    wrong: tuple[str, ...]
    right: str
    severity: Severity
    source: str


@cache
def slots() -> tuple[dict[str, tuple[Slot, ...]], lexicon.Finder]:
    """The rows of `lexicon/slots.tsv` by head, and the finder of all heads."""
    by_head: dict[str, list[Slot]] = {}
    for row in lexicon.rows("slots"):
        slot = Slot(
            row["head"],
            row["side"] == "before",
            int(row["reach"]),
            several(row["wrong"]),
            row["right"],
            Severity(row["severity"]),
            row["source"],
        )
        for head in several(row["head"]):
            by_head.setdefault(head, []).append(slot)
    return {head: tuple(rows) for head, rows in by_head.items()}, lexicon.Finder(by_head)


@rule(
    "EXP13",
    "word-choice",
    Severity.WARNING,
    fires=(
        "扎牢⟦不敢腐⟧的笼子。",
        "把权力⟦锁进⟧制度的笼子。",
        "增强⟦不敢腐⟧的自觉。",
    ),
    quiet=(
        "强化不敢腐的震慑，扎牢不能腐的笼子，增强不想腐的自觉。",
        "把权力关进制度的笼子。",
        "形成不敢腐的震慑。扎牢笼子。",
    ),
    source="惯例",
    is_literal=True,
    needs=lambda: slots()[0],
)
def partner(line: Line, context: Context) -> Iterator[Hit]:
    """固定搭配有误"""
    del context
    by_head, finder = slots()
    for start, end, head in line.found(finder):
        for slot in by_head[head]:
            place = _wrong_partner(line.text, start, end, slot)
            if place is not None:
                wrong = line.text[place[0] : place[1]]
                message = (
                    f"与{cited(head.strip('“”'))}搭配的是{cited(slot.right)}，不是{cited(wrong)}"
                )
                yield Hit(
                    *place, message, (slot.right,), severity=slot.severity, source=slot.source
                )


def _wrong_partner(text: str, start: int, end: int, slot: Slot) -> tuple[int, int] | None:
    """Where the wrong partner stands that is nearest to the head, nothing right between them."""
    if slot.is_before:
        near = text[max(0, start - slot.reach) : start]
        cut = max(near.rfind(stop) for stop in STOPS) + 1
        offset = start - len(near) + cut
        near = near[cut:].replace(slot.right, TAKEN * len(slot.right))
        place, length = max((near.rfind(word), len(word)) for word in slot.wrong)
        is_right_nearer = TAKEN in near[max(0, place) :]
    else:
        near, offset = text[end : end + slot.reach], end
        cut = min((at for stop in STOPS if (at := near.find(stop)) >= 0), default=len(near))
        near = near[:cut].replace(slot.right, TAKEN * len(slot.right))
        places = [(near.find(word), len(word)) for word in slot.wrong if word in near]
        place, length = min(places, default=(-1, 0))
        is_right_nearer = TAKEN in near[: max(0, place)]
    if place < 0 or is_right_nearer:
        return None
    return offset + place, offset + place + length
