"""Notifications by mail: at once, or gathered once a day; each goes out once."""

import smtplib
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts.models import User
from reports.models import Mail

BATCH = 100
FOOT = "本邮件由支笔自动发出，请勿回复。在“我的账号”里可以设置哪些事发邮件。"


def send_due() -> int:
    """Send what is due and return how many letters have left.

    Each is claimed before the server is called, so that nobody sends it twice. Once the server
    cannot be reached the rest waits for the next run: a dead server holds up nothing.
    """
    Mail.objects.all().abandon()
    sent = 0
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
    try:
        for letter in _letters():
            if not _send(letter, connection):
                break
            sent += 1
    finally:
        _hang_up(connection)
    return sent


def _letters() -> list[list[Mail]]:
    """What goes out together: each notification by itself, those of a day for one person."""
    due = list(
        Mail.objects.due()
        .select_related("notification", "user")
        .order_by("is_daily", "user", "pk")[:BATCH]
    )
    at_once = [[mail] for mail in due if not mail.is_daily]
    daily = groupby((mail for mail in due if mail.is_daily), key=attrgetter("user_id"))
    return at_once + [list(mails) for _, mails in daily]


def _send(mails: list[Mail], connection: BaseEmailBackend) -> bool:
    """Send one letter; False when the server cannot be reached."""
    user = mails[0].user
    rows = Mail.objects.filter(pk__in=[mail.pk for mail in mails])
    if not (user.is_active and user.email):
        rows.needless("没有邮箱，或已停用。")
        return True
    if mails[0].is_daily:
        rows.filter(notification__read_at__isnull=False).needless("已在网页上读过。")
        mails = [mail for mail in mails if mail.notification.read_at is None]
    claimed = _claim(mails)
    if not claimed:
        return True
    sending = Mail.objects.filter(pk__in=claimed)
    try:
        connection.send_messages([letter_to(user, [m for m in mails if m.pk in claimed])])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refusal:
        sending.failed(str(refusal))
        return True  # this letter alone; the server is there
    except (OSError, smtplib.SMTPException) as problem:
        sending.failed(str(problem))
        return False
    sending.sent()
    return True


def _claim(mails: list[Mail]) -> set[int]:
    """Of these, the ones that no other process is sending."""
    with transaction.atomic():
        waiting = Mail.objects.due().filter(pk__in=[mail.pk for mail in mails])
        mine = set(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Mail.objects.filter(pk__in=mine).claim()
    return mine


def letter_to(user: User, mails: list[Mail]) -> EmailMessage:
    """The letter that tells `user` of one notification, or of several of a day."""
    told = [mail.notification for mail in mails]
    if mails[0].is_daily:
        subject = f"支笔：{len(told)} 条通知"
        lines = [f"{n}. {item.words}{link(item.url)}" for n, item in enumerate(told, 1)]
    else:
        subject = f"支笔：{told[0].get_kind_display()}"
        lines = [f"{told[0].words}{link(told[0].url)}"]
    body = "\n\n".join([f"{user}同志：", *lines, FOOT]) + "\n"
    # The same letter has the same number for ever, should a server ever hand it on twice.
    number = f"<notification-{told[0].pk}-{user.pk}@{settings.MAIL_DOMAIN}>"
    return EmailMessage(subject, body, to=[user.email], headers={"Message-ID": number})


def link(path: str) -> str:
    """A new line with the whole address, where it is known under which one Zhibi is reached."""
    return f"\n{settings.SITE_URL}{path}" if settings.SITE_URL and path else ""


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
