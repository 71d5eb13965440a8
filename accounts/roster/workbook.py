"""花名册 as .xlsx: two sheets with one row an organisation and one row a role of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from accounts import tables

# What a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


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


def read(file: BinaryIO) -> Roster:
    """The rows of a workbook; raises tables.UnreadableWorkbook."""
    found = tables.read(file, HEADS, sample="导出的花名册")
    return Roster(
        tuple(OrganizationRow(line.number, *line.words) for line in found[ORGANIZATIONS]),
        tuple(PersonRow(line.number, *line.words) for line in found[PEOPLE]),
    )


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
