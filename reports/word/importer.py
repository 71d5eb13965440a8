"""Read the words of a .docx of any origin (Word, WPS, LibreOffice): bytes → text.

What Word shows is what is read: numbers of automatic numbering, tracked changes as accepted,
results of fields, text boxes after the paragraph they hang on, table rows as lines. What is not
read (notes, comments, headers, hidden words, pictures) is listed, never silently lost.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reports.outline.source import UnreadableFile, decode
from reports.word import guards
from reports.word.automatic_numbers import AutomaticNumbers
from reports.word.bare_headings import bare_heading, is_numbered, may_be_heading, with_numbers
from reports.word.cells import Cell, apart, lines_of
from reports.word.inline import ALTERNATIVES, GONE, WORDLESS, Inline, chosen, plain_words, whole
from reports.word.parts import Parts, parts
from reports.word.wordprocessing import W, is_on, value, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_PARAGRAPH, _TABLE, _PROPERTIES, _STYLE, _RUN_PROPERTIES = map(
    w, ("p", "tbl", "pPr", "pStyle", "rPr")
)
_OUTLINE_LEVEL, _TEXT_LEVEL = w("outlineLvl"), 9
_HEADING = re.compile("heading [1-9]", re.IGNORECASE)
_CONTENTS = re.compile("toc (?:[1-9]|heading)", re.IGNORECASE)
# What `typeset` puts around the words of a report, by the names of its styles.
_AROUND = {
    "发文机关标志": "版头",
    "发文字号": "版头",
    "版记": "版记",
}
_ANCHOR = "锚点"
_ONE_LINE = re.compile("title|subtitle|heading [1-9]", re.IGNORECASE)
_MOST_COLUMNS = 63  # Word has no more
_PAGE_NUMBER = re.compile(r"[\s\d—–-]*(?:第?\s*\d*\s*页.{0,8})?[\s\d—–-]*")


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word document and what to know about it.

    `notes` has a Chinese sentence for each thing that was left out or changed on the way.
    """

    text: str
    notes: tuple[str, ...] = ()


def text_of(data: bytes) -> str:
    """Return the text of the .docx `data`, a line a paragraph.

    Raises UnreadableFile, with the sentence for the person, for what is no .docx that can be read.
    """
    return read_word(data).text


def read_file(data: bytes, name: str) -> WordText:
    """Return the text of the file `data` called `name`: a .docx, or plain text in any encoding.

    What it is is told by its content first, by its name where that says nothing. Raises
    UnreadableFile, with the sentence for the person.
    """
    if data.startswith(guards.OFFICE_FILES) or name.lower().endswith((".docx", ".doc", ".wps")):
        return read_word(data)
    if len(data) > guards.MOST_BYTES:
        raise UnreadableFile(guards.OVER_LIMIT)
    return WordText(decode(data))


