"""What stands where a page should be. Requests are made by hand: no page of ours fails on order."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import errors
from tests import make

LOCKED = "报告正在审核，不能修改。"
CASES = [
    (lambda r: errors.bad_request(r, ValueError()), 400, "提交的内容无法识别"),
    (lambda r: errors.forbidden(r, PermissionDenied()), 403, "没有进行这一操作的权限"),
    (lambda r: errors.forbidden(r, PermissionDenied(LOCKED)), 403, LOCKED),
    (lambda r: errors.csrf_failed(r, "CSRF token missing."), 403, "页面打开太久"),
    (lambda r: errors.page_not_found(r, Http404("No Report matches")), 404, "不在您的查看范围内"),
    (errors.server_error, 500, "这次操作没有完成"),
]


def request(**headers: str) -> HttpRequest:
    made = RequestFactory().get("/somewhere/", headers=headers)
    made.user = AnonymousUser()
    return made


@pytest.mark.parametrize(("fail", "status", "words"), CASES)
def test_a_page_says_what_happened_and_leads_back(
    fail: Callable[[HttpRequest], HttpResponse], status: int, words: str
) -> None:
    answer = fail(request())
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "返回首页" in page
    assert "No Report matches" not in page


@pytest.mark.parametrize(("fail", "status", "words"), CASES)
def test_htmx_gets_one_sentence_for_the_toast(
    fail: Callable[[HttpRequest], HttpResponse], status: int, words: str
) -> None:
    answer = fail(request(**{"HX-Request": "true"}))
    assert answer.status_code == status
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    sentence = answer.content.decode()
    assert words in sentence
    assert "<" not in sentence


def test_a_reason_that_explains_everything_stands_without_general_advice() -> None:
    advice = "请联系本单位管理员调整任职"
    assert advice in errors.forbidden(request(), PermissionDenied()).content.decode()
    assert advice not in errors.forbidden(request(), PermissionDenied(LOCKED)).content.decode()


@pytest.mark.django_db
def test_an_address_that_is_not_there_keeps_the_navigation_of_the_person(client: Client) -> None:
    client.force_login(make.user(full_name="李敏"))
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()
    assert "主导航" in answer.content.decode()


def test_the_page_for_a_broken_server_asks_no_database() -> None:
    """Without the `django_db` mark any query would fail this test."""
    bare = RequestFactory().get("/")
    assert "服务出错" in errors.server_error(bare).content.decode()
