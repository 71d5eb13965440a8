"""Put comments into a .docx that `typeset` has made: bytes → bytes.

Words are named by the characters before them, white space not counted: setting a report changes
its white space and nothing else.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


@dataclass(frozen=True, slots=True)
class MarginNote:
    """`text` by `author` on the words from `start` to `end`; about everything if they are equal."""

    start: int
    end: int
    text: str
    author: str


def bare_length(text: str) -> int:
    """How many characters of `text` are not white space."""
    return sum(not character.isspace() for character in text)


def with_notes(data: bytes, notes: Iterable[MarginNote]) -> bytes:
    """`data` with a Word comment for each of `notes`; every word stays as it was."""
    document = Document(BytesIO(data))
    for note in notes:
        if runs := _runs(document, note.start, note.end) or _first(document):
            initials = note.author[:1]
            document.add_comment(runs, text=note.text, author=note.author, initials=initials)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _first(document: "WordDocument") -> list[Run]:
    """The runs of the first paragraph that has any."""
    return next((paragraph.runs for paragraph in document.paragraphs if paragraph.runs), [])


def _runs(document: "WordDocument", start: int, end: int) -> list[Run]:
    """Runs that hold exactly these characters; others are cut where they begin and end."""
    found, seen = [], 0
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            length = bare_length(run.text)
            low, high = max(start - seen, 0), min(end - seen, length)
            seen += length
            if low < high:
                found.append(_cut(run, paragraph, low, high))
    return found


def _cut(run: Run, paragraph: Paragraph, low: int, high: int) -> Run:
    """The middle of `run`, what stands before and behind it in runs of their own."""
    text = run.text
    bare = [place for place, character in enumerate(text) if not character.isspace()]
    first, last = bare[low], bare[high - 1] + 1
    # The library has no way to cut a run; a copy keeps its look.
    if first:
        before = deepcopy(run.element)
        run.element.addprevious(before)
        Run(before, paragraph).text = text[:first]
    if last < len(text):
        behind = deepcopy(run.element)
        run.element.addnext(behind)
        Run(behind, paragraph).text = text[last:]
    if (first, last) != (0, len(text)):
        run.text = text[first:last]
    return run
