"""A generated bureau is one that the product understands."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports import records
from reports.models import Assignment, Report
from reports.outline.writer import write
from reports.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> None:
    call_command("generate", organizations=60, reports=100, verbosity=0)


def test_there_is_as_much_as_was_asked_for(capsys: pytest.CaptureFixture[str], made: None) -> None:
    assert Organization.objects.count() == 60
    assert Report.objects.count() == 100
    assert Organization.objects.find_problems() == ([], [], [], [], [])
    assert len(set(Organization.objects.values_list("name", flat=True))) == 60
    said = capsys.readouterr().out
    last = User.objects.order_by("-pk")[:2]
    assert all(person.username in said for person in last)


def test_who_is_on_top_sees_everything(made: None) -> None:
    top = User.objects.get(
        memberships__role=MemberRole.REVIEWER, memberships__organization__depth=1
    )
    assert Report.objects.visible_to(top).count() == Report.objects.exclude(author=None).count()
    assert 0 < Report.objects.awaiting(top).count() < 50


def test_the_last_assignment_is_under_way(made: None) -> None:
    last, *earlier = Assignment.objects.order_by("-year")
    states = Counter(last.reports.values_list("state", flat=True))
    assert set(states) == set(State) - {State.ARCHIVED}
    assert all(one.reports.exclude(state=State.ARCHIVED).count() == 0 for one in earlier)
    assert last.reports.filter(author=None).exists()


def test_words_read_as_reports_do(made: None) -> None:
    report = Report.objects.filter(state=State.APPROVED).first()
    assert report is not None
    text = write(records.to_outline(report))
    assert text.startswith(f"{report.organization.name}{report.year}年度党建工作总结\n")
    assert [section.heading for section in records.live_sections(report) if section.heading] == [
        "主要工作",
        "存在问题",
        "下步措施",
    ]


def test_a_database_in_use_is_left_alone(made: None) -> None:
    with pytest.raises(CommandError, match="empty database"):
        call_command("generate", organizations=60, reports=100)


@pytest.mark.parametrize(("organizations", "reports"), [(1, 1), (2, 0)])
def test_nothing_cannot_be_made(organizations: int, reports: int) -> None:
    with pytest.raises(CommandError, match="at least"):
        call_command("generate", organizations=organizations, reports=reports)


@pytest.mark.parametrize("organizations", [2, 3, 25, 300])
def test_any_size_is_a_tree(organizations: int) -> None:
    call_command("generate", organizations=organizations, reports=3, verbosity=0)
    assert Organization.objects.count() == organizations
    assert Organization.objects.find_problems() == ([], [], [], [], [])
    assert Report.objects.count() == 3
