"""An administrator merges two branches, and sends a roster that founds a third with its secretary."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Organization
from accounts.roster import workbook
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster
from tests import make
from tests.people import Bureau

pytestmark = pytest.mark.races


def signed_in(page: Page, username: str, password: str = make.PASSWORD) -> Page:
    page.goto("/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    return page


def test_branches_are_merged_and_a_new_one_is_taken_from_a_roster(
    new_context: Callable[..., BrowserContext],
    bureau: Bureau,
    snap: Callable[[Page, str], Path],
) -> None:
    page = signed_in(new_context().new_page(), bureau.administrator.username)
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="组织与人员").first.click()
    page.get_by_role("link", name=bureau.committee.name).click()
    page.get_by_role("link", name=bureau.branch.name).click()
    page.get_by_text("并入其他党组织").first.click()
    target = page.locator("#id_merge_target")
    target.press_sequentially("耕地")
    suggested = page.locator("#organization-names option")
    expect(suggested).to_have_count(1)
    expect(suggested).to_have_attribute("value", bureau.sister.name)
    target.fill(bureau.sister.name)
    page.get_by_role("button", name="并入其他党组织").click()
    expect(page.get_by_text("只供查看")).to_be_visible()
    snap(page, "organization-merged")
    assert not Organization.objects.get(pk=bureau.branch.pk).is_active

    page.goto("/organizations/import/")
    roster = Roster(
        (OrganizationRow(2, "测绘科党支部", "", "党支部", bureau.committee.name),),
        (PersonRow(2, "chen", "陈书记", "", "测绘科党支部", "支部书记"),),
    )
    file = {"name": "花名册.xlsx", "mimeType": "", "buffer": workbook.write(roster)}
    page.get_by_label("花名册").set_input_files(files=[file])
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.get_by_text("新增 2")).to_be_visible()
    snap(page, "roster-preview")
    page.get_by_role("button", name="确认导入 2 行").click()
    password = page.locator("td code").inner_text()

    other = signed_in(new_context().new_page(), "chen", password)
    expect(other).to_have_url(re.compile("/accounts/password/"))
    other.get_by_label("当前密码").fill(password)
    other.locator("#id_new_password1").fill("shanshui-2026-ce")
    other.locator("#id_new_password2").fill("shanshui-2026-ce")
    other.get_by_role("button", name="修改密码").click()
    other.goto("/")
    expect(other.get_by_role("heading", name="工作台")).to_be_visible()
