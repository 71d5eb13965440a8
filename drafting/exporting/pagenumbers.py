"""The page numbers of a volume as LibreOffice breaks the pages, where this machine has it."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from reports import office


def pages_in_office(docx: bytes, reports: int) -> list[int] | None:
    """The page on which each of a volume's `reports` begins, None where nobody can tell.

    Read from the links of the table of contents: each leads to the page of its report.
    """
    if not office.is_there():
        return None
    try:
        reader = PdfReader(BytesIO(office.pdf_of(docx)))
    except office.NoOffice:
        return None
    number_of = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference
    }
    targets: set[int] = set()
    for page in reader.pages:
        links = list(_targets(page.get("/Annots")))
        if targets and not links:
            break  # the contents are over
        targets |= {number_of[target] for target in links if target in number_of}
    starts = sorted(targets)
    return [page - starts[0] + 1 for page in starts] if len(starts) == reports else None


def _targets(annotations: object) -> list[int]:
    if isinstance(annotations, IndirectObject):
        annotations = annotations.get_object()
    found = []
    for annotation in annotations if isinstance(annotations, ArrayObject) else []:
        link = annotation.get_object()
        goal = link.get("/Dest") if isinstance(link, DictionaryObject) else None
        if isinstance(goal, ArrayObject) and isinstance(goal[0], IndirectObject):
            found.append(goal[0].idnum)
    return found
