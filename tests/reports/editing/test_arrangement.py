"""Adding, moving, splitting, merging, deleting: no word is lost, no place is taken twice."""

import random
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied

from reports import editing, records
from reports.editing import NothingBehind, Rearranged, Save, Stale
from reports.models import Entry, Report, Section
from reports.outline.writer import write
from reports.states import State
from tests.people import Bureau


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A draft with a lead and three sections of two entries."""
    return bureau.report()


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def order(report: Report) -> list[list[str]]:
    """Headings of the entries, section by section; plain ones by their first words."""
    return [
        [str(entry)[:4] for entry in section.live_entries]
        for section in records.live_sections(report)
    ]


def entry_of(report: Report, heading: str) -> Entry:
    return Entry.objects.get(section__report=report, heading__startswith=heading)


def text_of(report: Report) -> str:
    return write(records.to_outline(fresh(report)))


def test_an_entry_is_added_behind_another(report: Report, bureau: Bureau) -> None:
    first = entry_of(report, "强化")
    new = editing.insert_entry(
        first.section_id, by=bureau.secretary, arrangement=report.arrangement, after=first.pk
    )
    assert order(report)[1] == ["强化理论", "", "严格组织"]
    assert (new.numbering, new.role) == ("auto", "summary")
    assert "（二）\n" in text_of(report)
    assert fresh(report).arrangement == report.arrangement + 1


@pytest.mark.parametrize(("role", "level"), [("summary", 1), ("lead", 0), ("closing", 0)])
def test_a_section_is_added(role: str, level: int, report: Report, bureau: Bureau) -> None:
    new = editing.insert_section(
        report.pk, by=bureau.secretary, arrangement=report.arrangement, after=None, role=role
    )
    assert records.live_sections(report)[0].pk == new.pk
    assert (new.level, new.role) == (level, role)
    assert [entry.body for entry in new.entries.all()] == ["\n"]


def test_sections_and_entries_move(report: Report, bureau: Bureau) -> None:
    by, arrangement = bureau.secretary, report.arrangement
    section = entry_of(report, "推动").section
    editing.move_section(section.pk, by=by, arrangement=arrangement, to=1)
    assert order(report)[1] == ["推动学用", "打造支部"]
    entry = entry_of(report, "强化")
    editing.move_entry(entry.pk, by=by, arrangement=arrangement + 1, section_pk=section.pk, to=1)
    assert order(report)[1] == ["推动学用", "强化理论", "打造支部"]
    assert order(report)[2] == ["严格组织"]


def test_an_entry_does_not_move_into_another_report(report: Report, bureau: Bureau) -> None:
    other = bureau.report()
    with pytest.raises(Section.DoesNotExist):
        editing.move_entry(
            entry_of(report, "强化").pk,
            by=bureau.secretary,
            arrangement=report.arrangement,
            section_pk=entry_of(other, "强化").section_id,
            to=0,
        )


def test_a_split_takes_both_halves_from_the_page(report: Report, bureau: Bureau) -> None:
    entry = entry_of(report, "强化")
    new = editing.split_entry(
        entry.pk,
        by=bureau.secretary,
        arrangement=report.arrangement,
        save=Save(1, "one", 1),
        before="一是抓学习，未保存的字。",
        after="\n二是研讨。",
    )
    entry.refresh_from_db()
    assert (entry.body, new.body) == ("一是抓学习，未保存的字。\n", "二是研讨。\n")
    assert order(report)[1] == ["强化理论", "二是研讨", "严格组织"]


@pytest.mark.parametrize("writer", ["", "two"])
def test_a_split_of_other_words_is_refused(writer: str, report: Report, bureau: Bureau) -> None:
    entry = entry_of(report, "强化")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 1), body="对方的")
    with pytest.raises(Stale):
        editing.split_entry(
            entry.pk,
            by=bureau.secretary,
            arrangement=report.arrangement,
            save=Save(1, writer, 1),
            before="我",
            after="的",
        )
    entry.refresh_from_db()
    assert entry.body == "对方的\n"


def test_a_merge_keeps_heading_and_words(report: Report, bureau: Bureau) -> None:
    entry = entry_of(report, "强化")
    merged = editing.merge_with_next(entry.pk, by=bureau.secretary, arrangement=report.arrangement)
    assert merged.body.endswith("4次。\n严格组织生活。落实“三会一课”制度，召开党员大会4次。\n")
    assert order(report)[1] == ["强化理论"]
    with pytest.raises(NothingBehind):
        editing.merge_with_next(
            entry.pk, by=bureau.secretary, arrangement=fresh(report).arrangement
        )


def test_a_merge_ends_the_line_of_what_stands_before(report: Report, bureau: Bureau) -> None:
    entry = entry_of(report, "强化")
    Entry.objects.filter(pk=entry.pk).update(body="学了。")
    merged = editing.merge_with_next(entry.pk, by=bureau.secretary, arrangement=report.arrangement)
    assert merged.body.startswith("学了。\n严格组织生活。")


def test_the_window_that_wrote_before_a_merge_does_not_undo_it(
    report: Report, bureau: Bureau
) -> None:
    entry = entry_of(report, "强化")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "one", 1), body="旧的")
    merged = editing.merge_with_next(entry.pk, by=bureau.secretary, arrangement=report.arrangement)
    with pytest.raises(Stale):
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(2, "one", 2), body="旧的又改")
    entry.refresh_from_db()
    assert entry.body == merged.body


def test_what_was_deleted_comes_back_to_its_place(report: Report, bureau: Bureau) -> None:
    text = text_of(report)
    for part in (entry_of(report, "强化"), entry_of(report, "打造").section):
        editing.remove(part, by=bureau.secretary, arrangement=fresh(report).arrangement)
        assert text_of(report) != text
        for _ in range(2):  # a second press changes nothing
            editing.put_back(part, by=bureau.secretary)
        assert text_of(report) == text


def test_renumbering_makes_numbers_true_and_keeps_the_old_text(bureau: Bureau) -> None:
    report = bureau.report(text="一、甲\n（一）子。文。\n（三）丑。文。\n三、乙\n1.寅\n3.卯\n")
    text = text_of(report)
    editing.renumber_all(report.pk, by=bureau.secretary, arrangement=report.arrangement)
    assert text_of(report) == "一、甲\n（一）子。文。\n（二）丑。文。\n二、乙\n1.寅\n2.卯\n"
    assert write(records.outline_of(report.revisions.last().content)) == text
    entry = entry_of(report, "丑")
    editing.move_entry(
        entry.pk,
        by=bureau.secretary,
        arrangement=fresh(report).arrangement,
        section_pk=entry.section_id,
        to=0,
    )
    assert "一、甲\n（一）丑。文。\n（二）子。文。\n" in text_of(report)


def test_automatic_numbers_follow_many_changes(report: Report, bureau: Bureau) -> None:
    by = bureau.secretary
    editing.renumber_all(report.pk, by=by, arrangement=report.arrangement)
    section = entry_of(report, "强化").section
    for _ in range(2):
        new = editing.insert_entry(
            section.pk, by=by, arrangement=fresh(report).arrangement, after=None
        )
    entry = entry_of(report, "打造")
    editing.move_entry(
        entry.pk, by=by, arrangement=fresh(report).arrangement, section_pk=section.pk, to=3
    )
    content = records.content_of(fresh(report))
    markers = records.markers_of(content, records.outline_of(content))
    assert markers[1] == ("一、", ["（一）", "（二）", "（三）", "（四）", "（五）"])
    # A page from before shows other numbers; saving it changes none.
    new.refresh_from_db()
    editing.save_entry(
        new.pk, by=by, save=Save(new.wording), heading="新", numbering="auto", marker="（四）"
    )
    assert Entry.objects.get(pk=new.pk).marker == "（一）"


def acts(report: Report, bureau: Bureau) -> list:
    """Every structural act, ready to be tried by somebody with some arrangement."""
    entry = entry_of(report, "强化")
    return [
        lambda **who: editing.insert_section(report.pk, after=None, **who),
        lambda **who: editing.insert_entry(entry.section_id, after=None, **who),
        lambda **who: editing.move_section(entry.section_id, to=0, **who),
        lambda **who: editing.move_entry(entry.pk, section_pk=entry.section_id, to=1, **who),
        lambda **who: editing.split_entry(entry.pk, save=Save(1), before="前", after="后", **who),
        lambda **who: editing.merge_with_next(entry.pk, **who),
        lambda **who: editing.remove(entry, **who),
        lambda **who: editing.renumber_all(report.pk, **who),
    ]


def test_an_order_that_has_changed_is_not_acted_on(report: Report, bureau: Bureau) -> None:
    text = text_of(report)
    for act in acts(report, bureau):
        with pytest.raises(Rearranged):
            act(by=bureau.secretary, arrangement=report.arrangement - 1)
    assert text_of(report) == text


def test_only_the_secretary_arranges(report: Report, bureau: Bureau) -> None:
    text = text_of(report)
    for act in acts(report, bureau):
        with pytest.raises(PermissionDenied):
            act(by=bureau.reviewer, arrangement=report.arrangement)
        with pytest.raises((Report.DoesNotExist, Entry.DoesNotExist)):
            act(by=bureau.other_secretary, arrangement=report.arrangement)
    assert text_of(report) == text


def test_nothing_is_arranged_while_others_decide(bureau: Bureau) -> None:
    report = bureau.report(State.SUBMITTED)
    for act in acts(report, bureau):
        with pytest.raises(PermissionDenied):
            act(by=bureau.secretary, arrangement=report.arrangement)


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_keeps_every_word_and_every_place(
    seed: int, report: Report, bureau: Bureau
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same sequence every time
    words = Counter(all_words(report))
    removed: list[Section | Entry] = []
    for _ in range(40):
        step(report, bureau, chance, removed)
        positions_are_unique(report)
    for part in reversed(removed):
        editing.put_back(part, by=bureau.secretary)
    assert Counter(all_words(report)) == words


def step(report: Report, bureau: Bureau, chance: random.Random, removed: list) -> None:
    """One act at random."""
    by, arrangement = bureau.secretary, fresh(report).arrangement
    sections = records.live_sections(report)
    entries = [entry for section in sections for entry in section.live_entries]
    here = {"by": by, "arrangement": arrangement}
    section = chance.choice(sections)
    entry = chance.choice(entries)
    act = chance.choice(["insert", "move", "up", "split", "merge", "remove", "back"])
    if act == "insert":
        editing.insert_entry(section.pk, after=None, **here)
    elif act == "move":
        editing.move_entry(entry.pk, section_pk=section.pk, to=chance.randrange(4), **here)
    elif act == "up":
        editing.move_section(section.pk, to=chance.randrange(5), **here)
    elif act == "split":
        at = chance.randrange(len(entry.body) + 1)
        halves = {"before": entry.body[:at], "after": entry.body[at:]}
        editing.split_entry(entry.pk, save=Save(entry.wording), **halves, **here)
    elif act == "merge":
        # The heading of what is merged gets words of its own here: 。 stands between them.
        if entry.pk != section_of(entry, sections).live_entries[-1].pk:
            editing.merge_with_next(entry.pk, **here)
    elif act == "remove" and len(entries) > 3:
        editing.remove(entry, **here)
        removed.append(entry)
    elif removed:
        editing.put_back(removed.pop(), by=by)


def section_of(entry: Entry, sections: list[Section]) -> Section:
    return next(section for section in sections if section.pk == entry.section_id)


def all_words(report: Report) -> str:
    """All characters but the numbers, which follow the places."""
    parts = [
        part.heading + part.heading_end + getattr(part, "body", "")
        for section in records.live_sections(report)
        for part in (section, *section.live_entries)
    ]
    return "".join("".join(parts).split())


def positions_are_unique(report: Report) -> None:
    sections = records.live_sections(report)
    places = [section.position for section in sections]
    assert len(set(places)) == len(places)
    for section in sections:
        places = [entry.position for entry in section.live_entries]
        assert len(set(places)) == len(places)
