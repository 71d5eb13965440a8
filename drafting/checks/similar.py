"""Which sentences of a text stand, word for word or nearly, in another text or twice in one.

Digits, years and the names of units do not count: who copies last year's report changes those
first. Texts are compared by shingles of eight characters; two independent reports of this genre
share less than seven in a hundred of them.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

SENTENCE = re.compile(r"[^。！？；;!?\n]+[。！？；;!?]?")
SHORTEST = 15  # Chinese characters of a sentence that is worth comparing
SHINGLE = 8
NEARLY = 0.8  # share of shingles from which a sentence is a copy
LITTLE = 8  # Chinese characters that must be left when all formulas are taken away
DIGITS = re.compile(r"\d+(?:[.．]\d+)?")
HAN_RUN = re.compile(r"[一-鿿]+")
HAN_OF_LINES = re.compile(r"[一-鿿\n]+")
COMPARED = re.compile(r"[一-鿿0\n]+")
# What stands before the words of a sentence: blanks, and a number.
OPENING = re.compile(
    r"\s*(?:(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十][是要])\s*)?"
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
    places = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        if end - start >= SHORTEST and (opening := OPENING.match(text, start, end)):
            places.append((opening.end(), end))
    if not places:
        return ()
    bodies = [text[start:end] for start, end in places]
    return tuple(
        [
            Sentence(start, end, body, key)
            for (start, end), body, key in zip(places, bodies, _keys(bodies, names), strict=True)
            if len(key) >= SHORTEST
        ]
    )


def _keys(bodies: list[str], names: Iterable[str]) -> list[str]:
    """What is compared of each sentence; all are gone through at once, which is far quicker."""
    for name in filter(None, names):
        bodies = [body.replace(name, "") for body in bodies]
    return "".join(COMPARED.findall(DIGITS.sub("0", "\n".join(bodies)))).split("\n")


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
    by_line = "".join(HAN_OF_LINES.findall(text))
    lines = by_line.split("\n")
    han = "".join(lines)
    step = length // 2  # every stretch holds a whole block of half its length
    blocks: dict[int, str] = {}
    begin, looked_at = 0, -1
    for piece in _repeated(han, length):
        if piece <= looked_at:
            continue  # its blocks are there
        begin = max(begin, max(0, piece - _SEVEN + step) // step * step)
        end = min(piece + length, len(han)) - step + 1
        blocks.update([(at, han[at : at + step]) for at in range(begin, end, step)])
        begin = max(begin, (end - 1) // step * step + step)
        looked_at = begin - length + step - 1
    if not blocks:
        return []
    first = _first_places(blocks.values(), by_line)
    breaks = list(accumulate([len(line) + 1 for line in lines]))
    twice_there = []
    done = 0
    for at, block in blocks.items():
        place = first.get(block, -1)
        known = place - bisect_right(breaks, place)
        if at < done or place < 0 or known + step > at:
            continue
        left, right = _agreement(han, known, at, done)
        if right - left >= length:
            done = right
            twice_there.append((known - (at - left), left, right))
    if not twice_there:
        return []
    places = _Places(text.split("\n"), [len(line) for line in lines])
    return [
        (places.span(known, known + right - left), places.span(left, right))
        for known, left, right in twice_there
    ]


# Of seven places in a row and the seven at whatever distance from them, one pair is numbered so that
# both leave one of these remainders when divided by seven. Only pieces that begin at such places
# need be compared.
_SEVEN, _COMPARED = 7, (0, 1, 3)
_WIDTH = 2  # bytes of a Chinese character as it is coded to be cut


def _repeated(han: str, length: int) -> list[int]:
    """Where in `han` pieces stand that have stood before; each stretch of `length` has one.

    That is, one that begins among its first seven characters.
    """
    size = min(_SEVEN, length - _SEVEN + 1)
    rounds = len(han) // _SEVEN + 1
    coded = (han + "\0" * 2 * _SEVEN).encode("utf-16-le")
    cut = Struct(f"{_WIDTH * size}s{_WIDTH * (_SEVEN - size)}x" * rounds)
    pieces = [b""] * (rounds * len(_COMPARED))
    for index, offset in enumerate(_COMPARED):
        pieces[index :: len(_COMPARED)] = cut.unpack_from(coded, _WIDTH * offset)
    first: dict[bytes, int] = {}
    return [
        index // len(_COMPARED) * _SEVEN + _COMPARED[index % len(_COMPARED)]
        for index, piece in enumerate(pieces)
        if first.setdefault(piece, index) != index
    ]


FEW = 100  # blocks that are looked for one by one; for more, one pass over the text is quicker


def _first_places(blocks: Collection[str], text: str) -> dict[str, int]:
    """Where in `text` each of `blocks` (all as long) stands first; -1 or nothing where it does not."""
    if len(blocks) <= FEW:
        return {block: text.find(block) for block in blocks}
    wanted = set(blocks)
    size = len(next(iter(wanted)))
    places = range(len(text) - size, -1, -1)
    return {block: at for at in places if (block := text[at : at + size]) in wanted}


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
