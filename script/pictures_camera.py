"""The camera behind script/pictures: the demo bureau on a day that does not pass, and a browser."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from io import BytesIO
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

import django
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
SCREEN = {"width": 1366, "height": 820}
SHARPNESS = 1.25
COLOURS = 256
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Camera:
    """Opens browsers for people and keeps what they see."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        """Take the picture `name` of what is served at `address`."""
        self.browser, self.address, self.name = browser, address, name

    def page(self) -> Page:
        """A new browser at the sign-in page; its policy lets Playwright stop animations."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=SCREEN,  # type: ignore[arg-type] # a dictionary of two numbers
            device_scale_factor=SHARPNESS,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto("/")
        return page

    def at_desk_of(self, username: str) -> Page:
        """The workbench of somebody of the demo bureau."""
        from reports.demo.loader import description  # Django must be set up first

        page = self.page()
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(description()["password"])
        page.get_by_role("button", name="登录", exact=True).click()
        page.get_by_role("heading", name="工作台").wait_for()
        return page

    def keep(self, of: Page | Locator, *, height: int = SCREEN["height"]) -> None:
        """Write the picture of a part of the page, or of the page in a window of this height."""
        page = of if isinstance(of, Page) else of.page
        page.set_viewport_size({"width": SCREEN["width"], "height": height})
        page.mouse.move(0, 0)
        page.wait_for_load_state("networkidle")
        self.write(Image.open(BytesIO(of.screenshot(animations="disabled"))))

    def write(self, image: Image.Image) -> None:
        """Write `image` as docs/images/<name>.png and say how large it is."""
        path = IMAGES / f"{self.name}.png"
        few = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        few.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


def chromium() -> str:
    """Where the browser is. Raises SystemExit with a sentence where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        raise SystemExit("Zhibi: no Chromium here: install it, or name it in CHROMIUM.")
    return found


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once and ends with its process."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Does not print a line for every request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing."""


class Day(datetime):
    """The clock of the template tag `now`, which asks this class."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a plain one will do
        """Always the same moment."""
        return NOW.astimezone(tz)


@contextmanager
def served() -> Iterator[str]:
    """The demo bureau, served from a database that is gone afterwards; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "1",
            "ZHIBI_VAR": folder,
            "ZHIBI_DEMO": "1",
        }
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        from django.core.management import call_command

        from config.wsgi import application

        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
        with (
            patch("django.utils.timezone.now", lambda: NOW),
            patch("django.template.defaulttags.datetime", Day),
            make_server("127.0.0.1", 0, application, Server, Quiet) as server,
        ):
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
