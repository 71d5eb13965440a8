"""Messages to group robots of 企业微信, 钉钉 and others: built, signed, sent, tried again.

企业微信: https://developer.work.weixin.qq.com/document/path/91770 (the key is in the address).
钉钉: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages and
.../customize-robot-security-settings (timestamp and HMAC-SHA256 in the address).
"""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports.models import Robot, RobotKind, RobotMessage

BATCH = 50
LONGEST_ANSWER = 64 * 1024
LONGEST_REFUSAL = 150
# One run holds up the other routines no longer than this, however many machines are slow.
LONGEST_RUN = 30


class NotCalled(Exception):  # noqa: N818 - named for what has not happened
    """The robot may not be called; the message is for the administrator."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `status` None where nothing did; `problem` empty where it was taken."""

    status: int | None
    words: str
    problem: str


def send_due() -> int:
    """Send what is due and return how many messages were taken; see `mailing.send_due`."""
    RobotMessage.objects.all().abandon()
    began, taken, slow = time.monotonic(), 0, set[str]()
    due = RobotMessage.objects.due().select_related("robot").order_by("next_try", "pk")[:BATCH]
    for message in due:
        if time.monotonic() - began > LONGEST_RUN:
            break
        if message.robot.host in slow:
            continue  # the others for this machine wait for the next run
        answer = _send(message)
        taken += bool(answer and not answer.problem)
        if answer and answer.status is None:
            slow.add(message.robot.host)
    return taken


def _send(message: RobotMessage) -> Answer | None:
    """Send one message and write down what became of it; None if somebody else is sending it."""
    row = RobotMessage.objects.filter(pk=message.pk)
    with transaction.atomic():
        mine = row.due().select_for_update(skip_locked=True).exists()
        if not (mine and row.claim()):
            return None
    if not message.robot.is_on:
        row.needless("已停用。")
        return None
    answer = call(message.robot, message.words, message.url, number=str(message.pk))
    row.update(status=answer.status, answer=answer.words)
    if answer.problem:
        row.failed(answer.problem)
    else:
        row.sent()
    return answer


def call(robot: Robot, words: str, path: str = "", *, number: str = "test") -> Answer:
    """Send `words` with a link to `path` to the robot's group now, and say what came back."""
    link = f"{settings.SITE_URL}{path}" if settings.SITE_URL and path else ""
    body = json.dumps(payload(robot, words, link, number), ensure_ascii=False).encode()
    try:
        unless_allowed(robot.address)
        with (
            httpx.Client(
                timeout=settings.ROBOT_SECONDS, follow_redirects=False, trust_env=False
            ) as client,
            client.stream(
                "POST", address(robot), content=body, headers=headers(robot, body)
            ) as response,
        ):
            return understood(robot, response.status_code, _read(response))
    except NotCalled as words_why_not:
        return Answer(None, "", str(words_why_not))
    except httpx.TimeoutException:
        return Answer(None, "", f"对方 {settings.ROBOT_SECONDS} 秒内没有答复。")
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        return Answer(None, "", f"连不上对方：{type(problem).__name__}。")


def unless_allowed(to: str) -> None:
    """Raise NotCalled unless the operator has allowed the machine."""
    parts = urlsplit(to)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise NotCalled("地址须以 https:// 开头。")
    if parts.hostname not in settings.ROBOT_HOSTS:
        raise NotCalled(f"{parts.hostname} 不在允许的主机之列，请联系系统运维人员（ROBOT_HOSTS）。")


def _read(response: httpx.Response) -> str:
    """The beginning of the answer; whatever is too long, or too slow in coming, is left."""
    got, until = b"", time.monotonic() + settings.ROBOT_SECONDS
    for piece in response.iter_bytes():
        got += piece
        if len(got) > LONGEST_ANSWER or time.monotonic() > until:
            break
    return got[:LONGEST_ANSWER].decode("utf-8", "replace")


def payload(robot: Robot, words: str, link: str, number: str) -> dict[str, Any]:
    """The message in the form that the robot's kind asks for."""
    text = f"{words}\n{link}" if link else words
    if robot.kind == RobotKind.JSON:
        at = timezone.now().isoformat(timespec="seconds")
        return {"id": number, "text": words, "url": link, "at": at}
    return {"msgtype": "text", "text": {"content": text}}


def address(robot: Robot) -> str:
    """Where to; 钉钉 wants the signature in the address."""
    if robot.kind != RobotKind.DINGTALK or not robot.secret:
        return robot.address
    moment = str(round(time.time() * 1000))
    signed = hmac.new(
        robot.secret.encode(), f"{moment}\n{robot.secret}".encode(), hashlib.sha256
    ).digest()
    sign = quote_plus(base64.b64encode(signed))
    between = "&" if "?" in robot.address else "?"
    return f"{robot.address}{between}timestamp={moment}&sign={sign}"


def headers(robot: Robot, body: bytes) -> dict[str, str]:
    """What goes with the body; others can check the signature over the very bytes."""
    wanted = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Zhibi"}
    if robot.kind == RobotKind.JSON and robot.secret:
        signed = hmac.new(robot.secret.encode(), body, hashlib.sha256).hexdigest()
        wanted["X-Signature"] = f"sha256={signed}"
    return wanted


def understood(robot: Robot, status: int, words: str) -> Answer:
    """Whether the message was taken: 企业微信 and 钉钉 say so in the body, with errcode 0."""
    short = words.strip()[:300]
    if not httpx.codes.is_success(status):
        problem = "对方要求转到别处，未予跟随。" if status // 100 == 3 else f"对方答复 {status}。"  # noqa: PLR2004 - 3xx
        return Answer(status, short, problem)
    if robot.kind == RobotKind.JSON:
        return Answer(status, short, "")
    try:
        said = json.loads(words)
        code, reason = said["errcode"], said.get("errmsg", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(status, short, "对方的答复看不懂，请核对地址。")
    refusal = f"{code} {reason}".rstrip(" .。")[:LONGEST_REFUSAL]
    return Answer(status, short, f"对方拒收：{refusal}。" if code else "")
