"""Which characters are taken for one another: by sound when typing, by shape when scanning.

The table is made by `script/likeness.py`: readings without tones from pypinyin, neighbours in
shape from pictures of a free font.
"""

from functools import cache, lru_cache

from drafting.checks.lexicon import FOLDER

TABLE = FOLDER / "generated" / "likeness.tsv"

# Sounds that many speakers and every fuzzy input method take for one another.
FLAT = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Readings (separated by blanks) and look-alikes of every character."""
    sounds, looks = {}, {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        character, readings, alike = line.split("\t")
        sounds[character], looks[character] = readings, alike
    return sounds, looks


@lru_cache(maxsize=8192)
def sounds_of(character: str) -> frozenset[str]:
    """Readings without tones, near sounds made equal; empty for what is no common character."""
    return frozenset(_flat(reading) for reading in _table()[0].get(character, "").split())


def _flat(reading: str) -> str:
    for full, short in FLAT:
        if reading.startswith(full):
            reading = short + reading[len(full) :]
        elif reading.endswith(full):
            reading = reading[: -len(full)] + short
    return reading


@lru_cache(maxsize=65536)
def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters have a reading in common, tones and near sounds left aside."""
    return not sounds_of(one).isdisjoint(sounds_of(other))


@lru_cache(maxsize=65536)
def looks_alike(one: str, other: str) -> bool:
    """Whether one of two characters is among the nearest in shape to the other."""
    looks = _table()[1]
    return other in looks.get(one, "") or one in looks.get(other, "")


@lru_cache(maxsize=8192)
def taken_for(character: str) -> frozenset[str]:
    """Every character that sounds or looks like this one."""
    by_sound, lookers = _turned()
    sounding = (by_sound[sound] for sound in sounds_of(character))
    return frozenset().union(_table()[1].get(character, ""), lookers.get(character, ""), *sounding)


@cache
def _turned() -> tuple[dict[str, str], dict[str, str]]:
    """The characters of every sound, and those that have a character among their look-alikes."""
    by_sound: dict[str, str] = {}
    lookers: dict[str, str] = {}
    for character, looks in _table()[1].items():
        for sound in sounds_of(character):
            by_sound[sound] = by_sound.get(sound, "") + character
        for look in looks:
            lookers[look] = lookers.get(look, "") + character
    return by_sound, lookers
