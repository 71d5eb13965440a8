"""Names and values in the XML of a Word document (WordprocessingML, ECMA-376-1)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def w(name: str) -> str:
    """Return the qualified name of the element or attribute `name`."""
    return W + name


def value(element: "_Element | None", otherwise: str = "") -> str:
    """Return `w:val` of `element`; `otherwise` where there is no element or no value."""
    return otherwise if element is None else element.get(f"{W}val", otherwise)


def is_on(element: "_Element | None") -> bool:
    """Tell whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element, "1") not in ("0", "false", "off")
