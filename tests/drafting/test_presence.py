"""Who is there is known for a minute and then forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from drafting import presence, tasks
from drafting.models import Presence
from drafting.presence import Other
from tests.people import Bureau

WINDOW, OTHER_WINDOW = "a" * 24, "b" * 24


def test_people_see_each_other_and_where_they_write(bureau: Bureau) -> None:
    report = bureau.report()
    assert presence.beat(report, bureau.secretary, window=WINDOW, part="entry-5") == []
    presence.beat(report, bureau.secretary, window=OTHER_WINDOW, part="head")
    seen = presence.beat(report, bureau.reviewer, window=WINDOW)
    assert seen == [Other("林书记", ("entry-5", "head"))]
    presence.beat(report, bureau.secretary, window=WINDOW)
    presence.leave(report, bureau.secretary, window=OTHER_WINDOW)
    assert presence.others(report, bureau.reviewer) == [Other("林书记", ())]
    assert presence.others(bureau.report(), bureau.reviewer) == []


def test_who_falls_silent_is_forgotten(bureau: Bureau) -> None:
    report = bureau.report()
    presence.beat(report, bureau.secretary, window=WINDOW)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert presence.others(report, bureau.reviewer) == []
    presence.beat(report, bureau.reviewer, window=WINDOW)
    assert [row.user for row in Presence.objects.all()] == [bureau.reviewer]
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    tasks.forget_who_was_there()
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("window", "part", "rows"),
    [("<script>", "", []), (WINDOW, "<script>", [""]), (WINDOW, "section-12", ["section-12"])],
)
def test_only_what_the_page_sends_is_noted(
    window: str, part: str, rows: list[str], bureau: Bureau, client: Client
) -> None:
    report = bureau.report()
    client.force_login(bureau.secretary)
    address = reverse("presence", args=[report.pk])
    answer = client.post(address, {"window": window, "part": part})
    assert answer.json() == {"others": []}
    assert [row.part for row in Presence.objects.all()] == rows


def test_a_window_says_good_bye(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    presence.beat(report, bureau.secretary, window=WINDOW)
    client.force_login(bureau.secretary)
    client.post(reverse("presence", args=[report.pk]), {"window": WINDOW, "left": "1"})
    assert not Presence.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_beat_takes_the_same_queries_however_many_are_there(
    people: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = bureau.report()
    there = [bureau.secretary, bureau.administrator, bureau.nobody][:people]
    for number, person in enumerate(there):
        presence.beat(report, person, window=f"{number:024x}", part="head")
    client.force_login(bureau.reviewer)
    with django_assert_num_queries(7):
        client.post(reverse("presence", args=[report.pk]), {"window": WINDOW})
