"""The administrator adds to the lexicon, one by one and in bulk; the next check goes by it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from drafting.checking import proofing
from drafting.lexicon.wordbook import workbook
from drafting.lexicon.wordbook.workbook import BookRow
from drafting.models import LexiconEntry, Term
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import faults_of_access, sign_in
from tests.people import Bureau


@pytest.fixture
def desk(page: Page, context: BrowserContext, bureau: Bureau, base_url: str) -> Page:
    """The workbench of the administrator."""
    sign_in(context, bureau.administrator, base_url)
    page.goto("/")
    return page


def test_a_campaign_is_added_and_a_shipped_row_switched_off(
    desk: Page, bureau: Bureau, faults: Faults, snap: Callable[[Page, str], Path]
) -> None:
    page = desk
    faults.allow("422")  # what cannot be kept is answered with the reasons
    words = "扎实开展机关作风教育整顿，助力脱贫攻坚，制定品牌"
    report = bureau.report(text=make.TEXT.replace("制定品牌", words))
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="表述与会期").click()
    page.get_by_role("link", name="会议与学习教育").click()
    page.get_by_role("link", name="增加会议、活动").click()
    page.get_by_label("集中教育").check()
    page.get_by_label("名称").fill("机关作风教育整顿")
    page.get_by_label("开始日期").fill("2022-03-01")
    page.get_by_label("结束日期").fill("2022-02-01")
    page.get_by_label("依据").fill("市委通知")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("结束日期不能早于开始日期。")).to_be_visible()
    page.get_by_label("结束日期").fill("2022-09-30")
    page.get_by_role("button", name="保存").click()
    row = page.get_by_role("row", name=re.compile("^机关作风教育整顿"))
    expect(row).to_contain_text("本单位增加")
    assert faults_of_access(page, faults) == []

    page.get_by_role("link", name="固定表述、法规制度").click()
    page.get_by_label("查找").fill("脱贫攻坚")
    page.get_by_label("性质").select_option("旧称")
    expect(page.get_by_role("status").filter(has_text="共")).not_to_contain_text("156")
    page.get_by_role("link", name="停用“脱贫攻坚”").click()
    page.get_by_label("停用理由").fill("按市委口径仍用")
    page.get_by_role("button", name="停用").click()
    page.get_by_label("只看本单位维护的").check()
    row = page.get_by_role("row", name=re.compile("^脱贫攻坚"))
    expect(row).to_contain_text("停用理由：按市委口径仍用")
    snap(page, "lexicon")
    assert faults_of_access(page, faults) == []
    found = [item.finding.text for item in proofing.checked(report)]
    assert ("机关作风教育整顿" in found, "脱贫攻坚" in found) == (True, False)

    row.get_by_role("button", name="恢复“脱贫攻坚”的原样").click()
    expect(page.get_by_text("“脱贫攻坚”已恢复原样")).to_be_visible()
    page.get_by_role("link", name="修改记录").click()
    expect(page.get_by_role("listitem").filter(has_text="恢复原样")).to_be_visible()
    assert LexiconEntry.objects.get().term == "机关作风教育整顿"
    assert faults_of_access(page, faults) == []


def test_words_are_brought_in_bulk_after_a_look(
    desk: Page, bureau: Bureau, faults: Faults, snap: Callable[[Page, str], Path]
) -> None:
    page = desk
    report = bureau.report(text=make.TEXT.replace("制定品牌", "找准抓手，制定品牌"))
    words = ("抓手", "禁用词", "办法", "文风通知", bureau.branch.name)
    nowhere = ("赋能", "禁用词", "", "", "没有的")
    file = workbook.write(
        BookRow(workbook.WORDS, line, cells) for line, cells in enumerate((words, nowhere), 2)
    )
    page.get_by_role("link", name="词库").click()
    with page.expect_download() as sample:
        page.get_by_role("link", name="批量导入").click()
        page.get_by_role("link", name="下载样表").click()
    assert sample.value.suggested_filename == "词语和表述样表.xlsx"
    page.get_by_label("词语和表述").set_input_files(
        {"name": "词语.xlsx", "mimeType": "", "buffer": file}
    )
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.get_by_role("row", name=re.compile("抓手"))).to_contain_text("新增")
    expect(page.get_by_role("row", name=re.compile("赋能"))).to_contain_text("没有名为“没有的”")
    assert not Term.objects.exists()
    snap(page, "wordbook")
    assert faults_of_access(page, faults) == []
    page.get_by_role("button", name="确认导入 1 行").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()
    assert Term.objects.get().word == "抓手"
    assert "抓手" in [item.finding.text for item in proofing.checked(report)]
    with page.expect_download() as kept:
        page.get_by_role("link", name="本单位词库").click()
        page.get_by_role("link", name="导出本单位的").click()
    assert kept.value.suggested_filename.startswith("本单位词语和表述")
