"""What an administrator keeps behind the desk: organisations and people."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, User
from accounts.roles import MemberRole
from tests import make
from tests.people import Bureau

KEPT = [model._meta for model in apps.get_models() if admin.site.is_registered(model)]
CHANGELISTS = [f"admin:{model.app_label}_{model.model_name}" for model in KEPT]


@pytest.fixture
def administrator(bureau: Bureau, client: Client) -> Client:
    """The bureau's administrator, let into the pages behind the desk."""
    User.objects.filter(pk=bureau.administrator.pk).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=bureau.administrator.pk))
    return client


def words(html: str) -> str:
    """What stands on the page outside the menu at its side: no scripts, nothing that was typed."""
    html = html[html.index('<div id="content"') :]
    for part in ("script", "tbody", "option", "style"):
        html = re.sub(rf"<{part}\b.*?</{part}>", " ", html, flags=re.DOTALL)
    return unescape(re.sub(r"<!--.*?-->|<[^>]+>", " ", html, flags=re.DOTALL))


@pytest.mark.parametrize("model", CHANGELISTS)
@pytest.mark.parametrize("what", ["changelist", "add"])
def test_no_page_speaks_english(administrator: Client, model: str, what: str) -> None:
    answer = administrator.get(reverse(f"{model}_{what}"))
    if answer.status_code == 403:
        assert what == "add"  # what is only looked at here
        return
    assert re.findall(r"[A-Za-z]{2,}", words(answer.content.decode())) == []


def test_a_branch_goes_behind_the_others_below_its_committee(
    bureau: Bureau, administrator: Client
) -> None:
    data = {
        "name": "云岭市自然资源局新设党支部",
        "kind": "branch",
        "is_active": "on",
        "treebeard_position": "last-child",
        "treebeard_ref_node": bureau.committee.pk,
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    administrator.post(reverse("admin:accounts_organization_add"), data)
    below = bureau.committee.path
    children = Organization.objects.filter(path__startswith=below, depth=2)
    assert children.last().name == data["name"]
    assert children.count() > 1


def test_a_person_who_was_locked_out_is_let_in_again(bureau: Bureau, administrator: Client) -> None:
    locked = Client()
    sign_in = reverse("sign_in")
    for _ in range(8):
        locked.post(sign_in, {"username": "shuji", "password": "wrong"})
    right = {"username": "shuji", "password": make.PASSWORD}
    assert locked.post(sign_in, right).status_code == 429
    assert AccessAttempt.objects.filter(username="shuji").exists()
    chosen = {"action": "unlock", "_selected_action": [bureau.secretary.pk]}
    administrator.post(reverse("admin:accounts_user_changelist"), chosen)
    assert locked.post(sign_in, right).status_code == 302


@pytest.mark.parametrize("more", [0, 6])
def test_the_list_of_people_asks_the_same_questions_however_long_it_is(
    bureau: Bureau,
    administrator: Client,
    django_assert_num_queries: Callable[..., AbstractContextManager],
    more: int,
) -> None:
    for _ in range(more):
        make.member(bureau.branch, MemberRole.SECRETARY)
    with django_assert_num_queries(7):
        page = administrator.get(reverse("admin:accounts_user_changelist"))
    assert "生态修复科党支部支部书记" in page.content.decode()


def test_a_person_with_reports_is_made_inactive_instead_of_deleted(
    bureau: Bureau, administrator: Client
) -> None:
    bureau.report("submitted")
    address = reverse("admin:accounts_user_delete", args=[bureau.secretary.pk])
    page = administrator.get(address).content.decode()
    several = {"action": "delete_selected", "_selected_action": [bureau.secretary.pk]}
    listed = administrator.post(reverse("admin:accounts_user_changelist"), several)
    for html in (page, listed.content.decode()):
        assert "去掉“有效”：不能再登录，历史报告保留" in html
        assert 'type="submit" value="是' not in html
    administrator.post(address, {"post": "yes"})
    assert User.objects.filter(pk=bureau.secretary.pk).exists()
    address = reverse("admin:accounts_user_delete", args=[bureau.nobody.pk])
    assert "历史报告保留" not in administrator.get(address).content.decode()
    administrator.post(address, {"post": "yes"})
    assert not User.objects.filter(pk=bureau.nobody.pk).exists()


def test_rights_are_named_in_plain_words(bureau: Bureau, administrator: Client) -> None:
    one = administrator.get(reverse("admin:accounts_user_change", args=[bureau.secretary.pk]))
    several = administrator.get(reverse("admin:accounts_user_changelist"))
    assert "可进入后台" in several.content.decode()
    html = one.content.decode()
    assert all(words in html for words in ("有效", "可进入后台", "不受限制"))
    assert "职员" not in html + several.content.decode()
