"""Comparing versions of a report, and bringing a passage back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from drafting.comparison.comparing import compared
from reports import records
from reports.models import Report
from reports.outline.reader import read
from reports.outline.writer import write
from reports.workflow import SUBMIT
from tests import make
from tests.people import Bureau

OPENING = "一年来，支部认真学习，成效明显。"
STUDY = "（一）学习扎实。全年集中学习12次，党员撰写心得体会30篇。\n"
SERVE = "（二）服务到位。组织党员到社区报到，认领微心愿26个。\n"


def shown(before: str, after: str, *, figures: bool = False) -> list[str]:
    """Both versions in one column, a line a passage: `+` new, `-` taken out, `>` moved."""
    told = []
    for row in compared(
        *(records.content_from(read(text)) for text in (before, after)), figures=figures
    ).rows:
        sign = "+" if row.old is None else "-" if row.new is None else ">" if row.is_moved else ""
        told.append(sign + "".join(line.both for line in row.lines))
    return told


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"{OPENING}\n", f"\n{OPENING}\n", [OPENING]),
        (
            "一、工作\n" + STUDY,
            "一、工作\n" + STUDY.replace("12次", "15次"),
            ["工作", "学习扎实。全年集中学习<del>12</del><ins>15</ins>次，党员撰写心得体会30篇。"],
        ),
        (
            "一、工作\n" + STUDY + SERVE,
            "一、工作\n" + SERVE.replace("二", "一") + STUDY.replace("一", "二"),
            [
                "工作",
                ">服务到位。组织党员到社区报到，认领微心愿26个。",
                "学习扎实。全年集中学习12次，党员撰写心得体会30篇。",
            ],
        ),
        (
            "一、工作\n" + STUDY,
            "一、工作\n" + STUDY + SERVE,
            [
                "工作",
                "学习扎实。全年集中学习12次，党员撰写心得体会30篇。",
                "+<ins>服务到位。组织党员到社区报到，认领微心愿26个。</ins>",
            ],
        ),
        ("<b>&\n", "<b>&\n", ["&lt;b&gt;&amp;"]),
    ],
    ids=["blank lines", "a figure", "moved and renumbered", "added", "marks of HTML"],
)
def test_passages_and_words(before: str, after: str, expected: list[str]) -> None:
    assert shown(before, after) == expected


def test_figures_that_stayed_since_last_year_are_marked() -> None:
    told = shown("2025年学习12次，走访30户。\n", "2026年学习12次，走访36户。\n", figures=True)
    assert re.findall(r'<b class="kept-figure">(.*?)</b>', told[0]) == ["12次"]


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A report that was returned, changed in one figure and sent again."""
    report = bureau.report("returned")
    records.write_outline(report, read(make.TEXT.replace("党员大会4次", "党员大会5次")))
    report.refresh_from_db()
    return make.perform(SUBMIT, report, by=bureau.secretary)


