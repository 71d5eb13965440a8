"""群机器人: what administrators see of them, and what nobody sees again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports import robots
from reports.models import Robot, RobotMessage
from tests.people import Bureau

HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=not-shown-again"


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    """One machine may be called; none of these tests calls it."""
    settings.ROBOT_HOSTS = ["qyapi.weixin.qq.com"]


def fields(bureau: Bureau, **others: object) -> dict[str, object]:
    """The form as it is sent."""
    return {
        "organization": bureau.committee.pk,
        "name": "机关党建群",
        "kind": "wecom",
        "address": HOOK,
        "secret": "SEC-not-shown-either",
        "kinds": ["assigned", "reminded"],
        "is_on": "on",
    } | others


def test_a_robot_is_added_and_its_keys_are_never_shown_again(
    client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    answer = client.post(reverse("robot_add"), fields(bureau), follow=True)
    shown = answer.content.decode() + client.get(reverse("robot_list")).content.decode()
    assert "群机器人“机关党建群”已保存" in shown
    assert "qyapi.weixin.qq.com" in shown
    assert "not-shown" not in shown
    robot = Robot.objects.get()
    change = fields(bureau, name="新名称", address="", secret="")
    client.post(reverse("robot", args=[robot.pk]), change)
    robot.refresh_from_db()
    assert (robot.name, robot.address, robot.secret) == ("新名称", HOOK, "SEC-not-shown-either")
    assert robot.created_by == bureau.administrator


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"address": "https://evil.example/hook"}, "evil.example 不在允许的主机之列"),
        ({"address": "ftp://qyapi.weixin.qq.com/"}, "地址须以 https:// 开头"),
        ({"address": ""}, "请填写地址。"),
        ({"kinds": []}, "至少选一项。"),
        ({"kinds": ["commented"]}, "commented"),
        ({"name": ""}, "请填写名称。"),
        ({"organization": "other_branch"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_is_refused_with_words(
    wrong: dict[str, Any], words: str, client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    if wrong.get("organization"):
        wrong = {"organization": bureau.other_branch.pk}
    answer = client.post(reverse("robot_add"), fields(bureau, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Robot.objects.exists()


DINGTALK = {"kind": "dingtalk", "address": HOOK}
ELSEWHERE = "https://evil.example/hook"
WAS_TYPED = 'name="secret_was_typed"'
AGAIN = "出于保密，刚才填的密钥没有留在页面上，请重新填写。"


def test_a_key_that_a_refused_form_held_is_asked_for_again(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.administrator)
    address = reverse("robot_add")
    typed = fields(bureau, **DINGTALK | {"address": ELSEWHERE})
    shown = client.post(address, typed).content.decode()
    assert (AGAIN in shown, WAS_TYPED in shown, "SEC-not-shown" in shown) == (True, True, False)
    corrected = fields(bureau, **DINGTALK, secret="", secret_was_typed="1")
    for _ in range(2):
        answer = client.post(address, corrected)
        assert answer.status_code == 422
        assert AGAIN in answer.content.decode()
        assert WAS_TYPED in answer.content.decode()
    assert not Robot.objects.exists()
    client.post(address, corrected | {"secret": "SEC-again"})
    assert Robot.objects.get().secret == "SEC-again"


@pytest.mark.parametrize("instead", [{"without_secret": "on"}, {"kind": "wecom"}])
def test_who_says_that_no_key_is_needed_is_not_asked_for_it(
    instead: dict[str, str], client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    wanted = fields(bureau, **DINGTALK | instead, secret="", secret_was_typed="1")
    refused = client.post(reverse("robot_add"), wanted | {"address": ELSEWHERE}).content.decode()
    assert (AGAIN in refused, WAS_TYPED in refused) == (False, True)
    client.post(reverse("robot_add"), wanted)
    assert Robot.objects.get().secret == ""


def test_a_new_key_that_was_refused_does_not_leave_the_old_one_without_a_word(
    client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.administrator)
    client.post(reverse("robot_add"), fields(bureau, **DINGTALK))
    robot = Robot.objects.get()
    address = reverse("robot", args=[robot.pk])
    change = fields(bureau, **DINGTALK, name="")
    shown = client.post(address, change | {"secret": "SEC-new"}).content.decode()
    assert (AGAIN in shown, "沿用已保存的密钥" in shown, "SEC-" in shown) == (True, True, False)
    change |= {"name": "新名称", "secret": "", "secret_was_typed": "1"}
    assert client.post(address, change).status_code == 422
    client.post(address, change | {"without_secret": "on"})
    robot.refresh_from_db()
    assert (robot.name, robot.secret) == ("新名称", "SEC-not-shown-either")


def test_without_a_typed_key_nothing_is_asked(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.administrator)
    wanted = fields(bureau, **DINGTALK, secret="", name="")
    shown = client.post(reverse("robot_add"), wanted).content.decode()
    assert (AGAIN in shown, WAS_TYPED in shown, "without_secret" in shown) == (False, False, False)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("", "已发到群里，请到群里看看。"),
        ("对方拒收：1 x。", "没有发成：对方拒收：1 x。对方答复：{&quot;errcode&quot;: 1}"),
    ],
)
def test_the_answer_is_shown_where_it_explains_a_failure(
    problem: str, said: str, client: Client, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(bureau.administrator)
    client.post(reverse("robot_add"), fields(bureau))
    answer = robots.Answer(200, '{"errcode": 1}', problem)
    monkeypatch.setattr(robots, "call", lambda *_: answer)
    address = reverse("robot_test", args=[Robot.objects.get().pk])
    shown = client.post(address, follow=True).content.decode()
    assert said in shown
    assert ("对方答复" in shown) is bool(problem)


def test_the_test_button_says_what_came_back(client: Client, bureau: Bureau, settings: Any) -> None:
    client.force_login(bureau.administrator)
    client.post(reverse("robot_add"), fields(bureau))
    settings.ROBOT_HOSTS = []
    answer = client.post(reverse("robot_test", args=[Robot.objects.get().pk]), follow=True)
    assert "没有发成：qyapi.weixin.qq.com 不在允许的主机之列" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_for_many(
    number: int, client: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    client.force_login(bureau.administrator)
    for n in range(number):
        client.post(reverse("robot_add"), fields(bureau, name=f"第{n}群"))
    robot = Robot.objects.first()
    for n in range(number):
        RobotMessage.objects.create(robot=robot, key=str(n), kind="reminded", words="催报")
    with django_assert_num_queries(6):  # session, person, memberships, count, rows, unread
        client.get(reverse("robot_list"))
    with django_assert_num_queries(11):
        client.get(reverse("robot", args=[robot.pk]))
