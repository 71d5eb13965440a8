"""通知: who is told once, what goes by mail, and how it leaves."""

import smtplib
import socket
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts.models import User
from reports import mailing
from reports.models import HousePolicy, Mail, MailChoice, MailSetting, NotificationKind, Posting
from reports.notifications import next_digest, tell
from reports.workflow import APPROVE, ARCHIVE, REOPEN, RETURN, SUBMIT
from tests import make
from tests.people import Bureau

LETTERS = Path(__file__).parent.parent / "samples" / "letters"


@pytest.fixture
def mail_on(settings: object, bureau: Bureau) -> None:
    """A mail server is named, and everybody has a mailbox."""
    settings.EMAIL_HOST = "mail.example"
    settings.SITE_URL = "https://zhibi.example"
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@example.gov.cn")


def told(person: User) -> list[str]:
    """What the person has been told, oldest first."""
    return list(person.notifications.order_by("pk").values_list("words", flat=True))


def test_every_step_tells_those_whom_it_concerns_and_not_who_made_it(bureau: Bureau) -> None:
    report = bureau.report()
    for transition, who in [
        (SUBMIT, "secretary"),
        (RETURN, "reviewer"),
        (SUBMIT, "secretary"),
        (APPROVE, "reviewer"),
        (ARCHIVE, "administrator"),
        (REOPEN, "administrator"),
    ]:
        report = make.perform(transition, report, by=getattr(bureau, who))
    name = f"《{report.headline}》"
    waits = f"生态修复科党支部的{name}等您审核。"
    assert told(bureau.reviewer) == [waits, waits]
    assert told(bureau.secretary) == [
        f"{name}被沈审核退回，请按意见修改后重新送审。",
        f"{name}审核通过。",
        f"{name}已归档。",
        f"{name}已由管理员重新开放，请修改后重新送审。",
    ]
    for stranger in (bureau.sister_secretary, bureau.other_reviewer, bureau.nobody):
        assert told(stranger) == []


def test_nobody_is_told_twice_of_one_event(bureau: Bureau) -> None:
    people = [bureau.secretary, bureau.secretary, bureau.reviewer]
    assert tell(NotificationKind.ASSIGNED, people, key="assignment:1", words="新任务") == 2
    people.append(bureau.administrator)
    assert tell(NotificationKind.ASSIGNED, people, key="assignment:1", words="新任务") == 1
    assert told(bureau.secretary) == ["新任务"]


@pytest.mark.usefixtures("mail_on")
def test_mail_goes_to_who_wants_it_when_they_want_it(bureau: Bureau) -> None:
    chosen = {"reviewer": "daily", "administrator": "never"}
    for who, choice in chosen.items():
        MailSetting.objects.create(user=getattr(bureau, who), kind="returned", choice=choice)
    User.objects.filter(pk=bureau.sister_secretary.pk).update(email="")
    people = [bureau.secretary, bureau.reviewer, bureau.administrator, bureau.sister_secretary]
    tell(NotificationKind.RETURNED, people, key="event:1", words="退回了")
    kept = dict(Mail.objects.values_list("user", "is_daily"))
    assert kept == {bureau.secretary.pk: False, bureau.reviewer.pk: True}


def test_without_a_mail_server_nothing_is_put_in_the_post(bureau: Bureau) -> None:
    User.objects.update(email="shuji@example.gov.cn")
    tell(NotificationKind.RETURNED, [bureau.secretary], key="event:1", words="退回了")
    assert (told(bureau.secretary), Mail.objects.count()) == (["退回了"], 0)


@pytest.mark.usefixtures("mail_on")
def test_a_letter_reads_as_it_should_and_leaves_once(bureau: Bureau) -> None:
    words = "《2026年党建工作总结》被沈审核退回，请按意见修改后重新送审。"
    tell(
        NotificationKind.RETURNED, [bureau.secretary], key="event:1", words=words, url="/reports/7/"
    )
    assert [mailing.send_due(), mailing.send_due()] == [1, 0]
    (letter,) = outbox.outbox
    assert letter.to == ["shuji@example.gov.cn"]
    assert f"{letter.subject}\n\n{letter.body}" == (LETTERS / "at-once.txt").read_text()
    assert Mail.objects.get().state == Posting.SENT


@pytest.mark.usefixtures("mail_on")
def test_a_day_is_gathered_without_what_has_been_read(bureau: Bureau) -> None:
    for number, words in enumerate(["甲报告审核通过。", "乙报告审核通过。", "丙报告已归档。"], 1):
        kind = NotificationKind.APPROVED if number < 3 else NotificationKind.ARCHIVED
        tell(
            kind, [bureau.secretary], key=f"event:{number}", words=words, url=f"/reports/{number}/"
        )
    bureau.secretary.notifications.filter(key="event:2").update(read_at=timezone.now())
    assert mailing.send_due() == 0  # not before its hour
    Mail.objects.update(next_try=timezone.now())
    assert mailing.send_due() == 1
    (letter,) = outbox.outbox
    assert f"{letter.subject}\n\n{letter.body}" == (LETTERS / "daily.txt").read_text()
    states = list(Mail.objects.order_by("pk").values_list("state", flat=True))
    assert states == [Posting.SENT, Posting.NEEDLESS, Posting.SENT]


