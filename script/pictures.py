"""Drive the demo bureau in Chromium and take the pictures of the documents. See script/pictures.

Each picture is one function that walks as a person would, from the sign-in page on. The day is
always the same, and so are the screen, the people and their reports: a picture changes only where
the product has changed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from accounts.roster import workbook
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster
from script.pictures_camera import IMAGES, ROOT, Camera, chromium, served

TEXTS = ROOT / "reports" / "demo" / "texts"

Picture = Callable[[Camera], None]
PICTURES: dict[str, Picture] = {}


def picture(take: Picture) -> Picture:
    """Register a function under the name of its picture."""
    PICTURES[take.__name__.replace("_", "-")] = take
    return take


# --- everybody


@picture
def sign_in(camera: Camera) -> None:
    """The sign-in page, without the list of demo sign-ins."""
    page = camera.page()
    page.locator(".demo").evaluate("list => list.remove()")
    camera.keep(page, height=640)


# --- the secretary


@picture
def workbench_secretary(camera: Camera) -> None:
    """Something to begin, something that was approved."""
    camera.keep(camera.at_desk_of("linzhiyuan"), height=400)


@picture
def start(camera: Camera) -> None:
    """The ways to begin, a file chosen."""
    page = camera.at_desk_of("linzhiyuan")
    page.get_by_role("link", name="开始起草").click()
    page.get_by_label("导入文件").check()
    file = {"name": "测绘中心2026年总结.docx", "mimeType": "", "buffer": b"PK"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    camera.keep(page, height=1060)


@picture
def import_preview(camera: Camera) -> None:
    """How a report with wrong numbers was understood."""
    page = camera.at_desk_of("shichengbai")
    page.get_by_role("link", name="继续写").click()
    page.get_by_role("link", name="重新导入").click()
    page.get_by_label("导入文件").check()
    page.locator("input[type=file]").set_input_files(TEXTS / "dikuang-2026.txt")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("heading", name="这样理解对吗？").wait_for()
    camera.keep(page)


@picture
def editor(camera: Camera) -> None:
    """The paper, with the reviewer's opinion above it."""
    page = camera.at_desk_of("suqingyan")
    page.get_by_role("link", name="修改《").click()
    camera.keep(page)


@picture
def editor_block(camera: Camera) -> None:
    """An entry that is being written in, with its tools."""
    page = camera.at_desk_of("suqingyan")
    page.get_by_role("link", name="修改《").click()
    page.locator("textarea[name=body]").filter(has_text="党务工作依旧").click()
    page.evaluate("window.scrollBy(0, 160)")
    camera.keep(page)


@picture
def renumber(camera: Camera) -> None:
    """Which numbers would change."""
    page = camera.at_desk_of("suqingyan")
    page.get_by_role("link", name="修改《").click()
    page.get_by_role("link", name="重新编号", exact=True).click()
    page.get_by_role("heading", name="重新编号").wait_for()
    camera.keep(page, height=500)


@picture
def submit(camera: Camera) -> None:
    """What follows from sending a report in."""
    page = camera.at_desk_of("fanghuining")
    page.get_by_role("link", name="继续写").click()
    page.get_by_role("button", name="送审").click()
    page.get_by_role("button", name="确认送审").wait_for()
    camera.keep(page, height=520)


@picture
def history(camera: Camera) -> None:
    """A report that went back and forth."""
    page = camera.at_desk_of("shenyanqiu")
    page.get_by_role("link", name="规划科党支部2026年度").click()
    camera.keep(page.locator(".side-panel", has_text="经过"))


@picture
def conflict(camera: Camera) -> None:
    """The same words changed in two windows."""
    theirs, mine = camera.at_desk_of("shichengbai"), camera.at_desk_of("shichengbai")
    for page in (theirs, mine):
        page.get_by_role("link", name="继续写").click()
    for page, words in ((theirs, "全年开展集中学习26次。"), (mine, "全年开展集中学习28次。")):
        body = page.locator("textarea[name=body]").nth(1)
        body.press("Control+End")
        body.press_sequentially(words)
        body.press("Control+s")
        page.locator("#save-state[data-state=saved], #conflict-dialog[open]").first.wait_for()
    dialog = mine.locator("#conflict-dialog")
    dialog.wait_for()
    camera.keep(dialog)


