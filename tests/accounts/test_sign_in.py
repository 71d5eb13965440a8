from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import make

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
PROFILE = "/accounts/profile/"


def attempt(client: Client, username: str, password: str, **more: str) -> Any:
    return client.post(SIGN_IN, {"username": username, "password": password} | more)


def test_the_right_password_opens_the_workbench(client: Client) -> None:
    make.user("zhangwei")
    answer = attempt(client, "zhangwei", make.PASSWORD)
    assert answer.status_code == 302
    assert answer.url == reverse("workbench")


def test_the_session_ends_after_twelve_hours(client: Client) -> None:
    make.user("zhangwei")
    attempt(client, "zhangwei", make.PASSWORD)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 12 * 60 * 60


@pytest.mark.parametrize(
    ("username", "password"),
    [("zhangwei", "mistyped"), ("nobody", make.PASSWORD), ("left", make.PASSWORD)],
    ids=["wrong password", "unknown account", "account out of use"],
)
def test_every_refusal_reads_the_same(client: Client, username: str, password: str) -> None:
    make.user("zhangwei")
    make.user("left", is_active=False)
    form = attempt(client, username, password).context["form"]
    assert form.non_field_errors() == [
        "账号或密码不正确，请核对后重新输入。连续输错 8 次，账号将锁定 15 分钟。"
    ]


def test_empty_fields_are_named(client: Client) -> None:
    form = attempt(client, "", "").context["form"]
    assert form.errors == {"username": ["请输入账号。"], "password": ["请输入密码。"]}


def test_the_account_stays_filled_in_and_the_password_does_not(client: Client) -> None:
    page = attempt(client, "zhangwei", "mistyped").content.decode()
    assert 'value="zhangwei"' in page
    assert "mistyped" not in page


def test_the_account_is_locked_after_too_many_failures(client: Client) -> None:
    make.user("zhangwei")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert attempt(client, "zhangwei", "mistyped").status_code == 200
    answer = attempt(client, "zhangwei", "mistyped")
    assert answer.status_code == 429
    assert "账号“zhangwei”连续 8 次登录失败" in answer.content.decode()
    assert "请 15 分钟后再试" in answer.content.decode()
    assert attempt(client, "zhangwei", make.PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_others_sign_in_while_an_account_is_locked(client: Client) -> None:
    make.user("limin")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "zhangwei", "mistyped")
    assert attempt(client, "limin", make.PASSWORD).status_code == 302


def test_success_forgets_the_failures(client: Client) -> None:
    make.user("zhangwei")
    attempt(client, "zhangwei", "mistyped")
    assert AccessAttempt.objects.count() == 1
    attempt(client, "zhangwei", make.PASSWORD)
    assert AccessAttempt.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        (PROFILE, PROFILE),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_only_pages_of_this_site_are_opened_after_signing_in(
    client: Client, asked: str, opened: str
) -> None:
    make.user("zhangwei")
    page = client.get(SIGN_IN, {"next": asked}).content.decode()
    assert ('name="next"' in page) == (asked == opened)
    assert attempt(client, "zhangwei", make.PASSWORD, next=asked).url == opened


def test_who_is_signed_in_already_is_sent_on(client: Client) -> None:
    client.force_login(make.user("zhangwei"))
    assert client.get(SIGN_IN).url == reverse("workbench")


def test_demo_accounts_are_listed_only_where_there_are_any(
    client: Client, settings: Settings
) -> None:
    settings.DEMO_SIGN_INS = []
    assert "演示账号" not in client.get(SIGN_IN).content.decode()
    settings.DEMO_SIGN_INS = [("demo", "demo-pass", "支部书记 李敏")]
    page = client.get(SIGN_IN).content.decode()
    assert 'data-demo-username="demo" data-demo-password="demo-pass"' in page
    assert "支部书记 李敏" in page


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(make.user("zhangwei"))
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.get(PROFILE).status_code == 200
    assert client.post(reverse("sign_out")).url == SIGN_IN
    assert client.get(PROFILE).status_code == 302


def test_forms_of_other_sites_sign_nobody_out() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user("zhangwei"))
    answer = client.post(reverse("sign_out"))
    assert answer.status_code == 403
    assert "页面打开太久或登录状态已变化" in answer.content.decode()
    assert client.get(PROFILE).status_code == 200


def test_every_page_warns_of_secrets(client: Client) -> None:
    assert "严禁录入涉密信息" in client.get(SIGN_IN).content.decode()
    client.force_login(make.user("zhangwei"))
    for page in (PROFILE, reverse("password_change"), "/nothing-here/"):
        assert "严禁录入涉密信息" in client.get(page).content.decode()
