"""Make the tables, load the demo bureau, serve Zhibi and say where. Started by script/run.

gunicorn as in production rather than `runserver`: no line for every request, a clean stop, and
what works here works there, and DEBUG is off so that people meet the product's own pages when
something fails. One process with threads, because SQLite has one writer anyway; static files come
straight from static/, so that nothing has to be collected first.
"""

import errno
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only compared
VAR = Path(__file__).parents[1] / "var"
PATIENCE = 5  # seconds that the server and the worker have to finish what they are doing


class Server(BaseApplication):
    """gunicorn with options from here instead of from its command line."""

    def __init__(self, **options: object) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Give the application that is served."""
        from config.wsgi import application  # Django must be set up first

        return application


def say(sentence: str) -> None:
    """Print one line at once."""
    print(f"Zhibi: {sentence}", flush=True)


def free_address(arguments: list[str]) -> tuple[str, int]:
    """Host and port from the argument or the environment.

    Raises SystemExit with a sentence where one cannot listen there.
    """
    host = os.environ.get("HOST", "127.0.0.1").strip("[]")
    wanted = arguments[0] if arguments else os.environ.get("PORT", "8000")
    if not wanted.isdecimal() or int(wanted) not in range(1, 65536):
        raise SystemExit(f"Zhibi: a port is a number from 1 to 65535, not {wanted}.")
    port = int(wanted)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SystemExit(
                    f"Zhibi: port {port} is taken; script/run {port + 1} would use another one."
                ) from None
            raise SystemExit(f"Zhibi: cannot listen on {host}:{port}: {error.strerror}.") from None
    return host, port


def in_brackets(host: str) -> str:
    """`host` as it stands in an address: an IPv6 number in brackets."""
    return f"[{host}]" if ":" in host else host


def secret_in(folder: Path) -> str:
    """The key that signs sessions: made once, kept in `folder` where only its owner reads it."""
    file = folder / "secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(64))
    return file.read_text()


def choose_settings(host: str) -> None:
    """Set what the environment leaves open, for a trial without HTTPS that listens at `host`."""
    named = ["*"] if host in EVERYWHERE else dict.fromkeys(map(in_brackets, (*LOOPBACK, host)))
    chosen = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "STATIC_COLLECTED": "0",
        "INSECURE_HTTP": "1",
        "ZHIBI_DEMO": "1",
        "ALLOWED_HOSTS": ",".join(named),
    }
    for name, value in chosen.items():
        os.environ.setdefault(name, value)
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = secret_in(Path(os.environ.get("ZHIBI_VAR", VAR)))


def prepare_database() -> None:
    """Bring the tables up to date and load the demo bureau where there is no organisation.

    Raises SystemExit with a sentence where the database does not answer.
    """
    from django.db import OperationalError, connections  # Django must be set up first

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo")
    except OperationalError as error:
        raise SystemExit(f"Zhibi: the database does not answer: {error}") from None
    connections.close_all()  # the server forks, and a connection must not be shared


@contextmanager
def worker() -> Iterator[None]:
    """Run `manage.py work` beside the server: exports, notifications, what is due by the clock.

    Stopping takes no longer than `PATIENCE`: what a killed worker has begun, the next one does.
    """
    manage = Path(__file__).parents[1] / "manage.py"
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, str(manage), "work"], start_new_session=True
    )
    owner = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == owner:  # the server forks, and its processes leave through here too
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> None:
    """Serve until interrupted."""
    host, port = free_address(sys.argv[1:])
    choose_settings(host)
    if host not in LOOPBACK:
        say("anyone who reaches this address can sign in to the demo; see docs/deployment.md.")
    django.setup()
    prepare_database()
    shown = "localhost" if host in EVERYWHERE else in_brackets(host)
    server = Server(
        bind=f"{in_brackets(host)}:{port}",
        workers=1,
        threads=8,
        graceful_timeout=PATIENCE,
        loglevel="warning",
        control_socket_disable=True,
        when_ready=lambda _server: say(f"http://{shown}:{port}/  (Ctrl-C stops)"),
    )
    with worker():
        server.run()


if __name__ == "__main__":
    main()
