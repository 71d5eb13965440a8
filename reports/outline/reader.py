"""Text → Outline, losing nothing.

The text is cut into pieces (`pieces`), title and signature are set apart (`frame`), and each
remaining piece is offered to a tuple of small classifiers in order; the first that takes it puts
it into the tree. What none understands is a paragraph.
"""

import re
from collections import deque
from collections.abc import Callable

from reports.outline import frame, numerals, roles
from reports.outline.collector import paused
from reports.outline.draft import Draft
from reports.outline.headings import heading_of, is_inline_list
from reports.outline.markers import ORDINAL_WORDS, RANK, Marker, Style, leading
from reports.outline.pieces import LONGEST_HEADING, Piece, pieces
from reports.outline.points import points
from reports.outline.tree import Node, Outline, Paragraph, Role
from reports.outline.unwrap import by_paragraph
from reports.outline.writer import Place

_ARABIC = frozenset({Style.ARABIC, Style.BRACKETED_ARABIC, Style.HALF_BRACKETED_ARABIC})
_HAN = frozenset({Style.HAN, Style.BRACKETED_HAN})
_ATTACHMENT = re.compile(rf"附\s?件\s?[{numerals.ARABIC}{numerals.HAN}]{{0,3}}[：:]?")
_DEMANDING = re.compile("要点|计划|方案|安排|打算|思路")
_TELLING = re.compile("总结|回顾|述职|汇报")


def read(text: str) -> Outline:
    """The outline of a whole document; never raises, and `write` gives `text` back."""
    with paused():
        return _read(text)


def _read(text: str) -> Outline:
    before, found = pieces(text)
    title, subtitle, found = frame.split_head(found)
    found, signature, date = frame.split_tail(found)
    reading = _Reading(Draft(roles=(Role.LEAD,)), found)
    titles = "".join([line.text for line in title])
    if _DEMANDING.search(titles) and not _TELLING.search(titles):
        reading.default = Role.MEASURES
    reading.run()
    place = Place(before)
    return Outline(
        before=before,
        title=place.paragraphs(title),
        subtitle=place.paragraphs(subtitle),
        nodes=place.nodes(reading.root.children),
        signature=place.paragraphs(signature),
        date=place.paragraph(date) if date else None,
    )


