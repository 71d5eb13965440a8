"""The demo bureau loads as it is described, by the product's own verbs, and only once."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Organization, User
from reports import progress, records
from reports.demo import loader
from reports.models import Assignment, Event, EventKind, Mail, Notification, Report, Revision
from reports.outline.writer import write
from reports.states import State
from tests import make

pytestmark = pytest.mark.django_db
BUREAU = loader.description()


def load_demo() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


@pytest.fixture
def demo() -> dict[str, Report]:
    """Load the bureau and give its reports by the file that holds their words."""
    loaded = loader.load()
    return {file: Report.objects.get(pk=report.pk) for file, report in loaded.items()}


def test_every_report_says_what_its_file_says(demo: dict[str, Report]) -> None:
    said = {file: write(records.to_outline(report)) for file, report in demo.items()}
    assert said == {file: loader.text(file) for file in demo}


def test_every_report_ends_in_the_state_described(demo: dict[str, Report]) -> None:
    states = {file: report.state for file, report in demo.items()}
    assert states == {row["file"]: row["state"] for row in BUREAU["reports"]}
    assert set(states.values()) == set(State.values)


def test_every_kind_of_step_has_happened(demo: dict[str, Report]) -> None:
    happened = set(Event.objects.values_list("kind", flat=True))
    rare = {EventKind.RESTORE, EventKind.STEP_BACK, EventKind.RECALL, EventKind.SKIP}
    assert happened == set(EventKind.values) - rare
    assert all(r.state == r.events.order_by("pk").last().state for r in demo.values())


def test_history_runs_forward_on_the_dates_of_the_story(demo: dict[str, Report]) -> None:
    for row in BUREAU["reports"]:
        report = demo[row["file"]]
        steps = [step["at"] for step in row["steps"] if step["what"] != loader.REVISE]
        told = [row["begun"], *steps]
        happened = [timezone.make_naive(at) for at in report.events.values_list("at", flat=True)]
        assert happened == told == sorted(told)
        kept = report.revisions.values_list("created_at", flat=True)
        assert [timezone.make_naive(at) for at in kept] == told
        assert timezone.make_naive(report.created_at) == row["begun"]


def test_a_revised_report_was_submitted_with_other_words_first(demo: dict[str, Report]) -> None:
    first, second = (
        write(records.outline_of(event.revision.content))
        for event in demo["guihua-2025.txt"].events.filter(kind=EventKind.SUBMIT)
    )
    assert "办理许可321件" in first
    assert second == loader.text("guihua-2025.txt")


def test_one_branch_still_owes_this_year_and_last_year_is_closed(demo: dict[str, Report]) -> None:
    last, this = Assignment.objects.exclude(state="planned").order_by("year")
    assert (last.state, this.state) == ("closed", "open")
    assert last.reports.begun().count() == last.organizations.count() == 8
    owing = progress.standing_at(progress.targets(this), progress.NOT_BEGUN)
    assert [str(branch) for branch in owing] == ["测绘中心党支部"]


def test_this_years_task_follows_last_years_and_shows_one_of_its_reports(
    demo: dict[str, Report],
) -> None:
    this = Assignment.objects.get(state="open")
    assert (this.repeat, this.previous.state) == ("yearly", "closed")
    assert this.model_report == demo["bangongshi-2025.txt"]
    assert Assignment.objects.get(state="planned").template.key == "duty_report"


def test_the_tree_has_three_levels() -> None:
    loader.load()
    depths = Counter(Organization.objects.values_list("depth", flat=True))
    assert depths == {1: 1, 2: 7, 3: 2}


def test_everybody_signs_in_with_the_password_shown() -> None:
    loader.load()
    people = {person.username: person for person in User.objects.all()}
    assert people.keys() == {username for username, _, _ in loader.sign_ins()}
    for username, password, _ in loader.sign_ins():
        assert people[username].check_password(password)
        validate_password(password, people[username])


def test_the_command_loads_an_empty_database_and_names_the_sign_ins() -> None:
    said = load_demo()
    assert Report.objects.begun().count() == len(BUREAU["reports"])
    for username, password, person in loader.sign_ins():
        assert f"{username:<14}{password}  {person}" in said


def test_loading_twice_does_nothing_and_says_so() -> None:
    listed = load_demo().partition("\n")[2]
    before = (Report.objects.count(), Revision.objects.count(), User.objects.count())
    assert load_demo() == "数据库中已有党组织，没有装入演示数据。\n" + listed
    assert (Report.objects.count(), Revision.objects.count(), User.objects.count()) == before


def test_nobody_of_the_demo_is_named_where_the_data_are_real() -> None:
    make.organization()
    assert load_demo() == "数据库中已有党组织，没有装入演示数据。\n"
    assert not User.objects.exists()


def test_a_refused_step_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    bureau = loader.description()
    bureau["reports"][-1]["steps"] = [
        {"at": bureau["reports"][-1]["begun"], "who": "gubingwen", "what": "approve"}
    ]
    monkeypatch.setattr(loader, "description", lambda: bureau)
    with pytest.raises(loader.workflow.TransitionNotAllowed):
        loader.load()
    assert not Organization.objects.exists()


@pytest.mark.parametrize("row", BUREAU["reports"], ids=[r["file"] for r in BUREAU["reports"]])
def test_a_text_is_of_the_length_that_its_kind_asks_for(row: dict) -> None:
    least = 200 if row["state"] == State.DRAFT else 1200
    assert least <= len("".join(loader.text(row["file"]).split())) <= 4000


def test_only_what_happened_last_is_still_unread(demo: dict[str, Report]) -> None:
    told = Notification.objects.filter(key__startswith="event:")
    last = {f"event:{report.events.last().pk}" for report in demo.values()}
    assert {one.key for one in told if one.read_at is None} <= last
    assert told.filter(read_at__isnull=False).exists()
    dates = dict(Event.objects.values_list("pk", "at"))
    assert all(one.at == dates[int(one.key.split(":")[1])] for one in told)
    assert not Mail.objects.exists()
