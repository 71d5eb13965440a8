"""What a page looks like: lines of words and rules in their places, in points from the top left."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Face:
    """How a character is set. `spacing` is added to the width of each."""

    font: str = "仿宋_GB2312"
    latin: str = ""
    size: float = 16
    bold: bool = False
    color: str = ""
    spacing: float = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one font from `x` on; however wide the reader's own font is, they take `width`."""

    text: str
    x: float
    width: float
    font: str
    size: float
    bold: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, its upper edge at `top`."""

    top: float
    height: float
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def baseline(self) -> float:
        """Where the characters stand: a full-width one sits in the middle of the pitch."""
        size = max((piece.size for piece in self.pieces), default=0.0)
        return self.top + (self.height - size) / 2 + size * 0.86


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the page: a border of a table, the red rule of a head."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    color: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `lines` of its text and tables from above, `foot` with the page number."""

    width: float
    height: float
    number: int
    lines: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = field(default=())

    @property
    def text(self) -> str:
        """The words of the page without its foot."""
        return "".join(line.text for line in self.lines)
