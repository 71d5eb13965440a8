"""How a report begins, and who may begin it."""

import threading
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from reports import assignments, records, starting
from reports.models import AssignmentState, Event, EventKind, Report
from reports.outline.reader import read
from reports.outline.writer import write
from reports.starting import CannotStart
from reports.states import State
from tests import make, people
from tests.people import Bureau

CONTENT = records.content_from(read(make.TEXT))


def start(bureau: Bureau, by: User | None = None, **fields: object) -> Report:
    period = {} if "assignment" in fields else {"template": make.template(), "year": 2026}
    return starting.start(
        by=by or bureau.secretary, organization=bureau.branch, content=CONTENT, **period, **fields
    )


def test_a_report_begins_with_its_words_an_event_and_a_revision(bureau: Bureau) -> None:
    report = start(bureau, kind=EventKind.IMPORT)
    event = Event.objects.get(report=report)
    assert (event.kind, event.state, event.actor) == ("import", "draft", bureau.secretary)
    assert write(records.outline_of(event.revision.content)) == make.TEXT


def test_only_the_secretary_begins(bureau: Bureau) -> None:
    for person in (bureau.reviewer, bureau.sister_secretary, bureau.other_secretary, bureau.nobody):
        with pytest.raises(PermissionDenied):
            start(bureau, by=person)
    assert Report.objects.count() == 0


def test_an_assignment_has_one_report_of_each_branch(bureau: Bureau) -> None:
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    start(bureau, assignment=assignment)
    with pytest.raises(CannotStart, match="已有报告"):
        start(bureau, assignment=assignment)
    sisters = make.assignment(bureau.sister, issuer=bureau.committee, by=bureau.administrator)
    with pytest.raises(CannotStart, match="没有布置"):
        start(bureau, assignment=sisters)
    assert Report.objects.count() == 1


def test_starting_over_needs_the_version_that_one_saw(bureau: Bureau) -> None:
    report = bureau.report()
    new = records.content_from(read("全新的。\n"))
    with pytest.raises(CannotStart, match="又有改动"):
        starting.start_over(
            report.pk,
            by=bureau.secretary,
            seen_version=report.version - 1,
            content=new,
            kind=EventKind.IMPORT,
        )
    starting.start_over(
        report.pk,
        by=bureau.secretary,
        seen_version=report.version,
        content=new,
        kind=EventKind.IMPORT,
    )
    assert write(records.to_outline(Report.objects.get(pk=report.pk))) == "全新的。\n"
    texts = [write(records.outline_of(revision.content)) for revision in report.revisions.all()]
    assert texts == [make.TEXT, make.TEXT, "全新的。\n"]


def test_headings_are_taken_from_the_latest_earlier_report_that_was_sent(bureau: Bureau) -> None:
    def earlier() -> Report | None:
        return starting.previous_report(bureau.branch, make.template(), year=2026, half="year")

    draft = bureau.report()
    Report.objects.filter(pk=draft.pk).update(year=2025)
    assert earlier() is None
    for year in (2023, 2024):
        report = bureau.report(State.APPROVED)
        Report.objects.filter(pk=report.pk).update(year=year)
    assert earlier() == report


@pytest.mark.parametrize(
    ("key", "half", "title"),
    [
        ("annual_summary", "year", "生态修复科党支部2026年度党建工作总结"),
        ("half_year_summary", "first", "生态修复科党支部2026年上半年党建工作总结"),
        ("duty_report", "year", "生态修复科党支部2026年度书记抓党建述职报告"),
    ],
)
def test_a_title_is_proposed(key: str, half: str, title: str, bureau: Bureau) -> None:
    template = make.template(key)
    assert starting.proposed_title(bureau.branch, template, year=2026, half=half) == title


def test_a_proposed_title_has_the_short_name_where_there_is_one(bureau: Bureau) -> None:
    bureau.branch.short_name = "修复科支部"
    title = starting.proposed_title(bureau.branch, make.template(), year=2026, half="year")
    assert title == "修复科支部2026年度党建工作总结"


def test_a_form_that_is_sent_twice_begins_one_report(bureau: Bureau) -> None:
    ticket = uuid4()
    assert start(bureau, ticket=ticket) == start(bureau, ticket=ticket)
    assert Report.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_windows_that_begin_at_once_begin_one_report() -> None:
    bureau = people.bureau()
    task = make.assignment(
        issuer=bureau.committee, by=bureau.administrator, state=AssignmentState.PLANNED
    )
    task.marks.create(organization=bureau.branch, included=True)
    task = assignments.publish(task.pk, by=bureau.administrator, seen_version=task.version)
    outcomes: list[str] = []

    def begin() -> None:
        try:
            outcomes.append(start(bureau, assignment=task).state)
        except CannotStart as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refusal = "本支部在这项任务下已有报告，请直接打开继续写。"
    assert sorted(outcomes) == ["draft", *[refusal] * 3]
    assert Report.objects.get().events.count() == 1
