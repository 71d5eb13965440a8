"""群机器人, against servers that answer, refuse, dawdle, lead astray, or are not there."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import MemberRole
from reports import robots
from reports.models import NotificationKind, Posting, Robot, RobotKind, RobotMessage
from reports.notifications import tell
from reports.workflow import RETURN, SUBMIT
from tests import make
from tests.people import Bureau
from tests.webhooks import Server, serving, signed_for_dingtalk


@pytest.fixture
def server(settings: object) -> Iterator[Server]:
    """The only machine that may be called."""
    settings.ROBOT_HOSTS = ["127.0.0.1"]
    settings.SITE_URL = "https://zhibi.example"
    with serving() as server:
        yield server


def robot(bureau: Bureau, server: Server, **fields: object) -> Robot:
    """A robot of the committee that hears of everything that a group may hear."""
    defaults = {"name": "党建群", "address": server.address, "kinds": list(NotificationKind.values)}
    return Robot.objects.create(
        organization=bureau.committee, created_by=bureau.administrator, **defaults | fields
    )


def remind(bureau: Bureau, key: str = "assignment:1") -> RobotMessage:
    """Remind two branches."""
    tell(
        NotificationKind.REMINDED,
        [bureau.secretary, bureau.sister_secretary],
        key=key,
        words="请尽快报送",
        url="/",
        group="《2026年度总结》12月20日截止，请尽快报送。",
    )
    return RobotMessage.objects.get(key=key)


def test_wecom_gets_who_owes_what_and_a_link(bureau: Bureau, server: Server) -> None:
    robot(bureau, server)
    remind(bureau)
    assert [robots.send_due(), robots.send_due()] == [1, 0]
    ((path, headers, body),) = server.got
    assert path == "/send?key=secret-key"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body) == {
        "msgtype": "text",
        "text": {
            "content": "【催报】《2026年度总结》12月20日截止，请尽快报送。"
            "涉及：生态修复科党支部、耕地保护科党支部。\nhttps://zhibi.example/"
        },
    }
    sent = RobotMessage.objects.get()
    assert (sent.state, sent.status, sent.answer) == (Posting.SENT, 200, server.body)


def test_dingtalk_can_check_the_signature(bureau: Bureau, server: Server) -> None:
    robot(bureau, server, kind=RobotKind.DINGTALK, secret="SECabc")
    remind(bureau)
    assert robots.send_due() == 1
    path, _, _ = server.got[0]
    assert signed_for_dingtalk(path, "SECabc")
    assert path.startswith("/send?key=secret-key&")


def test_others_can_check_the_signature_over_the_bytes(bureau: Bureau, server: Server) -> None:
    robot(bureau, server, kind=RobotKind.JSON, secret="s3cret")
    server.body = "thanks"
    remind(bureau)
    assert robots.send_due() == 1
    _, headers, body = server.got[0]
    assert (
        headers["X-Signature"] == f"sha256={hmac.new(b's3cret', body, hashlib.sha256).hexdigest()}"
    )
    said = json.loads(body)
    assert (said["text"][:4], said["url"]) == ("【催报】", "https://zhibi.example/")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (
            {"body": '{"errcode": 93000, "errmsg": "invalid webhook url"}'},
            "对方拒收：93000 invalid webhook url。",
        ),
        (
            {"body": '{"errcode": 310000, "errmsg": "no keyword. "}'},
            "对方拒收：310000 no keyword。",
        ),
        ({"body": '{"errcode": 310000}'}, "对方拒收：310000。"),
        ({"status": 500, "body": "oops"}, "对方答复 500。"),
        ({"body": "<html>login</html>"}, "对方的答复看不懂，请核对地址。"),
        ({"body": "[]"}, "对方的答复看不懂，请核对地址。"),
        (
            {"status": 302, "location": "http://127.0.0.1:9/elsewhere"},
            "对方要求转到别处，未予跟随。",
        ),
    ],
)
def test_what_was_not_taken_is_tried_again_later(
    answer: dict, problem: str, bureau: Bureau, server: Server
) -> None:
    robot(bureau, server)
    remind(bureau)
    for name, value in answer.items():
        setattr(server, name, value)
    assert robots.send_due() == 0
    kept = RobotMessage.objects.get()
    assert (kept.state, kept.problem, kept.tries) == (Posting.WAITING, problem, 1)
    assert kept.next_try > timezone.now()
    server.status, server.body, server.location = 200, '{"errcode": 0}', ""
    RobotMessage.objects.update(next_try=timezone.now())
    assert robots.send_due() == 1
    assert len(server.got) == 2


def test_a_slow_machine_is_not_waited_for(settings: object, bureau: Bureau, server: Server) -> None:
    settings.ROBOT_SECONDS, server.delay = 0.2, 1.5
    robot(bureau, server)
    for number in range(5):
        remind(bureau, f"assignment:{number}")
    began = time.monotonic()
    assert robots.send_due() == 0
    assert time.monotonic() - began < 1.2  # one of five was tried, the others wait
    assert sorted(RobotMessage.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]


def test_a_machine_that_is_not_there_is_given_up_in_the_end(
    settings: object, bureau: Bureau, server: Server
) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        robot(bureau, server, address=f"http://127.0.0.1:{port}/send")
        remind(bureau)
        for _ in range(12):
            robots.send_due()
            RobotMessage.objects.filter(state=Posting.WAITING).update(next_try=timezone.now())
    kept = RobotMessage.objects.get()
    assert (kept.state, kept.tries, kept.problem) == (
        Posting.GIVEN_UP,
        8,
        "连不上对方：ConnectError。",
    )


def test_only_allowed_machines_are_called(settings: object, bureau: Bureau, server: Server) -> None:
    mine = robot(bureau, server)
    settings.ROBOT_HOSTS = ["oapi.dingtalk.com"]
    answer = robots.call(mine, "测试")
    assert answer.problem.startswith("127.0.0.1 不在允许的主机之列")
    for address in (
        "http://oapi.dingtalk.com@127.0.0.1/",
        "file:///etc/passwd",
        "//oapi.dingtalk.com",
    ):
        mine.address = address
        assert robots.call(mine, "测试").problem
    assert server.got == []


def test_nothing_is_put_down_while_no_machine_may_be_called(
    settings: object, bureau: Bureau, server: Server
) -> None:
    robot(bureau, server)
    settings.ROBOT_HOSTS = []
    with pytest.raises(RobotMessage.DoesNotExist):
        remind(bureau)


def test_a_group_hears_only_of_its_own_and_of_what_was_chosen(
    bureau: Bureau, server: Server
) -> None:
    everything = robot(bureau, server)
    robot(bureau, server, name="别的事", kinds=["approved"])
    robot(bureau, server, name="停用", is_on=False)
    other = robot(bureau, server, name="外单位")
    Robot.objects.filter(pk=other.pk).update(organization=bureau.other_branch)
    remind(bureau)
    assert list(RobotMessage.objects.values_list("robot", flat=True)) == [everything.pk]


def test_a_group_hears_of_those_that_were_reminded_and_not_where_else_somebody_writes(
    bureau: Bureau, server: Server
) -> None:
    robot(bureau, server)
    Membership.objects.create(
        user=bureau.secretary, organization=bureau.sister, role=MemberRole.SECRETARY
    )
    tell(
        NotificationKind.REMINDED,
        [bureau.secretary],
        key="a",
        words="催报",
        group="请尽快报送。",
        owing=[bureau.sister.pk],
    )
    assert RobotMessage.objects.get().words == "【催报】请尽快报送。涉及：耕地保护科党支部。"


def test_what_was_not_to_be_sent_says_why(bureau: Bureau, server: Server) -> None:
    mine = robot(bureau, server)
    remind(bureau)
    Robot.objects.filter(pk=mine.pk).update(is_on=False)
    assert robots.send_due() == 0
    kept = RobotMessage.objects.get()
    assert (kept.state, kept.problem) == (Posting.NEEDLESS, "已停用。")


def test_no_word_of_a_report_leaves_the_house(bureau: Bureau, server: Server) -> None:
    robot(bureau, server)
    report = bureau.report(text=make.TEXT.replace("测试党支部", "机密题目"))
    make.perform(SUBMIT, report, by=bureau.secretary)
    make.perform(RETURN, report, by=bureau.reviewer, opinion="第三段的数字不对。")
    assert robots.send_due() == 2
    said = [json.loads(body)["text"]["content"].split("\n")[0] for _, _, body in server.got]
    assert said == [
        "【待审核】生态修复科党支部的2026年度党建工作总结已送审，等待审核。",
        "【退回】生态修复科党支部的2026年度党建工作总结已退回，请修改后重新送审。",
    ]


def test_many_organisations_are_named_shortly(bureau: Bureau, server: Server) -> None:
    robot(bureau, server)
    secretaries = [
        make.member(make.organization(f"第{n}支部", parent=bureau.committee), "secretary")
        for n in range(10)
    ]
    tell(NotificationKind.REMINDED, secretaries, key="a", words="催报", group="请尽快报送。")
    words = RobotMessage.objects.get().words
    assert words.endswith("第6支部、第7支部等 10 个党组织。")
