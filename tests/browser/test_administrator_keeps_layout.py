"""The administrator changes the layout, sees the page change and the deviation named."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.models import LayoutProfile
from tests.browser.conftest import Faults
from tests.browser.writing import faults_of_access, sign_in
from tests.people import Bureau


@pytest.fixture
def desk(page: Page, context: BrowserContext, bureau: Bureau, base_url: str) -> Page:
    """The workbench of the administrator."""
    sign_in(context, bureau.administrator, base_url)
    page.goto("/")
    return page


def test_a_layout_is_seen_before_it_is_saved(
    desk: Page, faults: Faults, snap: Callable[[Page, str], Path]
) -> None:
    page = desk
    faults.allow("422")  # a value that is refused is answered with the reasons
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="版式", exact=True).click()
    page.get_by_role("link", name="新建版式").click()
    preview = page.locator("#preview")
    expect(preview).to_contain_text("符合国家标准")
    expect(preview).to_contain_text("每面 22 行，每行 28 字")
    second_level = preview.locator("text", has_text="（一）强化理论武装").locator("tspan").first
    expect(second_level).not_to_have_attribute("font-weight", "700")

    page.get_by_label("二级标题加粗").check()
    expect(preview.get_by_role("row", name=re.compile("二级标题"))).to_contain_text("加粗")
    expect(second_level).to_have_attribute("font-weight", "700")
    page.get_by_label("行距（磅）", exact=True).fill("30")
    expect(preview.get_by_role("row", name=re.compile("每面行数"))).to_contain_text("21 行")
    page.get_by_label("行距（磅）", exact=True).fill("8")
    expect(preview).to_contain_text("请填 12 到 60 磅之间的数。")
    assert not LayoutProfile.objects.exists()
    page.get_by_label("行距（磅）", exact=True).fill("28")
    expect(preview).to_contain_text("每面 22 行")
    snap(page, "layout-edit")
    assert faults_of_access(page, faults) == []

    page.get_by_role("button", name="保存版式").click()
    page.wait_for_url(re.compile(r"/layouts/\d+/$"))
    profile = LayoutProfile.objects.get()
    assert profile.values == {"line_pitch": 28.0, "heading_bold": [False, True, False, False]}
    page.goto("/layouts/")
    expect(page.get_by_role("row", name=re.compile("二级标题"))).to_be_visible()
    assert faults_of_access(page, faults) == []
