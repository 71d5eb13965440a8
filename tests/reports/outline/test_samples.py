"""Each text in tests/samples is understood as the tree beside it says.

After a change of understanding, write the trees anew and read the difference:
`python manage.py outline tests/samples/NAME.txt > tests/samples/NAME.tree`.
"""

from pathlib import Path

import pytest

from reports.outline.describe import as_tree
from reports.outline.reader import read
from reports.outline.source import decode

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_is_understood_as_its_tree_says(file: Path) -> None:
    expected = file.with_suffix(".tree").read_text(encoding="utf-8")
    assert as_tree(read(decode(file.read_bytes()))) == expected


def test_every_tree_has_its_sample() -> None:
    trees = sorted(SAMPLES[0].parent.glob("*.tree"))
    assert [tree.stem for tree in trees] == [file.stem for file in SAMPLES]
