"""Every kind of document, looked at by programs that are not ours.

ECMA-376 (transitional) by openxml-audit, the order of the words by LibreOffice's PDF, the
paragraphs by python-docx; and our own reader finds the same outline again.
"""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator
from pypdf import PageObject

from reports.management.commands.make_samples import SAMPLES
from reports.outline.reader import read
from reports.outline.tree import Outline, walk
from reports.word.geometry import Layout
from reports.word.importer import read_word
from reports.word.typeset import typeset
from tests.reports.word.conftest import SAMPLES_FOLDER, documents
from tests.reports.word.paper import words_in_order

DOCUMENTS = documents()
# Volumes and lists are made elsewhere; what is kept of them is looked at as it is.
KEPT = {file.stem: file.read_bytes() for file in sorted(SAMPLES_FOLDER.glob("*.docx"))}
ALL = KEPT | DOCUMENTS
TEXT = "总结\n\n一、工作\n（一）学习。一是读原著。二是谈体会。\n月份\t次数\n1月\t2\n2月\t3\n"
LAYOUTS = {
    "bold": Layout(heading_bold=(True, True, True, True), bold_points=True),
    "three lines": Layout(table_style="three_lines"),
    "plain number in the middle": Layout(
        page_number_style="plain", page_number_place="centre", latin_font="Times New Roman"
    ),
    "no number": Layout(page_numbers=False, widow_control=False),
    "other page": Layout(back=27, type_width=156, head=30, type_height=237, line_pitch=28),
}


def complaints(document: bytes, folder: Path) -> list[str]:
    """Give what openxml-audit finds, except that it wants a theme.

    The standard lets a document be without one (ECMA-376-1, 11.3: the relationship is permitted);
    fonts that come by way of the theme would stand before the Chinese ones.
    """
    file = folder / "a.docx"
    file.write_bytes(document)
    found = [
        f"{e.part_uri} {e.path}: {e.description}" for e in OpenXmlValidator().validate(file).errors
    ]
    return [sentence for sentence in found if "relationships/theme" not in sentence]


@pytest.mark.parametrize("name", ALL)
def test_every_document_is_valid_by_the_schema(name: str, tmp_path: Path) -> None:
    assert complaints(ALL[name], tmp_path) == []


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_is_valid_by_the_schema(layout: Layout, tmp_path: Path) -> None:
    assert complaints(typeset(read(TEXT), layout=layout), tmp_path) == []


def test_the_validator_does_find_faults(tmp_path: Path) -> None:
    with ZipFile(BytesIO(typeset(read(TEXT)))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content.replace(b'w:lineRule="exact"', b'w:lineRule="firm"'))
    assert complaints(out.getvalue(), tmp_path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paper_has_the_words_in_the_order_of_the_file(
    papers: dict[str, list[PageObject]], name: str
) -> None:
    with ZipFile(BytesIO(DOCUMENTS[name])) as archive:
        body = archive.read("word/document.xml").decode()
    written = "".join("".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", body)).split())
    shown = words_in_order(papers[name])
    before, head, after = shown.partition("月份集中学习主题党日")
    shown = before + head + after.replace(head or "\n", "")  # said again on the next page
    assert shown == written


@pytest.mark.parametrize("name", ALL)
def test_python_docx_opens_it(name: str) -> None:
    document = Document(BytesIO(ALL[name]))
    assert document.paragraphs
    assert all(paragraph.style.name for paragraph in document.paragraphs)


def shape(outline: Outline) -> list[object]:
    nodes = [
        (
            n.level,
            n.marker,
            n.heading,
            n.run_in,
            n.roles,
            ["".join(p.text.split()) for p in n.paragraphs],
        )
        for n in walk(outline.nodes)
    ]
    frame = (*outline.title, *outline.subtitle, *outline.signature, outline.date)
    return [*nodes, *(paragraph and "".join(paragraph.text.split()) for paragraph in frame)]


DEMO = Path(__file__).parents[3] / "reports" / "demo"
TEXTS = sorted([*(DEMO / "texts").glob("*.txt"), *(DEMO / "samples").glob("*.txt")])


@pytest.mark.parametrize("file", TEXTS, ids=[file.stem for file in TEXTS])
def test_our_own_reader_finds_the_same_outline_again(file: Path) -> None:
    outline = read(file.read_text("utf-8"))
    assert shape(read(read_word(typeset(outline)).text)) == shape(outline)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_what_the_product_makes_today(name: str) -> None:
    kept = DEMO.parents[1] / "docs" / "samples" / name
    with ZipFile(kept) as then, ZipFile(BytesIO(SAMPLES[name]())) as now:
        assert {n: then.read(n) for n in then.namelist()} == {
            n: now.read(n) for n in now.namelist()
        }
