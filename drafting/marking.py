"""Marks in the running text of a page: findings, comments, where problems and measures stand."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafting.checking.findings import Found, Panel
from drafting.checks.finding import Severity
from drafting.talking.quoting import Placed

# From this length on a mark is no longer about words but about what they say.
PASSAGE = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """From `start` to `end` of the text: a finding, a comment, or a place that a link leads to."""

    start: int
    end: int
    found: Found | None = None
    remark: Placed | None = None

    @property
    def is_place(self) -> bool:
        """Whether it is only there to be found."""
        return self.found is None and self.remark is None


class Marks:
    """Marks of one page. Each is drawn once, in as many pieces as others cut it into."""

    def __init__(self, marks: Iterable[Mark], *, is_selectable: bool = False) -> None:
        """In the order of the text; empty ones mark nothing.

        Where words can be selected, each stretch says at which offset of the text it stands.
        """
        self.is_selectable = is_selectable
        self._marks = sorted((m for m in marks if m.start < m.end), key=lambda m: m.start)
        self._named: set[str] = set()

    def html(self, text: str, offset: int) -> SafeString:
        """`text`, which stands at `offset`, with the marks that fall on it; no word is added."""
        end = offset + len(text)
        own = [mark for mark in self._marks if mark.start < end and mark.end > offset]
        edges = {offset, end, *(m.start for m in own), *(m.end for m in own)}
        cuts = sorted(edge for edge in edges if offset <= edge <= end)
        words = format_html_join(
            "",
            "{}",
            (
                (self._piece(text[low - offset : high - offset], low, high, own),)
                for low, high in itertools.pairwise(cuts)
            ),
        )
        if self.is_selectable and text:
            return format_html('<span data-at="{}">{}</span>', offset, words)
        return words

    def _piece(self, words: str, low: int, high: int, own: list[Mark]) -> str | SafeString:
        over = [mark for mark in own if mark.start <= low and high <= mark.end]
        found = sorted(
            (mark.found for mark in over if mark.found),
            key=lambda each: (each.dismissal is not None, each.finding.severity.rank),
        )
        piece = self._link(words, found) if found else words
        for mark in over:
            if mark.is_place and (name := self._name(place_id(mark.start))):
                piece = format_html('<span id="{}">{}</span>', name, piece)
        remarks = [mark.remark for mark in over if mark.remark]
        return self._remarked(piece, remarks) if remarks else piece

    def _remarked(self, piece: str | SafeString, remarks: list[Placed]) -> SafeString:
        """The piece under the comments on it; their ids stand where they begin."""
        keys = " ".join(remark.key for remark in remarks)
        for remark in remarks[1:]:
            if name := self._name(f"said-{remark.key}"):
                piece = format_html('<span id="{}">{}</span>', name, piece)
        name = self._name(f"said-{remarks[0].key}")
        return format_html(
            '<mark class="remark"{} data-remarks="{}">{}</mark>',
            format_html(' id="{}"', name) if name else "",
            keys,
            piece,
        )

    def _link(self, words: str, found: list[Found]) -> SafeString:
        first = found[0]
        name = self._name(f"seen-{first.key}")
        return format_html(
            '<a class="seen seen-{}"{} href="#finding-{}" data-note="{}" aria-describedby="{}">{}</a>',
            style_of(first),
            format_html(' id="{}"', name) if name else "",
            first.key,
            "\n".join(dict.fromkeys(map(note_of, found))),
            f"message-{first.key}",
            words,
        )

    def _name(self, name: str) -> str:
        """`name` the first time, so that an id stands once on the page."""
        if name in self._named:
            return ""
        self._named.add(name)
        return name


def marks_of(panel: Panel | None, remarks: Iterable[Placed] | None = None) -> Marks:
    """The marks of everything found, of the problems and measures that the table names, of remarks.

    Where there may be `remarks` (be it none so far), words can be selected.
    """
    marks = [Mark(r.found.start, r.found.end, remark=r) for r in remarks or () if r.found]
    if panel:
        marks += [Mark(f.finding.start, f.finding.end, f) for f in panel.found]
        items = {item for pair in panel.pairs for item in (pair.problem, *pair.measures)}
        marks += [Mark(item.start, item.end) for item in items]
    return Marks(marks, is_selectable=remarks is not None)


def place_id(start: int) -> str:
    """Id of the place where a problem or a measure begins."""
    return f"at-{start}"


def style_of(found: Found) -> str:
    """How a mark looks: long passages of which something is remarked are only hinted at."""
    if found.dismissal:
        return "dismissed"
    finding = found.finding
    is_passage = finding.severity == Severity.INFO and len(finding.text) > PASSAGE
    return "passage" if is_passage else finding.severity


def note_of(found: Found) -> str:
    """What is said of a finding, with the word that somebody has said on it."""
    if found.dismissal:
        return f"{found.finding.message}（{found.dismissal.by}：{found.dismissal.reason}）"
    return found.finding.message
