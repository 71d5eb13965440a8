"""Which organisations a person reaches, and what the person is where."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from tests import make
from tests.people import Bureau

SECRETARY, REVIEWER, ADMINISTRATOR = MemberRole


def reached(person: User) -> list[str]:
    """Names of the organisations in reach, in the order of the tree."""
    return [organization.name for organization in Organization.objects.reached_by(person)]


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("secretary", ["生态修复科党支部"]),
        ("reviewer", ["云岭市自然资源局机关党委", "生态修复科党支部", "耕地保护科党支部"]),
        ("administrator", ["云岭市自然资源局机关党委", "生态修复科党支部", "耕地保护科党支部"]),
        ("other_reviewer", ["临江市水利局机关党委", "水资源科党支部"]),
        ("nobody", []),
    ],
)
def test_a_secretary_reaches_one_organization_and_those_above_the_whole_subtree(
    who: str, names: list[str], bureau: Bureau
) -> None:
    assert reached(getattr(bureau, who)) == names


def test_reach_follows_the_tree_when_a_branch_moves(bureau: Bureau) -> None:
    moved = Organization.objects.get(pk=bureau.sister.pk)
    target = Organization.objects.get(name="临江市水利局机关党委")
    Organization.objects.move(moved, target, "last-child")
    assert "耕地保护科党支部" not in reached(User.objects.get(pk=bureau.reviewer.pk))
    assert "耕地保护科党支部" in reached(User.objects.get(pk=bureau.other_reviewer.pk))


def test_several_memberships_add_up(bureau: Bureau) -> None:
    person = make.member(bureau.sister, SECRETARY)
    Membership.objects.create(user=person, organization=bureau.other_branch, role=REVIEWER)
    assert reached(person) == ["耕地保护科党支部", "水资源科党支部"]
    assert (person.is_secretary, person.is_reviewer, person.is_administrator) == (True, True, False)
    assert person.is_secretary_of(bureau.sister)
    assert not person.is_secretary_of(bureau.other_branch)
    assert person.is_above(bureau.other_branch, REVIEWER)
    assert not person.is_above(bureau.other_branch, ADMINISTRATOR)


def test_a_closed_organization_gives_no_reach_and_takes_none_away(bureau: Bureau) -> None:
    Organization.objects.filter(pk=bureau.branch.pk).update(is_active=False)
    assert reached(User.objects.get(pk=bureau.secretary.pk)) == []
    assert "生态修复科党支部" in reached(User.objects.get(pk=bureau.reviewer.pk))


def test_roles_are_read_once_and_again_after_a_refresh(
    bureau: Bureau, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = User.objects.get(pk=bureau.secretary.pk)
    with django_assert_num_queries(1):
        assert [m.role for m in person.roles] == [SECRETARY]
        assert person.is_secretary_of(bureau.branch)
    Membership.objects.filter(user=person).delete()
    assert person.is_secretary
    person.refresh_from_db()
    assert not person.is_secretary


@pytest.mark.parametrize(
    ("short_name", "shown"), [("", "自然资源局第一党支部"), ("一支部", "一支部")]
)
def test_an_organization_is_shown_by_its_short_name(short_name: str, shown: str) -> None:
    assert str(Organization(name="自然资源局第一党支部", short_name=short_name)) == shown
