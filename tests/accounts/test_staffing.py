"""People come, change and go; what they wrote keeps their name."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import staffing
from accounts.changes import Change
from accounts.models import Membership, User
from accounts.roles import MemberRole
from accounts.staffing import CannotStaff
from reports.models import Report
from tests.people import Bureau


def test_a_new_person_signs_in_and_has_to_choose_a_password(bureau: Bureau, client: Client) -> None:
    person, password = staffing.add("chenshuji", full_name="陈书记", by=bureau.administrator)
    staffing.appoint(person, bureau.branch, MemberRole.SECRETARY, by=bureau.administrator)
    client.post(reverse("sign_in"), {"username": "chenshuji", "password": password})
    answer = client.get(reverse("workbench"))
    assert answer.url == reverse("password_change")
    new = {
        "old_password": password,
        "new_password1": "bianjing-7-shan",
        "new_password2": "bianjing-7-shan",
    }
    client.post(reverse("password_change"), new)
    assert client.get(reverse("workbench")).status_code == 200


def test_a_branch_goes_to_a_new_secretary(bureau: Bureau) -> None:
    report = bureau.report("returned")
    left = staffing.hand_over(bureau.branch, to=bureau.sister_secretary, by=bureau.administrator)
    assert left == [bureau.secretary]
    for person in (bureau.secretary, bureau.sister_secretary):
        person.refresh_from_db()
    assert bureau.sister_secretary.is_secretary_of(bureau.branch)
    assert not bureau.secretary.is_secretary_of(bureau.branch)
    assert report in Report.objects.visible_to(bureau.sister_secretary)
    report.refresh_from_db()
    assert report.author == bureau.secretary
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds == ["handed_over", "handed_over", "posted"]


def test_handing_over_twice_changes_nothing_more(bureau: Bureau) -> None:
    for _ in range(2):
        staffing.hand_over(bureau.branch, to=bureau.sister_secretary, by=bureau.administrator)
    assert Change.objects.count() == 3
    secretaries = Membership.objects.filter(organization=bureau.branch, role=MemberRole.SECRETARY)
    assert [row.user for row in secretaries] == [bureau.sister_secretary]


def test_who_leaves_is_signed_out_and_stays_author(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.secretary)
    staffing.deactivate(bureau.secretary, by=bureau.administrator)
    assert reverse("sign_in") in client.get(reverse("workbench")).url
    report.refresh_from_db()
    assert report.author == bureau.secretary
    assert not bureau.secretary.memberships.exists()
    kinds = list(Change.objects.values_list("kind", "organization"))
    assert kinds == [("deactivated", None), ("left", bureau.branch.pk)]
    staffing.reactivate(bureau.secretary, by=bureau.administrator)
    assert User.objects.get(pk=bureau.secretary.pk).is_active


def test_what_cannot_be_is_refused(bureau: Bureau) -> None:
    by = bureau.administrator
    with pytest.raises(CannotStaff, match="自己的账号"):
        staffing.deactivate(by, by=by)
    with pytest.raises(CannotStaff, match="自己的管理员身份"):
        staffing.relieve(by, bureau.committee, MemberRole.ADMINISTRATOR, by=by)
    with pytest.raises(CannotStaff, match="已经有人使用"):
        staffing.add(bureau.secretary.username, full_name="同名", by=by)
    with pytest.raises(CannotStaff):
        staffing.add("有 空格", full_name="张三", by=by)
    with pytest.raises(CannotStaff, match="有效的"):
        staffing.correct(bureau.secretary, full_name="林书记", email="不是邮箱", by=by)
    bureau.secretary.is_active = False
    with pytest.raises(CannotStaff, match="已停用"):
        staffing.appoint(bureau.secretary, bureau.branch, MemberRole.REVIEWER, by=by)


def test_a_reset_password_ends_open_sessions(bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.secretary)
    password = staffing.reset_password(bureau.secretary, by=bureau.administrator)
    assert reverse("sign_in") in client.get(reverse("workbench")).url
    bureau.secretary.refresh_from_db()
    assert bureau.secretary.check_password(password)
