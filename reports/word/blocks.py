"""What a typeset document is made of: paragraphs of runs, written as XML text.

The body of a report is a few hundred elements of a few shapes; building them as a tree and
writing that tree costs four times as much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape

from reports.word.geometry import twips

REPLACEMENT = "\ufffd"

_UNSTORABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# No words: separators that XML cannot hold, and the byte order mark.
_INVISIBLE = re.compile("[\x1c-\x1f\ufeff]")
BREAKS = re.compile("(\t|\r\n|[\n\v\f\r\x85\u2028\u2029])")
# Characters that Word sets in the Latin font unless told otherwise: “ ” ‘ ’ — … · × ① → ■.
_AMBIGUOUS = re.compile("[\u00a1-\u04ff\u1e00-\u2e7f\ue000-\uf8ff]")
_EASTERN = '<w:rFonts w:hint="eastAsia"/>'
_KEEP_NEXT = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}


def storable(text: str) -> str:
    """Return `text` as XML can hold it: what it cannot becomes U+FFFD, what shows nothing goes."""
    return _UNSTORABLE.sub(REPLACEMENT, _INVISIBLE.sub("", text))


@dataclass(slots=True)
class Run:
    """Words in one face: `face` the id of a character style, `own` properties besides, as XML."""

    text: str
    face: str = ""
    own: str = ""

    def xml(self) -> str:
        """Return the run; tabs and line breaks in the words become the elements for them."""
        text = storable(self.text)
        properties = f'<w:rStyle w:val="{self.face}"/>' if self.face else ""
        if _AMBIGUOUS.search(text):
            properties += _EASTERN
        if properties or self.own:
            properties = f"<w:rPr>{properties}{self.own}</w:rPr>"
        return f"<w:r>{properties}{''.join(_pieces(text))}</w:r>"


@dataclass(slots=True)
class Block:
    """One paragraph of the document: its style, what differs from it, its runs.

    `frame`, `border`, `tabs`, `space`, `indent` and `align` are the elements `w:framePr`, `w:pBdr` or `w:shd`, `w:tabs`,
    `w:spacing`, `w:ind` and `w:jc` as XML; `section` is a `w:sectPr` that ends with it.
    `keep_next` None is as the style says. `bookmark` is a name that fields (a table of contents)
    can refer to.
    """

    style: str
    runs: Sequence[Run]
    space: str = ""
    indent: str = ""
    keep_next: bool | None = None
    new_page: bool = False
    bookmark: str = ""
    frame: str = ""
    border: str = ""
    tabs: str = ""
    align: str = ""
    section: str = ""

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(run.text for run in self.runs)

    def space_before(self, points: float) -> None:
        """Leave `points` free above the paragraph, besides the spacing that it has."""
        self.space = self.space or "<w:spacing/>"
        self.space = self.space.replace("<w:spacing", f'<w:spacing w:before="{twips(points)}"', 1)

    def xml(self) -> str:
        """Return the paragraph."""
        keep = _KEEP_NEXT[self.keep_next]
        page = "<w:pageBreakBefore/>" if self.new_page else ""
        words = "".join(run.xml() for run in self.runs)
        if self.bookmark:
            key = f'w:id="{bookmark_number(self.bookmark)}"'
            words = (
                f'<w:bookmarkStart {key} w:name="{self.bookmark}"/>{words}<w:bookmarkEnd {key}/>'
            )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/>{keep}{page}{self.frame}{self.border}'
            f"{self.tabs}{self.space}{self.indent}{self.align}{self.section}</w:pPr>{words}</w:p>"
        )


class Element(Protocol):
    """Anything that stands in the body of a document: a paragraph, a table."""

    def xml(self) -> str:
        """Return it as WordprocessingML."""


def bookmark_number(name: str) -> int:
    """Return the number in `name` (`report12` → 12), which identifies the bookmark to Word."""
    return int(re.sub("[^0-9]", "", name) or 0)


def _pieces(text: str) -> Iterator[str]:
    for part in BREAKS.split(text):
        if part == "\t":
            yield "<w:tab/>"
        elif BREAKS.fullmatch(part):
            yield "<w:br/>"
        elif part:
            yield f'<w:t xml:space="preserve">{escape(part)}</w:t>'
