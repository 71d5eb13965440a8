import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from accounts.roles import MemberRole
from tests import make

pytestmark = pytest.mark.django_db
PROFILE = "/accounts/profile/"


def test_it_tells_each_post_with_the_organisations_above(client: Client) -> None:
    committee = make.organization("机关党委", kind="committee")
    general = make.organization("党总支", parent=committee, kind="general_branch")
    branch = make.organization("修复科党支部", parent=general)
    person = make.member(branch, MemberRole.SECRETARY, full_name="李敏")
    Membership.objects.create(user=person, organization=committee, role=MemberRole.REVIEWER)
    client.force_login(person)
    posts = client.get(PROFILE).context["posts"]
    assert [(m.organization, m.role, above) for m, above in posts] == [
        (committee, MemberRole.REVIEWER, []),
        (branch, MemberRole.SECRETARY, [committee, general]),
    ]


def test_the_path_of_a_post_is_read_from_the_top(client: Client) -> None:
    committee = make.organization("机关党委", kind="committee")
    branch = make.organization("修复科党支部", parent=committee)
    client.force_login(make.member(branch, MemberRole.SECRETARY, full_name="李敏"))
    page = client.get(PROFILE).content.decode()
    assert "机关党委 › 修复科党支部" in page
    assert "李敏" in page
    assert "支部书记" in page


def test_nobody_yet_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(make.user())
    assert "请联系本单位管理员设置" in client.get(PROFILE).content.decode()


@pytest.mark.parametrize("posts", [1, 4])
def test_it_costs_the_same_for_many_posts(
    client: Client, posts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    top = make.organization("机关党委", kind="committee")
    person = make.user()
    for _ in range(posts):
        Membership.objects.create(
            user=person, organization=make.organization(parent=top), role=MemberRole.SECRETARY
        )
    client.force_login(person)
    with django_assert_num_queries(5):  # session, person, memberships, organisations above, bell
        client.get(PROFILE)
