"""Tables that are kept between runs: made once, made anew after a change, never in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.checks.lexicon.compiled import compiled

TABLE = {"党员": ["一", "二"], "支部": ["三"]}


class Maker:
    """Makes a table and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, list[str]]:
        self.times += 1
        return {words: [*of] for words, of in TABLE.items()}


@pytest.fixture
def make() -> Maker:
    return Maker()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "data.tsv"
    file.write_text("term\n党员\n", encoding="utf-8")
    return file


def test_a_table_is_made_once(tmp_path: Path, data: Path, make: Maker) -> None:
    for _time in range(3):
        assert compiled("words", [data], make, tmp_path / "kept") == TABLE
    assert make.times == 1


def test_a_table_is_made_anew_when_its_data_have_changed(
    tmp_path: Path, data: Path, make: Maker
) -> None:
    kept = tmp_path / "kept"
    compiled("words", [data], make, kept)
    compiled("others", [data], make, kept)
    data.write_text("term\n支部\n", encoding="utf-8")
    assert compiled("words", [data], make, kept) == TABLE
    assert make.times == 3
    assert sorted(file.name.partition(".")[0] for file in kept.iterdir()) == ["others", "words"]


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def another(file: Path) -> None:
    file.write_bytes(b"\xff" * 40)


@pytest.mark.parametrize("spoil", [cut_off, emptied, another])
def test_a_spoilt_file_is_made_anew(
    tmp_path: Path, data: Path, make: Maker, spoil: Callable[[Path], None]
) -> None:
    kept = tmp_path / "kept"
    compiled("words", [data], make, kept)
    (file,) = kept.iterdir()
    spoil(file)
    assert compiled("words", [data], make, kept) == TABLE
    assert compiled("words", [data], make, kept) == TABLE
    assert make.times == 2


def test_where_nothing_can_be_written_the_table_is_made_each_time(data: Path, make: Maker) -> None:
    not_a_folder = data / "kept"
    for _time in range(2):
        assert compiled("words", [data], make, not_a_folder) == TABLE
    assert make.times == 2
    assert data.read_text(encoding="utf-8") == "term\n党员\n"
