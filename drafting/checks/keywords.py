"""The words that tell what a passage is about: TF-IDF with the frequencies that jieba ships."""

from collections import Counter
from functools import cache, lru_cache

from drafting.checks import segmentation
from drafting.checks.lexicon import FOLDER

# Made by `script/rarity.py`. To read its quarter of a million words into a dictionary would take
# longer than everything else in the check: the few words of a report are looked up by bisection.
TABLE = FOLDER / "generated" / "rarity.tsv"
_COMMON = 12.0  # what jieba gives to words that are not in its table: the median
SHORTEST = 2
TOO_COMMON = 5.0  # 工作, 党员, 问题, 进一步 tell nothing


@cache
def _table() -> bytes:
    return TABLE.read_bytes().partition(b"\n")[2]


@lru_cache(maxsize=16_384)
def rarity(word: str) -> float:
    """The inverse document frequency of `word`: the rarer, the larger."""
    table, key = _table(), word.encode("utf-8", "ignore") + b"\t"
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", start) + 1
        if table.startswith(key, start):
            return int(table[start + len(key) : end]) / 100
        if table[start:end] < key:
            low = end
        else:
            high = start
    return _COMMON


@lru_cache(maxsize=1024)
def keywords(text: str, most: int = 12) -> dict[str, float]:
    """The words that tell most about `text` with their weights, the weightiest first."""
    words = Counter(
        [
            word
            for word in segmentation.cut(text)[0]
            if len(word) >= SHORTEST and word.isalpha() and not word.isascii()
        ]
    )
    total = words.total() or 1
    weighted = {
        word: count / total * rare
        for word, count in words.items()
        if (rare := rarity(word)) > TOO_COMMON
    }
    return dict(sorted(weighted.items(), key=lambda item: (-item[1], item[0]))[:most])
