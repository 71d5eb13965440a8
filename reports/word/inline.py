"""The words in a paragraph of Word: runs, fields, content controls, and what hangs on them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.word.wordprocessing import W, is_on, value, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WORDLESS = frozenset(
    map(w, ("pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText"))
) | {w("rt"), w("rubyPr"), w("tblPr"), w("tblGrid"), w("trPr"), w("tcPr"), w("tblPrEx")}
GONE = frozenset(map(w, ("del", "moveFrom")))
_CHANGES = GONE | frozenset(map(w, ("ins", "moveTo")))
_LITERAL = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_TEXT = frozenset((w("t"), f"{_MATH}t"))
_GRAPHICS = frozenset(map(w, ("drawing", "pict", "object")))
_RUN, _RUN_PROPERTIES, _VANISH = w("r"), w("rPr"), w("vanish")
_CONTROL, _FIELD, _SYMBOL, _BOX, _OBJECT = map(
    w, ("sdt", "fldChar", "sym", "txbxContent", "object")
)
_PROMPT = f"{W}sdtPr/{W}showingPlcHdr"
_LINE_ENDS = re.compile("[\r\n]+")


@dataclass(slots=True)
class Inline:
    """Reads paragraphs; keeps what it saw on the way besides the words."""

    seen: Counter[str]
    hidden: list[str] = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # we are in: in the result, not the code

    def words(self, paragraph: "_Element") -> str:
        """Return the words of `paragraph`; a line break in it is a newline."""
        words: list[str] = []
        self._read(paragraph, words)
        self.fields = [True] * len(self.fields)  # a code ends with its paragraph
        return "".join(words)

    def _read(self, holder: "_Element", words: list[str]) -> None:  # noqa: C901 - a kind a branch
        for element in holder:
            tag = element.tag
            if tag == _RUN:
                if not self._is_hidden(element):
                    self._read(element, words)
            elif tag in WORDLESS:
                continue
            elif tag in _TEXT or tag in _LITERAL:
                # The result of a field inside the code of another is a condition, not a word.
                if not self.fields or all(self.fields):
                    text = _LITERAL.get(tag) or _LINE_ENDS.sub(" ", element.text or "")
                    words.append(text)
            elif tag == _FIELD:
                words.append(self._field(element))
            elif tag == _SYMBOL:
                words.append(_symbol(element))
            elif tag == ALTERNATIVES:
                self._read(chosen(element), words)
            elif tag in _GRAPHICS:
                self._graphic(element)
            elif not self._is_unseen(element):
                self._read(element, words)

    def _is_hidden(self, run: "_Element") -> bool:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None or not is_on(properties.find(_VANISH)):
            return False
        self.hidden.append(plain_words(run))
        return True

    def _is_unseen(self, element: "_Element") -> bool:
        """Tell whether a reader of the page does not see `element`; remember why."""
        tag = element.tag
        self.seen["changes"] += tag in _CHANGES
        if tag == _CONTROL and is_on(element.find(_PROMPT)):
            self.seen["prompts"] += 1
            return True
        return tag in GONE

    def _field(self, mark: "_Element") -> str:
        """Keep count of where in a field we are; return what a form field shows by itself."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(False)
            return _shown_by_form(mark)
        if self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()
        return ""

    def _graphic(self, element: "_Element") -> None:
        """Remember the text boxes in a drawing; count its pictures and objects."""
        for part in (element, *_shown(element)):
            if part.tag == _BOX:
                self.boxes.append(part)
            self.seen["pictures"] += part.tag in _PICTURES
            self.seen["figures"] += part.get("uri", "").endswith(("/chart", "/diagram"))
            self.seen["objects"] += part.tag == _OBJECT


def chosen(alternatives: "_Element") -> "_Element":
    """Return the branch of `mc:AlternateContent` that a present-day Word shows."""
    choice = alternatives.find(_CHOICE)
    branch = alternatives.find(_FALLBACK) if choice is None else choice
    return alternatives if branch is None else branch


def plain_words(element: "_Element") -> str:
    """Return the words in `element`, whatever else is there."""
    return "".join(text.text or "" for text in element.iter(w("t"))).strip()


def _shown(graphic: "_Element") -> "Iterator[_Element]":
    """Yield what is in a drawing, down to its text boxes and not into them."""
    for element in graphic:
        yield element
        if element.tag == ALTERNATIVES:
            yield from _shown(chosen(element))
        elif element.tag != _BOX:
            yield from _shown(element)


def _symbol(element: "_Element") -> str:
    """Return the character of `w:sym`; ● for one that only its symbol font gives a meaning."""
    try:
        character = chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return ""
    return "●" if "\ue000" <= character <= "\uf8ff" else character


def _shown_by_form(mark: "_Element") -> str:
    """Return what a list to choose from or a box to tick shows; other form fields have a result."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = box.find(w("checked"))
        return "☑" if is_on(box.find(w("default")) if ticked is None else ticked) else "□"
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [value(entry) for entry in choices.iterfind(w("listEntry"))]
    at = whole(choices.find(w("result")))
    return entries[at] if at < len(entries) else ""


def whole(element: "_Element | None") -> int:
    """Return the number that an element says, 0 where it says none."""
    said = value(element)
    return int(said) if said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004 - 32 bits
