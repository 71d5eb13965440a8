"""What one report gives to an export: pure functions, run in processes of their own.

No Django is loaded here, so that such a process starts fast and stays small.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.outline.tree import Outline
from reports.word.formal import Imprint, RedHead
from reports.word.geometry import Layout
from reports.word.typeset import typeset
from reports.word.volume import fragment


@dataclass(frozen=True, slots=True)
class Order:
    """A report to be made, with all that it needs; `number` is its place from 0."""

    number: int
    outline: Outline
    title: str
    organization: str
    layout: Layout
    renumbered: bool = False
    red_head: RedHead | None = None
    imprint: Imprint | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: bytes to keep, facts for the whole, or the `fault` that there is none."""

    content: bytes = b""
    facts: dict[str, Any] | None = None
    fault: str = ""


def word(order: Order) -> Made:
    """The report as a document of its own."""
    return Made(
        typeset(
            order.outline,
            renumbered=order.renumbered,
            layout=order.layout,
            red_head=order.red_head,
            imprint=order.imprint,
        )
    )


def piece(order: Order) -> Made:
    """The report as a piece of a volume."""
    xml, made = fragment(
        order.outline,
        order.number,
        title=order.title,
        organization=order.organization,
        layout=order.layout,
        renumbered=order.renumbered,
    )
    return Made(xml.encode(), {"entry": made.entry, "pages": made.pages})


def problems(order: Order) -> Made:
    """Its problems, each with the measures that answer it."""
    from drafting.exporting import lists  # slow: it loads what the check knows

    return Made(_rows(lists.problems_of(order.outline)))


def measures(order: Order) -> Made:
    """Its measures, each with the problems that it answers."""
    from drafting.exporting import lists  # slow: it loads what the check knows

    return Made(_rows(lists.measures_of(order.outline)))


def _rows(rows: object) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")


MAKERS: dict[str, Callable[[Order], Made]] = {
    "zip": word,
    "volume": piece,
    "problems_docx": problems,
    "problems_xlsx": problems,
    "measures_docx": measures,
    "measures_xlsx": measures,
}


def make(kind: str, order: Order) -> Made:
    """Make one; whatever goes wrong with it concerns this report alone."""
    try:
        return MAKERS[kind](order)
    except Exception as error:  # noqa: BLE001 - the others go on, and the index names this one
        return Made(fault=f"排版时出错（{type(error).__name__}），请打开这份报告检查内容后再导出")
