"""What stands on the pages: paragraphs and tables with their settings, lengths in points."""

from dataclasses import dataclass, field

from reports.word.pages.sheet import Face

SINGLE = 1.3  # of the size: how high a Chinese font makes a line of no exact pitch
POINT = 20  # twentieths of a point


@dataclass(frozen=True, slots=True)
class Border:
    """One side of a paragraph, a cell or a table."""

    weight: float
    color: str = ""
    space: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where paragraphs stand outside the column: `y` from the upper edge of page or type area."""

    y: float
    of_page: bool


@dataclass(slots=True)
class Setting:
    """How a paragraph is set; lengths in points."""

    pitch: float = 240 / POINT
    pitch_rule: str = "auto"
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    first: float = 0
    align: str = "left"
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = True
    new_page: bool = False
    borders: dict[str, Border] = field(default_factory=dict)
    tabs: tuple[tuple[float, str], ...] = ()  # place, and what stands there: left, right
    fill: str = ""
    frame: "Frame | None" = None


@dataclass(slots=True)
class Text:
    """A paragraph: its characters with their faces."""

    setting: Setting
    runs: list[tuple[str, Face]]
    mark: Face

    def height(self, size: float) -> float:
        """How high a line is whose largest character has `size`."""
        if self.setting.pitch_rule == "exact":
            return self.setting.pitch
        if self.setting.pitch_rule == "atLeast":
            return max(self.setting.pitch, size * SINGLE)
        return size * SINGLE * self.setting.pitch * POINT / 240


@dataclass(slots=True)
class Cell:
    """A cell of a table over `span` columns."""

    width: float
    blocks: "list[Text | Table]"
    align: str = "top"
    borders: dict[str, Border] = field(default_factory=dict)
    joined: bool = False  # goes on from the cell above


@dataclass(slots=True)
class TableRow:
    """A row of a table."""

    cells: list[Cell]
    height: float = 0
    exact: bool = False
    is_head: bool = False
    whole: bool = False


@dataclass(slots=True)
class Table:
    """A table with its place; `foot` is its lower edge from above where it stands at a fixed one."""

    rows: list[TableRow]
    left: float = 0
    align: str = "left"
    padding: tuple[float, float, float, float] = (0, 5.4, 0, 5.4)  # top, right, bottom, left
    at_foot: bool = False


Block = Text | Table


@dataclass(slots=True)
class Section:
    """Pages of one kind: their measures, what stands on them, and their feet by kind of page."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float
    header: float
    blocks: list[Block] = field(default_factory=list)
    feet: dict[str, list[Text]] = field(default_factory=dict)
    title_page: bool = False
    begins: str = "nextPage"
    first_number: int | None = None
