"""Settling a conflict: whatever is chosen, both texts are still to be had."""

import pytest

from reports import editing, records
from reports.editing import Choice, Save, Stale
from reports.models import Entry, Report
from reports.outline.writer import write
from tests.people import Bureau

THEIRS, MINE, MERGED = "对方写的。", "我写的。", "对方写的，我也写的。"


@pytest.fixture
def entry(bureau: Bureau) -> Entry:
    """An entry to which somebody has already written."""
    entry = Entry.objects.get(section__report=bureau.report(), heading="严格组织生活")
    return editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body=THEIRS)


def settle(entry: Entry, bureau: Bureau, choice: Choice, based_on: int = 2) -> Entry:
    return editing.settle(
        editing.save_entry,
        entry.pk,
        by=bureau.secretary,
        save=Save(based_on),
        choice=choice,
        mine={"body": MINE},
        merged={"body": MERGED},
    )


@pytest.mark.parametrize(
    ("choice", "stored", "kept"),
    [
        (Choice.MINE, MINE, [THEIRS]),
        (Choice.THEIRS, THEIRS, [MINE]),
        (Choice.MERGED, MERGED, [MINE, THEIRS]),
    ],
)
def test_nothing_is_lost_whatever_is_chosen(
    choice: Choice, stored: str, kept: list[str], entry: Entry, bureau: Bureau
) -> None:
    report = entry.section.report
    before = report.revisions.count()
    row = settle(entry, bureau, choice)
    assert row.body == stored + "\n"
    revisions = list(report.revisions.all())[before:]
    texts = [write(records.outline_of(revision.content)) for revision in revisions]
    assert [words for words, text in zip(kept, texts, strict=True) if words in text] == kept
    now = write(records.to_outline(Report.objects.get(pk=report.pk)))
    assert stored in now


def test_a_third_text_is_a_conflict_again(entry: Entry, bureau: Bureau) -> None:
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(2), body="第三份。")
    for choice in Choice:
        with pytest.raises(Stale):
            settle(entry, bureau, choice)
    entry.refresh_from_db()
    assert entry.body == "第三份。\n"
    assert entry.section.report.revisions.count() == 1


def test_the_head_is_settled_as_well(bureau: Bureau) -> None:
    report = bureau.report()
    editing.save_head(report.pk, by=bureau.secretary, save=Save(1), title="对方的标题")
    row = editing.settle(
        editing.save_head,
        report.pk,
        by=bureau.secretary,
        save=Save(2),
        choice=Choice.MINE,
        mine={"title": "我的标题"},
        merged={},
    )
    assert row.title.strip() == "我的标题"
    assert "对方的标题" in report.revisions.last().content["title"]