def read_path(path: Path) -> WordText:
    """Return the text of the file at `path`; `UnreadableFile` also where it cannot be opened."""
    try:
        return read_file(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise UnreadableFile("没有这个文件。") from None
    except IsADirectoryError:
        raise UnreadableFile("这是文件夹，请给出文件。") from None
    except PermissionError:
        raise UnreadableFile("没有权限读取这个文件。") from None
    except OSError as error:
        raise UnreadableFile(f"无法读取（{error.strerror}）。") from error


def read_word(data: bytes) -> WordText:
    """Return the text of the .docx `data` with notes on what was left out or changed.

    Raises UnreadableFile like `text_of`.
    """
    found = parts(data)
    reading = _Reading(found)
    lines = list(reading.blocks(found.body))
    if reading.carried:
        lines.append(reading.carried)
    if not reading.has_numbered_headings:
        lines, reading.seen["headings"] = with_numbers(lines)
    text = "".join(f"{line}\n" for line in apart(lines))
    return WordText(text, tuple(reading.notes()))


@dataclass(slots=True)
class _Reading:
    """One pass over a document: what it has seen so far besides the words."""

    parts: Parts
    numbers: AutomaticNumbers = field(init=False)
    styles: dict[str, str] = field(init=False)
    seen: Counter[str] = field(default_factory=Counter)
    inline: Inline = field(init=False)
    around: dict[str, list[str]] = field(default_factory=dict)
    has_numbered_headings: bool = False
    carried: str = ""  # words of a paragraph whose end was deleted or hidden

    def __post_init__(self) -> None:
        styles = self.parts.one("styles")
        self.inline = Inline(self.seen)
        self.numbers = AutomaticNumbers(self.parts.one("numbering"), styles)
        self.styles = {
            style.get(w("styleId"), ""): value(style.find(w("name")))
            for style in ([] if styles is None else styles.iterfind(w("style")))
        }

    def blocks(self, holder: "_Element") -> "Iterator[str]":
        """Yield the lines of the paragraphs and tables in `holder`."""
        for element in holder:
            if element.tag == _PARAGRAPH:
                yield from self.paragraph(element)
            elif element.tag == _TABLE:
                yield from self.table(element)
            elif element.tag in (w("altChunk"), w("subDoc")):
                self.seen["chunks"] += 1
            elif element.tag == w("sdt") and _is_contents(element):
                self.seen["contents"] += 1
            elif element.tag == ALTERNATIVES:
                yield from self.blocks(chosen(element))
            elif element.tag in GONE:
                self.seen["changes"] += 1
            elif element.tag not in WORDLESS:
                yield from self.blocks(element)

    def paragraph(self, element: "_Element") -> "Iterator[str]":
        """Yield the line or lines of one paragraph, then those of its text boxes."""
        properties = element.find(_PROPERTIES)
        style = "" if properties is None else self.styles.get(value(properties.find(_STYLE)), "")
        kind = _kind_of(style)
        if kind.is_contents:
            self.seen["contents"] += 1
            return
        mark = None if properties is None else properties.find(_RUN_PROPERTIES)
        words = self.inline.words(element)
        if kind.around:
            self.around.setdefault(kind.around, []).append(" ".join(words.split()))
            return
        if style == _ANCHOR and not words:
            return
        if kind.is_one_line:
            words = _one_line(words)  # its lines are the shape of the title, not its words
        if mark is not None and mark.find(w("del")) is not None:
            self.seen["changes"] += 1
            self.carried += words
            return
        number = self.numbers.before(element)
        self.seen["numbers"] += bool(number)
        line = f"{number}{self.carried}{words}"
        self.carried = ""
        if mark is not None and is_on(mark.find(w("specVanish"))):
            self.carried = line  # a run-in heading by Word's style separator
            return
        depth = _depth(kind, properties)
        if depth and not number and not is_numbered(line) and may_be_heading(line):
            yield bare_heading(line, depth)
        else:
            self.has_numbered_headings |= depth > 0 and bool(line.strip())
            yield from line.split("\n")
        boxes, self.inline.boxes = self.inline.boxes, []
        for box in boxes:
            self.seen["boxes"] += 1
            yield from self.blocks(box)

    def table(self, element: "_Element") -> "Iterator[str]":
        """Yield a line a row; the paragraphs themselves where the table is but a frame."""
        self.seen["tables"] += 1
        number = self.seen["tables"]
        rows = []
        for row in _inside(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.seen["changes"] += 1
                continue
            cells = [self.cell(cell) for cell in _inside(row, "tc")]
            before = whole(row.find(f"{W}trPr/{W}gridBefore"))
            rows.append([*[Cell(())] * before, *cells])
            self.seen["merged"] += sum(cell.goes_on or cell.span > 1 for cell in cells)
        if not any(len(row) > 1 for row in rows):
            self.seen["tables"] -= 1
            self.seen["frames"] += 1
            self.seen["merged"] -= sum(cell.goes_on or cell.span > 1 for r in rows for cell in r)
        yield from lines_of(rows, number)

    def cell(self, element: "_Element") -> Cell:
        """Return the lines in a cell and how it is merged with its neighbours."""
        merge = element.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and value(merge, "continue") == "continue"
        span = whole(element.find(f"{W}tcPr/{W}gridSpan"))
        return Cell(tuple(self.blocks(element)), max(1, min(span, _MOST_COLUMNS)), goes_on)

    def notes(self) -> "Iterator[str]":
        """Yield what the person should know, the words that were left out among it."""
        for key, sentence in _COUNTED:
            if self.seen[key]:
                yield sentence.format(self.seen[key])
        for name, lines in self.around.items():
            yield f"{name}没有读入：{' '.join(filter(None, lines))}"
        for words in filter(str.strip, self.inline.hidden):
            yield f"隐藏文字没有读入：{words}"
        yield from self.apart_from_the_text()
        margins = [
            plain_words(part)
            for kind in ("header", "footer")
            for part in self.parts.around.get(kind, [])
        ]
        for words in dict.fromkeys(margins):
            if not _PAGE_NUMBER.fullmatch(words):
                yield f"页眉页脚没有读入：{words}"

    def apart_from_the_text(self) -> "Iterator[str]":
        """Yield footnotes, endnotes, and comments with who made them."""
        for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注"), ("comments", "批注")):
            for part in self.parts.around.get(kind, []):
                for note in part:
                    author = note.get(w("author"), "").strip()
                    by = f"（{author}）" if author else ""
                    if words := plain_words(note):
                        yield f"{name}{by}没有读入：{words}"


_COUNTED = (
    ("changes", "文中有修订 {} 处，按全部接受后的文字读入。"),
    ("numbers", "自动编号 {} 处，已变成文字。"),
    ("headings", "标题 {} 处原来没有序号，已按标题样式的级别补上。"),
    ("tables", "表格 {} 张，一行读成一段，各格以制表符隔开。"),
    ("merged", "表格中合并的单元格 {} 处，文字放在第一格，其余各格留空。"),
    ("frames", "只作边框的表格 {} 张，按正文读入。"),
    ("boxes", "文本框 {} 个，其中的文字接在所在段落之后。"),
    ("contents", "目录 {} 处没有读入。"),
    ("prompts", "未填写的输入提示 {} 处没有读入。"),
    ("pictures", "图片 {} 张没有读入。"),
    ("figures", "图表、图示 {} 个没有读入。"),
    ("objects", "嵌入的对象 {} 个没有读入。"),
    ("chunks", "嵌入的其他文档 {} 个没有读入。"),
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the name of a style tells of a paragraph."""

    is_contents: bool
    is_one_line: bool
    depth: int  # of the heading, 0 for text
    around: str  # the part of a formal document that it belongs to


@lru_cache(maxsize=512)
def _kind_of(style: str) -> _Kind:
    return _Kind(
        bool(_CONTENTS.fullmatch(style)),
        bool(_ONE_LINE.fullmatch(style)),
        int(style[-1]) if _HEADING.fullmatch(style) else 0,
        _AROUND.get(style, ""),
    )


def _depth(kind: _Kind, properties: "_Element | None") -> int:
    """Return the level that Word's navigation pane shows a paragraph at, 0 for text."""
    own = None if properties is None else properties.find(_OUTLINE_LEVEL)
    if own is not None:
        return whole(own) + 1 if whole(own) < _TEXT_LEVEL else 0
    return kind.depth


def _is_contents(element: "_Element") -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"


def _inside(holder: "_Element", name: str) -> "Iterator[_Element]":
    """Yield the rows of a table or the cells of a row, through what may wrap them."""
    for element in holder:
        if element.tag == w(name):
            yield element
        elif element.tag not in WORDLESS | GONE | {w("tbl"), w("p")}:
            yield from _inside(element, name)


def _one_line(words: str) -> str:
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", words).replace("\n", "")
