"""The marker that each node should have."""

import re
from dataclasses import replace

from reports.outline import numerals
from reports.outline.markers import Style, leading
from reports.outline.tree import Node, Outline
from reports.outline.writer import located

_BY_LEVEL = (Style.HAN, Style.BRACKETED_HAN, Style.ARABIC, Style.BRACKETED_ARABIC, Style.CIRCLED)
_WORDS = (Style.IS, Style.MUST, Style.NTH)
_NUMERAL = re.compile(f"[{numerals.HAN}]+|[{numerals.ARABIC}]+|[{numerals.SINGLES}]")


def marker_like(sample: str, level: int, ordinal: int) -> str:
    """The marker of `ordinal` in the style of `sample`: brackets full-width, no stray blanks.

    With an empty sample, or one that is no marker, the standard style of `level`
    (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）, and ① for what is deeper. Raises ValueError where
    the style does not count that far (① to 50, the others to 999).
    """
    marker = leading(sample)
    if marker is None or marker.text != sample:
        sample = _BY_LEVEL[min(max(level, 1), len(_BY_LEVEL)) - 1].value
        return marker_like(sample, level, ordinal)
    if not 1 <= ordinal <= numerals.LARGEST:
        raise ValueError(ordinal)
    match marker.style:
        case Style.BRACKETED_HAN:
            return f"（{numerals.han(ordinal)}）"
        case Style.BRACKETED_ARABIC:
            return f"（{ordinal}）"
        case Style.CIRCLED:
            return numerals.circled(ordinal)
    return "".join(
        _NUMERAL.sub(lambda found: _like(found.group(), ordinal), sample, count=1).split()
    )


def _like(numeral: str, ordinal: int) -> str:
    """`ordinal` in the writing of `numeral`."""
    if numeral.isdecimal():
        return str(ordinal)
    return numerals.han(ordinal) if numeral[0] in numerals.HAN else f"{ordinal}."


def renumber(outline: Outline) -> Outline:
    """The outline with every marker made true; words and blanks stay as they are.

    Numbered by position among the siblings of one style. Kept as the author meant them: 1. running
    on from one section to the next, a second series that begins again with 一 and 二, and 一是…
    whose beginning lies inside a paragraph. A heading without a marker gets one; passages and
    level 0 have none. Points inside paragraphs are text and stay.
    """
    return located(replace(outline, nodes=_Numbering().group(outline.nodes)))


class _Numbering:
    """Walks the groups of siblings in the order of the text."""

    def __init__(self) -> None:
        # Where the last group of a level and style ended: as printed, and truly.
        self.ended: dict[tuple[int, Style], tuple[int | None, int]] = {}

    def group(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """One group of siblings, each with what is below it."""
        styles = _styles(nodes)
        successors = _successors(nodes, styles)
        counts: dict[Style, int] = {}
        length: dict[Style, int] = {}
        numbered: list[Node] = []
        for node, named, successor in zip(nodes, styles, successors, strict=True):
            if named is None:
                if node.level == 0:
                    counts.clear()
                for words in _WORDS if not node.marker else ():
                    counts.pop(words, None)
                numbered.append(replace(node, children=self.group(node.children)))
                continue
            style, sample = named
            restarts = node.number == 1 and successor == 2 and length.get(style, 0) > 1  # noqa: PLR2004
            if style not in counts or restarts:
                counts[style], length[style] = self._start(node, style, restarts), 0
            else:
                counts[style] += 1
            length[style] += 1
            ordinal = counts[style]
            self.ended[node.level, style] = (node.number, ordinal)
            numbered.append(self._marked(node, sample, ordinal))
        return tuple(numbered)

    def _start(self, node: Node, style: Style, restarts: bool) -> int:  # noqa: FBT001
        if restarts or not node.number:
            return 1
        if style in _WORDS:
            return node.number
        printed, true = self.ended.get((node.level, style), (None, 0))
        # One number before proves no habit of running on.
        runs_on = printed is not None and true > 1 and node.number == printed + 1
        return true + 1 if runs_on else 1

    def _marked(self, node: Node, sample: str, ordinal: int) -> Node:
        children = self.group(node.children)
        try:
            marker = marker_like(sample, node.level, ordinal)
        except ValueError:  # nobody counts that far; leave what is written
            return replace(node, children=children)
        return replace(node, marker=marker, number=ordinal, children=children)


def _styles(nodes: tuple[Node, ...]) -> list[tuple[Style, str] | None]:
    """Style of each sibling with a marker to go by; None for what is not numbered."""
    found: list[tuple[Style, str] | None] = []
    latest = next((n.marker for n in nodes if n.marker), "")
    for node in nodes:
        if node.level == 0 or not (node.marker or node.heading):
            found.append(None)
            continue
        latest = node.marker or latest or marker_like("", node.level, 1)
        marker = leading(latest)
        found.append((marker.style, latest) if marker else None)
    return found


def _successors(
    nodes: tuple[Node, ...], styles: list[tuple[Style, str] | None]
) -> list[int | None]:
    """For each sibling the printed number of the next one of its style."""
    latest: dict[Style, int | None] = {}
    found: list[int | None] = []
    for node, named in zip(reversed(nodes), reversed(styles), strict=True):
        found.append(latest.get(named[0]) if named else None)
        if named:
            latest[named[0]] = node.number
    return found[::-1]
