"""No network, no server, no session: what was confirmed stays, what was not is in the browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from reports.models import Report
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import body, editor, entry_of, saved, sign_in, state, text_of
from tests.people import Bureau

pytestmark = pytest.mark.races

SECONDS_TO_START = 40


@pytest.fixture
def report(bureau: Bureau, context: BrowserContext, base_url: str, faults: Faults) -> Report:
    """A draft, its secretary signed in; requests that fail are what these stories are about."""
    sign_in(context, bureau.secretary, base_url)
    faults.allow("ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_FAILED")
    return bureau.report()


def test_words_typed_without_network_are_saved_when_it_is_back(
    report: Report, context: BrowserContext, snap: Callable[[Page, str], Path]
) -> None:
    page = editor(context, report)
    entry = entry_of(report, "严格组织生活")
    context.set_offline(offline=True)
    body(page, entry).fill("断网时写的。")
    expect(state(page)).to_have_text("未保存（已存在本机，联网后自动重试）", timeout=10_000)
    snap(page, "offline")
    context.set_offline(offline=False)
    saved(page)
    assert "严格组织生活。断网时写的。\n" in text_of(report)


def test_words_of_a_window_that_crashed_are_offered_back(
    report: Report, context: BrowserContext, snap: Callable[[Page, str], Path]
) -> None:
    page = editor(context, report)
    entry = entry_of(report, "严格组织生活")
    context.set_offline(offline=True)
    body(page, entry).fill("没来得及保存的。")
    expect(state(page)).to_have_attribute("data-state", "failed", timeout=10_000)
    page.close()  # no farewell: as when the power goes
    context.set_offline(offline=False)
    again = editor(context, report)
    offer = again.get_by_role("group", name="未保存的文字")
    expect(offer).to_contain_text("没来得及保存的。")
    expect(offer).to_contain_text("召开党员大会4次。")
    snap(again, "offer")
    assert text_of(report) == make.TEXT
    offer.get_by_role("button", name="恢复").click()
    saved(again)
    assert "没来得及保存的。" in text_of(report)
    assert again.evaluate("localStorage.length") == 0


def test_an_expired_session_lets_one_sign_in_beside_and_go_on(
    report: Report, context: BrowserContext, bureau: Bureau, base_url: str
) -> None:
    page = editor(context, report)
    Session.objects.all().delete()
    body(page, entry_of(report, "严格组织生活")).fill("登录过期后写的。")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("登录已过期")
    with context.expect_page() as opened:
        dialog.get_by_role("link", name="去登录").click()
    beside = opened.value
    beside.get_by_label("账号").fill("shuji")
    beside.get_by_label("密码").fill(make.PASSWORD)
    beside.get_by_role("button", name="登录").click()
    beside.wait_for_url("**/")
    dialog.get_by_role("button", name="继续保存").click()
    saved(page)
    assert "登录过期后写的。" in text_of(report)


class Server:
    """The product as a process of its own, on the database of this test."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        database = settings.DATABASES["default"]["NAME"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{self.port}",
             "--threads", "4", "--log-level", "error"],
            env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
            cwd=settings.BASE_DIR,
            start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        pytest.fail("the server did not start")

    def kill(self) -> None:
        """Kill -9 on it and its workers, between two of their instructions."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    """A server that can be killed."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        pytest.skip("the killed server has the SQLite file of this test")
    server = Server()
    yield server
    server.kill()


def test_a_killed_server_loses_nothing_that_was_confirmed(
    server: Server, bureau: Bureau, new_context: Callable[..., BrowserContext], faults: Faults
) -> None:
    faults.allow("ERR_CONNECTION|another machine")
    report = bureau.report()
    context = new_context()
    sign_in(context, bureau.secretary, server.address)
    page = editor(context, report, server.address)
    entry, other = entry_of(report, "严格组织生活"), entry_of(report, "强化理论武装")
    body(page, entry).fill("确认过的文字。")
    saved(page)
    body(page, other).fill("没有确认的文字。")
    server.kill()
    expect(state(page)).to_have_attribute("data-state", "failed", timeout=10_000)
    page.close()
    server.start()
    again = editor(context, report, server.address)
    expect(body(again, entry)).to_have_value("确认过的文字。")
    assert "确认过的文字。" in text_of(report)
    assert "没有确认的文字。" not in text_of(report)
    offer = again.get_by_role("group", name="未保存的文字")
    expect(offer).to_contain_text("没有确认的文字。")
    offer.get_by_role("button", name="恢复").click()
    saved(again)
    assert "没有确认的文字。" in text_of(report)
