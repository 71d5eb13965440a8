"""The check at work: a gap and a slip are seen, jumped to, corrected, explained; review sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from drafting.models import Dismissal
from reports.models import Report
from reports.states import State
from tests import make
from tests.browser.conftest import Faults
from tests.browser.writing import entry_of, faults_of_access, saved, sign_in, text_of
from tests.people import Bureau

# A gap, a wrong character, a doubled word and a half-width comma.
FAULTY = (
    make.TEXT.replace("全年学习12次", "全年学习X次")
    .replace("围绕业务难题", "认真认真围绕业务难题")
    .replace("品牌特色不鲜明", "品牌特色不鲜明，末来需加强,需努力")
)
# From the answer of a save to the panel that knows of it.
STOPWATCH = """
  document.addEventListener("part-saved", () => (window.savedAt = performance.now()));
  new MutationObserver(() => {
    if (!window.milliseconds && document.querySelector("#check").textContent.includes("杜会"))
      window.milliseconds = performance.now() - window.savedAt;
  }).observe(document.querySelector("#pane-check"), {childList: true, subtree: true, characterData: true});
"""
# Where the page stands when it has ceased to scroll, which it does smoothly.
AT_REST = """() => new Promise((resolve) => {
  let last = scrollY, still = 0;
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    still < 15 ? requestAnimationFrame(look) : resolve(last);
  };
  look();
})"""
# How far each mark stands from where its words stand in the same text without marks.
SHIFTS = """(copy) => {
  const plain = copy.cloneNode();
  plain.textContent = copy.textContent;
  copy.after(plain);
  let offset = 0;
  const shifts = [];
  for (const node of copy.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const range = document.createRange();
      range.setStart(plain.firstChild, offset);
      range.setEnd(plain.firstChild, offset + node.textContent.length);
      const [own] = node.getClientRects();
      const [without] = range.getClientRects();
      shifts.push([own.left - without.left, own.top - without.top].map(Math.round));
    }
    offset += node.textContent.length;
  }
  plain.remove();
  return shifts;
}"""
Look = Callable[[Page, str], None]


@pytest.fixture
def look(snap: Callable[[Page, str], Path], faults: Faults) -> Look:
    """Give `look(page, name)`: a picture of the page, which must be accessible to all."""

    def look(page: Page, name: str) -> None:
        snap(page, f"check-{name}")
        assert faults_of_access(page, faults) == []

    return look


def window(
    new_context: Callable[..., BrowserContext], user: User, address: str, *, width: int = 1440
) -> Page:
    """An empty page in a browser in which `user` has signed in."""
    context = new_context()
    sign_in(context, user, address)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    return page


def write_in(page: Page, report: Report) -> None:
    """Open the editor."""
    page.goto(f"/reports/{report.pk}/edit/")
    expect(page.locator("html.has-script")).to_be_attached()


def finding(page: Page, words: str) -> Locator:
    """A finding in the panel."""
    return page.locator("[data-finding]").filter(
        has=page.locator(".found-words", has_text=words).filter(has_text=words)
    )


def selected(page: Page) -> str:
    """The words that are selected in the text area with the caret."""
    return page.evaluate(
        "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
        "(document.activeElement)"
    )


def correct(page: Page, report: Report, look: Look) -> None:
    finding(page, "末来").get_by_role("link", name="末来").click()
    assert selected(page) == "末来"
    expect(finding(page, "末来")).to_have_attribute("aria-current", "true")
    look(page, "02-jumped")
    finding(page, "末来").get_by_role("button", name="改为“未来”").click()
    expect(finding(page, "末来")).to_have_count(0)
    assert "未来需加强" in text_of(report)
    page.get_by_role("button", name="一次改好").click()
    expect(finding(page, "认真认真")).to_have_count(0)
    expect(page.locator("textarea[name=body]").filter(has_text="强，需努力")).to_be_attached()
    assert "认真围绕业务难题" in text_of(report)


def dismiss_and_restore(page: Page, look: Look) -> None:
    gap = finding(page, "X次")
    gap.get_by_text("无须填写").click()
    look(page, "03-reasons")
    gap.get_by_role("button", name="已核实").click()
    dismissed = page.locator("#check-dismissed")
    dismissed.locator("summary").click()
    expect(dismissed).to_contain_text("林书记：已核实")
    expect(finding(page, "X次")).to_have_count(0)
    look(page, "04-dismissed")
    dismissed.get_by_role("button", name="恢复").click()
    expect(finding(page, "X次")).to_have_count(1)


def submit(page: Page, look: Look) -> None:
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("还有 1 处没有填写")).to_be_visible()
    expect(page.get_by_role("heading", name="确认送审这份报告？")).to_be_in_viewport()
    look(page, "05-what-remains")
    page.get_by_role("button", name="确认送审").click()
    expect(page.get_by_role("alert")).to_contain_text("还有未填写的内容：“X次”。")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    look(page, "06-refused")
    page.get_by_placeholder("无须填写的理由").fill("次数由机关党委统一填写")
    page.get_by_role("button", name="确认送审").click()
    expect(page.locator("h1 + .report-facts .state")).to_have_text("待审")


def review(page: Page, report: Report, look: Look) -> None:
    page.goto(f"/reports/{report.pk}/")
    mark = page.locator(".paper .seen", has_text="X次")
    expect(mark).to_have_attribute(
        "data-note", "“X次”是占位符，请填上实际数字（林书记：次数由机关党委统一填写）"
    )
    assert page.locator(".paper").inner_text().count("X次") == 1
    look(page, "07-review")
    mark.focus()
    assert "占位符" in page.evaluate(
        "(e) => getComputedStyle(e, '::after').content", mark.element_handle()
    )
    page.get_by_role("tab", name="问题与措施").click()
    expect(page.locator(".pairs tbody tr")).to_have_count(2)
    look(page, "08-pairs")
    mark.click()
    item = page.locator("#pane-check .found[aria-current]")
    expect(item).to_contain_text("次数由机关党委统一填写")
    expect(item.get_by_role("link", name="X次")).to_be_focused()


def test_the_secretary_heeds_the_check_and_the_reviewer_sees_the_word(
    bureau: Bureau,
    new_context: Callable[..., BrowserContext],
    look: Look,
    faults: Faults,
    base_url: str,
) -> None:
    faults.allow(r"409 \(Conflict\) .*/do/submit/")  # the gap is not explained at first
    report = bureau.report(text=FAULTY)
    page = window(new_context, bureau.secretary, base_url)
    write_in(page, report)
    expect(finding(page, "X次")).to_be_visible()
    look(page, "01-panel")
    correct(page, report, look)
    dismiss_and_restore(page, look)
    submit(page, look)
    assert list(Dismissal.objects.values_list("reason", flat=True)) == ["次数由机关党委统一填写"]
    review(window(new_context, bureau.reviewer, base_url), report, look)


def test_the_panel_follows_what_is_typed_and_leaves_the_caret_alone(
    bureau: Bureau, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    report = bureau.report(text=FAULTY)
    page = window(new_context, bureau.secretary, base_url)
    write_in(page, report)
    expect(finding(page, "末来")).to_be_visible()
    entry = entry_of(report, "品牌创建进展不快")
    field = page.locator(f"#entry-{entry.pk}-body")
    marks = page.locator(f"#entry-{entry.pk} .check-mark")
    expect(marks).to_have_text(["末来", ","])
    field.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("又已经")
    expect(marks).to_have_text(["末来", ","])  # they have moved along
    page.evaluate(STOPWATCH)
    page.keyboard.type("将杜会放在前面")
    page.evaluate("window.scrollBy(0, 40)")
    place = page.evaluate(AT_REST)
    saved(page)
    expect(finding(page, "杜会")).to_be_visible()
    assert page.evaluate("window.milliseconds") < 500
    assert page.evaluate("document.activeElement.selectionStart") == len("又已经将杜会放在前面")
    assert abs(page.evaluate("scrollY") - place) < 2
    expect(marks).to_have_text(["杜会", "末来", ","])


def test_marks_lie_under_their_words_at_any_width(
    bureau: Bureau, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    long = (
        "谈心谈话少，【某某】同志反映“学得多、用得少”，与先进支部相比还有差距（见附表），末来要改。"
    )
    report = bureau.report(text=FAULTY.replace("品牌特色不鲜明，末来需加强,需努力", long))
    page = window(new_context, bureau.secretary, base_url)
    write_in(page, report)
    entry = entry_of(report, "品牌创建进展不快")
    expect(page.locator(f"#entry-{entry.pk} .check-mark", has_text="末来")).to_be_attached()
    for width in (1440, 700, 360, 1100):
        page.set_viewport_size({"width": width, "height": 900})
        field = page.locator(f"#entry-{entry.pk}-body")
        copy = page.locator(f"#entry-{entry.pk} .check-copy")
        expect(copy).to_have_js_property("offsetWidth", field.evaluate("e => e.offsetWidth"))
        assert field.evaluate("e => e.scrollHeight") == copy.evaluate("e => e.scrollHeight")
        assert copy.evaluate(SHIFTS) == [[0, 0]] * copy.locator("mark").count()
        # A fraction of a pixel turns a line or squeezes its punctuation otherwise.
        assert field.bounding_box() == pytest.approx(copy.bounding_box(), abs=0.05)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_goes_from_finding_to_finding(
    bureau: Bureau, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    page = window(new_context, bureau.secretary, base_url)
    write_in(page, bureau.report(text=FAULTY))
    expect(finding(page, "X次")).to_be_visible()
    seen = []
    for _ in range(page.locator("[data-finding]").count() + 1):
        page.keyboard.press("F8")
        seen.append(selected(page))
    assert seen[0] == seen[-1]  # round once
    planted = ["X次", "末来", ",", "认真认真"]
    assert [words for words in seen[:-1] if words in planted] == planted
    page.keyboard.press("Shift+F8")
    assert selected(page) == seen[-2]
    expect(page.locator("#check-said")).to_contain_text(f"{seen[-2]}：")


def test_a_word_of_the_house_is_kept_and_given_back(
    bureau: Bureau, new_context: Callable[..., BrowserContext], look: Look, base_url: str
) -> None:
    page = window(new_context, bureau.secretary, base_url)
    write_in(page, bureau.report(text=FAULTY))
    finding(page, "末来").locator("summary", has_text="忽略").click()
    finding(page, "末来").get_by_role("button", name="本单位不再提示").click()
    expect(finding(page, "末来")).to_have_count(0)
    page.goto("/terms/")
    expect(page.get_by_role("row", name="末来")).to_contain_text("本单位用语")
    look(page, "09-terms")
    page.get_by_role("button", name="移出“末来”").click()
    expect(page.get_by_text("词库里还没有词语")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_it_can_be_used_on_a_narrow_screen_too(
    width: int,
    bureau: Bureau,
    new_context: Callable[..., BrowserContext],
    look: Look,
    base_url: str,
) -> None:
    report = bureau.report(State.SUBMITTED, text=FAULTY)
    own = make.report(bureau.branch, by=bureau.secretary, text=FAULTY)
    page = window(new_context, bureau.secretary, base_url, width=width)
    write_in(page, own)
    if width < 1000:
        page.get_by_text("体检、批注、写作提示、版面、经过、已删除").click()
    finding(page, "末来").get_by_role("link", name="末来").click()
    assert selected(page) == "末来"
    expect(finding(page, "末来").get_by_role("button", name="改为“未来”")).to_be_in_viewport()
    expect(page.locator(".check-mark", has_text="末来")).to_be_in_viewport()
    page.screenshot(path=f"tests/screenshots/check-{width}-jumped.png", caret="initial")
    for name, address in {
        "review": f"/reports/{report.pk}/",
        "check": f"/reports/{own.pk}/check/",
        "rules": "/check/rules/",
        "terms": "/terms/",
    }.items():
        page.goto(address)
        look(page, f"{width}-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page = window(new_context, bureau.administrator, base_url, width=width)
    page.goto("/check/statistics/")
    look(page, f"{width}-statistics")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
