"""Makes vocabulary.tsv and neighbours.tsv in drafting/checks/lexicon/generated.

    .venv/bin/python script/vocabulary.py

Words are those of jieba's dictionary (MIT) that are common there, and those of our own lexicon,
which are marked as words of the domain. `cost` is ten times the negative logarithm of a word's
share of jieba's corpus. Single characters are there with what they cost when they stand alone,
and `alone` says in how many of a thousand places they do. Neighbours are words that stand side by
side in our lexicon.
Run it again after many additions to the lexicon; the result is committed.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jieba

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from drafting.checks import lexicon  # noqa: E402  # a script, not a package
from drafting.checks.segmentation import tokenize  # noqa: E402

FOLDER = lexicon.FOLDER / "generated"
# What is common: occurrences in jieba's corpus of 60 million words, by length of the word.
COMMON = {2: 1000, 3: 250, 4: 250}
LONGEST = 4
NAMES = ("nr", "ns", "nt")  # people, places, organisations
RARE = 50  # what a word of the lexicon counts that jieba does not know
OF_BUSINESS = 400  # what a word of somebody's own work counts at least: in his reports it is common


def frequencies() -> dict[str, tuple[int, str]]:
    """Count and part of speech of every word of jieba's dictionary."""
    found = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        for line in file:
            word, count, tag = line.split()
            found[word] = int(count), tag
    return found


def of_the_lexicon() -> Iterator[str]:
    """The words of our own lists."""
    for row in lexicon.rows("phrases"):
        yield from (row["term"], *row["variants"].split("|"))
    for row in lexicon.rows("collocations"):
        yield from (right + row["object"] for right in row["right"].split("|"))
        yield row["verb"]
    for row in lexicon.rows("pairs"):
        for first in row["first"].split("|"):
            yield from (first + second for second in row["second"].split("|"))
    for name, column in (("typos", "right"), ("particles", "word")):
        yield from (row[column] for row in lexicon.rows(name))


def of_business() -> frozenset[str]:
    """The words of the lines of work, and the idioms."""
    return frozenset(
        word
        for row in lexicon.rows("business")
        for word in row["words"].split("|")
        if 1 < len(word) <= LONGEST
    )


def shares(counts: dict[str, tuple[int, str]]) -> dict[str, int]:
    """In how many of a thousand of its places a character stands alone."""
    inside: Counter[str] = Counter()
    for word, (count, _tag) in counts.items():
        if 1 < len(word) <= LONGEST:
            inside.update(dict.fromkeys(word, count))
    return {
        word: round(1000 * count / (inside[word] + count))
        for word, (count, _tag) in counts.items()
        if len(word) == 1
    }


def neighbours() -> set[tuple[str, str]]:
    """Words of two characters or more that stand side by side in our lexicon."""
    found = set()
    for text in of_the_lexicon():
        words = [word for word, _start, _end in tokenize(text, guess=False)]
        found |= {
            pair for pair in pairwise(words) if min(map(len, pair)) > 1 and "".join(pair).isalpha()
        }
    return found


def main() -> None:
    """Write both tables."""
    counts = frequencies()
    total = sum(count for count, _tag in counts.values())
    own = {
        word
        for text in of_the_lexicon()
        for word, _start, _end in tokenize(text, guess=False)
        if 1 < len(word) <= LONGEST and word.isalpha()
    }
    business = of_business()
    own |= business
    common = {
        word
        for word, (count, tag) in counts.items()
        if count >= COMMON.get(len(word), total) and not tag.startswith(NAMES)
    }
    alone = {word: share for word, share in shares(counts).items() if "一" <= word <= "鿿"}
    lines = ["word\tcost\tdomain\talone\n"]
    for word in sorted(own | common | set(alone)):
        count = counts.get(word, (RARE, ""))[0]
        if word in business:
            count = max(count, OF_BUSINESS)
        cost = round(-10 * math.log((count + 0.5) / total))
        lines.append(f"{word}\t{cost}\t{'yes' if word in own else ''}\t{alone.get(word, '')}\n")
    (FOLDER / "vocabulary.tsv").write_text("".join(lines), encoding="utf-8")
    pairs = (f"{first}\t{second}\n" for first, second in sorted(neighbours()))
    (FOLDER / "neighbours.tsv").write_text("first\tsecond\n" + "".join(pairs), encoding="utf-8")


if __name__ == "__main__":
    main()
