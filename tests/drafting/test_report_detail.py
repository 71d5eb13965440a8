"""The report page: the words as written, the buttons of one's role, the history."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership, User
from accounts.roles import MemberRole
from drafting.templatetags.paper import contents, paper
from reports import records
from reports.models import Report
from reports.outline.reader import read
from reports.workflow import APPROVE, RETURN, SUBMIT
from tests import make
from tests.people import Bureau


class Blocks(HTMLParser):
    """The text of each block of the paper, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"span", "br"}:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.found and data != "\n":
            self.found[-1] += data


def squeezed(text: str) -> str:
    """The words without the white space between them."""
    return "".join(text.split())


@pytest.mark.parametrize("number", range(5))
def test_the_paper_says_a_real_report_character_for_character(number: int, seeds: Path) -> None:
    text = sorted(seeds.glob("*.txt"))[number].read_text("utf-8")
    blocks = Blocks(paper(read(text))).found
    assert "".join(map(squeezed, blocks)) == squeezed(text)
    assert [block for block in blocks if block != block.strip()] == []
    # What stands on one line of the source stands in one block.
    assert len(blocks) == sum(bool(line.strip()) for line in text.splitlines())


@given(
    st.lists(
        st.sampled_from(
            [
                "一、工作",
                "（一）学习。",
                "1.",
                "一是",
                "<b>&amp;",
                "\n",
                "　",
                " ",
                "正文。",
                "\r\n",
                "第一，",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_the_paper_loses_and_adds_no_character(text: str) -> None:
    assert squeezed("".join(Blocks(paper(read(text))).found)) == squeezed(text)


def test_headings_stand_as_in_the_official_layout() -> None:
    html = paper(
        read("年度工作总结\n一、工作\n（一）学习。一是抓紧。\n（二）落实\n正文 甲乙。\n二、问题\n")
    )
    assert html.split("\n") == [
        '<p class="paper-title">年度工作总结</p>',
        '<h2 id="part-1" class="paper-1">一、工作</h2>',
        '<p><span class="run-in">（一）学习。</span>一是抓紧。</p>',
        '<h3 class="paper-2">（二）落实</h3>',
        "<p>正文 甲乙。</p>",
        '<h2 id="part-2" class="paper-1">二、问题</h2>',
    ]


def test_the_contents_lead_to_the_parts() -> None:
    outline = read("开头的话。\n一、工作\n正文。\n二、问题\n正文。\n")
    assert contents(outline) == [("part-2", "一、工作"), ("part-3", "二、问题")]
    assert re.findall(r'id="([^"]+)"', paper(outline)) == ["part-2", "part-3"]


def page(client: Client, person: User, report: Report) -> str:
    """The report page as this person sees it."""
    client.force_login(person)
    return client.get(reverse("report_detail", args=[report.pk])).content.decode()


BUTTON = re.compile(r'<button type="submit" class="btn [^"]+" formaction="[^"]+/do/(\w+)/"')


@pytest.mark.parametrize(
    ("who", "state", "buttons"),
    [
        ("secretary", "draft", ["submit"]),
        ("secretary", "submitted", ["withdraw"]),
        ("secretary", "approved", []),
        ("reviewer", "draft", []),
        ("reviewer", "submitted", ["return", "approve"]),
        ("administrator", "submitted", []),
        ("administrator", "approved", ["archive", "reopen", "recall"]),
        ("administrator", "archived", ["reopen"]),
    ],
)
def test_the_buttons_are_those_of_the_role_in_the_present_state(
    who: str, state: str, buttons: list[str], bureau: Bureau, client: Client
) -> None:
    body = page(client, getattr(bureau, who), bureau.report(state))
    assert BUTTON.findall(body) == buttons
    assert 'id="decision"' in body if buttons else 'id="decision"' not in body


def test_who_may_not_decide_on_this_report_reads_why(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    Membership.objects.create(
        user=bureau.secretary, organization=bureau.committee, role=MemberRole.REVIEWER
    )
    body = page(client, bureau.secretary, report)
    assert BUTTON.findall(body) == ["withdraw"]
    assert body.count("不能审核自己起草的报告。") == 1


@pytest.mark.parametrize(
    ("who", "state", "may"),
    [
        ("secretary", "draft", True),
        ("secretary", "returned", True),
        ("secretary", "submitted", False),
        ("reviewer", "draft", False),
    ],
)
def test_the_way_to_the_editor_is_there_for_who_may_write(
    who: str, state: str, may: bool, bureau: Bureau, client: Client
) -> None:
    report = bureau.report(state)
    body = page(client, getattr(bureau, who), report)
    assert (f'href="{reverse("editor", args=[report.pk])}"' in body) is may


def test_the_secretary_of_a_returned_report_reads_why_at_once(
    bureau: Bureau, client: Client
) -> None:
    report = bureau.report("submitted")
    make.perform(RETURN, report, by=bureau.reviewer, opinion="次数与台账不符。")
    body = page(client, bureau.secretary, report)
    opinion = body[body.index("opinion-to-answer") : body.index("review-tabs")]
    assert "沈审核退回的意见" in opinion
    assert "次数与台账不符。" in opinion
    strongest = re.findall(
        r'class="btn btn-primary" (?:href|formaction)[^>]*>(?:<svg.*?</svg>)?\s*(\w+)',
        body,
        re.DOTALL,
    )
    assert strongest == ["修改"]
    assert BUTTON.findall(body) == ["submit"]
    assert "opinion-to-answer" not in page(client, bureau.reviewer, report)
    make.perform(SUBMIT, report, by=bureau.secretary)
    assert "opinion-to-answer" not in page(client, bureau.secretary, report)


def test_who_asks_for_an_opinion_gets_a_box_and_others_none(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    assert '<textarea name="opinion"' in page(client, bureau.reviewer, report)
    assert '<textarea name="opinion"' not in page(client, bureau.secretary, report)


@pytest.mark.parametrize(("state", "is_final"), [("submitted", False), ("approved", True)])
def test_the_page_says_that_a_report_is_not_yet_approved(
    state: str, is_final: bool, bureau: Bureau, client: Client
) -> None:
    report = bureau.report(state)
    body = page(client, bureau.secretary, report)
    word = reverse("report_word", args=[report.pk])
    assert ("尚未审核通过" not in body) is is_final
    assert f'href="{word}"' in body
    assert f'href="{word}?renumbered=1"' in body


def test_the_history_tells_who_did_what_newest_first(bureau: Bureau, client: Client) -> None:
    assignment = make.assignment(
        bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=(None, None)
    )
    report = make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    make.perform(SUBMIT, report, by=bureau.secretary)
    colleague = make.member(bureau.committee, MemberRole.REVIEWER, full_name="沈初审")
    make.perform(APPROVE, report, by=colleague)
    make.perform(RETURN, report, by=bureau.reviewer, opinion="补充<数据>\n再送")
    body = page(client, bureau.secretary, report)
    history = body[body.index('class="timeline"') :]
    told = [squeezed(re.sub(r"<[^>]+>", "", event)) for event in history.split("<li class=")[1:]]
    said = [
        "沈审核第2级退回第4稿",
        "沈初审第1级通过第3稿",
        "林书记送审第2稿与上一稿比较",
        "林书记新建第1稿",
    ]
    assert [words.split(">")[1].split("20")[0] for words in told] == said
    assert "补充&lt;数据&gt;<br>再送" in history
    assert f'href="{reverse("revision", args=[report.pk, 4])}"' in history


def test_a_reviewer_is_led_to_another_that_waits(bureau: Bureau, client: Client) -> None:
    report, other = bureau.report("submitted"), bureau.report("submitted")
    body = page(client, bureau.reviewer, report)
    assert f'href="{reverse("report_detail", args=[other.pk])}"' in body
    assert "看另一份待审" not in page(client, bureau.secretary, report)


def test_the_page_shows_the_words_of_now(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    records.write_outline(report, read("新的标题总结\n一、新的部分\n全新的话。\n"))
    body = page(client, bureau.secretary, report)
    assert ">全新的话。</span></p>" in body
    assert "<h1>新的标题总结</h1>" in body


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize(
    ("who", "queries"), [("secretary", 18), ("reviewer", 28), ("administrator", 18)]
)
def test_a_long_report_costs_no_more_queries_than_a_short_one(
    *,
    who: str,
    queries: int,
    size: int,
    bureau: Bureau,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    text = "".join(f"{number}、工作\n（一）学习。正文。\n" for number in "一二三"[:size] * size)
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    report = make.report(bureau.branch, by=bureau.secretary, text=text, assignment=assignment)
    for _ in range(min(size, 4)):
        make.perform(SUBMIT, report, by=bureau.secretary)
        make.perform(RETURN, report, by=bureau.reviewer)
    make.perform(SUBMIT, report, by=bureau.secretary)
    client.force_login(getattr(bureau, who))
    with django_assert_num_queries(queries):
        client.get(reverse("report_detail", args=[report.pk]))
