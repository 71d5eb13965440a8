"""Saving words: who may, what is written, and that nobody's words are overwritten unseen."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from drafting.forms.entry import shown
from reports import editing, records
from reports.editing import Save, Stale
from reports.models import Entry, Report, Section
from reports.outline.reader import read
from reports.outline.writer import write
from reports.states import State
from tests import make
from tests.people import Bureau

# Everything that layout can be: indents, trailing blanks, blank lines, run-in and lone headings,
# headings in one line, a number without a heading, a title set with blanks, a signature.
LAYOUTS = {
    "usual": make.TEXT,
    "indented": "　　　关于支部的总结\n\n　　导语。 \n　　一、主要工作　\n　　（一）学习。做了。\u3000\n\n　　二、问题\n　　有。\n",
    "one line": "一、主要工作（一）学习。一是做了。（二）组织。开会。二、存在问题（一）不深。不够。三、下步措施（一）深入。做。",
    "alone": "一、主要工作。 \n(一）学习。 \n一是做了。\n\n（二）组织。\n开会。\n二、问题\n",
    "numbers only": "一、\n做了。\n二、\n（一）\n没做。",
    "signed": "总结\n（林某）\n2026年，做了。\n一、工作\n做了。\n\n　　　　　　某某党支部\n　　　　　2026年12月20日\n",
    "no end": "一、工作\n（一）学习。学了",
    "deep": "一、工作\n（一）学习。\n1.学了。\n（1）又学。\n2.再学。\n（二）组织。好。\n",
    "nothing": "",
    "blank": "\n　\n",
}


def text_of(report: Report) -> str:
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def entry_of(report: Report, heading: str) -> Entry:
    return Entry.objects.get(section__report=report, heading=heading)


def save_all_as_shown(report: Report, bureau: Bureau) -> None:
    """Save every part with exactly what its form shows, as a browser sends it."""
    for section in Section.objects.filter(report=report):
        editing.save_section(section.pk, by=bureau.secretary, **as_sent(section))
    for entry in Entry.objects.filter(section__report=report):
        editing.save_entry(entry.pk, by=bureau.secretary, **as_sent(entry))


def as_sent(part: Section | Entry) -> dict:
    fields = shown(part, 1)
    fields.pop("arrangement")
    save = Save(fields.pop("based_on"))
    fields["alone"] = "on" if fields["alone"] else ""
    return {"save": save, **{k: v.replace("\n", "\r\n") for k, v in fields.items()}}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_saving_what_is_shown_changes_nothing(text: str, bureau: Bureau) -> None:
    report = bureau.report(text=text)
    save_all_as_shown(report, bureau)
    assert text_of(report) == text
    assert set(report.sections.values_list("wording", flat=True)) <= {1}


def test_saving_what_is_shown_changes_no_real_report(seeds: Path, bureau: Bureau) -> None:
    files = sorted(seeds.glob("*.txt"))
    assert files
    for file in files:
        text = file.read_bytes().decode()
        report = bureau.report(text=text)
        save_all_as_shown(report, bureau)
        assert text_of(report) == text, file.name


def test_new_words_keep_the_layout_around_them(bureau: Bureau) -> None:
    report = bureau.report(text="一、工作\n（一）学习。学了。 \n\n（二）组织。好。\n")
    entry = entry_of(report, "学习")
    saved = editing.save_entry(
        entry.pk, by=bureau.secretary, save=Save(1), body="又学了。\r\n再学。"
    )
    assert saved.wording == 2
    assert text_of(report) == "一、工作\n（一）学习。又学了。\n再学。 \n\n（二）组织。好。\n"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ({"body": ""}, "（一）学习。\n"),
        ({"body": "甲\x00乙"}, "（一）学习。甲乙\n"),
        ({"heading": "理论学习。"}, "（一）理论学习。学了。\n"),
        ({"heading": "学\n习"}, "（一）学 习。学了。\n"),
        ({"heading": ""}, "（一）学了。\n"),
        ({"heading": "学习", "alone": "on"}, "（一）学习\n学了。\n"),
        ({"numbering": "none", "marker": "（一）"}, "学习。学了。\n"),
        ({"numbering": "written", "marker": "1."}, "1.学习。学了。\n"),
        ({"numbering": "written", "marker": ""}, "（一）学习。学了。\n"),
        ({"numbering": "auto", "marker": "（九）"}, "（一）学习。学了。\n"),
    ],
)
def test_marker_heading_and_text_are_made_to_fit(
    words: dict[str, str], text: str, bureau: Bureau
) -> None:
    report = bureau.report(text="一、工作\n（一）学习。学了。\n")
    editing.save_entry(entry_of(report, "学习").pk, by=bureau.secretary, save=Save(1), **words)
    assert text_of(report) == "一、工作\n" + text


def test_other_words_in_between_are_not_overwritten(bureau: Bureau) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 1), body="对方的")
    with pytest.raises(Stale) as met:
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "two", 1), body="我的")
    assert (met.value.theirs, met.value.yours) == ({"body": "对方的\n"}, {"body": "我的\n"})
    assert met.value.wording == 2
    entry.refresh_from_db()
    assert entry.body == "对方的\n"


def test_a_window_follows_up_its_own_save_whose_answer_was_lost(bureau: Bureau) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 5), body="甲")
    later = editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 6), body="甲乙")
    assert (later.body, later.wording) == ("甲乙\n", 3)
    # What overtakes on the way is older, and changes nothing.
    older = editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 5), body="甲")
    assert (older.body, older.wording) == ("甲乙\n", 3)


def test_the_same_words_once_more_are_no_conflict(bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    for writer in ("one", "two"):
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, writer, 1), body="一样")
    entry.refresh_from_db()
    assert (entry.body, entry.wording) == ("一样\n", 2)


def test_head_is_saved_line_by_line_and_a_centred_title_stays(bureau: Bureau) -> None:
    report = bureau.report(text="　　　　　2026年工作总结\n一、工作\n做了。\n")
    title = report.title
    assert title.startswith("　")
    same = editing.save_head(
        report.pk, by=bureau.secretary, save=Save(1), title="2026年工作总结\r\n"
    )
    assert (same.title, same.wording) == (title, 1)
    changed = editing.save_head(
        report.pk, by=bureau.secretary, save=Save(1), title="关于总结", date_line="2026年12月20日"
    )
    assert (changed.title.strip(), changed.date_line) == ("关于总结", "2026年12月20日\n")
    with pytest.raises(Stale):
        editing.save_head(report.pk, by=bureau.secretary, save=Save(1), title="别的")


def test_the_heading_of_a_section_is_saved_once(bureau: Bureau) -> None:
    report = bureau.report()
    section = Section.objects.filter(report=report).first()
    before = report.version
    for sequence in (1, 2):
        said = {"save": Save(sequence), "heading": "今年的工作"}
        saved = editing.save_section(section.pk, by=bureau.secretary, **said)
    assert (saved.heading.strip(), saved.wording) == ("今年的工作", 2)
    assert Report.objects.get(pk=report.pk).version == before + 1


def test_every_change_counts_once_in_the_version(bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    before = report.version
    saved = editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="新")
    same = editing.save_entry(entry.pk, by=bureau.secretary, save=Save(2), body="新")
    assert (saved.section.report.version, same.section.report.version) == (before + 1, before + 1)


def test_only_the_secretary_writes_and_others_do_not_find_it(bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    with pytest.raises(PermissionDenied):
        editing.save_entry(entry.pk, by=bureau.reviewer, save=Save(1), body="改")
    with pytest.raises(Entry.DoesNotExist):
        editing.save_entry(entry.pk, by=bureau.other_secretary, save=Save(1), body="改")
    with pytest.raises(Section.DoesNotExist):
        editing.save_section(
            entry.section_id, by=bureau.sister_secretary, save=Save(1), heading="改"
        )
    with pytest.raises(Report.DoesNotExist):
        editing.save_head(report.pk, by=bureau.nobody, save=Save(1), title="改")
    assert text_of(report) == make.TEXT


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.ARCHIVED])
def test_nothing_is_written_while_others_decide(state: State, bureau: Bureau) -> None:
    report = bureau.report(state)
    entry = entry_of(report, "严格组织生活")
    with pytest.raises(PermissionDenied, match="不能修改"):
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="改")
    assert text_of(report) == make.TEXT


def test_what_was_deleted_takes_no_words(bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    editing.remove(entry.section, by=bureau.secretary, arrangement=report.arrangement)
    with pytest.raises(Entry.DoesNotExist):
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="改")


def test_samples_have_what_they_are_for() -> None:
    assert any(node.run_in for node in read(LAYOUTS["one line"]).nodes[0].children)
    assert read(LAYOUTS["signed"]).date is not None
