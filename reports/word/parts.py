"""The parts of a Word document that hold words, found by their relationships and parsed safely.

python-docx would open every part, images too, and gives up on a document with one dangling
relationship or in the strict dialect, which Word and WPS open without a murmur.
"""

import posixpath
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from reports.outline.source import UnreadableFile
from reports.word import guards
from reports.word.wordprocessing import w

if TYPE_CHECKING:
    from lxml.etree import _Element

# ISO/IEC 29500 has a strict dialect under names of its own; the words are in the same places.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Parts:
    """The body and, where the document has them, what stands around it, by kind.

    Kinds are the last word of the relationship's type: styles, numbering, footnotes, endnotes,
    comments, header, footer.
    """

    body: "_Element"
    around: "dict[str, list[_Element]]" = field(default_factory=dict)

    def one(self, kind: str) -> "_Element | None":
        """Return the first part of `kind`, None where there is none."""
        return next(iter(self.around.get(kind, ())), None)


_KINDS = frozenset(("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"))


def parts(data: bytes) -> Parts:
    """Return the parts of the .docx `data`.

    Raises UnreadableFile, with the sentence for the person, for anything that is not a .docx
    within the limits of `guards`.
    """
    package = guards.Package(data)
    name = next(
        (target for kind, target in _relationships(package, "") if kind == "officeDocument"),
        "word/document.xml",
    )
    root = _parsed(package, name)
    body = root.find(w("body")) if root is not None and root.tag == w("document") else None
    if body is None:
        raise UnreadableFile(guards.NOT_WORD)
    found = Parts(body)
    for kind, target in _relationships(package, name):
        if kind in _KINDS and (part := _parsed(package, target)) is not None:
            found.around.setdefault(kind, []).append(part)
    return found


def _relationships(package: guards.Package, source: str) -> list[tuple[str, str]]:
    """Return (kind, member name) for each part that `source` ("" the package) points to."""
    folder, file = posixpath.split(source)
    root = _parsed(package, posixpath.join(folder, "_rels", f"{file}.rels"))
    if root is None:
        return []
    return [
        (
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in root.iterfind(_RELATIONSHIP)
        if relation.get("TargetMode") != "External"
    ]


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _parsed(package: guards.Package, name: str) -> "_Element | None":
    content = package.xml(name)
    if content is None:
        return None
    if b"purl.oclc.org" in content:
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
    try:
        return etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(guards.BROKEN) from error
