"""Set a .docx of ours on pages: which words stand in which line of which page.

The same rules as in Word and LibreOffice: a heading stays with the line after it, no paragraph
leaves one line alone at the foot or head of a page, a row of a table is not torn apart. What is
measured is the file that one would download, so the two cannot say different things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reports.word.pages import breaking
from reports.word.pages.elements import Border, Cell, Frame, Section, Table, TableRow, Text
from reports.word.pages.reading import PAGE_NUMBER, Reading
from reports.word.pages.sheet import Line, Page, Rule

_ROUNDING = 0.5  # points that a page may be too full: every pitch is rounded to a twentieth
# Sections that begin on a page of this kind → what is left of the number of the page before that
# would make it one of the other kind.
_PARITY = {"evenPage": 0, "oddPage": 1}
_TOGETHER = 2  # lines of a paragraph at the foot and at the head of a page (widow control)
MOST_PAGES = 400


def pages_of(docx: bytes) -> list[Page]:
    """Return the pages of `docx`, a file that `typeset` has made.

    No more than MOST_PAGES are set; what is longer ends there.
    """
    reading = Reading(docx)
    setter = _Setter(evens=reading.evens)
    for section in reading.sections():
        setter.section(section)
    return setter.pages


@dataclass(slots=True)
class _Strip:
    """Something that takes its height in the column and is not torn apart: a line, a row."""

    height: float
    lines: Sequence[Line] = ()
    rules: Sequence[Rule] = ()


@dataclass(slots=True)
class _Column:
    """A paragraph or table as strips, with what holds it together."""

    strips: list[_Strip]
    before: float = 0
    after: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = False
    new_page: bool = False
    head: list[_Strip] = field(default_factory=list)  # said again on each page: a table's head
    at_foot: bool = False
    frame: Frame | None = None

    def least(self) -> int:
        """How many strips must stand on the page where it begins."""
        count = len(self.strips)
        if self.keep_lines:
            return count
        if not self.widow_control:
            return min(1, count)
        return count if count <= _TOGETHER + 1 else _TOGETHER

    def first_part(self, fitting: int) -> int:
        """How many strips stay where `fitting` have room; 0: it begins on the next page."""
        count = len(self.strips)
        if fitting >= count:
            return count
        if self.widow_control:
            fitting = min(fitting, count - _TOGETHER)
        return fitting if fitting >= self.least() else 0


class _Setter:
    """Fills pages from above."""

    def __init__(self, *, evens: bool) -> None:
        self.pages: list[Page] = []
        self._evens = evens
        self._number = 0
        self._lines: list[Line] = []
        self._rules: list[Rule] = []
        self._y = 0.0
        self._is_first = True

    def section(self, section: Section) -> None:
        """Set the pages of `section`."""
        if section.first_number is not None:
            self._number = section.first_number - 1
        if section.begins in _PARITY and self._number % 2 == _PARITY[section.begins]:
            self._number += 1  # an empty page, which has no number
            self.pages.append(Page(section.width, section.height, self._number))
        self._y, self._is_first = section.top, True
        columns = [_column(block, section.left, section) for block in section.blocks]
        for at, column in enumerate(columns):
            if len(self.pages) >= MOST_PAGES:
                return
            self._place(section, columns, at, column)
        self._finish(section)

    def _place(
        self, section: Section, columns: Sequence[_Column], at: int, column: _Column
    ) -> None:
        floor = section.height - section.bottom + _ROUNDING
        if column.new_page and self._lines:
            self._finish(section)
        if column.frame:
            self._place_in_frame(section, columns, at)
            return
        if column.at_foot:
            self._place_at_foot(section, column)
            return
        is_top = not self._lines
        before = 0.0 if is_top and self._number > 0 and not column.new_page else column.before
        if not is_top and self._y + before + _needed(columns, at) > floor:
            whole = section.height - section.top - section.bottom + _ROUNDING
            if column.keep_next and _needed(columns, at) <= whole:
                self._finish(section)
                before = 0.0
        self._y += before
        strips = column.strips
        while strips and len(self.pages) < MOST_PAGES:
            rest = replace(column, strips=strips)
            fitting = _fitting(strips, floor - self._y)
            count = rest.first_part(fitting)
            if count == 0 and not self._lines:
                count = max(1, fitting)  # higher than a page: it goes over the foot
            if count:
                self._put(strips[:count])
                strips = strips[count:]
            if strips:
                self._finish(section)
                self._put(column.head)
        self._y += column.after

    def _place_in_frame(self, section: Section, columns: Sequence[_Column], at: int) -> None:
        """Put a paragraph where its frame stands, below those before it in the same frame."""
        frame, height, y = columns[at].frame, 0.0, self._y
        assert frame is not None  # noqa: S101 - who calls has looked
        first = at
        while first and columns[first - 1].frame == frame:
            first -= 1
            height += sum(strip.height for strip in columns[first].strips)
        self._y = frame.y + height + (0 if frame.of_page else section.top)
        self._put(columns[at].strips)
        self._y = y

    def _place_at_foot(self, section: Section, column: _Column) -> None:
        height = sum(strip.height for strip in column.strips)
        floor = section.height - section.bottom
        if self._y + height > floor + _ROUNDING:
            self._finish(section)
        self._y = floor - height
        self._put(column.strips)

    def _put(self, strips: Sequence[_Strip]) -> None:
        for strip in strips:
            self._lines += [replace(line, top=line.top + self._y) for line in strip.lines]
            self._rules += [
                replace(rule, y1=rule.y1 + self._y, y2=rule.y2 + self._y) for rule in strip.rules
            ]
            self._y += strip.height

    def _finish(self, section: Section) -> None:
        self._number += 1
        self.pages.append(
            Page(
                section.width,
                section.height,
                self._number,
                tuple(self._lines),
                tuple(self._foot(section)),
                tuple(self._rules),
            )
        )
        self._lines, self._rules = [], []
        self._y, self._is_first = section.top, False

    def _foot(self, section: Section) -> Iterator[Line]:
        kind = "default"
        if section.title_page and self._is_first:
            kind = "first"
        elif self._evens and self._number % 2 == 0:
            kind = "even"
        strips = []
        for text in section.feet.get(kind, []):
            runs = [(words.replace(PAGE_NUMBER, str(self._number)), f) for words, f in text.runs]
            column = _column(replace(text, runs=runs), section.left, section)
            strips += column.strips
        y = section.height - section.footer - sum(strip.height for strip in strips)
        for strip in strips:
            yield from (replace(line, top=line.top + y) for line in strip.lines)
            y += strip.height


def _needed(columns: Sequence[_Column], at: int) -> float:
    """How high the column is with all that must stand on its page: what it keeps with, in a row."""
    height = 0.0
    while at < len(columns):
        column = columns[at]
        if not column.keep_next:
            return height + sum(strip.height for strip in column.strips[: column.least()])
        height += sum(strip.height for strip in column.strips) + column.after
        at += 1
        if at < len(columns):
            height += columns[at].before
    return height


def _fitting(strips: Sequence[_Strip], room: float) -> int:
    for count, strip in enumerate(strips):
        room -= strip.height
        if room < 0:
            return count
    return len(strips)


def _column(block: Text | Table, left: float, section: Section) -> _Column:
    room = section.width - section.left - section.right
    return _of_text(block, left, room) if isinstance(block, Text) else _of_table(block, left, room)


def _of_text(text: Text, left: float, room: float) -> _Column:
    setting = text.setting
    strips = list(_lines(text, left, room))
    if setting.fill:
        _fill(setting.fill, strips, left, left + room)
    _draw_borders(setting.borders, strips, left + setting.left, left + room - setting.right)
    return _Column(
        strips,
        before=setting.before,
        after=setting.after,
        keep_next=setting.keep_next,
        keep_lines=setting.keep_lines,
        widow_control=setting.widow_control,
        new_page=setting.new_page,
        frame=setting.frame,
    )


def _lines(text: Text, left: float, room: float) -> Iterator[_Strip]:
    setting = text.setting
    glyphs = [breaking.glyph(c, face) for words, face in text.runs for c in words]
    wide = room - setting.left - setting.right
    stops = [(at - setting.left, kind) for at, kind in setting.tabs]
    broken = list(breaking.lines(glyphs, wide - setting.first, wide, stops))
    at = 0
    for number, line in enumerate(broken):
        at += len(line)
        is_last = number == len(broken) - 1
        ends = is_last or (at < len(glyphs) and glyphs[at].character == "\n")
        at += ends and not is_last
        first = setting.first if number == 0 else 0.0
        while line and line[-1].character == " ":
            line = line[:-1]  # noqa: PLW2901 - blanks at the end of a line take no place
        spare = wide - first - breaking.width(line)
        x = left + setting.left + first
        stretch = 0.0
        if setting.align in ("both", "distribute") and not ends and spare > 0:
            stretch = spare
        elif setting.align in ("right", "end"):
            x += spare
        elif setting.align == "center":
            x += spare / 2
        size = max((one.face.size for one in line), default=text.mark.size)
        height = text.height(size)
        yield _Strip(height, [Line(0, height, breaking.pieces(line, x, stretch))])


def _fill(color: str, strips: list[_Strip], left: float, right: float) -> None:
    """Fill the paragraph: a rule of the imprint is a thin one that is black."""
    for strip in strips:
        middle = strip.height / 2
        shown = "" if color == "000000" else color
        strip.rules = [*strip.rules, Rule(left, middle, right, middle, strip.height, shown)]


def _draw_borders(
    borders: dict[str, Border], strips: list[_Strip], left: float, right: float
) -> None:
    """Draw the borders of a paragraph above and below: the rule of a red head is one."""
    if not strips:
        return
    for side, strip in (("top", strips[0]), ("bottom", strips[-1])):
        border = borders.get(side)
        if border and border.weight:
            y = -border.space if side == "top" else strip.height + border.space
            strip.rules = [*strip.rules, Rule(left, y, right, y, border.weight, border.color)]


def _of_table(table: Table, left: float, room: float) -> _Column:
    wide = max((sum(cell.width for cell in row.cells) for row in table.rows), default=0.0)
    x = left + table.left
    if table.align == "center":
        x = left + (room - wide) / 2
    elif table.align in ("right", "end"):
        x = left + room - wide
    strips = [_row(row, table, x) for row in table.rows]
    heads = 0
    while heads < len(table.rows) and table.rows[heads].is_head:
        heads += 1
    whole = heads < len(strips)
    return _Column(strips, head=strips[:heads] if whole else [], at_foot=table.at_foot)


def _row(row: TableRow, table: Table, x: float) -> _Strip:
    above, right, below, left = table.padding
    contents = []
    height = row.height
    for cell in row.cells:
        column = _of_cell(cell, x + left, cell.width - left - right)
        contents.append((cell, x, column))
        high = sum(strip.height for strip in column.strips) + above + below
        height = height if row.exact else max(height, high)
        x += cell.width
    made = _Strip(height, [], [])
    lines: list[Line] = []
    rules: list[Rule] = []
    for cell, at, column in contents:
        high = sum(strip.height for strip in column.strips)
        y = {"center": (height - high) / 2, "bottom": height - high - below}.get(cell.align, above)
        for strip in column.strips:
            lines += [replace(line, top=line.top + y) for line in strip.lines]
            rules += [replace(rule, y1=rule.y1 + y, y2=rule.y2 + y) for rule in strip.rules]
            y += strip.height
        rules += _edges(cell, at, height)
    # Cells side by side: their lines from the left, one cell after the other.
    made.lines, made.rules = lines, rules
    return made


def _of_cell(cell: Cell, left: float, room: float) -> _Column:
    strips: list[_Strip] = []
    for block in cell.blocks:
        if isinstance(block, Text):
            column = _of_text(block, left, room)
        else:
            column = _of_table(block, left, room)
        if column.before and strips:
            strips.append(_Strip(column.before))
        strips += column.strips
        if column.after:
            strips.append(_Strip(column.after))
    return _Column(strips)


def _edges(cell: Cell, x: float, height: float) -> Iterator[Rule]:
    right = x + cell.width
    for side, (x1, y1, x2, y2) in {
        "top": (x, 0.0, right, 0.0),
        "bottom": (x, height, right, height),
        "left": (x, 0.0, x, height),
        "right": (right, 0.0, right, height),
    }.items():
        border = cell.borders.get(side)
        if border and border.weight and not (side == "top" and cell.joined):
            yield Rule(x1, y1, x2, y2, border.weight, border.color)
