"""Tables out of the .xlsx files that people send: known by the names of sheets and columns."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS = 2000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
LONGEST_CELL = 1000


class UnreadableWorkbook(ValueError):  # noqa: N818 - named for what the person hit
    """The file is no such workbook; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that says something: its number in the sheet, and its words in the order asked for."""

    number: int
    words: tuple[str, ...]


def read(
    file: BinaryIO, heads: Mapping[str, Sequence[str]], *, sample: str
) -> dict[str, list[Line]]:
    """The rows of each sheet in `heads`, column by column; a sheet that is not there has none.

    The first column of a sheet must be there, others are empty where they are missing. `sample`
    names the file that shows how it is done. Raises UnreadableWorkbook.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook("文件超过 5 MB，请分成几个文件导入。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        _unless_too_large(unpacked)
        return _tables(load_workbook(BytesIO(data), read_only=True, data_only=True), heads, sample)
    except UnreadableWorkbook:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
        SyntaxError,  # so the parsers of XML call what is not well-formed
    ) as error:
        raise UnreadableWorkbook(
            "这不是 .xlsx 表格，或文件已损坏。请用 WPS 或 Excel 另存为 .xlsx 再导入。"
        ) from error


def _unless_too_large(unpacked: int) -> None:
    if unpacked > MOST_UNPACKED:
        raise UnreadableWorkbook("文件展开后过大，请分成几个文件导入。")


def _tables(
    book: Workbook, heads: Mapping[str, Sequence[str]], sample: str
) -> dict[str, list[Line]]:
    if not set(heads) & set(book.sheetnames):
        names = "或".join(f"“{name}”" for name in heads)
        raise UnreadableWorkbook(f"表格里没有名为{names}的工作表，请用{sample}作样表。")
    found = {name: list(_lines(book, name, head, sample)) for name, head in heads.items()}
    if sum(map(len, found.values())) > MOST_ROWS:
        raise UnreadableWorkbook(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
    return found


def _lines(book: Workbook, sheet: str, head: Sequence[str], sample: str) -> Iterable[Line]:
    """The rows of a sheet that say something, by the names over the columns."""
    if sheet not in book.sheetnames:
        return
    rows = book[sheet].iter_rows(values_only=True)
    above = [_words(value) for value in next(rows, ())]
    if head[0] not in above:
        raise UnreadableWorkbook(f"工作表“{sheet}”第一行没有“{head[0]}”一列，请用{sample}作样表。")
    columns = [above.index(label) if label in above else None for label in head]
    for number, values in enumerate(rows, 2):
        if number > MOST_ROWS + 2:
            raise UnreadableWorkbook(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
        words = tuple(
            _words(values[column]) if column is not None and column < len(values) else ""
            for column in columns
        )
        if any(words):
            yield Line(number, words)


def _words(value: object) -> str:
    """What a cell says, without blanks around it; what would be a formula loses its guard."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    words = "" if value is None else str(value).strip()
    if isinstance(value, float) and value.is_integer():
        words = str(int(value))
    return words.removeprefix("'")[:LONGEST_CELL]
