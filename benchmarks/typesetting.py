"""Typesetting against writing the same XML straight into a zip, and against docxtpl."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from statistics import median
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docxtpl import DocxTemplate

from reports.outline.reader import read
from reports.outline.tree import Node, Outline, Paragraph
from reports.word.importer import text_of
from reports.word.typeset import typeset

TEXTS = Path(__file__).parent.parent / "reports" / "demo" / "texts"
ROUNDS = 60
AT_MOST_FLOORS = 4.0
AT_MOST_OF_DOCXTPL = 0.5
STYLES = (
    "Title",
    "Subtitle",
    "Body Text",
    "Signature",
    "Date",
    *(f"Heading {level}" for level in range(1, 4)),
    *(f"段首标题 {level}" for level in range(1, 4)),
)


def run() -> Iterator[str]:
    """Give the medians of rounds that take turns, so that all meet the same machine."""
    text = max((file.read_text("utf-8") for file in TEXTS.glob("*.txt")), key=len)
    outline = read(text)
    document = typeset(outline)
    with ZipFile(BytesIO(document)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    template, blocks = template_of_docxtpl(), list(rows(outline))
    assert text_of(rendered(template, blocks)).split() == text_of(document).split()
    ours, floor, docxtpl = medians(
        lambda: typeset(outline),
        lambda: zipped(members),
        lambda: rendered(template, blocks),
    )
    yield f"a report of {len(text)} characters, median of {ROUNDS} rounds"
    yield f"typeset {ours:.2f} ms, the same XML into a zip {floor:.2f} ms, docxtpl {docxtpl:.2f} ms"
    yield bounded("typeset / zip", ours / floor, AT_MOST_FLOORS)
    yield bounded("typeset / docxtpl", ours / docxtpl, AT_MOST_OF_DOCXTPL)


def bounded(name: str, ratio: float, at_most: float) -> str:
    """Return the line of one ratio, marked where it does not keep its bound."""
    return f"{name}: {ratio:.2f} (at most {at_most}){' OVER' if ratio > at_most else ''}"


def medians(*contestants: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each, after a round to warm up."""
    times: list[list[float]] = [[] for _ in contestants]
    for _ in range(ROUNDS + 1):
        for taken, contestant in zip(times, contestants, strict=True):
            begun = time.perf_counter()
            contestant()
            taken.append((time.perf_counter() - begun) * 1000)
    return [median(taken[1:]) for taken in times]


def zipped(members: dict[str, bytes]) -> bytes:
    """Write the finished XML: what no program can do without."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def template_of_docxtpl() -> bytes:
    """Build a template that sets the same blocks in the same styles of the same slim package."""
    document = Document(BytesIO(typeset(Outline())))
    document.paragraphs[0].text = "{%p for block in blocks %}"
    for style in STYLES:
        document.add_paragraph(f'{{%p if block.style == "{style}" %}}')
        paragraph = document.add_paragraph(style=style)
        if style.startswith("段首标题"):
            face = f"heading {style[-1]} Char"
            paragraph.add_run("{{ block.head }}", style=face)
        paragraph.add_run("{{ block.text }}")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rendered(template: bytes, blocks: list[dict[str, str]]) -> bytes:
    """Render as a program with docxtpl does: open, render, save."""
    document = DocxTemplate(BytesIO(template))
    document.render({"blocks": blocks}, autoescape=True)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rows(outline: Outline) -> Iterator[dict[str, str]]:
    """Give the paragraphs of `outline` for the template."""
    yield from (row("Title", paragraph) for paragraph in outline.title)
    yield from (row("Subtitle", paragraph) for paragraph in outline.subtitle)
    yield from chain.from_iterable(map(rows_of, outline.nodes))
    yield from (row("Signature", paragraph) for paragraph in outline.signature)
    if outline.date:
        yield row("Date", outline.date)


def rows_of(node: Node) -> Iterator[dict[str, str]]:
    """Give the paragraphs of `node` for the template."""
    paragraphs = node.paragraphs
    head = f"{node.marker}{node.heading or ''}{node.heading_end.strip()}"
    if node.run_in:
        yield {"style": f"段首标题 {node.level}", "head": head, "text": paragraphs[0].text}
        paragraphs = paragraphs[1:]
    elif head:
        yield {"style": f"Heading {node.level}", "text": head}
    yield from (row("Body Text", paragraph) for paragraph in paragraphs)
    yield from chain.from_iterable(map(rows_of, node.children))


def row(style: str, paragraph: Paragraph) -> dict[str, str]:
    """Give one paragraph for the template."""
    return {"style": style, "text": paragraph.text}
