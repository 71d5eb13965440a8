"""Which sentences of a text stand, word for word or nearly, in another text or twice in one.

Digits, years and the names of units do not count: who copies last year's report changes those
first. Texts are compared by shingles of eight characters; two independent reports of this genre
share less than seven in a hundred of them.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

SENTENCE = re.compile(r"[^。！？；;!?\n]+[。！？；;!?]?")
SHORTEST = 15  # Chinese characters of a sentence that is worth comparing
SHINGLE = 8
NEARLY = 0.8  # share of shingles from which a sentence is a copy
LITTLE = 8  # Chinese characters that must be left when all formulas are taken away
DIGITS = re.compile(r"[\d０-９]+(?:[.．][\d０-９]+)?")
HAN_RUN = re.compile(r"[一-鿿]+")
NOT_HAN = re.compile(r"[^一-鿿0]")
ENUMERATED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十][是要])"
)


class Sentence(NamedTuple):
    """A sentence with its offsets; `key` is what is compared of it."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Copy:
    """`sentence` stands in the other text as `original`; `share` of its shingles do."""

    sentence: Sentence
    original: Sentence
    share: float


@lru_cache(maxsize=16)
def sentences(text: str, names: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    """The sentences of `text` that are long enough to be compared, `names` left out of the keys."""
    found = []
    offset = 0
    for line in text.split("\n"):
        if len(line) >= SHORTEST:
            found += [
                Sentence(offset + start, offset + end, words, key)
                for start, end, words, key in _of_line(line, names)
            ]
        offset += len(line) + 1
    return tuple(found)


@lru_cache(maxsize=4096)
def _of_line(line: str, names: tuple[str, ...]) -> tuple[Sentence, ...]:
    """The same of a line: of a report that is being written nearly all lines are as they were."""
    found = []
    for match in SENTENCE.finditer(line):
        start, end = match.span()
        marker = ENUMERATED.match(match.group())
        if marker:
            start += marker.end()
        while start < end and line[start].isspace():
            start += 1
        key = _key(line[start:end], names)
        if len(key) >= SHORTEST:
            found.append(Sentence(start, end, line[start:end], key))
    return tuple(found)


def _key(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "") if name else text
    return NOT_HAN.sub("", DIGITS.sub("0", text))


class Originals:
    """A text that others may have been copied from."""

    def __init__(self, text: str, names: tuple[str, ...] = ()) -> None:
        """`names` are those of the unit, which do not count."""
        self._sentences = sentences(text, names)
        self._by_key = {sentence.key: sentence for sentence in reversed(self._sentences)}
        self._by_shingle: dict[str, list[int]] = defaultdict(list)
        for index, sentence in enumerate(self._sentences):
            for shingle in set(_shingles(sentence.key)):
                self._by_shingle[shingle].append(index)

    def copies(self, text: str, names: tuple[str, ...] = ()) -> Iterator[Copy]:
        """The sentences of `text` that stand here, in order."""
        for sentence in sentences(text, names):
            original = self._by_key.get(sentence.key)
            if original is not None:
                yield Copy(sentence, original, 1.0)
                continue
            shingles = set(_shingles(sentence.key))
            shared: dict[int, int] = defaultdict(int)
            for shingle in shingles:
                # A shingle that stands everywhere is a formula and says nothing.
                for index in self._by_shingle.get(shingle, ())[:SHINGLE]:
                    shared[index] += 1
            if shared:
                index = max(shared, key=lambda one: (shared[one], -one))
                share = shared[index] / len(shingles)
                if share >= NEARLY:
                    yield Copy(sentence, self._sentences[index], share)


def twice(text: str, names: tuple[str, ...] = ()) -> Iterator[tuple[Sentence, Sentence]]:
    """Each sentence that has stood in `text` before, with where it stood first."""
    first: dict[str, Sentence] = {}
    for sentence in sentences(text, names):
        known = first.setdefault(sentence.key, sentence)
        if known is not sentence:
            yield known, sentence


def passages_twice(text: str, length: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Stretches of `length` Chinese characters or more that stand twice, as widely as they agree.

    Each as (first place, second place); marks between the characters do not count.
    """
    step = length // 2  # every stretch holds a whole block of half its length
    lines = text.split("\n")
    blocks = [_blocks(line, step) for line in lines]
    han = "".join([own for own, _found in blocks])
    first: dict[str, int] = {}
    at = len(han)
    for own, found in reversed(blocks):
        at -= len(own)
        first.update(zip(reversed(found), range(at + len(found) - 1, at - 1, -1), strict=True))
    twice_there = []
    done = 0
    for at in range(0, len(han) - step + 1, step):
        known = first.get(han[at : at + step], at)
        if at < done or known + step > at:
            continue
        left, right = _agreement(han, known, at, done)
        if right - left >= length:
            done = right
            twice_there.append((known - (at - left), left, right))
    if not twice_there:
        return []
    places = _Places(lines, [len(own) for own, _found in blocks])
    return [
        (places.span(known, known + right - left), places.span(left, right))
        for known, left, right in twice_there
    ]


@lru_cache(maxsize=4096)
def _blocks(line: str, size: int) -> tuple[str, tuple[str, ...]]:
    """The Chinese characters of a line, and every stretch of `size` of them in order."""
    han = "".join(HAN_RUN.findall(line))
    return han, tuple([han[at : at + size] for at in range(len(han) - size + 1)])


def _agreement(han: str, known: int, at: int, done: int) -> tuple[int, int]:
    """How far what stands at `at`, after `done`, is what stands at `known` before it."""
    left = right = at
    shift = at - known
    while left > max(shift, done) and han[left - 1] == han[left - 1 - shift]:
        left -= 1
    while right < len(han) and right - shift < left and han[right] == han[right - shift]:
        right += 1
    return left, right


class _Places:
    """Where in a text its Chinese characters stand, counted through."""

    def __init__(self, lines: list[str], counts: list[int]) -> None:
        """`counts`: how many Chinese characters each of `lines` has."""
        self._lines = lines
        self._before = list(accumulate(counts, initial=0))
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._in_line = cache(self._in)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._place(start), self._place(end - 1) + 1

    def _place(self, index: int) -> int:
        line = bisect_right(self._before, index) - 1
        return self._starts[line] + self._in_line(line)[index - self._before[line]]

    def _in(self, line: int) -> list[int]:
        return [at for run in HAN_RUN.finditer(self._lines[line]) for at in range(*run.span())]


def _shingles(key: str) -> Iterator[str]:
    if len(key) <= SHINGLE:
        yield key
    for start in range(len(key) - SHINGLE + 1):
        yield key[start : start + SHINGLE]
