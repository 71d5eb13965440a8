"""组织与人员: an administrator looks after the own subtree, and nobody anything else."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership, Organization, User
from accounts.roster import giving, workbook
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster
from tests import make
from tests.people import Bureau


@pytest.fixture
def client(client: Client, bureau: Bureau) -> Client:
    client.force_login(bureau.administrator)
    return client


def do(client: Client, on: Organization | User, deed: str, **data: object) -> str:
    """Do it and give the page that comes of it."""
    name = "organization_do" if isinstance(on, Organization) else "person_do"
    return client.post(reverse(name, args=[on.pk, deed]), data, follow=True).content.decode()


def test_the_tree_is_walked_and_searched(bureau: Bureau, client: Client) -> None:
    top = client.get(reverse("organizations")).content.decode()
    assert bureau.committee.name in top
    assert bureau.branch.name not in top
    below = client.get(reverse("organization", args=[bureau.committee.pk])).content.decode()
    assert bureau.branch.name in below
    assert str(bureau.secretary) in below
    found = client.get(reverse("organizations"), {"words": "林书记"}).content.decode()
    assert reverse("person", args=[bureau.secretary.pk]) in found
    elsewhere = client.get(reverse("organizations"), {"words": "水"}).content.decode()
    assert bureau.other_branch.name not in elsewhere


def test_a_branch_is_founded_and_gets_a_secretary_who_signs_in(
    bureau: Bureau, client: Client
) -> None:
    do(client, bureau.committee, "found", name="测绘科党支部", short_name="", kind="branch")
    branch = Organization.objects.get(name="测绘科党支部")
    page = do(client, branch, "appoint", username="chen", full_name="陈书记", role="secretary")
    [password] = re.findall(r'handed-password">(\w+)<', page)
    assert password not in client.get(reverse("organization", args=[branch.pk])).content.decode()
    assert User.objects.get(username="chen").check_password(password)


def test_whoever_is_relieved_is_named_and_a_refusal_says_why(
    bureau: Bureau, client: Client
) -> None:
    post = Membership.objects.get(user=bureau.secretary)
    said = f"林书记不再任{bureau.branch.name}支部书记。"
    assert said in do(client, bureau.branch, "relieve", membership=post.pk)
    assert "这项任职已经免去。" in do(client, bureau.branch, "relieve", membership=post.pk)
    own = Membership.objects.get(user=bureau.administrator)
    page = do(client, bureau.committee, "relieve", membership=own.pk)
    assert "不能免去自己的管理员身份，请由其他管理员办理。" in page
    assert Membership.objects.filter(pk=own.pk).exists()


def test_a_branch_is_handed_over_on_the_page(bureau: Bureau, client: Client) -> None:
    page = do(client, bureau.branch, "hand-over", username="gengbao", full_name="")
    assert "支部书记已由林书记交接给耕书记" in page
    assert bureau.sister_secretary.is_secretary_of(bureau.branch)


@pytest.mark.parametrize(
    ("deed", "data", "words"),
    [
        ("rename", {"name": "", "kind": "branch"}, "请填写名称。"),
        ("rename", {"name": "耕地保护科党支部", "kind": "branch"}, "已有名为"),
        ("move", {"target": "没有的党委"}, "您管理的范围里没有"),
        ("move", {"target": "临江市水利局机关党委"}, "您管理的范围里没有"),
        ("merge", {"target": "生态修复科党支部"}, "不能并入自己"),
        ("appoint", {"username": "xin", "role": "secretary"}, "没有这个账号"),
        (
            "appoint",
            {"username": "gengbao", "full_name": "张三", "role": "reviewer"},
            "与填写的姓名不符",
        ),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    deed: str, data: dict[str, str], words: str, bureau: Bureau, client: Client
) -> None:
    answer = client.post(reverse("organization_do", args=[bureau.branch.pk, deed]), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert all(f'value="{value}"' in page for value in data.values() if value)


def test_merged_branches_are_closed_and_read_further(bureau: Bureau, client: Client) -> None:
    report = bureau.report("approved")
    page = do(client, bureau.branch, "merge", target=bureau.sister.name)
    assert "已并入耕地保护科党支部" in page
    client.force_login(bureau.sister_secretary)
    assert client.get(reverse("report_detail", args=[report.pk])).status_code == 200


def test_people_of_other_houses_are_out_of_reach(bureau: Bureau, client: Client) -> None:
    assert client.get(reverse("person", args=[bureau.other_secretary.pk])).status_code == 404
    Membership.objects.create(
        user=bureau.other_secretary, organization=bureau.branch, role="reviewer"
    )
    page = client.get(reverse("person", args=[bureau.other_secretary.pk])).content.decode()
    assert "须由那里的上级管理员办理" in page
    answer = client.post(reverse("person_do", args=[bureau.other_secretary.pk, "deactivate"]))
    assert answer.status_code == 403


def test_an_account_is_closed_and_opened_again(bureau: Bureau, client: Client) -> None:
    assert "已停用林书记的账号" in do(client, bureau.secretary, "deactivate")
    page = client.get(reverse("person", args=[bureau.secretary.pk]))
    assert page.status_code == 200, "who has left is still found"
    assert "已启用林书记的账号" in do(client, bureau.secretary, "reactivate")


def test_names_are_suggested_from_the_own_tree(bureau: Bureau, client: Client) -> None:
    names = client.get(reverse("organization_names"), {"target": "科"}).content.decode()
    assert bureau.branch.name in names
    assert bureau.other_branch.name not in names


@pytest.mark.parametrize("number", [1, 3])
def test_many_branches_cost_no_more_queries(
    number: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.member(make.organization(parent=bureau.committee), "secretary")
    with django_assert_num_queries(11):
        client.get(reverse("organization", args=[bureau.committee.pk]))
    with django_assert_num_queries(8):
        client.get(reverse("organizations"), {"words": "党支部"})


# --- rosters

NEW = Roster(
    (OrganizationRow(2, "测绘科党支部", "", "党支部", "云岭市自然资源局机关党委"),),
    (PersonRow(2, "chen", "陈书记", "", "测绘科党支部", "支部书记"), PersonRow(3, "ta", "别人")),
)


def upload(client: Client, roster: Roster) -> dict[str, str]:
    """Send a file and give what the preview carries."""
    file = SimpleUploadedFile("花名册.xlsx", workbook.write(roster))
    page = client.post(reverse("roster_import"), {"file": file}).content.decode()
    return dict(re.findall(r'name="(rows|seen)" value="([^"]+)"', page))


def test_a_roster_is_looked_at_confirmed_and_done_once(bureau: Bureau, client: Client) -> None:
    carried = upload(client, NEW)
    assert not Organization.objects.filter(name="测绘科党支部").exists()
    page = client.post(reverse("roster_import"), carried).content.decode()
    assert "2 行有变动" in page
    assert "账号ta现为他书记" in page
    [passwords] = re.findall(r'name="passwords" value="([^"]+)"', page)
    sheet = load_workbook(
        BytesIO(
            b"".join(
                client.post(reverse("roster_passwords"), {"passwords": passwords}).streaming_content
            )
        )
    ).active
    [_, (username, name, password)] = sheet.iter_rows(values_only=True)
    assert (username, name) == ("chen", "陈书记")
    assert User.objects.get(username="chen").check_password(password)
    again = client.post(reverse("roster_import"), carried)
    assert again.status_code == 409
    assert User.objects.filter(username="chen").count() == 1


def test_what_changed_since_the_look_is_shown_first(bureau: Bureau, client: Client) -> None:
    carried = upload(client, NEW)
    make.organization("测绘科党支部", parent=bureau.committee)
    answer = client.post(reverse("roster_import"), carried)
    assert answer.status_code == 409
    assert "请重新确认" in answer.content.decode()
    assert not User.objects.filter(username="chen").exists()


def test_rows_cannot_be_forged(bureau: Bureau, client: Client) -> None:
    carried = upload(client, NEW)
    carried["rows"] = carried["rows"][:-3] + "abc"
    answer = client.post(reverse("roster_import"), carried)
    assert answer.status_code == 422
    assert "预览已过期" in answer.content.decode()


@pytest.mark.parametrize("rows", ["same", "some"])
def test_rows_that_change_nothing_stand_apart(bureau: Bureau, client: Client, rows: str) -> None:
    same = giving.roster_of(bureau.administrator)
    roster = same if rows == "same" else Roster(same.organizations, (*same.people, *NEW.people))
    file = SimpleUploadedFile("花名册.xlsx", workbook.write(roster))
    page = client.post(reverse("roster_import"), {"file": file}).content.decode()
    told, details, apart = re.split("(<details class=.rehearsal-same.[^>]*>)", page)
    assert ("没有名为“测绘科党支部”的党组织" in told, details.endswith(" open>")) == (
        rows == "some",
        rows == "same",
    )
    assert apart.count("与现有一致") == len(same.organizations) + len(same.people)
    assert "与现有一致" not in told


def test_a_file_that_is_no_roster_is_told(bureau: Bureau, client: Client) -> None:
    file = SimpleUploadedFile("花名册.xlsx", b"nothing")
    answer = client.post(reverse("roster_import"), {"file": file})
    assert answer.status_code == 422
    assert "这不是 .xlsx 表格" in answer.content.decode()


def test_what_is_given_out_is_the_own_subtree(bureau: Bureau, client: Client) -> None:
    answer = client.get(reverse("roster_export"))
    data = b"".join(answer.streaming_content)
    assert workbook.read(BytesIO(data)) == giving.roster_of(bureau.administrator)
