"""Makes drafting/checks/lexicon/generated/rarity.tsv: in how few texts each word stands.

    .venv/bin/python script/rarity.py

The figures are jieba's (MIT), in hundredths, sorted by the bytes of the words so that one word is
found without reading the others. Run it again when jieba has new figures; the result is committed.
"""

import sys
from pathlib import Path

import jieba

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from drafting.checks.keywords import SHORTEST, TABLE  # noqa: E402  # a script, not a package


def main() -> None:
    """Write the table."""
    source = Path(jieba.__file__).parent / "analyse" / "idf.txt"
    lines = []
    for line in source.read_text(encoding="utf-8").splitlines():
        word, _blank, figure = line.rpartition(" ")
        if len(word) >= SHORTEST and word.isalpha() and not word.isascii():
            lines.append(f"{word}\t{round(float(figure) * 100)}\n".encode())
    TABLE.write_bytes(b"word\trarity\n" + b"".join(sorted(lines)))


if __name__ == "__main__":
    main()
