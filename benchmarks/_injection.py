"""Errors put into clean text, one at a time, with the place at which they should be found."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafting.checks.likeness import looks_alike, sounds_of
from drafting.checks.segmentation import tokenize

HAN = re.compile(r"[一-鿿]")
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Injected:
    """`text` with an error at `[start:end]`."""

    text: str
    start: int
    end: int


Kind = Callable[[str, random.Random], Injected | None]


def half_width_mark(text: str, chance: random.Random) -> Injected | None:
    """A comma, semicolon or colon between Chinese characters in its half-width form."""
    marks = {"，": ",", "；": ";", "：": ":"}
    place = _any(re.finditer(r"(?<=[一-鿿])[，；：](?=[一-鿿])", text), chance)
    return None if place is None else _replaced(text, place, marks[text[place]])


def lost_bracket(text: str, chance: random.Random) -> Injected | None:
    """One of a pair of brackets, titles or quotation marks taken away."""
    pairs = re.finditer(r"“[^”\n]{2,12}”|《[^》\n]{2,20}》|（[^）\n]{2,20}）", text)
    places = [match.span() for match in pairs]
    if not places:
        return None
    start, end = chance.choice(places)
    at = chance.choice((start, end - 1))
    return Injected(text[:at] + text[at + 1 :], start, end - 1)


def placeholder(text: str, chance: random.Random) -> Injected | None:
    """A number replaced by X or XX."""
    found = [match.span() for match in re.finditer(r"(?<![\d.])\d{1,3}(?=[次名个条篇件人])", text)]
    if not found:
        return None
    start, end = chance.choice(found)
    mark = chance.choice(("X", "XX", "×"))
    return Injected(text[:start] + mark + text[end:], start, start + len(mark))


def doubled_word(text: str, chance: random.Random) -> Injected | None:
    """A word of two characters or more written twice."""
    words = [(s, e) for word, s, e in tokenize(text) if len(word) > 1 and _is_han(word)]
    if not words:
        return None
    start, end = chance.choice(words)
    return Injected(text[:end] + text[start:end] + text[end:], start, end + end - start)


def number_out_of_order(text: str, chance: random.Random) -> Injected | None:
    """The second or a later heading or point of a series with another number."""
    pattern = rf"(?m)^（?([{NUMERALS}])[、）]|(?<=[。；])([{NUMERALS}])是"
    places = [m.start(m.lastindex or 0) for m in re.finditer(pattern, text)]
    places = [place for place in places if text[place] != "一"]
    if not places:
        return None
    place = chance.choice(places)
    return _replaced(text, place, NUMERALS[(NUMERALS.index(text[place]) + 2) % 9])


def doubled_character(text: str, chance: random.Random) -> Injected | None:
    """A character written twice."""
    place = _any(HAN.finditer(text), chance)
    if (
        place is None
        or text[place + 1 : place + 2] == text[place]
        or text[place - 1] == text[place]
    ):
        return None
    return Injected(text[:place] + text[place] + text[place:], place, place + 2)


def late_comma(text: str, chance: random.Random) -> Injected | None:
    """A comma one character late."""
    place = _any(re.finditer(r"，(?=[一-鿿]{2})", text), chance)
    if place is None:
        return None
    return Injected(text[:place] + text[place + 1] + "，" + text[place + 2 :], place, place + 3)


def homophone(text: str, chance: random.Random) -> Injected | None:
    """A character replaced by a common one that sounds the same."""
    return _confused(
        text, chance, lambda one, other: not sounds_of(one).isdisjoint(sounds_of(other))
    )


def look_alike(text: str, chance: random.Random) -> Injected | None:
    """A character replaced by a common one that looks much the same."""
    return _confused(text, chance, looks_alike)


def dropped(text: str, chance: random.Random) -> Injected | None:
    """A character inside a word left out."""
    words = [(s, e) for word, s, e in tokenize(text) if len(word) > 1 and _is_han(word)]
    if not words:
        return None
    place = chance.randrange(*chance.choice(words))
    return Injected(text[:place] + text[place + 1 :], max(0, place - 1), place + 1)


def swapped(text: str, chance: random.Random) -> Injected | None:
    """Two neighbouring characters in the wrong order."""
    place = _any(re.finditer(r"(?=[一-鿿]{2})", text), chance)
    if place is None or text[place] == text[place + 1]:
        return None
    changed = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return Injected(changed, place, place + 2)


FORMAL: tuple[Kind, ...] = (
    half_width_mark,
    lost_bracket,
    placeholder,
    doubled_word,
    number_out_of_order,
)
LANGUAGE: tuple[Kind, ...] = (
    doubled_character,
    late_comma,
    homophone,
    look_alike,
    dropped,
    swapped,
)


def _common() -> str:
    """The 2,500 or so characters that printed reports are written with: level 1 of GB 2312."""
    return "".join(
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
    )


COMMON = _common()


def _confused(
    text: str, chance: random.Random, is_like: Callable[[str, str], bool]
) -> Injected | None:
    place = _any(HAN.finditer(text), chance)
    if place is None:
        return None
    others = [other for other in COMMON if other != text[place] and is_like(text[place], other)]
    return _replaced(text, place, chance.choice(others)) if others else None


def _replaced(text: str, place: int, by: str) -> Injected:
    return Injected(text[:place] + by + text[place + 1 :], place, place + 1)


def _any(matches: Iterator[re.Match[str]], chance: random.Random) -> int | None:
    places = [match.start() for match in matches]
    return chance.choice(places) if places else None


def _is_han(word: str) -> bool:
    return all(HAN.match(character) for character in word)
