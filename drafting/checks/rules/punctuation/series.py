"""Marks between the points of a series: 一是…；二是…。"""

from collections.abc import Iterable, Iterator

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, document_rule
from reports.outline.tree import Point

SOURCE = "GB/T 15834-2011 4.6"


@document_rule(
    "PUN42",
    "punctuation",
    Severity.INFO,
    fires=(
        "一是抓学习。人人参加，个个发言⟦；⟧二是抓组织。建强班子。",
        "一是抓学习⟦；⟧二是抓组织。三是抓纪律。四是抓作风。",
    ),
    quiet=(
        "一是抓学习；二是抓组织；三是抓纪律。",
        "一是抓学习。人人参加。二是抓组织。建强班子。",
    ),
    source=SOURCE,
)
def mixed_ends(document: Document, _context: Context) -> Iterable[Hit]:
    """“一是……；二是……”中分号、句号混用"""
    for offset, found in document.points:
        for points in _series(found):
            ends = [point.text.rstrip()[-1:] for point in points[:-1]]
            if "；" not in ends:
                continue
            at = [offset + _end(point) for point in points[:-1] if _ends_in(point, "；")]
            has_stop = any("。" in point.text.rstrip()[:-1] for point in points[:-1])
            if has_stop or "。" in ends:
                message = (
                    "各项内部已用句号，项与项之间不能再用分号，应为句号"
                    if has_stop
                    else "同组各项有的以分号结尾、有的以句号结尾，应统一"
                )
                related = tuple((place, place + 1) for place in at[1:])
                yield Hit(at[0], at[0] + 1, message, ("。",), related=related)


def _series(found: tuple[Point, ...]) -> Iterator[list[Point]]:
    """The points of a paragraph cut where the count begins again."""
    series: list[Point] = []
    for point in found:
        if series and point.number <= series[-1].number:
            yield series
            series = []
        series.append(point)
    yield series


def _ends_in(point: Point, mark: str) -> bool:
    return point.text.rstrip().endswith(mark)


def _end(point: Point) -> int:
    """Offset of a point's last character in its paragraph."""
    return point.span.start + len(point.marker) + len(point.text.rstrip()) - 1