@picture
def word(camera: Camera) -> None:
    """The first page of a downloaded Word file; left as it was where it cannot be drawn."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        print("word: not taken, LibreOffice or poppler is missing")
        return
    page = camera.at_desk_of("zhouwenlan")
    with page.expect_download() as started, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("link", name="下载《").first.click()
        file = Path(folder) / "report.docx"
        started.value.save_as(file)
        camera.write(sheets(file, Path(folder), resolution=100)[0])


@picture
def word_formal(camera: Camera) -> None:
    """Head, an attachment and the imprint of a formal document, side by side."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        print("word_formal: not taken, LibreOffice or poppler is missing")
        return
    sample = ROOT / "docs" / "samples" / "红头公文-附件-版记.docx"
    with tempfile.TemporaryDirectory() as folder:
        pages = sheets(sample, Path(folder), resolution=60)
        camera.write(side_by_side([pages[0], pages[3], pages[-1]]))


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Put pages next to one another."""
    gap = 16
    width = sum(page.width + gap for page in pages) - gap
    whole = Image.new("RGB", (width, pages[0].height), "#d8d8d8")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width + gap
    return whole


def sheets(file: Path, folder: Path, *, resolution: int) -> list[Image.Image]:
    """Draw the pages of a Word file."""
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    draw = ["pdftoppm", "-png", "-r", str(resolution), f"{file.stem}.pdf", "sheet"]
    fonts = {**os.environ, "FONTCONFIG_FILE": stand_ins(folder)}
    for command in (convert, draw):
        subprocess.run(command, cwd=folder, env=fonts, check=True, capture_output=True)  # noqa: S603 - our own
    return [Image.open(page) for page in sorted(folder.glob("sheet*.png"))]


def stand_ins(folder: Path) -> str:
    """Make a font configuration with free fonts for those that the Word file names."""
    pairs = {
        "Noto Serif CJK SC": ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "宋体"),
        "Noto Sans CJK SC": ("黑体",),
    }
    aliases = "".join(
        f"<match><test name='family'><string>{named}</string></test>"
        f"<edit name='family' mode='assign' binding='strong'><string>{free}</string></edit></match>"
        for free, names in pairs.items()
        for named in names
    )
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return str(file)


# --- the reviewer


@picture
def workbench_reviewer(camera: Camera) -> None:
    """Two reports that wait."""
    camera.keep(camera.at_desk_of("gubingwen"), height=590)


@picture
def review(camera: Camera) -> None:
    """A report with an opinion being written."""
    page = camera.at_desk_of("gubingwen")
    page.get_by_role("link", name="审核《耕地").click()
    page.get_by_label("审核意见").fill("第二部分“集中学习24次”与后面“27次”不一致，请核实。")
    camera.keep(page)


SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("#paper"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
  throw new Error(`not on the paper: ${words}`);
}"""


@picture
def review_comment(camera: Camera) -> None:
    """Other words suggested for those that were selected."""
    page = camera.at_desk_of("gubingwen")
    page.get_by_role("link", name="审核《耕地").click()
    page.wait_for_load_state()  # selecting is answered by a script
    page.evaluate(SELECT, "集中学习32次")
    page.get_by_role("button", name="建议改为").click()
    page.get_by_label("改为", exact=True).fill("集中学习34次")
    page.get_by_label("说明（可不填）").fill("请与学习台账核对。")
    camera.keep(page, height=720)


@picture
def editor_comments(camera: Camera) -> None:
    """What a reviewer has said about the words that are being written."""
    page = camera.at_desk_of("suqingyan")
    page.get_by_role("link", name="修改《").click()
    page.get_by_role("tab", name="批注 2").wait_for()
    page.locator("[data-to-words]").first.click()
    camera.keep(page, height=760)


@picture
def notifications(camera: Camera) -> None:
    """The bell and what lies under it."""
    page = camera.at_desk_of("gubingwen")
    page.get_by_role("button", name="通知").click()
    page.get_by_role("link", name="全部通知").wait_for()
    camera.keep(page, height=900)


@picture
def delegations(camera: Camera) -> None:
    """A stand-in for a few days."""
    page = camera.at_desk_of("gubingwen")
    page.goto("/delegations/")
    if not page.get_by_text("何晓棠代我审核").count():
        begins = date.fromisoformat(page.locator("#id_starts").input_value())
        page.get_by_label("代办人").select_option(label="何晓棠")
        page.locator("#id_ends").fill((begins + timedelta(days=5)).isoformat())
        page.get_by_label("事由").fill("到省局参加培训")
        page.get_by_role("button", name="委托", exact=True).click()
        page.get_by_text("何晓棠代我审核").wait_for()
        page.goto("/delegations/")
    camera.keep(page, height=640)


