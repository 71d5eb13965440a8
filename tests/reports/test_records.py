"""Rows ⇄ content ⇄ Outline: nothing is lost on the way, in either direction."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given

from reports import records
from reports.models import Report
from reports.outline import numerals
from reports.outline.numbering import renumber
from reports.outline.reader import read
from reports.outline.writer import write
from tests import make
from tests.people import Bureau
from tests.reports.editing.test_words import LAYOUTS
from tests.reports.outline.test_lossless import hostile

_MARKERS = (
    rf"[\s{numerals.HAN}{numerals.ARABIC}{numerals.SINGLES}第部分章是要首先其次，、.．()（）]"
)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_text_comes_back_from_the_rows(text: str, bureau: Bureau) -> None:
    report = bureau.report(text=text)
    assert write(records.to_outline(Report.objects.get(pk=report.pk))) == text


def test_real_reports_come_back_from_the_rows(seeds: Path, bureau: Bureau) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_bytes().decode()
        assert write(records.to_outline(bureau.report(text=text))) == text, file.name


def test_rows_have_the_roles_and_numbers_of_the_outline(bureau: Bureau) -> None:
    sections = records.live_sections(bureau.report())
    assert [(s.level, s.marker, s.heading, s.role, len(s.live_entries)) for s in sections] == [
        (0, "", "", "lead", 1),
        (1, "一、", "主要工作", "summary", 2),
        (1, "二、", "存在问题", "problems", 2),
        (1, "三、", "下步措施", "measures", 2),
    ]


def test_reading_takes_two_queries_however_long_the_report(
    bureau: Bureau, django_assert_num_queries: object
) -> None:
    for text in (make.TEXT, make.TEXT * 5):
        report = bureau.report(text=text)
        with django_assert_num_queries(2):
            records.to_outline(report)


def test_a_snapshot_is_the_content_and_keeps_it(bureau: Bureau) -> None:
    report = bureau.report()
    content = records.content_of(report)
    revision = records.snapshot(report, bureau.secretary)
    assert revision.number == report.revisions.count()
    records.write_outline(report, read("别的。\n"))
    revision.refresh_from_db()
    assert revision.content == content
    assert write(records.outline_of(revision.content)) == make.TEXT


def test_markers_are_those_of_the_text(bureau: Bureau) -> None:
    content = records.content_of(bureau.report())
    assert records.markers_of(content, records.outline_of(content)) == [
        ("", [""]),
        ("一、", ["（一）", "（二）"]),
        ("二、", ["（一）", "（二）"]),
        ("三、", ["（一）", "（二）"]),
    ]


def test_only_words_under_headings_are_text(bureau: Bureau) -> None:
    assert records.has_text(bureau.report())
    assert not records.has_text(bureau.report(text="一、工作\n二、问题\n"))


@given(hostile)
@example("一、二、谢谢大家！(二)")
@example("一、1.！2、")
def test_any_text_comes_back_from_its_content(text: str) -> None:
    content = records.content_from(read(text))
    assert write(records.outline_of(content)) == text
    corrected = records.outline_of(records.renumbered(content))
    assert _words(write(corrected)) == _words(text)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_new_numbers_are_those_of_the_whole_text(text: str) -> None:
    corrected = records.outline_of(records.renumbered(records.content_from(read(text))))
    assert write(corrected) == write(renumber(read(text)))


def _words(text: str) -> str:
    """`text` without what markers are made of."""
    return re.sub(_MARKERS, "", text)
