from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "/accounts/password/"
NEW = "qingchuan-lvse-9"


@pytest.fixture
def person(client: Client) -> User:
    person = make.user("zhangwei", full_name="chen-guohua")
    client.force_login(person)
    return person


def change(client: Client, old: str, new: str, again: str) -> Any:
    return client.post(
        PASSWORD, {"old_password": old, "new_password1": new, "new_password2": again}, follow=True
    )


def test_the_new_password_holds_and_the_person_stays_signed_in(
    client: Client, person: User
) -> None:
    answer = change(client, make.PASSWORD, NEW, NEW)
    assert answer.redirect_chain == [("/accounts/profile/", 302)]
    assert "密码已修改" in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_rules_are_said_once_and_politely(client: Client, person: User) -> None:
    page = client.get(PASSWORD).content.decode()
    assert "至少 8 个字符；不能全是数字，不能是常见的密码，也不能和您的账号" in page
    assert "你的密码" not in page


def test_other_browsers_of_the_person_are_signed_out(client: Client, person: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    assert elsewhere.get(PASSWORD).status_code == 200
    change(client, make.PASSWORD, NEW, NEW)
    assert elsewhere.get(PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (("wrong", NEW, NEW), {"old_password": ["当前密码不正确，请重新输入。"]}),
        (
            (make.PASSWORD, NEW, "else"),
            {"new_password2": ["两次输入的新密码不一致，请重新输入。"]},
        ),
        (
            (make.PASSWORD, "x7-q", "x7-q"),
            {"new_password2": ["密码太短，至少要有 8 个字符。"]},
        ),
        (
            (make.PASSWORD, "8302746195", "8302746195"),
            {"new_password2": ["密码只包含数字。"]},
        ),
        (
            (make.PASSWORD, "chen-guohua", "chen-guohua"),
            {"new_password2": ["密码跟 姓名 太相似了。"]},
        ),
        (
            (make.PASSWORD, "", ""),
            {"new_password1": ["请输入新密码。"], "new_password2": ["请再输一次新密码。"]},
        ),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    client: Client, person: User, typed: tuple[str, str, str], errors: dict[str, list[str]]
) -> None:
    assert change(client, *typed).context["form"].errors == errors
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)
