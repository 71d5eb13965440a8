"""Replacing words that somebody has pointed at."""

import pytest
from django.core.exceptions import PermissionDenied

from reports import editing, records
from reports.editing import Correction, Save, WordsChanged
from reports.models import Entry, Numbering, Report, Section
from reports.outline.writer import write
from reports.states import State
from reports.workflow import SUBMIT
from tests import make
from tests.people import Bureau

WINDOW = Save(0, "window", 5)


def text_of(report: Report) -> str:
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def first_entry(report: Report) -> Entry:
    return Entry.objects.get(section__report=report, heading="强化理论武装")


def correction(entry: Entry, words: str, instead: str) -> Correction:
    return Correction(entry, "body", entry.body.index(words), words, instead)


def test_several_words_are_replaced_together(bureau: Bureau) -> None:
    report = bureau.report()
    entry = first_entry(report)
    version = report.version
    changes = [correction(entry, "12次", "13次"), correction(entry, "4次", "5次")]
    changed = editing.correct(report.pk, changes, by=bureau.secretary, save=WINDOW)
    expected = make.TEXT.replace("学习12次", "学习13次").replace("研讨4次", "研讨5次")
    assert text_of(report) == expected
    assert changed.version == version + 1
    entry.refresh_from_db()
    assert (entry.wording, entry.writer, entry.sequence) == (2, "window", 5)


def test_all_or_nothing_when_words_have_changed(bureau: Bureau) -> None:
    report = bureau.report()
    entry = first_entry(report)
    stale = Correction(entry, "body", 0, "二是", "三是")
    changes = [correction(entry, "12次", "13次"), stale]
    with pytest.raises(WordsChanged, match="文字已经改动"):
        editing.correct(report.pk, changes, by=bureau.secretary, save=WINDOW)
    assert text_of(report) == make.TEXT


def test_words_of_the_title_are_replaced(bureau: Bureau) -> None:
    report = bureau.report()
    change = Correction(report, "title", report.title.index("总结"), "总结", "小结")
    changed = editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW)
    assert changed.title.strip().endswith("小结")
    assert text_of(report) == make.TEXT.replace("总结", "小结", 1)


def test_a_deleted_entry_has_no_words(bureau: Bureau) -> None:
    report = bureau.report()
    entry = first_entry(report)
    editing.remove(entry, by=bureau.secretary, arrangement=report.arrangement)
    change = correction(entry, "12次", "13次")
    with pytest.raises(WordsChanged):
        editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW)


def test_a_written_number_is_corrected_or_taken_away(bureau: Bureau) -> None:
    report = bureau.report(text=make.TEXT.replace("（二）严格", "(二)严格"))
    entry = Entry.objects.get(section__report=report, heading="严格组织生活")
    for words, instead in (("(二)", "（二）"), ("（二）", "")):
        change = Correction(entry, "marker", 0, words, instead)
        editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW)
    entry.refresh_from_db()
    assert (entry.marker, entry.numbering) == ("", Numbering.NONE)


def test_a_number_that_follows_its_place_is_left_alone(bureau: Bureau) -> None:
    report = bureau.report()
    section = Section.objects.get(report=report, heading="主要工作")
    Section.objects.filter(pk=section.pk).update(numbering=Numbering.AUTO)
    change = Correction(section, "marker", 0, "一、", "二、")
    with pytest.raises(WordsChanged):
        editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW)


def test_the_text_before_can_be_kept(bureau: Bureau) -> None:
    report = bureau.report()
    change = correction(first_entry(report), "12次", "13次")
    editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW, keep_revision=True)
    last = report.revisions.order_by("number").last()
    assert write(records.outline_of(last.content)) == make.TEXT


@pytest.mark.parametrize("person", ["reviewer", "administrator"])
def test_only_the_secretary_corrects(person: str, bureau: Bureau) -> None:
    report = bureau.report()
    change = correction(first_entry(report), "12次", "13次")
    with pytest.raises(PermissionDenied):
        editing.correct(report.pk, [change], by=getattr(bureau, person), save=WINDOW)
    with pytest.raises(Report.DoesNotExist):
        editing.correct(report.pk, [change], by=bureau.sister_secretary, save=WINDOW)
    submitted = make.perform(SUBMIT, report, by=bureau.secretary)
    assert submitted.state == State.SUBMITTED
    with pytest.raises(PermissionDenied):
        editing.correct(report.pk, [change], by=bureau.secretary, save=WINDOW)
