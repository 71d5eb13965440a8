"""Headings numbered as if they stood on another level: （三） between 二、 and 四、."""

from collections.abc import Iterable, Sequence

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from drafting.checks.rules.numbering.items import Item, headings

FEWEST = 3  # the number from which nothing need follow: no series of a lower level begins with it


def strays(document: Document) -> dict[int, tuple[Item, str]]:
    """By their places, headings that count on where another level is, with the right markers."""
    items = document.once(headings)
    found: dict[int, tuple[Item, str]] = {}
    for index, item in enumerate(items):
        if index and items[index - 1].start in found:
            continue
        sample = _series_gone_on_with(items, index)
        if sample is not None:
            found[item.start] = (item, sample.like(item.number))
    return found


def _series_gone_on_with(items: Sequence[Item], index: int) -> Item | None:
    """A heading of the level that the one at `index` belongs to, if that is not its own."""
    item = items[index]
    if index == 0:
        following = items[1] if len(items) > 1 else item
        is_first = item.number == 1 and following.number == item.number + 1
        own = next((other for other in items[1:] if other.style == item.style), None)
        goes_on = own is not None and own.number == item.number + 1
        return following if is_first and following.style != item.style and not goes_on else None
    before = items[index - 1]
    if before.style == item.style or before.number != item.number - 1:
        return None
    if any(other.style == item.style for other in items[:index]):
        own = next(other for other in reversed(items[:index]) if other.style == item.style)
        if own.number == item.number - 1:
            return None  # its own series goes on: 一、 （一） （二） 二、 （三）
    after = next((other for other in items[index + 1 :] if other.style == before.style), None)
    if after is None:
        return before if item.number >= FEWEST else None
    return before if after.number == item.number + 1 else None


@document_rule(
    "NUM11",
    "numbering",
    Severity.ERROR,
    fires=(
        "一、主要工作\n抓学习。\n二、存在问题\n不少。\n⟦（三）⟧下步打算\n抓好。\n四、结语\n完。",
        "一、工作\n（一）学习。学。\n（二）组织。抓。\n⟦三、⟧纪律。严。\n（四）作风。改。\n二、问题\n不少。",
        "⟦（一）⟧主要工作\n抓学习。\n二、存在问题\n不少。\n三、下步打算\n抓好。",
    ),
    quiet=(
        "一、工作\n（一）学习。学。\n（二）组织。抓。\n二、问题\n（三）纪律。严。\n（四）作风。改。",
        "一、工作\n1.学习。学。\n2.组织。抓。\n二、问题\n（一）纪律。严。\n（二）作风。改。",
    ),
    source="GB/T 9704-2012 7.3.3",
)
def other_level(document: Document, _context: Context) -> Iterable[Hit]:
    """标题的层次序号用错（该用“一、”却用“（一）”）"""
    for item, right in document.once(strays).values():
        message = f"序号“{item.marker}”的层次不对，按前后次序应为“{right}”"
        yield Hit(item.start, item.end, message, (right,))
