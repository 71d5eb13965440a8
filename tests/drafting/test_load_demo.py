"""The demo bureau comes with its statistics and with what was said to words."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from drafting.models import CheckRecord, Comment, Reply
from reports.demo import loader
from reports.models import Notification, Report
from reports.states import State


@pytest.mark.django_db
def test_every_submitted_report_of_the_demo_has_its_record(capsys: pytest.CaptureFixture) -> None:
    call_command("load_demo")
    waiting = Report.objects.exclude(state__in=[State.DRAFT, State.RETURNED])
    recorded = CheckRecord.objects.values_list("report", flat=True)
    assert set(recorded) == set(waiting.values_list("pk", flat=True)) != set()
    assert CheckRecord.objects.filter(errors__gt=0).exists()
    assert "已装入演示单位" in capsys.readouterr().out


@pytest.mark.django_db
def test_reviewers_of_the_demo_have_said_something_to_words() -> None:
    call_command("load_demo")
    threads = list(Comment.objects.select_related("report").order_by("at"))
    kinds = Counter(
        (thread.report.state, thread.state, thread.suggestion is not None, thread.replies.count())
        for thread in threads
    )
    assert kinds == {
        ("submitted", "resolved", False, 2): 1,
        ("submitted", "open", True, 0): 1,
        ("returned", "open", True, 0): 1,
        ("returned", "open", False, 2): 1,
    }
    told = [said for row in loader.description()["reports"] for said in row.get("comments", [])]
    dates = sorted(said["at"] for said in told)
    assert [timezone.make_naive(thread.at) for thread in threads] == dates
    answered = sorted(line["at"] for said in told for line in said.get("then", []))
    replies = Reply.objects.order_by("at").values_list("at", flat=True)
    assert [timezone.make_naive(at) for at in replies] == answered


@pytest.mark.django_db
def test_only_what_was_said_last_in_an_open_thread_is_still_unread() -> None:
    call_command("load_demo")
    open_threads = Comment.objects.filter(state="open")
    unread = Notification.objects.filter(kind="commented", read_at=None)
    assert {one.url.rpartition("-")[2] for one in unread} <= {str(one.pk) for one in open_threads}
    assert unread.count() <= open_threads.count()
    assert Notification.objects.filter(kind="commented", read_at__isnull=False).exists()
    said = [
        *Comment.objects.values_list("at", flat=True),
        *Reply.objects.values_list("at", flat=True),
    ]
    dates = Notification.objects.filter(kind="commented").values_list("at", flat=True)
    assert set(dates) <= set(said)


@pytest.mark.django_db
def test_a_comment_on_words_that_are_not_there_loads_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bureau = loader.description()
    said = next(row["comments"][0] for row in bureau["reports"] if "comments" in row)
    said["on"] = "没有这句话"
    monkeypatch.setattr(loader, "description", lambda: bureau)
    with pytest.raises(ValueError, match="没有这句话"):
        call_command("load_demo")
    assert not Report.objects.exists()