# --- the administrator


@picture
def workbench_administrator(camera: Camera) -> None:
    """How far the branches have come."""
    camera.keep(camera.at_desk_of("hexiaotang"))


@picture
def report_list(camera: Camera) -> None:
    """All reports of a year."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_label("年度", exact=True).select_option("2026")
    page.wait_for_url("**year=2026**")
    camera.keep(page, height=600)


@picture
def compare(camera: Camera) -> None:
    """A report beside the one of the year before."""
    page = camera.at_desk_of("gubingwen")
    page.get_by_role("link", name="审核《国土").click()
    page.get_by_role("tab", name="经过").click()
    page.get_by_role("link", name="比较各稿").click()
    page.get_by_label("显示").select_option("inline")
    page.get_by_text("改动").first.wait_for()
    camera.keep(page, height=760)


@picture
def organization(camera: Camera) -> None:
    """What an administrator does to an organisation."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="组织与人员").first.click()
    page.get_by_role("link", name="机关委员会").click()
    page.get_by_role("link", name="耕地保护").click()
    page.get_by_text("书记交接").first.click()
    camera.keep(page, height=700)


@picture
def roster_preview(camera: Camera) -> None:
    """Row by row what a workbook would change."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="组织与人员").first.click()
    page.get_by_role("link", name="导入花名册").click()
    above = "中共云岭市自然资源和规划局机关委员会"
    roster = Roster(
        (
            OrganizationRow(
                2, "云岭市自然资源和规划局测绘科党支部", "测绘科党支部", "党支部", above
            ),
            OrganizationRow(3, "云岭市自然资源和规划局法规科党支部", "", "党支部", "机关党总支"),
        ),
        (
            PersonRow(2, "chenyun", "陈云舟", "", "云岭市自然资源和规划局测绘科党支部", "支部书记"),
            PersonRow(3, "suqingyan", "苏青岩"),
        ),
    )
    file = {"name": "花名册.xlsx", "mimeType": "", "buffer": workbook.write(roster)}
    page.get_by_label("花名册").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="看看会改什么").click()
    page.get_by_role("button", name="确认导入").wait_for()
    camera.keep(page, height=700)


@picture
def assignment_edit(camera: Camera) -> None:
    """This year's task once more, with a branch that need not report."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("link", name="报送任务", exact=True).click()
    page.get_by_role("link", name="新建任务").click()
    page.get_by_role("link", name="2026年度党建工作总结").click()
    page.get_by_role("button", name="事业单位党总支的下级").click()
    page.get_by_role("checkbox", name="测绘中心党支部").uncheck()
    page.get_by_text("已选 7 个报送单位").wait_for()
    camera.keep(page.locator("section.card", has_text="哪些单位报"))


@picture
def assignment_preview(camera: Camera) -> None:
    """Looked over before it is published."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("link", name="报送任务", exact=True).click()
    page.get_by_role("link", name="未发布").click()
    page.get_by_role("link", name="核对并发布").click()
    page.get_by_role("button", name="发布", exact=True).wait_for()
    camera.keep(page, height=700)


@picture
def assignment(camera: Camera) -> None:
    """How far the branches have come."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("link", name="报送任务", exact=True).click()
    page.get_by_role("link", name="2026年度党建工作总结").click()
    page.locator("[data-chart] canvas").wait_for()
    camera.keep(page, height=1300)


@picture
def report_pages(camera: Camera) -> None:
    """A report as its pages."""
    page = camera.at_desk_of("suqingyan")
    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_role("link", name="2025年").first.click()
    page.get_by_role("link", name="版面预览").click()
    page.locator(".sheet").first.wait_for()
    camera.keep(page, height=1000)