def read_body(
    text: str, *, level: int, roles: tuple[Role, ...], behind_marker: bool = False
) -> tuple[tuple[Paragraph, ...], tuple[Node, ...]]:
    """Paragraphs and deeper nodes in the body of a node of `level`; spans count from its start.

    `write_body` of the answer gives `text` back. `behind_marker`: the body begins in the line of
    the node's marker, so that its first words are text, whatever they look like.
    """
    blank, found = _all_pieces(text)
    if blank:
        return (Paragraph("", "", blank),), ()
    if behind_marker and found:
        found[0].marker, found[0].glued = None, True
    root = Draft(level, roles)
    _Reading(root, found, is_body=True).run()
    node = Place().node(root)
    return node.paragraphs, node.children


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The lines of `text` as plain paragraphs, nothing read out of them; nothing is lost."""
    blank, found = _all_pieces(text, whole_lines=True)
    return (Paragraph("", "", blank),) if blank else Place().paragraphs(found)


def _all_pieces(text: str, *, whole_lines: bool = False) -> tuple[str, list[Piece]]:
    """The pieces of a part of a text, or the text itself where it has no words."""
    before, found = pieces(text, whole_lines=whole_lines)
    if before and found:
        found[0].indent = before + found[0].indent
        before = ""
    return before, found


class _Reading:
    """The state that the classifiers share: what is still to read, which nodes are open."""

    def __init__(self, root: Draft, found: list[Piece], *, is_body: bool = False) -> None:
        self.root = root
        self.is_body = is_body
        self.path: list[Draft] = []
        self.aside: Draft | None = root if is_body else None
        self.default = Role.SUMMARY
        self.latest: Piece | None = None
        found = by_paragraph(found)
        self.nested: set[tuple[Style, Style | None]] = set()
        self.has_markers = any(piece.marker for piece in found)
        self.closing = 0 if is_body else _closing_length(found)
        self.queue = deque(_with_what_comes(found))

    def run(self) -> None:
        while self.queue:
            piece, self.follower, self.coming = self.queue.popleft()
            for classify in _CLASSIFIERS:
                if classify(self, piece):
                    break

    def open(self, draft: Draft) -> None:
        """Put a marked node or a passage into the tree; what follows goes into it."""
        parent = self.path[-1] if self.path else self.root
        if parent is self.root and self.aside in parent.children[:1]:
            self._share_lead(draft)
        parent.children.append(draft)
        self.path.append(draft)
        self.aside = None

    def _share_lead(self, draft: Draft) -> None:
        """A lead that announces points without a heading (一是…) is part of what they tell."""
        lead = self.root.children[0]
        if draft.style in ORDINAL_WORDS and lead.roles == (Role.LEAD,):
            lead.roles = (Role.LEAD, *draft.roles)

    def set_aside(self, roles_: tuple[Role, ...]) -> Draft:
        """Open a node of level 0, which ends every numbered one."""
        self.path.clear()
        self.aside = Draft(roles=roles_)
        self.root.children.append(self.aside)
        return self.aside

    def add(self, piece: Piece) -> None:
        """Put a paragraph where we are."""
        target = self.path[-1] if self.path else self.aside or self.set_aside((Role.LEAD,))
        target.paragraphs += (piece, *piece.rest)
        self.latest = piece


def _row(reading: _Reading, piece: Piece) -> bool:
    """A row of a table is part of where the table stands, whatever its cells look like."""
    if not piece.row:
        return False
    reading.add(piece)
    return True


def _attachment(reading: _Reading, piece: Piece) -> bool:
    """附件1 on its own line: a new document begins, its numbering starts again."""
    if reading.is_body or piece.glued or not _ATTACHMENT.fullmatch(piece.text):
        return False
    reading.set_aside((Role.OTHER,))
    reading.default = Role.SUMMARY
    reading.add(piece)
    return True


def _second_title(reading: _Reading, piece: Piece) -> bool:
    """The title of a second document (cover text and report in one file), told by the 一、 after."""
    if reading.is_body or not reading.path or piece.glued or not frame.is_title_line(piece):
        return False
    top = reading.path[0].style
    coming = reading.coming
    if coming is None or (coming.style, coming.number) != (top, 1):
        return False
    reading.set_aside((Role.OTHER,))
    reading.default = Role.SUMMARY
    reading.add(piece)
    return True


def _heading(reading: _Reading, piece: Piece) -> bool:
    """A piece that begins with a marker: a heading alone, a run-in heading, or a numbered text."""
    marker = piece.marker
    if marker is None or is_inline_list(piece, marker) or _goes_on_inside(reading, marker):
        return False
    heading = heading_of(piece, marker)
    draft = Draft.marked(marker, reading.follower)
    draft.indent, draft.gap = piece.indent, heading.gap
    draft.heading, draft.heading_end = heading.words, heading.end
    draft.run_in = heading.run_in
    _make_room(reading, marker)
    parent = reading.path[-1] if reading.path else reading.root
    draft.level = parent.level + 1
    words = heading.words or (heading.body.whole[:LONGEST_HEADING] if heading.body else "")
    draft.roles = _roles_of(reading, parent, marker, words)
    reading.open(draft)
    if heading.body and heading.run_in:
        reading.queue.appendleft((_continued(reading, heading.body), None, None))
    elif heading.body and heading.words:
        reading.queue.appendleft((heading.body, None, None))
    elif heading.body:
        reading.add(heading.body)
    return True


def _goes_on_inside(reading: _Reading, marker: Marker) -> bool:
    """Whether 四是 at the start of a line goes on with a list that stands inside a paragraph."""
    innermost = reading.path[-1] if reading.path else reading.aside
    if marker.style not in ORDINAL_WORDS or innermost is None or innermost.style is marker.style:
        return False
    if innermost.children or not innermost.paragraphs or reading.latest is None:
        return False
    before = points(reading.latest.whole)
    return [p.number for p in before if p.marker[-1] == marker.text[-1]][-1:] == [marker.number - 1]


def _continued(reading: _Reading, body: Piece) -> Piece:
    """The text after a run-in heading; 一是 there is a node of its own where 二是 is the next."""
    following = reading.queue[0][0].marker if reading.queue else None
    if following and following.style not in RANK:
        marker = leading(body.text)
        if marker and (marker.style, marker.number + 1) == (following.style, following.number):
            body.marker = marker
    return body


def _passage(reading: _Reading, piece: Piece) -> bool:
    """A paragraph that sets out on another subject than its section: it stands on its own."""
    if piece.glued or not _may_stand_alone(reading):
        return False
    section = _section(reading)
    both = section is not None and len(section.roles) > 1
    found = roles.within_two(piece.whole) if both else roles.of_paragraph(piece.whole)
    current = reading.path[-1] if reading.path else reading.aside
    if not found or (section and found == section.roles) or (current and found == current.roles):
        return False
    if section is None:
        reading.set_aside(found)
    else:
        del reading.path[1 if reading.path and section is reading.path[0] else 0 :]
        reading.open(Draft(section.level + 1, found))
    if section is None and roles.announces_demands(piece.whole):
        reading.default = Role.MEASURES
    reading.add(piece)
    return True


def _closing(reading: _Reading, piece: Piece) -> bool:
    """The appeal and the thanks that end a speech."""
    if len(reading.queue) + 1 != reading.closing:
        return False
    if not (reading.path or reading.root.children):
        return False
    reading.set_aside((Role.CLOSING,))
    reading.add(piece)
    for later, _, _ in reading.queue:
        reading.add(later)
    reading.queue.clear()
    return True


def _text(reading: _Reading, piece: Piece) -> bool:
    """Anything else."""
    if _section(reading) is None and roles.announces_demands(piece.whole):
        reading.default = Role.MEASURES
    reading.add(piece)
    return True


_CLASSIFIERS: tuple[Callable[[_Reading, Piece], bool], ...] = (
    _row,
    _closing,
    _attachment,
    _second_title,
    _heading,
    _passage,
    _text,
)


def _make_room(reading: _Reading, marker: Marker) -> None:
    """Close the nodes that end where `marker` begins, so that the last open one is its parent."""
    path = reading.path
    for depth, node in enumerate(path):
        if node.style is marker.style or _is_misprinted_next(node, marker):
            del path[depth:]
            return
    while path and (marker.style, path[-1].style) not in reading.nested and _ends(marker, path[-1]):
        path.pop()
    if path:
        reading.nested.add((marker.style, path[-1].style))


def _is_misprinted_next(node: Draft, marker: Marker) -> bool:
    """Whether a series goes on in brackets of another kind: 1. 2. （3）, where no （2） was."""
    if marker.number < 2 or node.number != marker.number - 1 or node.goes_on or node.children:  # noqa: PLR2004
        return False
    return {node.style, marker.style} <= _ARABIC or {node.style, marker.style} <= _HAN


def _ends(new: Marker, node: Draft) -> bool:
    """Whether a marker of a style that is not open ends an open node rather than going deeper."""
    old = node.style
    if old is None:
        return node.paragraphs[-1].text[-1:] not in {"：", ":"}
    if node.goes_on and new.number == 1:
        # The old series goes on later, so the new one lies inside it, whatever the standard says.
        return False
    if new.style in RANK and old in RANK:
        return RANK[new.style] < RANK[old]
    if new.style in RANK and RANK[new.style] <= RANK[Style.HAN]:
        return True
    if old in ORDINAL_WORDS:
        return new.style in {Style.BRACKETED_HAN, Style.NTH, *ORDINAL_WORDS}
    return False


def _roles_of(reading: _Reading, parent: Draft, marker: Marker, heading: str) -> tuple[Role, ...]:
    """The roles of a new numbered node."""
    if parent is reading.root and not reading.is_body:
        found = (
            ()
            if marker.style in ORDINAL_WORDS
            else roles.of_heading(heading, expected=reading.default)
        )
        if not found:
            return (reading.default,)
        if reading.default is not Role.MEASURES or found != (Role.SUMMARY,):
            # Where demands were announced, only the section that looks back looks back.
            reading.default = Role.MEASURES if Role.PROBLEMS in found else found[-1]
        return found
    if len(parent.roles) > 1:
        before = parent.children[-1].roles if parent.children else parent.roles
        return roles.of_item(marker.text, heading) or before
    return parent.roles


def _section(reading: _Reading) -> Draft | None:
    """The section whose subject a paragraph would have to leave; None outside the numbering."""
    if reading.is_body:
        return reading.root
    if not reading.path:
        return None
    top = reading.path[0]
    return None if top.style in ORDINAL_WORDS else top


def _may_stand_alone(reading: _Reading) -> bool:
    """Whether a passage could begin here: not in the lead, nor where the body of a heading does."""
    if reading.is_body and reading.root.level != 1:
        return False
    if not reading.path:
        return reading.is_body or (reading.aside is not None and not reading.has_markers)
    innermost = reading.path[-1]
    if not innermost.marker or innermost is _section(reading):
        return True
    return bool(innermost.paragraphs or innermost.children)


def _with_what_comes(found: list[Piece]) -> list[tuple[Piece, int | None, Marker | None]]:
    """Each piece with the number of the next marker of its style, and the next marker of any."""
    latest: dict[Style, int] = {}
    coming: Marker | None = None
    ahead: list[tuple[Piece, int | None, Marker | None]] = []
    for piece in reversed(found):
        marker = piece.marker
        ahead.append((piece, latest.get(marker.style) if marker else None, coming))
        if marker:
            latest[marker.style] = marker.number
            coming = marker
    return ahead[::-1]


def _closing_length(found: list[Piece]) -> int:
    """How many pieces at the end close the report (appeal, thanks); 0 for none."""
    length = 0
    for piece in reversed(found):
        if piece.marker or piece.glued or piece.row or not roles.is_closing(piece.whole):
            break
        length += 1
    return length
