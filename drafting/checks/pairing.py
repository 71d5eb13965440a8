"""Problems and the measures that answer them: the table that the reviewer reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from drafting.checks import lexicon
from drafting.checks.document import Document
from drafting.checks.keywords import keywords
from reports.outline.points import points
from reports.outline.tree import Node, Paragraph, Role

ENOUGH = 0.9  # the score from which a measure answers a problem
BESIDE = 0.35  # what the same position in a list of the same length is worth
HEAD = 160  # characters of an item that tell its subject
MOST = 60  # items; no report has more


@dataclass(frozen=True, slots=True)
class Item:
    """A problem or a measure: its first words, and where it stands in the text."""

    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem with the measures that answer it, the likeliest first; none: unanswered.

    `by` tells why: `heading` (the heading names both), `words` (they speak of the same), `""`.
    """

    problem: Item
    measures: tuple[Item, ...] = ()
    by: str = ""


# Themes of an item's title and of its first words, and the words that tell most of it.
_Subject = tuple[frozenset[str], frozenset[str], frozenset[str]]


def pairs(document: Document) -> tuple[Pair, ...]:
    """Every problem of a report in order; empty where it has no problems or no measures."""
    found = [Pair(item, (item,), "heading") for item in _in_one_heading(document)]
    problems = items(document, Role.PROBLEMS)
    measures = items(document, Role.MEASURES)
    if problems and measures:
        subjects = [_subject(measure) for measure in measures]
        for index, problem in enumerate(problems):
            found.append(_pair(problem, index, len(problems), measures, subjects))
    return tuple(found)


def _pair(
    problem: Item, index: int, count: int, measures: Sequence[Item], subjects: Sequence[_Subject]
) -> Pair:
    scores = []
    own = _subject(problem)
    for place, subject in enumerate(subjects):
        score = _likeness(own, subject)
        if place == index and count == len(measures) and score:
            score += BESIDE
        scores.append((score, place))
    answering = sorted((-score, place) for score, place in scores if score >= ENOUGH)[:3]
    return Pair(
        problem, tuple(measures[i] for _score, i in answering), "words" if answering else ""
    )


def _subject(item: Item) -> _Subject:
    head = item.text[:HEAD]
    return themes(item.title), themes(head), frozenset(keywords(head))


def _likeness(problem: _Subject, measure: _Subject) -> float:
    """How much two items speak of the same: 1 for a theme in both titles, and shared key words."""
    score = 0.0
    titles, bodies = (problem[0], measure[0]), (problem[1], measure[1])
    score += 1.0 * len(titles[0] & titles[1])
    score += 0.6 * len((titles[0] & bodies[1]) | (titles[1] & bodies[0]))
    score += 0.25 * len(bodies[0] & bodies[1])
    return score + 0.5 * len(problem[2] & measure[2])


@cache
def _themes() -> tuple[lexicon.Finder, dict[str, tuple[str, ...]]]:
    by_word: dict[str, tuple[str, ...]] = {}
    for row in lexicon.rows("themes"):
        for word in row["words"].split("|"):
            by_word[word] = (*by_word.get(word, ()), row["theme"])
    return lexicon.Finder(by_word), by_word


@lru_cache(maxsize=1024)
def themes(text: str) -> frozenset[str]:
    """The themes of branch work that `text` speaks of."""
    finder, by_word = _themes()
    return frozenset(theme for _s, _e, word in finder.find(text) for theme in by_word[word])


def _in_one_heading(document: Document) -> Iterator[Item]:
    """Sections whose heading names a problem and what to do about it (聚力解决…问题，做…)."""
    for node in document.outline.nodes:
        if _is_paired(node):
            yield Item(node.heading or "", node.heading or "", *document.heading_span(node))


def _is_paired(node: Node) -> bool:
    is_both = set(node.roles) == {Role.PROBLEMS, Role.MEASURES}
    return is_both and any(word in (node.heading or "") for word in ("解决", "破解", "克服"))


def items(document: Document, role: Role) -> tuple[Item, ...]:
    """The problems or the measures of a report in order, whatever answers them."""
    return tuple(_items(document, role))[:MOST]


def _items(document: Document, role: Role) -> Iterator[Item]:
    """The items of all passages that carry `role`."""
    for node in document.outline.nodes:
        yield from _items_of(document, node, role)


def _items_of(document: Document, node: Node, role: Role) -> Iterator[Item]:
    if _is_paired(node):
        return
    marked = [child for child in node.children if child.marker]
    if node.roles == (role,) and marked:
        yield from (_of_node(document, child) for child in marked)
    elif node.roles == (role,) and node.marker and node.level > 1:
        yield _of_node(document, node)
    else:
        # A section of both begins with its problems: 存在问题及下一步工作思路.
        if node.role is role:
            for paragraph in node.paragraphs:
                yield from _of_paragraph(paragraph)
        for child in node.children:
            yield from _items_of(document, child, role)


def _of_node(document: Document, node: Node) -> Item:
    start, _ = document.marker_span(node)
    words = document.text[start : node.span.end].rstrip()
    title = node.heading or words[:30]
    return Item(title, words, start, start + len(words.partition("。")[0].partition("\n")[0]))


def _of_paragraph(paragraph: Paragraph) -> Iterator[Item]:
    """The points of a paragraph up to where the count begins again."""
    last = 0
    for point in points(paragraph.text):
        if point.number <= last:
            return
        last = point.number
        words = point.text.partition("。")[0].partition("；")[0]
        start = paragraph.span.start + point.span.start
        text = paragraph.text[point.span.start : point.span.end]
        yield Item(words, text, start, start + len(point.marker) + len(words))
