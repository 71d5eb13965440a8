"""Pages as the paginator sets them, alone and against the PDF that LibreOffice makes."""

import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.office import _GAP, _NO_GAP
from reports.outline.reader import read
from reports.outline.tree import Node, Outline, Paragraph
from reports.word.geometry import GB_9704
from reports.word.pages.breaking import glyph, lines
from reports.word.pages.pagination import pages_of
from reports.word.pages.sheet import Face, Page
from reports.word.typeset import typeset
from tests.reports.word.conftest import NAMED
from tests.reports.word.paper import text_lines

ROOT = Path(__file__).parents[3]
# More texts to compare, a folder of one's own: ZHIBI_TEXTS=… pytest tests/reports/word/test_pages.py
MORE = os.environ.get("ZHIBI_TEXTS")
TEXTS = [
    *sorted((ROOT / "reports/demo/texts").glob("*.txt")),
    *sorted((ROOT / "reports/demo/samples").glob("*.txt")),  # with tables and attachments
    *(sorted(Path(MORE).glob("*.txt")) if MORE else []),
]
# A font whose Latin letters take half a square, as those of Windows' Chinese fonts do.
FAMILY = "Noto Sans Mono CJK SC"
LINE = 28


def pages_with(*paragraphs: str) -> list[Page]:
    nodes = (Node(0, paragraphs=tuple(Paragraph(text) for text in paragraphs)),)
    return pages_of(typeset(Outline(nodes=nodes)))


def words(page: Page) -> list[str]:
    return [line.text for line in page.lines if line.text.strip()]


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    pages = pages_with("持续深入抓好党的政治建设" * 150)
    assert [len(line) for line in words(pages[0])] == [26, *[28] * 21]
    assert [len(line) for line in words(pages[1])] == [28] * 22
    foot = GB_9704.page_height / 25.4 * 72 - 35 / 25.4 * 72
    last = pages[1].lines[-1]
    assert foot - 2 < last.top + last.height <= foot + 0.5


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    pages = pages_with("持续深入抓好党的政治建设" * 150)
    feet = [page.foot[0] for page in pages[:2]]
    assert [foot.text for foot in feet] == ["— 1 —", "— 2 —"]
    assert feet[0].pieces[0].x > 400
    assert feet[1].pieces[0].x == pytest.approx(28 / 25.4 * 72 + 14, abs=0.5)


# Sixteen-point characters without spacing in a line of five: what stands in each line.
BREAKS = {
    "fills the line": ("一二三四五六七", ["一二三四五", "六七"]),
    "no closing mark begins a line": ("一二三四五。六", ["一二三四", "五。六"]),
    "two closing marks stay with their word": ("一二三四五”。六", ["一二三四", "五”。六"]),
    "no opening mark ends a line": ("一二三四（五六", ["一二三四", "（五六"]),
    "a figure stays whole": ("一二三四2026年", ["一二三四", "2026年"]),
    "a Latin word stays whole": ("一二三五PDF文", ["一二三五", "PDF文"]),
    "figures may follow a character": ("一二三12四五", ["一二三12四", "五"]),
    "a percentage keeps its sign": ("一二三四95%五", ["一二三四", "95%五"]),
    "a dash is one mark": ("一二三四——五", ["一二三四", "——五"]),
    "a word longer than the line is cut": ("abcdefghijklm", ["abcdefghij", "klm"]),
    "a line break ends the line": ("一\n二", ["一", "二"]),
    "nothing is one empty line": ("", [""]),
}


@pytest.mark.parametrize(("text", "expected"), BREAKS.values(), ids=BREAKS)
def test_lines_break_as_in_word(text: str, expected: list[str]) -> None:
    glyphs = [glyph(character, Face(size=16)) for character in text]
    found = ["".join(one.character for one in line) for line in lines(glyphs, 80, 80)]
    assert found == expected


@pytest.mark.parametrize("filling", range(15, 24))
def test_no_heading_stands_alone_at_the_foot_of_a_page(filling: int) -> None:
    text = "一行。\n" * filling + "一、主要工作\n（一）强化理论武装\n" + "抓好党的政治建设工作" * 9
    pages = pages_of(typeset(read(text)))
    for page in pages:
        assert not re.match(r"一、|（一）", words(page)[-1])


@pytest.mark.parametrize("filling", range(16, 23))
def test_no_line_of_a_paragraph_stands_alone_on_a_page(filling: int) -> None:
    long = "抓好党的政治建设工作" * 11 + "完"  # four lines
    pages = pages_with(*["一行。"] * filling, long)
    on_first = [line for line in words(pages[0]) if line != "一行。"]
    assert len(on_first) != 1
    if len(pages) > 1:
        assert len(words(pages[1])) != 1


def test_times_new_roman_is_measured_by_its_own_widths() -> None:
    times = [glyph(character, Face(size=16, latin="Times New Roman")) for character in "1iW年"]
    assert [round(one.width, 2) for one in times] == [8.0, 4.45, 15.1, 16.0]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, PdfReader]]:
    """The texts as .docx and as PDF, set with a font as wide as Windows' Chinese ones."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    if (
        FAMILY
        not in subprocess.run(
            ["fc-list", ":", "family"],  # noqa: S607 - wherever it is installed
            capture_output=True,
            check=False,
            encoding="utf-8",
        ).stdout
    ):
        pytest.skip(f"{FAMILY} is not installed")
    folder = tmp_path_factory.mktemp("printed")
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{FAMILY}</string></edit></match>'
        for name in NAMED
    )
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{matches}'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    files = {path.stem: typeset(read(path.read_text("utf-8"))) for path in TEXTS}
    for name, document in files.items():
        (folder / f"{name}.docx").write_bytes(document)
    convert(folder, "docx", "fodt")
    for path in folder.glob("*.fodt"):
        path.write_bytes(path.read_bytes().replace(_GAP, _NO_GAP))
    convert(folder, "fodt", "pdf")
    return {
        name: (document, PdfReader(BytesIO((folder / f"{name}.pdf").read_bytes())))
        for name, document in files.items()
    }


def convert(folder: Path, source: str, target: str) -> None:
    subprocess.run(
        [  # noqa: S607 - wherever it is installed
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob(f"*.{source}"))),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.mark.parametrize("name", [path.stem for path in TEXTS])
def test_pages_break_where_libreoffice_breaks_them(
    name: str, printed: dict[str, tuple[bytes, PdfReader]]
) -> None:
    document, pdf = printed[name]
    ours = [["".join(line.split()) for line in words(page)] for page in pages_of(document)]
    theirs = [list(text_lines(page)) for page in pdf.pages]
    assert len(ours) == len(theirs)
    # Cells of a row come one after the other here, line by line across the row there.
    assert sorted("".join(map("".join, ours))) == sorted("".join(map("".join, theirs)))
    ends = [(characters(ours[: at + 1]), characters(theirs[: at + 1])) for at in range(len(ours))]
    assert [pair for pair in ends if abs(pair[0] - pair[1]) > LINE] == []


def characters(pages: list[list[str]]) -> int:
    return sum(len(line) for page in pages for line in page)