def test_a_reviewer_sees_what_a_return_has_led_to(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    for address in (
        reverse("revision_changes", args=[report.pk, 4]),
        reverse("compare", args=[report.pk]),
    ):
        body = client.get(address).content.decode()
        assert "党员大会<del>4</del>次" in body
        assert "党员大会<ins>5</ins>次" in body
        assert body.count("<del>") == 1
        assert '改动 <strong class="figures">1</strong> 段' in body


def test_the_choice_is_answered_without_the_page_around_it(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    data = {"of": "4", "against": "1", "view": "inline"}
    answer = client.get(reverse("compare", args=[report.pk]), data, headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert body.strip().startswith('<section id="comparison"')
    assert "党员大会<del>4</del><ins>5</ins>次" in body


def test_the_same_words_are_said_to_be_the_same(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    body = client.get(reverse("revision_changes", args=[report.pk, 2])).content.decode()
    assert "文字相同。" in body


def test_the_first_has_nothing_to_be_compared_with(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    assert client.get(reverse("revision_changes", args=[report.pk, 1])).status_code == 404
    body = client.get(reverse("compare", args=[report.pk]), {"of": "1"}).content.decode()
    assert "还没有可以比较的稿" in body


def test_last_years_report_and_another_branchs(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    last = make.report(
        bureau.branch,
        by=bureau.secretary,
        text=make.TEXT.replace("4次", "3次"),
        year=report.year - 1,
    )
    make.perform(SUBMIT, last, by=bureau.secretary)
    other = make.report(bureau.sister, by=bureau.sister_secretary, text="一、别的工作\n很不同。\n")
    address = reverse("compare", args=[report.pk])
    client.force_login(bureau.secretary)
    body = client.get(address, {"against": "last-year"}).content.decode()
    assert "党员大会<del>3</del>次" in body
    assert "处数字或年份与上年完全相同" in body
    assert f'value="report-{other.pk}"' not in body
    hidden = client.get(address, {"against": f"report-{other.pk}"}).content.decode()
    assert "很不同" not in hidden
    assert last.headline in body


def test_no_other_version_stands_in_for_last_years_report(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    address = reverse("compare", args=[report.pk])
    body = client.get(address, {"against": "last-year"}).content.decode()
    assert f"{bureau.branch}没有上年的同类报告可以比较。" in body
    assert "不在可用的选项中" not in body
    assert "<ins>" not in body


def test_a_stale_choice_is_answered_in_words(
    report: Report, bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    stale = {"of": "r-97", "against": "report-98", "view": "v-99"}
    body = client.get(reverse("compare", args=[report.pk]), stale).content.decode()
    assert body.count("请从列表里另选一稿。") == 2
    assert "请从列表里选一种显示方式。" in body
    assert not [value for value in stale.values() if value in body]


def test_a_passage_comes_back_where_it_was(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    whole = records.content_of(report)
    content = records.content_of(report)
    content["sections"][1]["entries"].pop(0)
    content["title"] = "改过的标题\n"
    records.write_content(report, content)
    client.force_login(bureau.secretary)
    page = client.get(reverse("compare", args=[report.pk]), {"against": "1"}).content.decode()
    assert 'value="entry:1:0"' in page
    answer = client.post(
        reverse("passage_restore", args=[report.pk, 1]),
        {"place": "entry:1:0", "seen_version": report.version},
    )
    assert answer.url == reverse("editor", args=[report.pk])
    assert records.content_of(report)["sections"] == whole["sections"]
    assert records.content_of(report)["title"] == "改过的标题\n"
    assert report.events.last().get_kind_display() == "恢复旧稿"
    assert records.content_of(report) == report.revisions.last().content


@pytest.mark.parametrize(
    ("take", "place"),
    [
        (lambda content: content.update(title=""), "head:title"),
        (lambda content: content["sections"].pop(2), "section:2"),
        (lambda content: content["sections"][1].update(heading="别的"), "section:1"),
        (lambda content: content["sections"][2]["entries"].pop(1), "entry:2:1"),
        (lambda content: content["sections"][1]["entries"][0].update(body="改了。\n"), "entry:1:0"),
        (lambda content: content["sections"].clear(), "entry:1:0"),
    ],
    ids=["title", "section gone", "heading", "entry gone", "entry changed", "everything gone"],
)
def test_any_passage_can_be_restored(take: object, place: str, bureau: Bureau) -> None:
    from reports import restoring

    report = bureau.report()
    earlier = records.content_of(report)
    now = records.content_of(report)
    take(now)  # type: ignore[operator]
    assert now != earlier
    restored = restoring.with_passage(now, earlier, place)
    found = {p.place: p.words for p in restoring.passages_of(earlier)}[place]
    assert found in write(records.outline_of(restored))


def test_a_report_that_has_changed_meanwhile_is_left_alone(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    client.force_login(bureau.secretary)
    answer = client.post(
        reverse("passage_restore", args=[report.pk, 1]),
        {"place": "head:title", "seen_version": report.version - 1},
    )
    assert answer.status_code == 409
    assert "报告在您打开之后又有改动" in answer.content.decode()
    gone = {"place": "entry:9:9", "seen_version": report.version}
    assert client.post(reverse("passage_restore", args=[report.pk, 1]), gone).status_code == 409


@pytest.mark.parametrize("size", [1, 20])
def test_a_long_one_costs_no_more_queries(
    size: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = bureau.report("submitted", text="一、工作\n（一）学习。正文。\n" * size)
    client.force_login(bureau.secretary)
    with django_assert_num_queries(13):
        client.get(reverse("compare", args=[report.pk]))
