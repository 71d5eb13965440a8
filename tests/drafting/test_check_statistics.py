"""体检统计: what is counted, for whom, and that nobody is ranked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.checking import proofing, statistics
from drafting.checking.statistics import Statistics, statistics_for
from drafting.checks import registry
from drafting.models import CheckRecord
from reports.models import Report
from tests import make
from tests.drafting.test_proofing import FAULTY, found
from tests.people import Bureau

TYPO, WIDTH = (rule.code for rule in registry.rules()[:2])


def record(bureau: Bureau, organization: Any, *, by: Any, year: int = 2026, **fields: Any) -> None:
    """A submitted report with these counts."""
    report = make.report(organization, by=by, year=year)
    Report.objects.filter(pk=report.pk).update(submitted_at="2026-12-01T00:00:00Z")
    CheckRecord.objects.create(report=report, **fields)


@pytest.fixture
def recorded(bureau: Bureau) -> None:
    """Three reports of two branches, and one elsewhere."""
    counts = {WIDTH: 2, TYPO: 9}
    record(bureau, bureau.sister, by=bureau.sister_secretary, counts=counts, errors=9, warnings=2)
    record(bureau, bureau.branch, by=bureau.secretary, counts={WIDTH: 12}, warnings=12)
    record(
        bureau,
        bureau.branch,
        by=bureau.secretary,
        year=2025,
        dismissed={TYPO: 3},
        corrected={TYPO: 1, WIDTH: 4},
    )
    record(bureau, bureau.other_branch, by=bureau.other_secretary, counts={TYPO: 50}, errors=50)


def rules_of(counted: Statistics) -> list[tuple[str, int, int, int]]:
    return [(r.code, r.shown, r.dismissed, r.corrected) for r in counted.rules]


@pytest.mark.parametrize("person", ["reviewer", "administrator"])
def test_rules_come_by_number_branches_in_the_order_of_the_tree(
    person: str, recorded: None, bureau: Bureau
) -> None:
    counted = statistics_for(getattr(bureau, person))
    assert counted.reports == 3
    assert rules_of(counted) == [(WIDTH, 18, 0, 4), (TYPO, 13, 3, 1)]
    assert [(b.organization, b.reports, b.errors, b.warnings) for b in counted.branches] == [
        (bureau.branch, 2, 0, 12),
        (bureau.sister, 1, 9, 2),
    ]
    assert [count.code for count in counted.branches[1].most] == [TYPO, WIDTH]


def test_a_year_and_an_assignment_narrow_the_count(recorded: None, bureau: Bureau) -> None:
    assert statistics_for(bureau.reviewer, year=2025).reports == 1
    assert statistics.years_of(bureau.reviewer) == [2026, 2025]
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    report = make.report(bureau.branch, by=bureau.secretary, text=FAULTY, assignment=assignment)
    assert list(statistics.assignments_of(bureau.reviewer)) == []
    words = {found(report, "X次").key: "上级统一填写"}
    proofing.submit(report.pk, by=bureau.secretary, seen_version=report.version, words=words)
    assert list(statistics.assignments_of(bureau.reviewer)) == [assignment]
    counted = statistics_for(bureau.reviewer, assignment=assignment)
    assert counted.reports == 1
    assert sum(rule.dismissed for rule in counted.rules) == 1


@pytest.mark.parametrize(
    ("dismissed", "shown", "is_doubtful"),
    [(16, 30, True), (15, 30, False), (29, 29, False), (40, 60, True)],
)
def test_a_rule_that_people_mostly_set_aside_is_pointed_out(
    dismissed: int, shown: int, is_doubtful: bool, bureau: Bureau
) -> None:
    counts = {"counts": {TYPO: shown - dismissed}, "dismissed": {TYPO: dismissed}}
    record(bureau, bureau.branch, by=bureau.secretary, **counts)
    assert [rule.code for rule in statistics_for(bureau.reviewer).doubtful] == [TYPO] * is_doubtful


def test_only_the_administrator_is_told_of_it(client: Client, bureau: Bureau) -> None:
    record(bureau, bureau.branch, by=bureau.secretary, dismissed={TYPO: 40})
    told = {}
    for person in ("reviewer", "administrator"):
        client.force_login(getattr(bureau, person))
        told[person] = (
            "半数以上被说明保留" in client.get(reverse("check_statistics")).content.decode()
        )
    assert told == {"reviewer": False, "administrator": True}


def test_a_rule_that_is_no_more_keeps_its_code(client: Client, bureau: Bureau) -> None:
    record(bureau, bureau.branch, by=bureau.secretary, counts={"OLD01": 3})
    client.force_login(bureau.reviewer)
    assert "OLD01" in client.get(reverse("check_statistics")).content.decode()


def test_a_report_that_was_only_corrected_is_not_counted(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    CheckRecord.objects.create(report=report, corrected={TYPO: 1})
    assert statistics_for(bureau.reviewer).reports == 0


@pytest.mark.parametrize("query", ["", "?year=2025", "?year=abc&assignment=99999"])
@pytest.mark.parametrize("reports", [1, 6])
def test_the_page_takes_as_many_queries_however_much_there_is(
    query: str, reports: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for number in range(reports):
        organization, by = (
            (bureau.sister, bureau.sister_secretary)
            if number % 2
            else (bureau.branch, bureau.secretary)
        )
        record(bureau, organization, by=by, year=2025 + number % 2, counts={TYPO: 1, WIDTH: 2})
    client.force_login(bureau.reviewer)
    with django_assert_num_queries(8 if "assignment" in query else 7):
        client.get(reverse("check_statistics") + query)
