"""A node while the reader is filling it."""

from dataclasses import dataclass, field

from reports.outline.markers import Marker, Style
from reports.outline.pieces import Piece
from reports.outline.tree import Role


@dataclass(slots=True, eq=False)
class Draft:
    """What will be a `Node` (the fields of the same names), and what its place depends on.

    `style` and `follower`, the number of the next marker of that style in the text, are None for
    what has no marker.
    """

    level: int = 0
    roles: tuple[Role, ...] = ()
    marker: str = ""
    number: int | None = None
    heading: str | None = None
    run_in: bool = False
    paragraphs: list[Piece] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    indent: str = ""
    gap: str = ""
    heading_end: str = ""
    style: Style | None = None
    follower: int | None = None

    @classmethod
    def marked(cls, marker: Marker, follower: int | None) -> "Draft":
        """A numbered node; what it says is still to be filled in."""
        return cls(marker=marker.text, number=marker.number, style=marker.style, follower=follower)

    @property
    def goes_on(self) -> bool:
        """Whether the series of its marker goes on later in the text."""
        return self.number is not None and self.follower == self.number + 1
