"""From a finding to the words on the editor's page."""

from pathlib import Path
from typing import Any

import pytest

from drafting.checking.findings import Panel, panel_of, spots_of
from drafting.forms.entry import shown
from drafting.forms.report import head_form
from drafting.locating import Piece, StoredText, block_of, shown_offset, stored_text
from reports.demo import loader
from reports.editing.words import bare_lines
from reports.models import Entry, Report
from reports.outline.writer import write
from tests.people import Bureau
from tests.reports.editing.test_words import LAYOUTS

DEMO = [report["file"] for report in loader.description()["reports"]]


def blocks_of(text: StoredText) -> dict[str, dict[str, Any]]:
    """What the fields of every block show, as a browser has it."""
    blocks = {"head": dict(head_form(text.report).initial)}
    for section in text.sections:
        for part in (section, *section.live_entries):
            blocks[block_of(part)] = shown(part, 1)
    return blocks


def in_browser(value: str, start: int, end: int) -> str:
    """What JavaScript's `slice` gives: offsets count units of UTF-16."""
    units = value.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def assert_every_finding_is_where_it_says(panel: Panel) -> int:
    """The words of each finding are those of its fields; return how many were compared."""
    text = write(panel.text.outline)
    blocks = blocks_of(panel.text)
    compared = 0
    for found in panel.found:
        finding = found.finding
        assert text[finding.start : finding.end] == finding.text
        pieces = panel.text.pieces(finding.start, finding.end)
        assert sum(piece.end - piece.start for piece in pieces) == len(finding.text)
        shown_pieces = [
            p for p in pieces if p.field in blocks[block_of(p.row)] and p.field != "marker"
        ]
        spots = [s for s in found.spots if s.field != "marker" and s.start < s.end]
        words = [in_browser(blocks[s.block][s.field], s.start, s.end) for s in spots]
        expected = [p.words.rstrip() if p.field == "body" else p.words for p in shown_pieces]
        assert [w.rstrip() for w in words] == [w.rstrip() for w in expected if w.strip()]
        compared += len(words)
    return compared


@pytest.mark.parametrize("file", DEMO)
def test_words_of_findings_stand_in_their_fields(file: str, bureau: Bureau) -> None:
    assert_every_finding_is_where_it_says(panel_of(bureau.report(text=loader.text(file))))


def test_something_is_found_and_compared(bureau: Bureau) -> None:
    report = bureau.report(text=loader.text("dikuang-2026.txt"))
    assert assert_every_finding_is_where_it_says(panel_of(report)) > 10


def test_words_of_findings_in_the_real_reports(seeds: Path, bureau: Bureau) -> None:
    for file in sorted(seeds.glob("*.txt")):
        report = bureau.report(text=file.read_text(encoding="utf-8"))
        assert assert_every_finding_is_where_it_says(panel_of(report)) > 0


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_every_visible_character_is_seen_where_it_stands(text: str, bureau: Bureau) -> None:
    stored = stored_text(bureau.report(text=text))
    blocks = blocks_of(stored)
    for offset, character in enumerate(write(stored.outline)):
        (piece,) = stored.pieces(offset, offset + 1)
        if character.strip() and piece.field in blocks[block_of(piece.row)]:
            if piece.field == "marker":
                continue
            value = blocks[block_of(piece.row)][piece.field]
            start = shown_offset(piece.field, getattr(piece.row, piece.field), piece.start)
            assert in_browser(value, start, start + 1) == character


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("body", "　　甲𠮷乙\r\n丙丁\r\n", "丙"),
        ("title", "  　关于支部 \n\n　　𠮷的总结　\n", "𠮷"),
        ("title", "总结\n总结\n", "结\n"),
        ("date_line", "　　　　2026年12月20日", "12"),
    ],
)
def test_offsets_count_as_browsers_do(field: str, text: str, words: str) -> None:
    start = shown_offset(field, text, text.rindex(words.strip()))
    shown_text = bare_lines(text) if field != "body" else text
    word = words.strip()
    assert in_browser(shown_text, start, start + len(word.encode("utf-16-le")) // 2) == word


def test_layout_leads_to_the_nearest_words(bureau: Bureau) -> None:
    stored = stored_text(bureau.report(text="总结\n一、主要工作。 \n（一）学习。做了。\n"))
    text = write(stored.outline)
    stop = text.index("。 \n")
    section, entry = stored.sections[0], stored.sections[0].live_entries[0]
    assert [(p.row, p.field) for p in stored.pieces(stop, stop + 1)] == [(section, "heading_end")]
    assert stored.section_at(text.index("做了")) == section
    assert stored.section_at(0) is None
    assert stored.pieces(text.index("学习"), text.index("学习") + 2) == [
        Piece(entry, "heading", 0, 2)
    ]


def test_an_empty_report_has_no_places(bureau: Bureau) -> None:
    report = Report.objects.get(pk=bureau.report(text="").pk)
    stored = stored_text(report)
    assert write(stored.outline).strip() == ""
    assert all(spots_of(stored, found.finding) is not None for found in panel_of(report).found)
    assert not Entry.objects.filter(section__report=report).exclude(body="").exists()
