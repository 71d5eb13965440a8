"""The panel 体检, its buttons with script and without, and the page of rules."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from drafting.checking.findings import panel_of
from drafting.checks import registry
from drafting.models import Dismissal, Term
from reports import editing, records
from reports.editing import Save
from reports.models import Entry, Report
from reports.outline.writer import write
from reports.states import State
from tests import make
from tests.drafting.test_proofing import FAULTY, found
from tests.people import Bureau

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: Client, bureau: Bureau) -> Client:
    """The secretary's browser."""
    client.force_login(bureau.secretary)
    return client


def text_of(report: Report) -> str:
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def post(client: Client, name: str, report: Report, data: dict[str, str], **options: Any) -> Any:
    return client.post(reverse(name, args=[report.pk]), data, **options)


def test_the_panel_groups_findings_by_severity(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    panel = panel_of(report)
    assert [group.label for group in panel.groups] == ["错误", "疑似", "提示"]
    by_words = {each.finding.text: each for each in panel.open}
    section = str(Entry.objects.get(body__contains="末来").section_id)
    assert by_words["末来"].section == section
    assert {count.value: count.number for count in panel.sections}[section] >= 2
    assert by_words["末来"].is_correctable
    assert by_words["末来"].may_become_word
    assert not by_words["X次"].may_become_word
    html = secretary.get(reverse("check", args=[report.pk]), headers=SCRIPT).content.decode()
    assert html.count("data-finding=") == len(panel.open)
    assert "<html" not in html
    for each in panel.open:
        assert escape(each.finding.message) in html


def test_only_one_section_is_shown_when_asked(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    panel = panel_of(report)
    section = str(Entry.objects.get(body__contains="末来").section_id)
    address = reverse("check", args=[report.pk])
    html = secretary.get(address, {"section": section}, headers=SCRIPT).content.decode()
    shown = html.count("data-finding=") - html.count('" hidden>')
    assert shown == sum(each.section == section for each in panel.open) < len(panel.open)


def test_the_reviewer_reads_without_buttons(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.reviewer)
    report = bureau.report(State.SUBMITTED, text=FAULTY)
    html = client.get(reverse("check", args=[report.pk])).content.decode()
    assert "末来" in html
    assert "改为“未来”" not in html
    assert "忽略" not in html


def test_a_suggestion_is_taken_with_and_without_script(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    advice = {"key": found(report, "末来").key, "suggestion": "未来"}
    answer = post(secretary, "check_accept", report, advice, headers=SCRIPT)
    assert answer.status_code == 200
    assert "未来需加强" in answer.content.decode()
    assert 'data-words="已将“末来”改为“未来”。"' in answer.content.decode()
    again = post(secretary, "check_accept", report, advice, headers=SCRIPT)
    assert again.status_code == 409
    assert "这里的文字已经改动" in again.content.decode()
    plain = post(secretary, "check_accept_safe", report, {}, follow=True)
    assert plain.redirect_chain == [(reverse("check", args=[report.pk]), 302)]
    assert "已修改 2 处" in plain.content.decode()
    assert text_of(report) == (
        FAULTY.replace("末来", "未来").replace("认真认真", "认真").replace("强,需", "强，需")
    )


def test_a_window_that_corrects_goes_on_saving(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    entry = Entry.objects.get(section__report=report, body__contains="末来")
    advice = {"key": found(report, "末来").key, "suggestion": "未来"}
    post(secretary, "check_accept", report, advice | {"writer": "window", "sequence": "5"})
    entry.refresh_from_db()
    assert (entry.wording, entry.writer, entry.sequence) == (2, "window", 5)
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1, "window", 6), body="接着写。")


@pytest.mark.parametrize("data", [{"reason": "原文如此"}, {"own": "原文如此"}])
def test_a_finding_is_dismissed_and_restored(
    data: dict[str, str], secretary: Client, bureau: Bureau
) -> None:
    report = bureau.report(text=FAULTY)
    item = found(report, "末来")
    html = post(
        secretary, "check_dismiss", report, data | {"key": item.key}, headers=SCRIPT
    ).content.decode()
    assert "林书记：原文如此" in html
    assert Dismissal.objects.get().text == "末来"
    post(secretary, "check_restore", report, {"key": item.finding.fingerprint})
    assert not Dismissal.objects.exists()


def test_no_reason_no_dismissal(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    data = {"key": found(report, "末来").key, "own": "  "}
    answer = post(secretary, "check_dismiss", report, data, headers=SCRIPT)
    assert answer.status_code == 409
    assert "请写明忽略的理由。" in answer.content.decode()
    assert not Dismissal.objects.exists()


def test_a_word_is_kept_for_the_branch_but_not_a_gap(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    for words in ("末来", "X次"):
        post(secretary, "check_keep_word", report, {"key": found(report, words).key})
    assert [(term.organization, term.word) for term in Term.objects.all()] == [
        (bureau.branch, "末来")
    ]


def test_submission_shows_what_remains_and_keeps_the_words(
    secretary: Client, bureau: Bureau
) -> None:
    report = bureau.report(text=FAULTY)
    submit = reverse("transition", args=[report.pk, "submit"])
    seen = {"seen_version": str(report.version)}
    html = secretary.post(submit, seen).content.decode()
    assert "还有 1 处没有填写" in html
    assert "处错误没有改" in html
    slip, gap = found(report, "末来").key, found(report, "X次").key
    said = seen | {"confirmed": "1", f"word-{slip}": "地名"}
    refused = secretary.post(submit, said)
    assert refused.status_code == 409
    assert "还有未填写的内容：“X次”。" in refused.content.decode()
    assert "确认送审" in refused.content.decode()
    secretary.post(submit, said | {f"word-{gap}": "上级统一填写"})
    report.refresh_from_db()
    assert report.state == State.SUBMITTED
    assert dict(Dismissal.objects.values_list("text", "reason")) == {
        "末来": "地名",
        "X次": "上级统一填写",
    }


@pytest.mark.parametrize("size", [1, 30])
def test_the_panel_takes_as_many_queries_however_much_is_found(
    size: int, secretary: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    before = make.report(bureau.branch, by=bureau.secretary, year=2025)
    Report.objects.filter(pk=before.pk).update(state=State.ARCHIVED)
    lines = "".join(f"（一）第{n}件事。做了X次，末来再做。\n" for n in range(size))
    report = bureau.report(text=f"总结\n一、主要工作\n{lines}")
    for item in panel_of(report).open[: size // 2]:
        Dismissal.objects.create(
            report=report, fingerprint=item.key, rule="X", reason="是", by=bureau.secretary
        )
    with django_assert_num_queries(11):
        secretary.get(reverse("check", args=[report.pk]), headers=SCRIPT)


def test_every_rule_is_explained_with_its_examples(secretary: Client) -> None:
    html = secretary.get(reverse("check_rules")).content.decode()
    for rule in registry.rules():
        assert f'id="{rule.code}"' in html
        assert escape(rule.title) in html
    assert "⟦" not in html
    assert "<mark>" in html
