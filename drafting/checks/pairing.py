"""Problems and the measures that answer them: the table that the reviewer reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from drafting.checks import lexicon
from drafting.checks.document import Document
from drafting.checks.keywords import keywords
from reports.outline.tree import Node, Paragraph, Point, Role

ENOUGH = 0.9  # the score from which a measure answers a problem
WORD = 0.5  # what a key word is worth that both have
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


class _Subject:
    """What an item speaks of: themes of its title and of its first words, words that tell most."""

    def __init__(self, item: Item) -> None:
        self.head = item.text[:HEAD]
        self.title = themes(item.title)
        self.body = themes(self.head)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(keywords(self.head))


def pairs(document: Document) -> tuple[Pair, ...]:
    """Every problem of a report in order; empty where it has no problems or no measures."""
    found = [Pair(item, (item,), "heading") for item in _in_one_heading(document)]
    problems, measures = _both(document)
    subjects = [_Subject(measure) for measure in measures]
    for index, problem in enumerate(problems):
        own = _Subject(problem)
        beside = _beside(index, problems, measures)
        scores = [
            (_score(own, subject, is_beside=place == beside), place)
            for place, subject in enumerate(subjects)
        ]
        answering = sorted((-score, place) for score, place in scores if score >= ENOUGH)[:3]
        answers = tuple(measures[place] for _score, place in answering)
        found.append(Pair(problem, answers, "words" if answers else ""))
    return tuple(found)


def unanswered(document: Document) -> tuple[list[Item], int]:
    """The problems that no measure answers, and how many problems there are: those of `pairs`."""
    problems, measures = _both(document)
    subjects = [_Subject(measure) for measure in measures]
    without = [
        problem
        for index, problem in enumerate(problems)
        if not _is_answered(problem, subjects, _beside(index, problems, measures))
    ]
    return without, len(problems) + sum(1 for _item in _in_one_heading(document))


def _both(document: Document) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Problems and measures; none where the report has not got both."""
    problems = items(document, Role.PROBLEMS)
    measures = items(document, Role.MEASURES) if problems else ()
    return (problems, measures) if measures else ((), ())


def _beside(index: int, problems: Sequence[Item], measures: Sequence[Item]) -> int:
    """The measure in the same position in a list of the same length; -1 for none."""
    return index if len(problems) == len(measures) else -1


def _is_answered(problem: Item, subjects: Sequence[_Subject], beside: int) -> bool:
    """Whether a measure scores enough; measures are cut only where words may turn the scales."""
    own = _Subject(problem)
    themed = [_themed(own, subject) for subject in subjects]
    for place, score in enumerate(themed):
        if _with_place(score, is_beside=place == beside) >= ENOUGH:
            return True
    everything = "\n".join([subject.head for subject in subjects])
    words = [word for word in own.words if word in everything]
    for place, subject in enumerate(subjects):
        at_most = themed[place] + WORD * len([word for word in words if word in subject.head])
        if (
            _with_place(at_most, is_beside=place == beside) >= ENOUGH
            and _score(own, subject, is_beside=place == beside) >= ENOUGH
        ):
            return True
    return False


def _score(problem: _Subject, measure: _Subject, *, is_beside: bool) -> float:
    """How much two items speak of the same: themes, shared key words, and their positions."""
    score = _themed(problem, measure) + WORD * len(problem.words & measure.words)
    return _with_place(score, is_beside=is_beside)


def _themed(problem: _Subject, measure: _Subject) -> float:
    """What the themes are worth that two items share: 1 for one in both titles."""
    score = 1.0 * len(problem.title & measure.title)
    score += 0.6 * len((problem.title & measure.body) | (measure.title & problem.body))
    return score + 0.25 * len(problem.body & measure.body)


def _with_place(score: float, *, is_beside: bool) -> float:
    """A score with what the same position is worth to items that have anything in common."""
    return score + BESIDE if score and is_beside else score


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
    is_both = len(node.roles) > 1 and set(node.roles) == {Role.PROBLEMS, Role.MEASURES}
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
            found = document.once(_points)
            for paragraph in node.paragraphs:
                yield from _of_paragraph(paragraph, found.get(paragraph.span.start, ()))
        for child in node.children:
            yield from _items_of(document, child, role)


def _of_node(document: Document, node: Node) -> Item:
    start, _ = document.marker_span(node)
    words = document.text[start : node.span.end].rstrip()
    title = node.heading or words[:30]
    return Item(title, words, start, start + len(words.partition("。")[0].partition("\n")[0]))


def _points(document: Document) -> dict[int, tuple[Point, ...]]:
    return dict(document.points)


def _of_paragraph(paragraph: Paragraph, points: Sequence[Point]) -> Iterator[Item]:
    """The points of a paragraph up to where the count begins again."""
    last = 0
    for point in points:
        if point.number <= last:
            return
        last = point.number
        words = point.text.partition("。")[0].partition("；")[0]
        start = paragraph.span.start + point.span.start
        text = paragraph.text[point.span.start : point.span.end]
        yield Item(words, text, start, start + len(point.marker) + len(words))
