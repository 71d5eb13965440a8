"""What rules may look at: text, lines, sentences, tokens and nodes, each computed once."""

import bisect
import re
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from drafting.checks import phrases, segmentation
from drafting.checks.fuzzy import Scan
from drafting.checks.lexicon import Finder
from drafting.checks.triggers import Met
from reports.outline.markers import leading
from reports.outline.points import points
from reports.outline.tree import Node, Outline, Paragraph, Point, walk
from reports.outline.writer import located, write

LINE_END = re.compile(r"\r\n|\n|\r")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Half of a surrogate pair is in no text that can be cut into words.
PARTING = "\ud800"
SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]?[”’」』）)]*")
OPENING = re.compile("[“《]")
CLOSING = {"“": "”", "《": "》"}
Result = TypeVar("Result")


class Token(NamedTuple):
    """A word with its offsets in its line."""

    text: str
    start: int
    end: int


class Line:
    """A physical line of the text: the unit that line rules see, and that is cached.

    A line rule sees nothing else, so that its findings depend on the line's words alone.
    """

    def __init__(self, text: str, met: Met | None = None) -> None:
        """`text` without its line end; `met` is what is known of it already."""
        self.text = text
        self._met = met
        self._right: dict[tuple[str, ...], tuple[list[tuple[int, int]], bytearray]] = {}

    def found(self, finder: Finder) -> list[tuple[int, int, str]]:
        """What `finder` finds in the line: without another pass where its words are a rule's `needs`."""
        places = self._met and self._met.of(finder)
        if places is None:
            return finder.find(self.text)
        return [(start, end, self.text[start:end]) for start, end in places]

    def strings(self, finder: Finder) -> set[str]:
        """Which of the finder's strings are in the line, overlapping or not."""
        own = self._met and self._met.triggers.own(finder)
        if self._met is None or own is None:
            return {string for string in finder.strings if string in self.text}
        return {self.text[start:end] for start, end, word in self._met.matches if word in own}

    @cached_property
    def _cut(self) -> tuple[list[str], list[int]]:
        return segmentation.cut(self.text)

    @property
    def words(self) -> list[str]:
        """The words of the line in order, every character in exactly one."""
        return self._cut[0]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """`words` with their offsets; for rules that look at few of them, `token` is cheaper."""
        words, places = self._cut
        return tuple(map(Token, words, places, places[1:]))

    def token(self, index: int) -> Token:
        """One of `tokens`."""
        words, places = self._cut
        return Token(words[index], places[index], places[index + 1])

    @cached_property
    def expressions(self) -> Scan:
        """Known expressions: those that stand as they should, and what is one edit away from one."""
        return phrases.index().scan(self.text)

    def right(self, words: tuple[str, ...]) -> tuple[list[tuple[int, int]], bytearray]:
        """Where known expressions stand, and `words`: the organisation's names, its own words.

        The places, and for each character (and the end) whether it lies in one of them.
        """
        known = self._right.get(words)
        if known is None:
            places = list(self.expressions.right)
            for word in words:
                start = self.text.find(word) if word else -1
                while start >= 0:
                    places.append((start, start + len(word)))
                    start = self.text.find(word, start + 1)
            covered = bytearray(len(self.text) + 1)
            for start, end in places:
                covered[start:end] = b"\1" * (end - start)
            known = self._right[words] = places, covered
        return known

    @cached_property
    def parted(self) -> str:
        """The words with `PARTING` between them and twice at both ends: so patterns can tell words.

        What the segmenter has only guessed to be a word is taken apart into single characters.
        """
        words, _places = self._cut
        guessed = segmentation.guessed(words)
        if guessed:
            words = [PARTING.join(word) if word in guessed else word for word in words]
        return f"{PARTING}{PARTING}{PARTING.join(words)}{PARTING}{PARTING}"

    def token_index(self, offset: int) -> int:
        """Which of `tokens` holds the character at `offset`."""
        words, places = self._cut
        return bisect.bisect_right(places, offset, hi=len(words)) - 1

    def splits_word(self, offset: int) -> bool:
        """Whether a word of the dictionary has begun before `offset` and ends after it."""
        if not 0 < offset < len(self.text):
            return False
        token = self.token(self.token_index(offset))
        return token.start < offset and segmentation.is_word(token.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence or clause closed by 。！？；, offsets in the line."""
        return tuple(
            match.span() for match in SENTENCE.finditer(self.text) if match.group().strip()
        )

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Start and end (marks included) of what stands in “…” or 《…》."""
        found, end = [], 0
        closing = dict(CLOSING)
        for match in OPENING.finditer(self.text):
            start, mark = match.start(), match.group()
            if start < end or mark not in closing:
                continue
            closed = self.text.find(closing[mark], start)
            if closed < 0:
                del closing[mark]  # nor do those that follow it: not to be looked for again
                continue
            end = closed + 1
            found.append((start, end))
        return tuple(found)

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether `[start:end]` lies inside a quotation or a title."""
        return any(opening < start and end < closing for opening, closing in self.quoted)


def encodable(outline: Outline) -> tuple[Outline, str]:
    """`outline` and its text without halves of surrogate pairs.

    Over these the compiled libraries stumble.
    """
    text = write(outline)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _whole(outline), LONE_SURROGATE.sub("\ufffd", text)
    return outline, text


Part = TypeVar("Part", Outline, Node, Paragraph)


def _whole(part: Part) -> Part:
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str):
            changed[field.name] = LONE_SURROGATE.sub("\ufffd", value)
        elif isinstance(value, Paragraph):
            changed[field.name] = _whole(value)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(map(_whole_item, value))
    return replace(part, **changed)


def _whole_item(item: object) -> object:
    if isinstance(item, Node):
        return _whole(item)
    return _whole(item) if isinstance(item, Paragraph) else item


# Remembered: of a report that is being written nearly all paragraphs are as they were.
_points = lru_cache(maxsize=2048)(points)


class Document:
    """A report as the rules see it. Offsets are into `text`, which is what `write` gives."""

    def __init__(self, outline: Outline) -> None:
        """Spans of `outline` are set anew, so it may come from rows as well as from a reader.

        Halves of surrogate pairs, which no encoding knows, become U+FFFD: offsets stay.
        """
        whole, self.text = encodable(outline)
        self.outline = located(whole)
        self._computed: dict[Callable[[Document], Any], Any] = {}

    @cached_property
    def lines(self) -> tuple[tuple[int, Line], ...]:
        """Every line with the offset of its first character."""
        lines, offset = [], 0
        for ending in LINE_END.finditer(self.text):
            lines.append((offset, Line(self.text[offset : ending.start()])))
            offset = ending.end()
        return (*lines, (offset, Line(self.text[offset:])))

    def once(self, function: Callable[["Document"], Result]) -> Result:
        """What `function` gives for this document, computed once for all rules that ask."""
        if function not in self._computed:
            self._computed[function] = function(self)
        given: Result = self._computed[function]
        return given

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node in the order of the text."""
        return tuple(walk(self.outline.nodes))

    @cached_property
    def headings(self) -> tuple[tuple[Node, ...], ...]:
        """Headings of one parent and one style of marker together, in the order of the text."""
        found: list[tuple[Node, ...]] = []
        for nodes in (self.outline.nodes, *(node.children for node in self.nodes)):
            styles: dict[str, list[Node]] = {}
            for node in nodes:
                marker = leading(node.marker)
                if node.heading and marker:
                    styles.setdefault(marker.style, []).append(node)
            found += map(tuple, styles.values())
        return tuple(found)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [offset for offset, _line in self.lines]

    @cached_property
    def paragraphs(self) -> tuple[tuple[Node, Paragraph], ...]:
        """Every paragraph of the text between title and signature, with the node it stands in."""
        return tuple((node, paragraph) for node in self.nodes for paragraph in node.paragraphs)

    @cached_property
    def points(self) -> tuple[tuple[int, tuple[Point, ...]], ...]:
        """The run-in points of each paragraph that has any, with the paragraph's offset."""
        found = ((p.span.start, _points(p.text)) for _node, p in self.paragraphs)
        return tuple((start, given) for start, given in found if given)

    def place(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        index = max(0, bisect.bisect_right(self._line_starts, offset) - 1)
        start = self._line_starts[index] if self._line_starts else 0
        return index + 1, offset - start + 1

    def heading_span(self, node: Node) -> tuple[int, int]:
        """Offsets of a node's heading without its marker; empty when it has none."""
        start = node.span.start + len(node.indent) + len(node.marker) + len(node.gap)
        return start, start + len(node.heading or "")

    def marker_span(self, node: Node) -> tuple[int, int]:
        """Offsets of a node's marker."""
        start = node.span.start + len(node.indent)
        return start, start + len(node.marker)
