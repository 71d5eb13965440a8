"""Reports beside last year's."""

from pathlib import Path

import pytest

from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.finding import Finding
from reports.outline.reader import read

DEMO = Path(__file__).parents[3] / "reports" / "demo" / "texts"


def found(unit: str, code: str) -> list[Finding]:
    """What `code` finds in a unit's report of 2026 beside that of 2025."""
    before, now = (read((DEMO / f"{unit}-{year}.txt").read_text("utf-8")) for year in (2025, 2026))
    context = Context(year=2026, half="year", previous=before)
    return [finding for finding in check(now, context) if finding.rule == code]


def test_a_report_copied_in_large_part_is_told_so_once() -> None:
    (finding,) = found("gengbao", "CPY02")
    assert finding.line == 1
    assert "%" in finding.message


def test_a_year_left_over_in_a_copied_sentence_is_an_error_that_can_be_corrected() -> None:
    (year,) = [f for f in found("gengbao", "CPY03") if f.text.endswith("年")]
    assert (year.text, year.suggestions) == ("2025年", ("2026年",))


@pytest.mark.parametrize("unit", ["bangongshi", "guihua", "zhifa"])
def test_reports_written_anew_are_not_called_copies(unit: str) -> None:
    assert found(unit, "CPY02") == []


def test_without_last_years_report_nothing_is_copied_from_it() -> None:
    text = (DEMO / "gengbao-2026.txt").read_text("utf-8")
    codes = {finding.rule for finding in check(read(text), Context(year=2026))}
    assert not codes & {"CPY01", "CPY02", "CPY03"}


def test_title_and_signature_are_no_copies() -> None:
    text = "办公室党支部2025年度党建工作总结\n一、主要工作\n支部开展学习。\n云岭市自然资源局办公室党支部\n2025年12月\n"
    context = Context(year=2026, previous=read(text))
    now = read(text.replace("2025", "2026").replace("支部开展学习", "支部抓好整改"))
    assert not any(finding.rule == "CPY01" for finding in check(now, context))