@picture
def layout_edit(camera: Camera) -> None:
    """A layout being changed, with the page as it would be."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("button", name="管理", exact=True).click()
    page.get_by_role("link", name="版式", exact=True).click()
    page.get_by_role("link", name="新建版式").click()
    page.get_by_label("二级标题加粗").check()
    page.get_by_label("行距（磅）", exact=True).fill("30")
    page.locator("#preview").get_by_text("21 行").first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    camera.keep(page, height=900)


@picture
def lexicon(camera: Camera) -> None:
    """The calendar: what ships, a meeting whose days are known now, a campaign that was added."""
    page = camera.at_desk_of("hexiaotang")
    page.goto("/lexicon/new/?kind=plenum&term=二十届五中")
    page.get_by_label("开始日期").fill("2026-10-19")
    page.get_by_label("结束日期").fill("2026-10-22")
    page.get_by_label("依据").fill("全会公报（2026年10月）")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="增加会议、活动").click()
    page.get_by_label("集中教育").check()
    page.get_by_label("名称").fill("机关作风教育整顿")
    page.get_by_label("开始日期").fill("2026-03-02")
    page.get_by_label("结束日期").fill("2026-09-30")
    page.get_by_label("依据").fill("市委2026年部署")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("“机关作风教育整顿”已保存").wait_for()
    page.goto("/lexicon/calendar/")
    camera.keep(page, height=860)


@picture
def export_new(camera: Camera) -> None:
    """What can be made of the reports of a year."""
    page = camera.at_desk_of("hexiaotang")
    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_label("年度", exact=True).select_option("2026年")
    page.get_by_text("共 9 份报告").wait_for()
    page.get_by_role("button", name="导出全部").click()
    page.get_by_role("radio", name="汇编").check()
    camera.keep(page, height=1030)


@picture
def downloads(camera: Camera) -> None:
    """A volume that is ready, and one that waits."""
    from drafting.exporting import ordering  # Django must be set up first

    page = camera.at_desk_of("hexiaotang")
    for year in ("2026", "2025"):
        page.goto(f"/exports/new/?year={year}")
        page.get_by_role("radio", name="汇编").check()
        page.get_by_role("button", name="开始导出").click()
        page.get_by_text(f"{year}年度报告汇编.docx").wait_for()
        if year == "2026":
            with ThreadPoolExecutor(1) as worker:  # no database in the thread of the browser
                worker.submit(ordering.take_up).result()
    page.get_by_role("link", name="下载 2026年度").wait_for()
    camera.keep(page, height=420)


@picture
def volume(camera: Camera) -> None:
    """Cover, contents and the first page of a volume, side by side."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        print("volume: not taken, LibreOffice or poppler is missing")
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = sheets(ROOT / "docs" / "samples" / "汇编.docx", Path(folder), resolution=60)
        camera.write(side_by_side(pages[:3]))


@picture
def robot(camera: Camera) -> None:
    """A group robot, and what it was given to say."""
    with ThreadPoolExecutor(1) as worker:  # no database in the thread of the browser
        pk = worker.submit(some_robot).result()
    page = camera.at_desk_of("hexiaotang")
    page.goto(f"/robots/{pk}/")
    camera.keep(page, height=900)


def some_robot() -> int:
    """A robot that has said two things."""
    from accounts.models import User
    from reports.models import Robot, RobotMessage

    user = User.objects.get(username="hexiaotang")
    made, _ = Robot.objects.get_or_create(
        organization=user.roles[0].organization,
        name="机关党建工作群",
        defaults={"address": "https://qyapi.weixin.qq.com/", "created_by": user},
    )
    for key, kind, words in (
        (
            "1",
            "assigned",
            "【新任务】局机关党委布置了《2026年度党建工作总结》，请于12月20日前报送。",
        ),
        ("2", "reminded", "【催报】《2026年度党建工作总结》12月20日截止，还没有送审的请抓紧。"),
    ):
        RobotMessage.objects.get_or_create(
            robot=made,
            key=key,
            defaults={"kind": kind, "words": words, "state": "sent", "tries": 1, "status": 200},
        )
    return int(made.pk)


def main() -> None:
    """Take the pictures that the arguments name, or all."""
    wanted = sys.argv[1:] or list(PICTURES)
    if unknown := [name for name in wanted if name not in PICTURES]:
        raise SystemExit(f"Zhibi: no picture {unknown[0]}; there are {', '.join(PICTURES)}.")
    options = {"executable_path": chromium(), "args": ["--no-sandbox", "--disable-gpu"]}
    IMAGES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        for name in wanted:
            PICTURES[name](Camera(browser, address, name))
        browser.close()


if __name__ == "__main__":
    main()
