"""The reviewed data: .tsv files with a header line and a `source` column, read once.

Adding a line needs no code. Lines that start with # are remarks.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

FOLDER = Path(__file__).parent
Row = Mapping[str, str]
LONGEST_WORD = 8  # characters; longer terms are phrases, which the segmenter rightly cuts


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `<name>.tsv` as mappings from column to text.

    Raises FileNotFoundError for a name that there is no file of.
    """
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip() and line[0] != "#"]
    columns = lines[0].rstrip().split("\t")
    cells = (map(str.strip, line.split("\t")) for line in lines[1:])
    return tuple(dict(zip_longest(columns, row, fillvalue="")) for row in cells)


def names() -> tuple[str, ...]:
    """The names of all files, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


class Finder:
    """Finds any of many strings in one pass, the longest at each place."""

    def __init__(self, strings: Iterable[str]) -> None:
        """`strings` in any order; doubles and empty ones are left out."""
        self.strings = sorted({string for string in strings if string})
        self._automaton = CharwiseDoubleArrayAhoCorasick(self.strings, MATCH_KIND_LEFTMOST_LONGEST)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, string) of every string found in `text`, none overlapping."""
        return [
            (start, end, self.strings[index]) for start, end, index in self._automaton.find(text)
        ]


def longest(matches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Start and end of those that begin first, the longest of them; none overlapping.

    `matches` (start, end, anything) in the order in which they end.
    """
    ends = {start: end for start, end, _string in matches}
    found = []
    last = 0
    for start in sorted(ends):
        if start >= last:
            last = ends[start]
            found.append((start, last))
    return found


@cache
def verbs() -> frozenset[str]:
    """Verbs of the collocations: what reports say that somebody does."""
    return frozenset(
        verb for row in rows("collocations") for verb in (row["verb"], *row["right"].split("|"))
    )


@cache
def user_words() -> tuple[str, ...]:
    """Names and terms that must not be cut apart by the segmenter; other phrases are several words."""
    terms = [row["term"] for row in rows("phrases") if row["kind"] in {"proper", "term"}]
    return tuple(sorted({term for term in terms if term.isalpha() and len(term) <= LONGEST_WORD}))
