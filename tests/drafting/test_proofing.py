"""体检 of a stored report: context, words on findings, taking advice, and submission."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from drafting.checking import corrections, proofing
from drafting.checking.proofing import Checked
from drafting.lexicon import wordlist
from drafting.models import CheckRecord, Dismissal, LexiconEntry, WordKind
from reports import editing, records
from reports.editing import Save, WordsChanged
from reports.models import Entry, Report
from reports.outline.writer import write
from reports.states import State
from reports.workflow import APPROVE, RETURN, SUBMIT, TransitionNotAllowed
from tests import make
from tests.people import Bureau

# A gap, a doubled word, a wrong character, and half-width marks.
FAULTY = (
    make.TEXT.replace("全年学习12次", "全年学习X次")
    .replace("围绕业务难题", "认真认真围绕业务难题")
    .replace("品牌特色不鲜明", "品牌特色不鲜明，末来需加强,需努力")
)
WINDOW = Save(0, "window", 5)


def text_of(report: Report) -> str:
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def found(report: Report, words: str) -> Checked:
    (one,) = [item for item in proofing.checked(report) if item.finding.text == words]
    return one


def submit(report: Report, by: User, words: dict[str, str] | None = None) -> None:
    report.refresh_from_db()
    proofing.submit(report.pk, by=by, seen_version=report.version, words=words)


def test_the_context_knows_the_organisations_above_and_what_they_say(bureau: Bureau) -> None:
    wordlist.keep(bureau.committee, word="红色引擎", by=bureau.reviewer)
    wordlist.keep(
        bureau.branch, word="抓手", by=bureau.secretary, kind=WordKind.FORBIDDEN, replacement="办法"
    )
    wordlist.keep(bureau.sister, word="别家的词", by=bureau.sister_secretary)
    former = {"kind": "former", "until": date(2024, 1, 1), "source": "惯例"}
    LexiconEntry.objects.create(organization=bureau.committee, term="旧说法", **former)
    context = proofing.context_of(bureau.report())
    assert context.words == {"红色引擎"}
    assert [(f.word, f.replacement) for f in context.forbidden] == [("抓手", "办法")]
    assert context.organization_names == (bureau.committee.name, bureau.branch.name)
    assert [(t.term, t.until) for t in context.terms] == [("旧说法", date(2024, 1, 1))]
    assert (context.year, context.half, context.kind.key) == (2026, "year", "annual_summary")


def test_last_years_report_is_read_as_it_was_handled_last(bureau: Bureau) -> None:
    before = make.report(bureau.branch, by=bureau.secretary, year=2025)
    report = bureau.report()
    assert proofing.context_of(report).previous is None  # a draft is nobody's example
    make.perform(SUBMIT, before, by=bureau.secretary)
    make.report(bureau.sister, by=bureau.sister_secretary, year=2025)
    assert write(proofing.context_of(report).previous) == make.TEXT


def test_a_word_that_the_organisation_keeps_is_not_reported(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    assert found(report, "末来")
    wordlist.keep(bureau.committee, word="末来", by=bureau.administrator)
    assert "末来" not in [item.finding.text for item in proofing.checked(report)]


def test_a_forbidden_word_is_reported_with_what_to_write(bureau: Bureau) -> None:
    report = bureau.report(text=make.TEXT.replace("制定品牌", "以品牌为抓手制定"))
    assert "抓手" not in [item.finding.text for item in proofing.checked(report)]
    forbidden = {"kind": WordKind.FORBIDDEN, "replacement": "重点"}
    wordlist.keep(bureau.committee, word="抓手", by=bureau.reviewer, **forbidden)
    assert found(report, "抓手").finding.suggestions == ("重点",)


def test_a_word_on_a_finding_survives_edits_elsewhere(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    item = found(report, "末来")
    proofing.explain(report.pk, by=bureau.secretary, words={item.key: "原文如此"})
    entry = Entry.objects.get(section__report=report, heading="严格组织生活")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="没有了。")
    assert found(report, "末来").dismissal.reason == "原文如此"
    proofing.restore(report.pk, by=bureau.secretary, fingerprint=item.finding.fingerprint)
    assert found(report, "末来").dismissal is None


def test_a_finding_has_one_word_the_last(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    key = found(report, "末来").key
    for reason in ("原文如此", "已核实", "   "):
        proofing.explain(report.pk, by=bureau.secretary, words={key: reason, "gone-0": "没了"})
    assert list(Dismissal.objects.values_list("text", "reason")) == [("末来", "已核实")]


@pytest.mark.parametrize("person", ["reviewer", "administrator", "sister_secretary"])
def test_only_the_secretary_says_words_on_findings(person: str, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    somebody, item = getattr(bureau, person), found(report, "末来")
    with pytest.raises(PermissionDenied):
        proofing.explain(report.pk, by=somebody, words={item.key: "原文如此"})
    with pytest.raises(PermissionDenied):
        proofing.restore(report.pk, by=somebody, fingerprint=item.finding.fingerprint)
    assert not Dismissal.objects.exists()


def test_a_suggestion_takes_the_place_of_the_words(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    key = found(report, "末来").key
    done = corrections.accept(
        report.pk, by=bureau.secretary, key=key, suggestion="未来", save=WINDOW
    )
    assert done.changes == (("末来", "未来"),)
    assert text_of(report) == FAULTY.replace("末来", "未来")
    rule = CheckRecord.objects.get(report=report).corrected
    assert list(rule.values()) == [1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (make.TEXT.replace("一、主要工作\n", "一、主要工作 \n").replace("。\n", "。 \n"), " "),
        (
            make.TEXT.replace("主要工作\n", "主要工作。\n")
            .replace("存在问题\n", "存在问题。\n")
            .replace("下步措施\n", "下步措施。\n"),
            "。",
        ),
    ],
    ids=["blanks that end paragraphs", "stops after headings"],
)
def test_what_is_wrong_everywhere_is_said_once_and_corrected_at_once(
    text: str, words: str, bureau: Bureau
) -> None:
    report = bureau.report(text=text)
    item = found(report, words)
    assert item.finding.is_everywhere
    corrections.accept(report.pk, by=bureau.secretary, key=item.key, suggestion="", save=WINDOW)
    assert text_of(report) == make.TEXT


@pytest.mark.parametrize("suggestion", ["将来", ""])
def test_only_what_was_suggested_is_written(suggestion: str, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    key = found(report, "末来").key
    with pytest.raises(WordsChanged):
        corrections.accept(
            report.pk, by=bureau.secretary, key=key, suggestion=suggestion, save=WINDOW
        )
    assert text_of(report) == FAULTY


def test_words_that_have_changed_meanwhile_are_not_corrected(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    key = found(report, "末来").key
    entry = Entry.objects.get(section__report=report, heading="品牌创建进展不快")
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="已经重写。")
    with pytest.raises(WordsChanged):
        corrections.accept(report.pk, by=bureau.secretary, key=key, suggestion="未来", save=WINDOW)


def test_all_safe_suggestions_at_once_and_the_text_before_is_kept(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    done = corrections.accept_safe(report.pk, by=bureau.secretary, save=WINDOW)
    assert set(done.changes) >= {("认真认真", "认真"), (",", "，")}
    corrected = FAULTY.replace("认真认真", "认真").replace("强,需", "强，需")
    assert text_of(report) == corrected
    last = report.revisions.order_by("number").last()
    assert write(records.outline_of(last.content)) == FAULTY
    with pytest.raises(WordsChanged):
        corrections.accept_safe(report.pk, by=bureau.secretary, save=WINDOW)


def test_safe_suggestions_of_one_rule_only(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    rule = found(report, ",").finding.rule
    corrections.accept_safe(report.pk, by=bureau.secretary, rule=rule, save=WINDOW)
    assert text_of(report) == FAULTY.replace("强,需", "强，需")


def test_what_was_dismissed_is_not_corrected_in_bulk(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    words = {found(report, "认真认真").key: "原文如此"}
    proofing.explain(report.pk, by=bureau.secretary, words=words)
    corrections.accept_safe(report.pk, by=bureau.secretary, save=WINDOW)
    assert "认真认真" in text_of(report)


def test_a_gap_blocks_until_it_is_filled_or_exempted(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    with pytest.raises(TransitionNotAllowed, match="还有未填写的内容：“X次”。"):
        submit(report, bureau.secretary)
    submit(report, bureau.secretary, {found(report, "X次").key: "上级统一填写"})
    report.refresh_from_db()
    assert report.state == State.SUBMITTED
    record = CheckRecord.objects.get(report=report)
    assert list(record.dismissed.values()) == [1]
    assert record.counts
    assert record.warnings + record.errors > 0
    assert found(report, "X次").dismissal.reason == "上级统一填写"


def test_what_was_said_stays_even_when_the_submission_is_refused(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    with pytest.raises(TransitionNotAllowed):
        submit(report, bureau.secretary, {found(report, "末来").key: "地名"})
    assert found(report, "末来").dismissal.reason == "地名"


def test_nothing_else_blocks(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY.replace("X次", "12次"))
    submit(report, bureau.secretary)
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_a_double_click_submits_once(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    seen, words = report.version, {found(report, "X次").key: "上级统一填写"}
    events = {
        proofing.submit(report.pk, by=bureau.secretary, seen_version=seen, words=words).pk
        for _ in range(2)
    }
    assert len(events) == 1


def test_nobody_else_submits_or_has_their_words_kept(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    words = {found(report, "X次").key: "上级统一填写"}
    with pytest.raises(TransitionNotAllowed):
        submit(report, bureau.reviewer, words)
    assert not Dismissal.objects.exists()


def test_reports_that_came_by_other_ways_get_their_record_once(bureau: Bureau) -> None:
    bureau.report()
    for transition in (APPROVE, RETURN):
        report = make.report(bureau.branch, by=bureau.secretary, text=FAULTY)
        make.perform(SUBMIT, report, by=bureau.secretary)
        make.perform(transition, report, by=bureau.reviewer)
    assert proofing.record_submitted() == 1
    assert CheckRecord.objects.get().report.state == State.APPROVED
    assert proofing.record_submitted() == 0
