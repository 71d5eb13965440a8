"""Read what the pages of a .docx of ours depend on: paragraphs and tables with all they inherit.

Only what `typeset` writes is understood, not the whole of WordprocessingML: the preview shows the
file that one would download, and nobody else's.
"""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from reports.word.pages.elements import (
    POINT,
    Block,
    Border,
    Cell,
    Section,
    Setting,
    Table,
    TableRow,
    Text,
)
from reports.word.pages.properties import (
    borders,
    edges,
    padding,
    points,
    take_face,
    take_setting,
)
from reports.word.pages.sheet import Face
from reports.word.wordprocessing import is_on, value, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PAGE_NUMBER = "\ue000"  # stands where the field for the number of the page stands


class Reading:
    """One .docx being read."""

    def __init__(self, data: bytes) -> None:
        """Unpack `data` and read its styles."""
        with ZipFile(BytesIO(data)) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}
        styles = self._xml("word/styles.xml")
        self._styles = {s.get(w("styleId"), ""): s for s in styles.iterfind(w("style"))}
        self._defaults = styles.find(w("docDefaults"))
        self._chains: dict[str, list[_Element]] = {}
        self._settings: dict[str, Setting] = {}
        self._faces: dict[tuple[str, str], Mapping[str, str]] = {}
        settings = self._xml("word/settings.xml")
        self.evens = is_on(settings.find(w("evenAndOddHeaders")))
        relations = etree.fromstring(self._members["word/_rels/document.xml.rels"])
        self._targets = {r.get("Id"): r.get("Target", "") for r in relations}

    def _xml(self, name: str) -> "_Element":
        return etree.fromstring(self._members[name])

    def sections(self) -> list[Section]:
        """Return the sections of the document in their order."""
        body = self._xml("word/document.xml").find(w("body"))
        assert body is not None  # noqa: S101 - typeset writes one
        found: list[Section] = []
        blocks: list[Block] = []
        feet: dict[str, list[Text]] = {}
        for element in body:
            if element.tag == w("p"):
                if (frame := element.find(f"{w('pPr')}/{w('framePr')}")) is not None:
                    _frame(blocks, points(frame.get(w("w")))).append(self.paragraph(element))
                    continue
                blocks.append(self.paragraph(element))
                properties = element.find(f"{w('pPr')}/{w('sectPr')}")
            elif element.tag == w("tbl"):
                blocks.append(self.table(element))
                continue
            else:
                properties = element if element.tag == w("sectPr") else None
            if properties is not None:
                feet = {**feet, **self._feet(properties)}
                found.append(_section(properties, blocks, feet))
                blocks = []
        return found

    def _feet(self, section: "_Element") -> dict[str, list[Text]]:
        feet = {}
        for reference in section.iterfind(w("footerReference")):
            target = self._targets[reference.get(f"{_R}id")]
            root = self._xml(f"word/{target.removeprefix('/word/')}")
            kind = reference.get(w("type"), "default")
            feet[kind] = [self.paragraph(p) for p in root.iterfind(w("p"))]
        return feet

    # --- styles

    def _chain(self, key: str) -> "list[_Element]":
        """Return the style `key` behind those that it is based on."""
        if key not in self._chains:
            chain: list[_Element] = []
            style = self._styles.get(key)
            while style is not None and style not in chain:
                chain.insert(0, style)
                style = self._styles.get(value(style.find(w("basedOn"))))
            self._chains[key] = chain
        return self._chains[key]

    def _face(self, paragraph_style: str, properties: "_Element | None") -> Face:
        """Return the face of a run: defaults, paragraph style, character style, its own."""
        own = "" if properties is None else value(properties.find(w("rStyle")))
        key = (paragraph_style, own)
        if key not in self._faces:
            found: dict[str, str] = {}
            if self._defaults is not None:
                take_face(found, self._defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            for style in self._chain(paragraph_style):
                take_face(found, style.find(w("rPr")))
            for style in self._chain(own) if own else []:
                take_face(found, style.find(w("rPr")))
            self._faces[key] = found
        found = dict(self._faces[key])
        take_face(found, properties)
        return Face(
            font=found.get("eastAsia", ""),
            latin=found["ascii"] if found.get("ascii") != found.get("eastAsia") else "",
            size=float(found.get("sz", 20)) / 2,
            bold=found.get("b") == "1",
            color=found.get("color", ""),
            spacing=float(found.get("spacing", 0)) / POINT,
        )

    def _setting(self, style: str) -> Setting:
        """Return how paragraphs of `style` are set."""
        if style not in self._settings:
            setting = Setting()
            if self._defaults is not None:
                take_setting(setting, self._defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
            for one in self._chain(style):
                take_setting(setting, one.find(w("pPr")))
            self._settings[style] = setting
        return self._settings[style]

    def paragraph(self, element: "_Element") -> Text:
        """Return the paragraph with its setting and its runs."""
        properties = element.find(w("pPr"))
        style = "" if properties is None else value(properties.find(w("pStyle")))
        style = style or "Normal"
        setting = replace(self._setting(style))
        take_setting(setting, properties)
        runs = []
        for run, text in _words(element):
            if text == "\f":
                setting.new_page = True
            else:
                runs.append((text, self._face(style, run.find(w("rPr")))))
        mark = None if properties is None else properties.find(w("rPr"))
        return Text(setting, runs, self._face(style, mark))

    def table(self, element: "_Element") -> Table:
        """Return the table with its rows."""
        properties = element.find(w("tblPr"))
        grid = [points(c.get(w("w"))) for c in element.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        table = Table([])
        inner: dict[str, Border] = {}
        styled = "" if properties is None else value(properties.find(w("tblStyle")))
        for holder in (*(s.find(w("tblPr")) for s in self._chain(styled)), properties):
            if holder is None:
                continue
            inner.update(borders(holder.find(w("tblBorders"))))
            table.align = value(holder.find(w("jc")), table.align)
            if (indent := holder.find(w("tblInd"))) is not None:
                table.left = points(indent.get(w("w")))
            if (margins := holder.find(w("tblCellMar"))) is not None:
                table.padding = padding(margins, table.padding)
            floating = holder.find(w("tblpPr"))
            table.at_foot = floating is not None and floating.get(w("tblpYSpec")) == "bottom"
        rows = list(element.iterfind(w("tr")))
        for number, row in enumerate(rows):
            around = edges(inner, first=number == 0, last=number == len(rows) - 1)
            table.rows.append(self._row(row, grid, around))
        return table

    def _row(self, element: "_Element", grid: list[float], around: dict[str, Border]) -> TableRow:
        row = TableRow([])
        properties = element.find(w("trPr"))
        if properties is not None:
            row.is_head = is_on(properties.find(w("tblHeader")))
            row.whole = is_on(properties.find(w("cantSplit")))
            if (height := properties.find(w("trHeight"))) is not None:
                row.height = points(height.get(w("val")))
                row.exact = height.get(w("hRule")) == "exact"
        at = 0
        for cell in element.iterfind(w("tc")):
            about = cell.find(w("tcPr"))
            span = 1 if about is None else int(value(about.find(w("gridSpan")), "1"))
            made = Cell(sum(grid[at : at + span]), [])
            made.borders = _sides(around, is_first=at == 0, is_last=at + span >= len(grid))
            self._fill(made, cell, about)
            row.cells.append(made)
            at += span
        return row

    def _fill(self, made: Cell, element: "_Element", about: "_Element | None") -> None:
        if about is not None:
            made.align = value(about.find(w("vAlign")), "top")
            merge = about.find(w("vMerge"))
            made.joined = merge is not None and value(merge, "continue") == "continue"
            made.borders.update(borders(about.find(w("tcBorders"))))
        for child in element:
            if child.tag == w("p"):
                made.blocks.append(self.paragraph(child))
            elif child.tag == w("tbl"):
                made.blocks.append(self.table(child))


def _sides(around: dict[str, Border], *, is_first: bool, is_last: bool) -> dict[str, Border]:
    """Return the borders of a cell: those between columns where it is not at an edge."""
    sides = dict(around)
    for side, is_edge in (("left", is_first), ("right", is_last)):
        if not is_edge:
            sides.pop(side, None)
            if "insideV" in around:
                sides[side] = around["insideV"]
    return sides


def _frame(blocks: "list[Block]", width: float) -> "list[Text | Table]":
    """Return what stands in the frame at the foot of the page: a table of one cell does for it."""
    if not blocks or not isinstance(blocks[-1], Table) or not blocks[-1].at_foot:
        row = TableRow([Cell(width, [])], whole=True)
        blocks.append(Table([row], padding=(0, 0, 0, 0), at_foot=True))
    frame = blocks[-1]
    assert isinstance(frame, Table)  # noqa: S101 - put there or found there
    return frame.rows[0].cells[0].blocks


def _section(properties: "_Element", blocks: list[Block], feet: dict[str, list[Text]]) -> Section:
    size, margins = properties.find(w("pgSz")), properties.find(w("pgMar"))
    assert size is not None  # noqa: S101 - typeset writes both
    assert margins is not None  # noqa: S101
    numbers = properties.find(w("pgNumType"))
    start = None if numbers is None else numbers.get(w("start"))
    side = {
        n: points(margins.get(w(n))) for n in ("top", "right", "bottom", "left", "footer", "header")
    }
    return Section(
        width=points(size.get(w("w"))),
        height=points(size.get(w("h"))),
        blocks=blocks,
        feet=feet,
        title_page=is_on(properties.find(w("titlePg"))),
        begins=value(properties.find(w("type")), "nextPage"),
        first_number=None if start is None else int(start),
        **side,
    )


def _words(paragraph: "_Element") -> "Iterator[tuple[_Element, str]]":
    """Yield runs with their words; a field for the page's number as `PAGE_NUMBER`."""
    in_field = is_result = False
    for run in paragraph.iter(w("r")):
        for child in run:
            if child.tag == w("fldChar"):
                kind = child.get(w("fldCharType"))
                in_field, is_result = kind != "end", kind == "separate"
            elif child.tag == w("instrText"):
                if (child.text or "").split()[:1] == ["PAGE"]:
                    yield run, PAGE_NUMBER
            elif child.tag == w("t") and not (in_field and is_result and _is_number(child)):
                yield run, child.text or ""
            elif child.tag == w("tab"):
                yield run, "\t"
            elif child.tag == w("br"):
                yield run, "\f" if child.get(w("type")) == "page" else "\n"
            elif child.tag == w("noBreakHyphen"):
                yield run, "-"


def _is_number(text: "_Element") -> bool:
    return (text.text or "").strip().isdecimal()
