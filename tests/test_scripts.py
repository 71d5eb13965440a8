"""script/prepare with a stand-in for Python, and script.serve for real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
from django.conf import settings

from script.serve import worker

TOOLS = ("cmp", "cp", "dirname", "mkdir", "rm", "sh")
PYTHON = """#!/bin/sh
case "$*" in
  --version) echo "Python ${VERSION:-3.11.9}" ;;
  *version_info*) [ -z "${VERSION:-}" ] ;;
  *"import ensurepip"*) [ -z "${NO_VENV:-}" ] ;;
  "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *"pip install"*) echo "install $*"; [ -z "${NO_NETWORK:-}" ] ;;
esac
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def prepare(tmp_path: Path) -> Run:
    """Run script/prepare on a machine with nothing but a Python that does as it is told."""
    shutil.copytree(settings.BASE_DIR / "script", tmp_path / "script")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    python = tmp_path / "bin" / "python3"
    python.write_text(PYTHON)
    python.chmod(0o755)

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [tmp_path / "script" / "prepare", *arguments],
            env={"PATH": str(tmp_path / "bin")} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"VERSION": "3.9.2"}, "needs Python 3.11 or newer and finds Python 3.9.2;"),
        ({"PYTHON": "/nowhere"}, "needs Python 3.11 or newer and finds no working /nowhere;"),
        ({"NO_VENV": "1"}, "cannot make virtual environments; install python3-venv"),
        ({"NO_NETWORK": "1"}, "could not be installed: is the network, or your package index,"),
    ],
)
def test_prepare_says_in_one_sentence_what_it_lacks(
    prepare: Run, lacking: dict[str, str], sentence: str
) -> None:
    done = prepare(**lacking)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_prepare_goes_on_where_a_failed_installation_stopped(prepare: Run) -> None:
    assert prepare(NO_NETWORK="1").returncode == 1
    again = prepare()
    assert again.returncode == 0
    assert "installing" in again.stdout
    assert "making .venv" not in again.stdout


def test_prepare_installs_only_when_the_locked_list_has_changed(
    prepare: Run, tmp_path: Path
) -> None:
    assert "installing" in prepare("dev").stdout
    assert prepare("dev").stdout == ""
    assert prepare().stdout == ""  # the longer list holds the shorter one
    with (tmp_path / "script" / "requirements.txt").open("a") as locked:
        locked.write("# another version\n")
    assert "installing" in prepare().stdout
    assert prepare().stdout == ""


@pytest.fixture
def port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(var: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start script.serve on an empty SQLite database of its own in `var`."""
    environment = {**os.environ, "ZHIBI_VAR": str(var)}
    for name in ("DATABASE_URL", "DEBUG", "HOST", "PORT", "PYTEST_CURRENT_TEST", "SECRET_KEY"):
        environment.pop(name, None)
    return subprocess.Popen(
        [sys.executable, "-m", "script.serve", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_serve_says_when_the_port_is_taken_or_is_none(tmp_path: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        said = serve(tmp_path, str(port)).communicate()
    taken = f"Zhibi: port {port} is taken; script/run {port + 1} would use another one.\n"
    assert said == ("", taken)
    none = "Zhibi: a port is a number from 1 to 65535, not http.\n"
    assert serve(tmp_path, "http").communicate() == ("", none)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator[tuple[list[str], str]]:
    """Give what script.serve said up to its address, and the address."""
    server = serve(tmp_path, str(port))
    said: list[str] = []
    assert server.stdout
    for line in server.stdout:
        said.append(line)
        if "http://" in line:
            break
    else:
        pytest.fail(f"no address; it said {server.communicate()}")
    try:
        yield said, f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            rest, errors = server.communicate(timeout=60)
        finally:
            server.kill()  # so that one that does not stop troubles no other test
    unexpected = [line for line in errors.splitlines() if "Not Found: /nowhere/" not in line]
    assert (rest, unexpected, server.returncode) == ("", [], 0)


def test_serve_loads_the_demo_and_answers(served: tuple[list[str], str]) -> None:
    said, address = served
    browser = build_opener(ProxyHandler({}))
    page = browser.open(address, timeout=20)
    assert page.status == 200
    assert "支笔" in page.read().decode()
    assert address in said[-1]
    style = browser.open(f"{address}static/css/base.css", timeout=20)
    assert style.read() == (settings.BASE_DIR / "static/css/base.css").read_bytes()


def test_serve_answers_with_the_pages_of_the_product_when_there_is_nothing(
    served: tuple[list[str], str], tmp_path: Path
) -> None:
    _, address = served
    with pytest.raises(HTTPError) as missing:
        build_opener(ProxyHandler({})).open(f"{address}nowhere/", timeout=20)
    page = missing.value.read().decode()
    assert missing.value.code == 404
    assert "要找的内容不存在" in page
    assert "DEBUG" not in page
    secret = tmp_path / "secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 50


def test_a_worker_runs_beside_the_server_and_is_stopped_even_if_it_will_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stubborn = tmp_path / "python"
    begun = tmp_path / "begun"
    stubborn.write_text(
        f"#!/bin/sh\ntrap '' TERM\necho $$ $2 >{begun}.new && mv {begun}.new {begun}\nwhile :; do sleep 1; done\n"
    )
    stubborn.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stubborn))
    monkeypatch.setattr("script.serve.PATIENCE", 0.1)
    with worker():
        while not begun.exists():
            time.sleep(0.01)
    number, command = begun.read_text().split()
    assert command == "work"
    with pytest.raises(ProcessLookupError):
        os.kill(int(number), 0)
