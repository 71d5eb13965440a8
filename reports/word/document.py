"""A Word document while it is being written: blocks one after the other, then the bytes.

The package around the text (`package`) is ready; only the body is written here.
"""

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.word import styles
from reports.word.blocks import Block, storable
from reports.word.geometry import GB_9704, Layout
from reports.word.package import package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reports.word.blocks import Element


class Document:
    """The body of a document in `layout`; reports and whatever else are appended to it."""

    def __init__(self, layout: Layout = GB_9704) -> None:
        self.layout = layout
        self._body: list[str] = []
        self._last_section = self.section()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was appended yet."""
        return not self._body

    @property
    def body(self) -> str:
        """What was appended, as XML."""
        return "".join(self._body)

    def append(self, elements: "Iterable[Element]") -> None:
        """Append paragraphs and tables."""
        self._body += [element.xml() for element in elements]

    def section(self, *, begins: str = "nextPage", numbered: bool = True) -> str:
        """Return the `w:sectPr` of pages in the layout.

        `begins` is where its first page is ("evenPage"); that page may go without a number.
        """
        _, mark, properties = package(self.layout)["word/document.xml"].partition(b"<w:sectPr")
        section = (mark + properties.partition(b"</w:sectPr>")[0]).decode() + "</w:sectPr>"
        if begins != "nextPage":
            section = section.replace("<w:pgSz", f'<w:type w:val="{begins}"/><w:pgSz', 1)
        if not numbered:
            # The footer of a first page, which no section has.
            section = section.replace("<w:docGrid", "<w:titlePg/><w:docGrid", 1)
        return section

    def end_with(self, section: str) -> None:
        """Make `section` the one that the last pages are in."""
        self._last_section = section

    def to_bytes(self, *, title: str = "") -> bytes:
        """Return the .docx; the same body gives the same bytes. `title` is its property."""
        members = dict(package(self.layout))
        before, _, section = members["word/document.xml"].partition(b"<w:sectPr")
        after = section.partition(b"</w:sectPr>")[2]
        # Word wants a paragraph.
        body = self.body or Block(styles.BODY, []).xml()
        members["word/document.xml"] = b"".join(
            (before, body.encode(), self._last_section.encode(), after)
        )
        members["docProps/core.xml"] = core_properties(title)
        return zipped(members)


def core_properties(title: str) -> bytes:
    """Say the title and nothing of who or when: the file is the document, not its history."""
    text = escape(storable(title))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{text}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def zipped(members: "Mapping[str, bytes]") -> bytes:
    """Return a .docx of `members`."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = ZipInfo(name)  # dated 1980: the same document is the same file
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
