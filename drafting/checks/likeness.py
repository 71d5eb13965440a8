"""Which characters are taken for one another: by sound when typing, by shape when scanning.

The table is made by `script/likeness.py`: readings without tones from pypinyin, neighbours in
shape from pictures of a free font.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from drafting.checks.lexicon import FOLDER
from drafting.checks.lexicon.compiled import compiled

TABLE = FOLDER / "generated" / "likeness.tsv"

_SILENT: frozenset[str] = frozenset()
# Sounds that many speakers and every fuzzy input method take for one another.
FLAT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


class _Likeness(NamedTuple):
    """Characters by sounds and shapes: its sounds, its look-alikes; who sounds and looks so."""

    sounds: dict[str, frozenset[str]]
    looks: dict[str, str]
    by_sound: dict[str, str]
    lookers: dict[str, str]


@cache
def _likeness() -> _Likeness:
    return _Likeness(*compiled("likeness", (TABLE, Path(__file__)), _tables))


def _tables() -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str], dict[str, str]]:
    sounds: dict[str, frozenset[str]] = {}
    looks: dict[str, str] = {}
    by_sound: dict[str, str] = {}
    lookers: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        character, readings, alike = line.split("\t")
        sounds[character] = frozenset(map(_flat, readings.split()))
        looks[character] = alike
        for sound in sorted(sounds[character]):
            by_sound[sound] = by_sound.get(sound, "") + character
        for look in alike:
            lookers[look] = lookers.get(look, "") + character
    return sounds, looks, by_sound, lookers


def _flat(reading: str) -> str:
    for full, short in FLAT:
        if reading.startswith(full):
            reading = short + reading[len(full) :]
        elif reading.endswith(full):
            reading = reading[: -len(full)] + short
    return reading


def sounds_of(character: str) -> frozenset[str]:
    """Readings without tones, near sounds made equal; empty for what is no common character."""
    return _likeness().sounds.get(character, _SILENT)


@lru_cache(maxsize=65536)
def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters have a reading in common, tones and near sounds left aside."""
    return not sounds_of(one).isdisjoint(sounds_of(other))


@lru_cache(maxsize=65536)
def looks_alike(one: str, other: str) -> bool:
    """Whether one of two characters is among the nearest in shape to the other."""
    looks = _likeness().looks
    return other in looks.get(one, "") or one in looks.get(other, "")


@lru_cache(maxsize=8192)
def taken_for(character: str) -> frozenset[str]:
    """Every character that sounds or looks like this one."""
    known = _likeness()
    sounding = (known.by_sound[sound] for sound in sounds_of(character))
    looking = known.looks.get(character, ""), known.lookers.get(character, "")
    return frozenset().union(*looking, *sounding)
