"""花名册 as .xlsx: two sheets with one row an organisation and one row a role of a person."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from io import BytesIO
from typing import BinaryIO, TypeVar

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS = 2000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
LONGEST_CELL = 200
# What a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


class UnreadableWorkbook(ValueError):  # noqa: N818 - named for what the person hit
    """The file is no such workbook; the message says what to do."""


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """A row of the sheet 党组织; `line` is its number there."""

    line: int
    name: str
    short_name: str = ""
    kind: str = ""
    parent: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of the sheet 人员: one role of one person; `line` is its number there."""

    line: int
    username: str
    full_name: str = ""
    email: str = ""
    organization: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Both sheets."""

    organizations: tuple[OrganizationRow, ...] = ()
    people: tuple[PersonRow, ...] = ()


ORGANIZATIONS, PEOPLE, PASSWORDS = "党组织", "人员", "初始密码"
HEADS: dict[str, tuple[str, ...]] = {
    ORGANIZATIONS: ("党组织", "简称", "类别", "上级党组织", "状态"),
    PEOPLE: ("账号", "姓名", "邮箱", "党组织", "身份", "状态"),
}
Row = TypeVar("Row", OrganizationRow, PersonRow)


def read(file: BinaryIO) -> Roster:
    """The rows of a workbook; raises UnreadableWorkbook."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook("文件超过 5 MB，请分成几个文件导入。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        _unless_too_large(unpacked)
        return _roster_in(load_workbook(BytesIO(data), read_only=True, data_only=True))
    except UnreadableWorkbook:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
    ) as error:
        raise UnreadableWorkbook(
            "这不是 .xlsx 表格，或文件已损坏。请用 WPS 或 Excel 另存为 .xlsx 再导入。"
        ) from error


def _unless_too_large(unpacked: int) -> None:
    if unpacked > MOST_UNPACKED:
        raise UnreadableWorkbook("文件展开后过大，请分成几个文件导入。")


def _roster_in(book: Workbook) -> Roster:
    if not set(HEADS) & set(book.sheetnames):
        raise UnreadableWorkbook("表格里没有名为“党组织”或“人员”的工作表，请用导出的花名册作样表。")
    roster = Roster(
        tuple(_rows(book, ORGANIZATIONS, OrganizationRow)), tuple(_rows(book, PEOPLE, PersonRow))
    )
    if len(roster.organizations) + len(roster.people) > MOST_ROWS:
        raise UnreadableWorkbook(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
    return roster


def _rows(book: Workbook, sheet: str, make: type[Row]) -> Iterable[Row]:
    """The rows of a sheet that say something, by the names over the columns."""
    if sheet not in book.sheetnames:
        return
    lines = book[sheet].iter_rows(values_only=True)
    head = [_cell(value) for value in next(lines, ())]
    first = HEADS[sheet][0]
    if first not in head:
        raise UnreadableWorkbook(
            f"工作表“{sheet}”第一行没有“{first}”一列，请用导出的花名册作样表。"
        )
    columns = [head.index(label) if label in head else None for label in HEADS[sheet]]
    for line, values in enumerate(lines, 2):
        if line > MOST_ROWS + 2:
            raise UnreadableWorkbook(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
        cells = [
            _cell(values[column]) if column is not None and column < len(values) else ""
            for column in columns
        ]
        if any(cells):
            yield make(line, *cells)


def _cell(value: object) -> str:
    """What a cell says, without blanks around it; what would be a formula loses its guard."""
    words = "" if value is None else str(value).strip()
    if isinstance(value, float) and value.is_integer():
        words = str(int(value))
    return words.removeprefix("'")[:LONGEST_CELL]


def write(roster: Roster) -> bytes:
    """The workbook, which `read` gives back."""
    book = Workbook(write_only=True)
    _sheet(book, ORGANIZATIONS, HEADS[ORGANIZATIONS], map(_cells, roster.organizations))
    _sheet(book, PEOPLE, HEADS[PEOPLE], map(_cells, roster.people))
    return _bytes(book)


def write_passwords(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of account, name and temporary password, to be handed out."""
    book = Workbook(write_only=True)
    _sheet(book, PASSWORDS, ("账号", "姓名", "初始密码"), rows)
    return _bytes(book)


def _cells(row: OrganizationRow | PersonRow) -> Sequence[str]:
    return astuple(row)[1 : len(fields(row))]


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A sheet whose first line stays in sight."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for column, label in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(column)].width = 36 if "党组织" in label else 16
    bold = [WriteOnlyCell(sheet, label) for label in head]
    for cell in bold:
        cell.font = Font(bold=True)
    sheet.append(bold)
    for row in rows:
        sheet.append([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in row])


def _bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
