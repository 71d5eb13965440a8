"""Chromium for the stories, and what must hold in each of them.

No story may leave an error in the console of a page or ask anything of another machine;
`faults.allow("409")` excuses an error that the story itself brings about.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.writing import sign_in

Window = Callable[[User], Page]
SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
# Milliseconds; a machine that is busy with other things must not fail a story.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium: closed networks cannot fetch Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        reason = "no Chromium here: install it, or name it in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return browser_type_launch_args | {
        "executable_path": found,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def playwright(django_db_setup: None, playwright: Playwright) -> Iterator[Playwright]:
    """Start Playwright after the database and close what it has opened there before it stops.

    While its event loop runs, Django holds the connections of this thread apart from those of
    before and after; one that stays open would keep the test database from being dropped.
    """
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Open relative addresses on the live server."""
    return live_server.url


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a Chinese user with a usual screen."""
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 900},
    }


class Faults:
    """What went wrong in the pages of one test, all contexts together."""

    def __init__(self, own_address: str) -> None:
        self.own_address = own_address
        self.seen: list[str] = []
        self.allowed: list[str] = []

    def allow(self, pattern: str) -> None:
        """Excuse errors whose words match `pattern` from the start of the test to its end."""
        self.allowed.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        """Note errors in the console, uncaught exceptions and requests to other machines."""
        context.on(
            "console",
            lambda message: (
                self.seen.append(f"console: {message.text} ({message.location['url']})")
                if message.type == "error"
                else None
            ),
        )
        context.on("weberror", lambda error: self.seen.append(f"exception: {error.error}"))
        context.on("request", lambda request: self._note_stranger(request.url))

    def left(self) -> list[str]:
        """Those that nobody excused."""
        return [
            fault
            for fault in self.seen
            if not any(re.search(pattern, fault) for pattern in self.allowed)
        ]

    def _note_stranger(self, url: str) -> None:
        if not url.startswith((self.own_address + "/", "data:", "blob:", "about:")):
            self.seen.append(f"request to another machine: {url}")


@pytest.fixture
def faults(live_server: LiveServer) -> Iterator[Faults]:
    """What went wrong in the browser; anything that is not allowed fails the test."""
    faults = Faults(live_server.url)
    yield faults
    left = faults.left()
    if left:
        pytest.fail("in the browser:\n" + "\n".join(left), pytrace=False)


@pytest.fixture
def new_context(
    faults: Faults, new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    """Open a browser of its own for one more person, watched for faults."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        faults.watch(context)
        return context

    return watched


@pytest.fixture
def window(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Window:
    """Open the workbench as somebody, in a browser of their own."""

    def opened(user: User) -> Page:
        context = new_context()
        sign_in(context, user, live_server.url)
        page = context.new_page()
        page.goto("/")
        return page

    return opened


@pytest.fixture
def snap() -> Callable[[Page, str], Path]:
    """Give `snap(page, name)`: the whole page as tests/screenshots/<name>.png."""

    def snap(page: Page, name: str) -> Path:
        path = SCREENSHOTS / f"{name}.png"
        # Hiding the caret would leave style attributes, which htmx copies and the policy refuses.
        page.screenshot(path=path, full_page=True, caret="initial")
        return path

    return snap
