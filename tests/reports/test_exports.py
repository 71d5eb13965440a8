"""A report as a file: its name and its words."""

from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from reports import exports
from reports.models import Event, Report
from tests import make
from tests.people import Bureau

TODAY = f"{timezone.localdate():%Y-%m-%d}"


def paragraphs(data: bytes) -> list[str]:
    """What a reader of the file reads."""
    return [p.text for p in Document(BytesIO(data)).paragraphs if p.text]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2026年党建工作总结\n", "2026年党建工作总结"),
        ('关于A/B\\C:D*E?F"G<H>I|J\n的报告\n', "关于ABCDEFGHIJ的报告"),
        ("党建　工作\t总结\n", "党建工作总结"),
        ("", "2026年度党建工作总结（未写标题）"),
        ("长" * 90 + "\n", "长" * 40),
    ],
)
def test_the_name_is_organization_title_and_date(title: str, expected: str, bureau: Bureau) -> None:
    report = bureau.report()
    Report.objects.filter(pk=report.pk).update(title=title)
    report.refresh_from_db()
    assert exports.file_name(report) == f"生态修复科党支部-{expected}-{TODAY}.docx"


def test_the_longest_name_fits_every_file_system(bureau: Bureau) -> None:
    report = bureau.report(text="题" * 200 + "\n一、工作\n正文。\n")
    report.organization.name = "局" * 80
    assert len(exports.file_name(report).encode()) <= 255


def test_the_date_is_that_of_the_last_submission_or_approval(bureau: Bureau) -> None:
    report = bureau.report("returned")
    submitted, returned = report.events.order_by("pk")[1:3]
    for event, day in ((submitted, 3), (returned, 9)):
        event.at = event.at.replace(year=2026, month=3, day=day, hour=4)
        event.save(update_fields=["at"])
    assert exports.file_name(report).endswith("-2026-03-03.docx")
    assert Event.objects.get(pk=returned.pk).at.day == 9


def test_the_words_are_typeset_as_written_or_numbered_afresh(bureau: Bureau) -> None:
    text = make.TEXT.replace("三、下步措施", "二、下步措施")
    report = bureau.report(text=text)
    as_written = paragraphs(exports.word_file(report))
    assert "".join("".join(as_written).split()) == "".join(text.split())
    afresh = paragraphs(exports.word_file(report, renumbered=True))
    changed = [pair for pair in zip(as_written, afresh, strict=True) if len(set(pair)) > 1]
    assert changed == [("二、下步措施", "三、下步措施")]
