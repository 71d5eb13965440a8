"""Properties of paragraphs, runs and tables as the XML has them, laid over what is inherited."""

from typing import TYPE_CHECKING

from lxml import etree

from reports.word.pages.elements import POINT, Border, Frame, Setting
from reports.word.wordprocessing import is_on, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element


def points(twentieths: str | None) -> float:
    """Return a length in points that the file has in twentieths."""
    return float(twentieths or 0) / POINT


def edges(inner: dict[str, Border], *, first: bool, last: bool) -> dict[str, Border]:
    """Return the borders of the cells of a row: those between rows where it is not at an edge."""
    edges = dict(inner)
    for side, is_edge in (("top", first), ("bottom", last)):
        if not is_edge:
            edges.pop(side, None)
            if "insideH" in inner:
                edges[side] = inner["insideH"]
    return edges


def padding(
    margins: "_Element", before: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Return `before` with what `w:tblCellMar` says: top, right, bottom, left."""
    found = list(before)
    for at, names in enumerate((("top",), ("right", "end"), ("bottom",), ("left", "start"))):
        for name in names:
            if (side := margins.find(w(name))) is not None:
                found[at] = points(side.get(w("w")))
    return found[0], found[1], found[2], found[3]


def borders(holder: "_Element | None") -> dict[str, Border]:
    """Return the borders that `holder` names, by side; those without a line have no weight."""
    found = {}
    for side in () if holder is None else holder:
        kind = value(side)
        name = etree.QName(side).localname
        weight = 0 if kind in ("nil", "none") else float(side.get(w("sz"), "4")) / 8
        color = side.get(w("color"), "")
        found[{"start": "left", "end": "right"}.get(name, name)] = Border(
            weight, "" if color == "auto" else color, float(side.get(w("space"), "0"))
        )
    return found


def take_setting(setting: Setting, properties: "_Element | None") -> None:  # noqa: C901, PLR0912 - one branch a property
    """Lay the paragraph properties `properties` over `setting`."""
    if properties is None:
        return
    if (spacing := properties.find(w("spacing"))) is not None:
        if (line := spacing.get(w("line"))) is not None:
            setting.pitch = points(line)
            setting.pitch_rule = spacing.get(w("lineRule"), "auto")
        if (before := spacing.get(w("before"))) is not None:
            setting.before = points(before)
        if (after := spacing.get(w("after"))) is not None:
            setting.after = points(after)
    if (indent := properties.find(w("ind"))) is not None:
        for names, name in ((("left", "start"), "left"), (("right", "end"), "right")):
            for key in names:
                if (length := indent.get(w(key))) is not None:
                    setattr(setting, name, points(length))
        if (length := indent.get(w("firstLine"))) is not None:
            setting.first = points(length)
        if (length := indent.get(w("hanging"))) is not None:
            setting.first = -points(length)
    if (align := properties.find(w("jc"))) is not None:
        setting.align = value(align)
    for name, attribute in (
        ("keepNext", "keep_next"),
        ("keepLines", "keep_lines"),
        ("widowControl", "widow_control"),
        ("pageBreakBefore", "new_page"),
    ):
        if (switch := properties.find(w(name))) is not None:
            setattr(setting, attribute, is_on(switch))
    if (tabs := properties.find(w("tabs"))) is not None:
        setting.tabs = tuple(sorted((points(tab.get(w("pos"))), value(tab)) for tab in tabs))
    if (shading := properties.find(w("shd"))) is not None:
        fill = shading.get(w("fill"), "auto")
        setting.fill = "" if fill == "auto" else fill
    if (place := properties.find(w("framePr"))) is not None:
        setting.frame = Frame(points(place.get(w("y"))), place.get(w("vAnchor")) == "page")
    setting.borders = {**setting.borders, **borders(properties.find(w("pBdr")))}


def take_face(found: dict[str, str], properties: "_Element | None") -> None:
    """Lay the run properties `properties` over `found`."""
    if properties is None:
        return
    if (fonts := properties.find(w("rFonts"))) is not None:
        for name in ("ascii", "eastAsia"):
            if (font := fonts.get(w(name))) is not None:
                found[name] = font
    for name in ("sz", "spacing", "color"):
        if (one := properties.find(w(name))) is not None:
            found[name] = value(one)
    if (bold := properties.find(w("b"))) is not None:
        found["b"] = "1" if is_on(bold) else "0"
    if found.get("color") in ("auto", "000000"):
        found["color"] = ""
