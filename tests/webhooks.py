"""The other end of group robots: a machine at this machine, in a thread."""

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Server:
    """A machine at this machine, what it was sent, and how it answers."""

    address: str = ""
    status: int = 200
    body: str = '{"errcode": 0, "errmsg": "ok"}'
    location: str = ""
    delay: float = 0
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Server]:
    """Give one that runs until the end of the block."""
    answers = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answers.got.append((self.path, dict(self.headers), body))
            time.sleep(answers.delay)
            self.send_response(answers.status)
            if answers.location:
                self.send_header("Location", answers.location)
            self.end_headers()
            self.wfile.write(answers.body.encode())

        def log_message(self, *_args: object) -> None:
            """Silence."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    answers.address = f"http://127.0.0.1:{http.server_port}/send?key=secret-key"
    yield answers
    http.shutdown()
    http.server_close()


def signed_for_dingtalk(path: str, secret: str) -> bool:
    """Whether the address that was asked for bears 钉钉's signature of about now."""
    asked = parse_qs(urlsplit(path).query)
    (moment,), (sign,) = asked["timestamp"], asked["sign"]
    expected = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    is_fresh = abs(int(moment) / 1000 - time.time()) < 60
    return is_fresh and base64.b64decode(sign) == expected
