"""What the stories about writing share: a window of the editor and where things are in it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from reports import records
from reports.models import Entry, Report
from reports.outline.writer import write

if TYPE_CHECKING:
    from tests.browser.conftest import Faults


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser the session of `user`."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def editor(context: BrowserContext, report: Report, address: str = "") -> Page:
    """A new window with the report open, on the live server unless another is named."""
    page = context.new_page()
    page.goto(f"{address}/reports/{report.pk}/edit/")
    expect(page.locator("html.has-script")).to_be_attached()
    return page


def body(page: Page, entry: Entry) -> Locator:
    """The text of an entry."""
    return page.locator(f"#entry-{entry.pk}-body")


def saved(page: Page) -> None:
    """Wait until everything is confirmed."""
    expect(page.locator("#save-state")).to_contain_text("已保存", timeout=15_000)


def state(page: Page) -> Locator:
    """The line that says whether the words are safe."""
    return page.locator("#save-state")


def entry_of(report: Report, heading: str) -> Entry:
    """The entry with this heading."""
    return Entry.objects.get(section__report=report, heading=heading)


def text_of(report: Report) -> str:
    """What the report says in the database."""
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def faults_of_access(page: Page, faults: "Faults") -> list[str]:
    """What axe finds against WCAG 2.1 AA."""
    from axe_playwright_python.sync_playwright import Axe  # slow to import

    faults.allow("Applying inline style")  # axe tries to measure with styles of its own
    tags = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    options = {"runOnly": tags, "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
    ]
