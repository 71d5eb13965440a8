"""版式: the list, the form with its preview, and what it says of the standard."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.roles import MemberRole
from drafting.forms.layouts import initial_of
from reports import layouts
from reports.models import LayoutProfile
from reports.word.geometry import GB_9704
from tests import make
from tests.people import Bureau


@pytest.fixture
def desk(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.administrator)
    return client


@pytest.fixture
def profile(bureau: Bureau) -> LayoutProfile:
    return layouts.create(bureau.committee, by=bureau.administrator, layout=GB_9704, name="局版式")


def fields(profile: LayoutProfile | None = None, **changes: Any) -> dict[str, Any]:
    """What the form sends, with `changes`; a switch that is off sends nothing."""
    layout = layouts.layout_of(profile.values) if profile else GB_9704
    sent = initial_of(layouts.InForce(layout, profile)) | {"name": "局版式"} | changes
    return {name: value for name, value in sent.items() if value not in (False, None)}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count: int,
    bureau: Bureau,
    desk: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        branch = make.organization(f"第{number}支部", parent=bureau.committee)
        layouts.create(branch, by=bureau.administrator, layout=GB_9704, name=f"版式{number}")
    desk.get(reverse("layout_list"))
    with django_assert_num_queries(7):
        page = desk.get(reverse("layout_list"))
    assert page.content.decode().count("国家标准不同") >= 1
    assert [str(one) for one, _ in page.context["profiles"]] == [f"版式{n}" for n in range(count)]


def test_a_new_layout_begins_as_a_copy_of_the_one_in_force(
    bureau: Bureau, desk: Client, profile: LayoutProfile
) -> None:
    close = {"line_pitch": 28}
    desk.post(reverse("layout_edit", args=[profile.pk]), fields(profile, **close))
    page = desk.get(reverse("layout_new"))
    assert page.context["form"]["line_pitch"].value() == 28
    sent = fields(layouts.in_force(bureau.branch).profile, organization=bureau.branch.pk)
    answer = desk.post(reverse("layout_new"), sent)
    made = LayoutProfile.objects.get(organization=bureau.branch)
    assert answer.headers["Location"] == reverse("layout_edit", args=[made.pk])
    assert made.values == {"line_pitch": 28.0}


def test_the_preview_names_deviations_and_saves_nothing(
    desk: Client, profile: LayoutProfile
) -> None:
    sent = fields(profile, line_pitch=30, heading_bold_2="on", preview="1")
    page = desk.post(
        reverse("layout_edit", args=[profile.pk]), sent, headers={"HX-Request": "true"}
    )
    html = page.content.decode()
    assert html.lstrip().startswith('<section class="layout-preview"')
    assert "不同的有 2 处" in html
    assert "22 行" in html
    assert "21 行" in html
    assert "楷体_GB2312加粗" in html
    assert html.count("<svg") == 1
    profile.refresh_from_db()
    assert (profile.version, profile.values) == (1, {})


WRONG = {
    "line_pitch": ("8", "请填 12 到 60 磅之间的数。"),
    "head": ("三十", "请填写数字。"),
    "body_font": ("仿宋<b>", "字体名称只能有汉字"),
    "title_size": ("1000", "请从列表中选择字号。"),
    "issuer_mark": (None, "印版头须写明发文机关标志。"),
}


@pytest.mark.parametrize("field", WRONG)
def test_nonsense_is_refused_with_words_and_nothing_is_lost(
    field: str, desk: Client, profile: LayoutProfile
) -> None:
    value, words = WRONG[field]
    more = {"has_red_head": "on"} if value is None else {field: value}
    page = desk.post(
        reverse("layout_edit", args=[profile.pk]), fields(profile, name="新名字", **more)
    )
    assert page.status_code == 422
    html = page.content.decode()
    assert f"{page.context['form'].fields[field].label}：{words}" in html
    assert page.context["form"]["name"].value() == "新名字"
    assert page.context["pages"]  # the preview stands, as the layout was
    assert "符合国家标准" not in html
    profile.refresh_from_db()
    assert profile.version == 1


def test_a_second_window_is_told_and_keeps_its_words(desk: Client, profile: LayoutProfile) -> None:
    address = reverse("layout_edit", args=[profile.pk])
    first, second = fields(profile, line_pitch=28), fields(profile, title_size=24)
    assert desk.post(address, first).status_code == 302
    page = desk.post(address, second)
    assert page.status_code == 409
    assert "管理员改过这个版式" in page.content.decode()
    assert page.context["form"]["title_size"].value() == "24"
    assert page.context["form"].differences() == [
        ("行距（磅）", "28", "28.95"),
        ("标题字号", "二号（22 磅）", "小一（24 磅）"),
    ]
    again = second | {"seen_version": page.context["form"]["seen_version"].value()}
    assert desk.post(address, again).status_code == 302
    profile.refresh_from_db()
    assert profile.values == {"title_size": 24.0}


def test_the_sample_shows_head_and_imprint(desk: Client, profile: LayoutProfile) -> None:
    sent = fields(
        profile,
        has_red_head="on",
        issuer_mark="云岭市自然资源局机关党委文件",
        number_code="云自然机党发",
        has_imprint="on",
        printed_by="局机关党委办公室",
        copied_to="局党组",
        preview="1",
    )
    page = desk.post(
        reverse("layout_edit", args=[profile.pk]), sent, headers={"HX-Request": "true"}
    )
    first, last = page.context["pages"]
    assert first.lines[0].text == "云岭市自然资源局机关党委文件"
    assert "云自然机党发〔" in first.lines[1].text
    assert "抄送：局党组。" in last.text
    assert first.rules[0].color == "FF0000"


def test_a_lower_administrator_is_told_of_the_layout_from_above(
    bureau: Bureau, client: Client, profile: LayoutProfile
) -> None:
    below = make.member(bureau.branch, MemberRole.ADMINISTRATOR, username="xiaguan")
    client.force_login(below)
    page = client.get(reverse("layout_list"))
    assert "定有版式“局版式”" in page.content.decode()
    assert page.context["profiles"] == []
    assert client.get(reverse("layout_edit", args=[profile.pk])).status_code == 404


def test_reset_and_delete_answer_with_words(
    bureau: Bureau, desk: Client, profile: LayoutProfile
) -> None:
    address = reverse("layout_edit", args=[profile.pk])
    desk.post(address, fields(profile, line_pitch=28))
    page = desk.post(reverse("layout_reset", args=[profile.pk]), {"seen_version": "2"}, follow=True)
    assert "已恢复为国家标准的版式" in page.content.decode()
    page = desk.post(reverse("layout_delete", args=[profile.pk]), follow=True)
    assert "改用上级的版式" in page.content.decode()
    assert layouts.in_force(bureau.committee).profile is None
