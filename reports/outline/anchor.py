"""Find quoted words again in a text that has been edited since.

Words are followed first where they stood (what became of that part of the text, character by
character), then looked for as they were wherever they may have gone (moved, split off, merged,
restored), then in their changed form. Where all this fails they are gone, and whoever asks shows
the old words; a wrong place would be worse than none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

# Characters of context that are kept and compared on either side.
CONTEXT = 20
# Words so long that stand once in a text are the ones that were meant, whatever is around them.
TELLING = 6
# Only words so long are looked for in a changed form where they have never stood.
LONG = 8
# How like the old ones changed words are, 0 to 1: where they stood, and anywhere else.
LIKE_HERE = 0.5
LIKE_ELSEWHERE = 0.8
# Both contexts together are worth 0 to 2; the same words elsewhere need so much of them: one of
# several, and the only ones there are.
FAMILIAR = 1.2
ONLY_ONES_FAMILIAR = 0.7


@dataclass(frozen=True, slots=True)
class Anchor:
    """`quote` as it stood at `start` in `home`, a part of a text; `before` and `after` are around.

    `home` holds at least the beginning of the quote.
    """

    quote: str
    before: str
    after: str
    home: str
    start: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words are now; `is_same` says whether they are still exactly those."""

    start: int
    end: int
    is_same: bool


def anchored(text: str, start: int, end: int, home: tuple[int, int]) -> Anchor:
    """The anchor of `text[start:end]`; `home` is the part of `text` that it begins in."""
    return Anchor(
        quote=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
        home=text[home[0] : home[1]],
        start=start - home[0],
    )


def find(anchor: Anchor, text: str, home: tuple[int, int] | None) -> Found | None:
    """Where the words of `anchor` stand in `text`, or None when they are gone.

    `home` is where the part that held them stands in `text` now, None when that is gone too.
    """
    if not anchor.quote:
        return None
    here = _followed(anchor, text, home) if home else None
    if here and here.is_same:
        return here
    return _unchanged(anchor, text, home) or here or _alike(anchor, text)


def _followed(anchor: Anchor, text: str, home: tuple[int, int]) -> Found | None:
    """The words where they stood, if enough of them is left there."""
    now = text[home[0] : home[1]]
    end = min(len(anchor.home), anchor.start + len(anchor.quote))
    kept = mapped(anchor.home, now, anchor.start, end)
    if kept is None:
        return None
    start, stop = home[0] + kept[0], home[0] + kept[1]
    # The whole of them, be it beyond the end of the part, or beside the twin of a character that
    # was taken for its own.
    size = len(anchor.quote)
    whole = text.find(anchor.quote, max(home[0], start - size), stop + size)
    if 0 <= whole < stop:
        return Found(whole, whole + size, is_same=True)
    old = anchor.home[anchor.start : end]
    if Indel.normalized_similarity(old, text[start:stop]) < LIKE_HERE:
        return None
    return Found(start, stop, is_same=False)


def mapped(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where `old[start:end]` stands in `new`, from the first to the last character that is left."""
    low = high = None
    for step in Levenshtein.opcodes(old, new):
        if step.tag in {"insert", "delete"}:
            continue
        first, last = max(start, step.src_start), min(end, step.src_end)
        if first < last:  # both sides of these steps are equally long
            low = step.dest_start + first - step.src_start if low is None else low
            high = step.dest_start + last - step.src_start
    return None if low is None or high is None else (low, high)


def _unchanged(anchor: Anchor, text: str, home: tuple[int, int] | None) -> Found | None:
    """The same words elsewhere, where what stands around them or their length speaks for it."""
    places = list(_occurrences(anchor.quote, text))
    if not places:
        return None
    size = len(anchor.quote)
    near = home[0] + anchor.start if home else 0
    best = max(places, key=lambda place: (familiarity(anchor, text, place), -abs(place - near)))
    is_only = len(places) == 1
    enough = ONLY_ONES_FAMILIAR if is_only else FAMILIAR
    if not (is_only and size >= TELLING) and familiarity(anchor, text, best) < enough:
        return None
    return Found(best, best + size, is_same=True)


def _occurrences(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def familiarity(anchor: Anchor, text: str, place: int) -> float:
    """How like the old context is what stands around the words at `place`, 0 to 2."""
    end = place + len(anchor.quote)
    before = text[max(0, place - CONTEXT) : place]
    after = text[end : end + CONTEXT]
    return Indel.normalized_similarity(anchor.before, before) + Indel.normalized_similarity(
        anchor.after, after
    )


def _alike(anchor: Anchor, text: str) -> Found | None:
    """Changed words in another part of the text: only long ones that are hardly changed."""
    if len(anchor.quote) < LONG:
        return None
    place = fuzz.partial_ratio_alignment(anchor.quote, text, score_cutoff=LIKE_ELSEWHERE * 100)
    if place is None or place.dest_start >= place.dest_end:
        return None
    return Found(place.dest_start, place.dest_end, is_same=False)
