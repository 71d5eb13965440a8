"""Documents as LibreOffice prints them: what stands where on which page."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from pypdf import PageObject, PdfReader

from reports.word.geometry import GB_9704, POINTS_PER_MM

Line = tuple[float, float, str]  # left edge and height in points, words
FOOT = (GB_9704.page_height - GB_9704.head - GB_9704.type_height) * POINTS_PER_MM


def printed(
    documents: Mapping[str, bytes], office: Mapping[str, str], folder: Path
) -> dict[str, list[PageObject]]:
    """Convert all `documents` in one go: starting LibreOffice takes longer than its work."""
    sources = []
    for name, document in documents.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(document)
    subprocess.run(
        [  # noqa: S607 - wherever it is installed
            "soffice",
            f"-env:UserInstallation={office['OFFICE_PROFILE']}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        env=dict(office),
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {
        name: list(PdfReader(BytesIO((folder / f"{name}.pdf").read_bytes())).pages)
        for name in documents
    }


def pieces(page: PageObject) -> list[tuple[float, float, float, str]]:
    """Give the words in the order of the file: left edge, height, size, words."""
    found: list[tuple[float, float, float, str]] = []

    def collect(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append((matrix[4], matrix[5], size * abs(matrix[3]), "".join(text.split())))

    page.extract_text(visitor_text=collect)
    return found


def lines(page: PageObject) -> list[Line]:
    """Give the lines of the page from above, the page number with them."""
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for left, height, _, text in pieces(page):
        found[round(height)].append((left, text))
    return [
        (min(parts)[0], height, "".join(text for _, text in sorted(parts)))
        for height, parts in sorted(found.items(), reverse=True)
    ]


def text_lines(page: PageObject) -> Iterator[str]:
    for _, _, text in lines(page):
        if not re.fullmatch(r"—\d+—", text):
            yield text


def words_in_order(pages: list[PageObject]) -> str:
    """Give the words of the type areas in the order in which they were written."""
    return "".join(
        text for page in pages for _, height, _, text in pieces(page) if height > FOOT - 3
    )


def numbers(pages: list[PageObject]) -> list[str]:
    """Give the page numbers, "" for a page without."""
    return [
        "".join(text for _, height, _, text in pieces(page) if height <= FOOT - 3) for page in pages
    ]
