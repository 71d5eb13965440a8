"""Tables as .xlsx files: a head, rows, and cells that are only ever text or numbers.

What people wrote must never be run: in a cell that is marked as text a spreadsheet calculates
nothing, whether the words begin with = + - @ or not, and `quotePrefix` keeps it so when somebody
opens the cell and leaves it again. The words themselves stay as written.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

A4 = 9  # as Office numbers papers
LONGEST = 32_767  # characters that a cell holds
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
HEAD_FONT = Font(name="黑体", size=11)
BODY_FONT = Font(name="宋体", size=11)
HEAD_FILL = PatternFill("solid", fgColor="F3E9DC")
LINE = Side(style="thin", color="999999")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)

Value = str | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in characters of the body."""

    head: str
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a book; the rows are taken one by one, so that memory does not grow with them."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def sheet(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return an .xlsx of one sheet called `name`."""
    return book_of([Sheet(name, columns, rows)])


def book_of(sheets: Iterable[Sheet]) -> bytes:
    """Return an .xlsx of these sheets, landscape A4, their heads repeated on every page."""
    book = Workbook(write_only=True)
    for one in sheets:
        page = book.create_sheet(one.name)
        _lay_out(page, one.columns)
        page.append([_cell(page, column.head, is_head=True) for column in one.columns])
        last = 1
        for last, row in enumerate(one.rows, 2):  # noqa: B007 - the number of the last row
            page.append([_cell(page, value) for value in row])
        page.auto_filter.ref = f"A1:{get_column_letter(len(one.columns))}{last}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def storable(text: str) -> str:
    """Return `text` as a cell can hold it; what is too long ends in ……."""
    clean = UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 2] + "……"


def _cell(page: Any, value: Value, *, is_head: bool = False) -> Cell:  # noqa: ANN401 - the types lack most of it
    cell = WriteOnlyCell(page, storable(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # or "=1+1" would be a formula
        cell.quotePrefix = value.startswith(STARTS_FORMULA)
    cell.border = GRID
    cell.font = HEAD_FONT if is_head else BODY_FONT
    cell.alignment = CENTRED if is_head or isinstance(value, int) else WRAPPED
    if is_head:
        cell.fill = HEAD_FILL
    return cell


def _lay_out(page: Any, columns: Sequence[Column]) -> None:  # noqa: ANN401
    for number, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