def test_the_day_is_gathered_at_the_set_hour() -> None:
    at = timezone.localtime(next_digest(8))
    assert (at.hour, at.minute) == (8, 0)
    assert timedelta(0) < at - timezone.localtime() <= timedelta(days=1)


@pytest.mark.usefixtures("mail_on")
def test_the_hour_is_that_of_the_rules_where_one_works(bureau: Bureau) -> None:
    HousePolicy.objects.create(organization=bureau.committee, digest_hour=17)
    HousePolicy.objects.create(organization=bureau.branch, digest_hour=6)
    for person in (bureau.secretary, bureau.reviewer, bureau.other_secretary):
        MailSetting.objects.create(user=person, kind="returned", choice="daily")
    people = [bureau.secretary, bureau.reviewer, bureau.other_secretary]
    tell(NotificationKind.RETURNED, people, key="event:1", words="退回了")
    hours = {
        user: timezone.localtime(at).hour
        for user, at in Mail.objects.values_list("user", "next_try")
    }
    assert hours == {
        bureau.secretary.pk: 6,
        bureau.reviewer.pk: 17,
        bureau.other_secretary.pk: 8,
    }


@pytest.mark.usefixtures("mail_on")
def test_a_dead_server_holds_up_nothing_and_is_tried_again_later(
    settings: object, bureau: Bureau
) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody_listens.getsockname()
        report = bureau.report("returned")  # people work on
        began = timezone.now()
        assert mailing.send_due() == 0
    assert timezone.now() - began < timedelta(seconds=5)
    first, *others = Mail.objects.order_by("is_daily", "user", "pk")
    assert (first.state, first.tries) == (Posting.WAITING, 1)
    assert first.next_try > began + timedelta(seconds=59)
    assert "refused" in first.problem
    assert [mail.tries for mail in others] == [0] * len(others)  # the server is not asked again
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.update(next_try=timezone.now())
    assert mailing.send_due() == len(outbox.outbox) == 2
    assert report.headline in outbox.outbox[0].body


class Refuses(BaseEmailBackend):
    """A server that takes letters for everybody but one."""

    def send_messages(self, messages: list) -> int:
        """Refuse one recipient."""
        (letter,) = messages
        if letter.to == ["shuji@example.gov.cn"]:
            raise smtplib.SMTPRecipientsRefused({letter.to[0]: (550, b"no such user")})
        outbox.outbox.append(letter)
        return 1


@pytest.mark.usefixtures("mail_on")
def test_one_bad_address_keeps_no_other_letter_back_and_is_given_up_in_the_end(
    settings: object, bureau: Bureau
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    people = [bureau.secretary, bureau.reviewer]
    tell(NotificationKind.RETURNED, people, key="event:1", words="退回了")
    for _ in range(12):
        mailing.send_due()
        Mail.objects.filter(state=Posting.WAITING).update(next_try=timezone.now())
    assert [letter.to for letter in outbox.outbox] == [["shenhe@example.gov.cn"]]
    bad = Mail.objects.get(user=bureau.secretary)
    assert (bad.state, bad.tries) == (Posting.GIVEN_UP, 8)


@pytest.mark.usefixtures("mail_on")
def test_what_a_killed_worker_was_sending_is_not_sent_again(bureau: Bureau) -> None:
    tell(NotificationKind.RETURNED, [bureau.secretary], key="event:1", words="退回了")
    Mail.objects.all().claim()
    assert mailing.send_due() == 0
    Mail.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    assert mailing.send_due() == 0
    assert Mail.objects.get().state == Posting.UNCLEAR
    assert outbox.outbox == []


@pytest.mark.usefixtures("mail_on")
def test_who_has_left_gets_no_letter(bureau: Bureau) -> None:
    tell(NotificationKind.RETURNED, [bureau.secretary], key="event:1", words="退回了")
    User.objects.filter(pk=bureau.secretary.pk).update(is_active=False)
    mailing.send_due()
    assert (outbox.outbox, Mail.objects.get().state) == ([], Posting.NEEDLESS)
    assert (
        tell(
            NotificationKind.RETURNED, [User.objects.get(pk=bureau.secretary.pk)], key="2", words=""
        )
        == 0
    )


@pytest.mark.parametrize("choice", MailChoice)
def test_every_kind_has_a_usual_choice(choice: MailChoice) -> None:
    from reports.notifications import USUAL_MAIL

    assert set(USUAL_MAIL) == set(NotificationKind)
    assert (choice in USUAL_MAIL.values()) is (choice != MailChoice.NEVER)


def test_ten_thousand_people_are_told_in_a_fixed_number_of_queries(
    bureau: Bureau, django_assert_max_num_queries: object, mail_on: None
) -> None:
    many = [User(username=f"u{n}", full_name="某", email=f"u{n}@example.cn") for n in range(300)]
    User.objects.bulk_create(many)
    people = list(User.objects.all())
    with django_assert_max_num_queries(16):
        assert tell(NotificationKind.ASSIGNED, people, key="a", words="新任务") == len(people)
    assert Mail.objects.count() == len(people)
    assert Mail.objects.filter(is_daily=True, next_try__gt=datetime.now().astimezone()).exists()
