"""Two people in one editor: each sees the other, and where the other writes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from accounts.roles import MemberRole
from drafting.models import Presence
from reports.models import Entry, Report
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import body, editor, entry_of, faults_of_access, saved, sign_in
from tests.people import Bureau

# A window asks this often who is there (static/js/review/presence.js).
BEAT = 20_000


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A draft of a branch with two secretaries."""
    return bureau.report()


@pytest.fixture
def second(bureau: Bureau) -> User:
    """The other secretary."""
    return make.member(bureau.branch, MemberRole.SECRETARY, username="fu", full_name="周副书记")


@pytest.fixture
def pair(
    report: Report,
    bureau: Bureau,
    second: User,
    new_context: Callable[..., BrowserContext],
    base_url: str,
) -> list[Page]:
    """The editor of the report before each of the two, with a clock that the test puts on."""
    pages = []
    for person in (bureau.secretary, second):
        context = new_context()
        sign_in(context, person, base_url)
        context.clock.install()
        pages.append(editor(context, report, base_url))
    return pages


def present(page: Page) -> Locator:
    """The line that says who else is there."""
    return page.locator("[data-present]")


def seals(page: Page, entry: Entry) -> Locator:
    """The seals of others at an entry."""
    return page.locator(f"#entry-{entry.pk} .seal-at")


def beat(page: Page) -> None:
    """Let the time pass after which the window asks again, and wait for the answer."""
    with page.expect_response("**/presence/"):
        page.clock.fast_forward(BEAT)


def gone(page: Page, person: User) -> None:
    """Wait until the farewell of a closed window has arrived; `page` is one that is still open."""
    for _ in range(100):
        if not Presence.objects.filter(user=person).exists():
            return
        page.wait_for_timeout(100)
    pytest.fail("the closed window has not said good-bye")


def test_each_sees_the_name_of_the_other_and_where_the_other_writes(
    report: Report, pair: list[Page], faults: Faults, snap: Callable[[Page, str], Path]
) -> None:
    one, two = pair
    mine, others = entry_of(report, "强化理论武装"), entry_of(report, "严格组织生活")
    third = entry_of(report, "学用结合不够紧密")
    expect(present(two)).to_contain_text("林书记正在看")
    beat(one)
    expect(present(one)).to_contain_text("周副书记正在看")

    with two.expect_response("**/presence/"):  # without waiting for the next beat
        body(two, others).press_sequentially("补充。")
        two.clock.fast_forward(1_000)
    with one.expect_response("**/presence/"):
        body(one, mine).press_sequentially("补充。")
        one.clock.fast_forward(1_000)
    expect(present(one)).to_contain_text("周副书记正在写“（二）严格组织生活”")
    expect(seals(one, others)).to_have_text("周")
    expect(seals(one, mine)).to_have_count(0)
    beat(two)
    expect(present(two)).to_contain_text("林书记正在写“（一）强化理论武装”")
    expect(seals(two, mine)).to_have_text("林")
    expect(seals(two, others)).to_have_count(0)
    snap(one, "two_people_write")
    assert faults_of_access(one, faults) == []

    # Who goes on to another entry takes the seal along; who pauses for a minute only looks.
    with two.expect_response("**/presence/"):
        body(two, third).press_sequentially("补充。")
        two.clock.fast_forward(1_000)
    beat(one)
    expect(seals(one, third)).to_have_text("周")
    expect(seals(one, others)).to_have_count(0)
    for _ in range(4):
        beat(two)
    beat(one)
    expect(present(one)).to_contain_text("周副书记正在看")
    expect(one.locator(".seal-at")).to_have_count(0)


def test_who_closes_the_window_is_gone_with_the_next_question(
    report: Report, second: User, pair: list[Page]
) -> None:
    one, two = pair
    entry = entry_of(report, "严格组织生活")
    with two.expect_response("**/presence/"):
        body(two, entry).press_sequentially("补充。")
        two.clock.fast_forward(1_000)
    saved(two)
    beat(one)
    expect(seals(one, entry)).to_have_text("周")
    two.close()
    gone(one, second)
    beat(one)
    expect(present(one)).to_be_hidden()
    expect(one.locator(".seal-at")).to_have_count(0)


def test_who_is_cut_off_is_forgotten_after_a_minute(
    report: Report, second: User, pair: list[Page]
) -> None:
    one, two = pair
    with two.expect_response("**/presence/"):
        body(two, entry_of(report, "严格组织生活")).press_sequentially("补充。")
        two.clock.fast_forward(1_000)
    saved(two)
    beat(one)
    expect(one.locator(".seal-at")).to_have_text("周")
    two.context.set_offline(True)
    of_second = Presence.objects.filter(user=second)
    assert of_second.update(seen_at=timezone.now() - timedelta(seconds=61)) == 1
    beat(one)
    expect(present(one)).to_be_hidden()
    expect(one.locator(".seal-at")).to_have_count(0)


def test_on_a_narrow_screen_the_seal_stays_on_it(
    report: Report, pair: list[Page], snap: Callable[[Page, str], Path]
) -> None:
    one, two = pair
    one.set_viewport_size({"width": 390, "height": 844})
    entry = entry_of(report, "严格组织生活")
    with two.expect_response("**/presence/"):
        body(two, entry).press_sequentially("补充。")
        two.clock.fast_forward(1_000)
    beat(one)
    expect(seals(one, entry)).to_have_text("周")
    seals(one, entry).scroll_into_view_if_needed()
    snap(one, "two_people_write_narrow")
    box = seals(one, entry).bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
