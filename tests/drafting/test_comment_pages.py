"""The panel 批注, the marks on the paper, and what comes back from a press."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django.fixtures import DjangoAssertNumQueries

from drafting.checking.findings import panel_of
from drafting.models import Comment
from drafting.talking import comments
from drafting.talking.talk import talk_of
from drafting.templatetags.paper import paper
from reports import records
from reports.models import Report
from reports.outline.writer import write
from tests.drafting.test_comments import comment_on
from tests.drafting.test_paper import Reader
from tests.people import Bureau

SCRIPT = {"HX-Request": "true"}
HOSTILE = '总结<b>&amp;"\n一、工作\n（一）学习。<script>alert(1)</script>全年学习12次&lt;。\n'


def test_marks_say_the_source_and_nothing_else(bureau: Bureau) -> None:
    report = bureau.report("submitted", HOSTILE)
    for words in (
        "<script>alert(1)",
        "alert(1)</script>全年",
        "12次&lt;",
        "（一）学习。<scr",
        "b>&amp",
    ):
        comment_on(report, words, bureau.reviewer, text="<i>看</i>")
    panel = panel_of(report)
    remarks = talk_of(report, bureau.reviewer, panel.text).open
    html = paper(panel.text.outline, panel, remarks)
    read = Reader(html)
    assert read.words == Reader(paper(panel.text.outline)).words
    assert "<script" not in html
    assert len(read.ids) == len(set(read.ids))
    assert {f"said-{each.key}" for each in remarks} <= set(read.ids)


def test_stretches_say_where_they_stand(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    text = write(records.to_outline(report))
    html = paper(panel_of(report).text.outline, None, [])
    for piece in html.split('data-at="')[1:]:
        offset, _, rest = piece.partition('">')
        words = Reader(f"<span>{rest.rpartition('</span>')[0]}</span>").words.partition("\n")[0]
        assert text.startswith(words[:4], int(offset))


def post(client: Client, name: str, pk: int, **data: object) -> tuple[int, str]:
    answer = client.post(reverse(name, args=[pk]), data, headers=SCRIPT)
    return answer.status_code, answer.content.decode()


def test_words_that_are_selected_are_commented_on(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    start = write(records.to_outline(report)).index("全年学习12次")
    client.force_login(bureau.reviewer)
    said = {"start": start, "end": start + 7, "quote": "全年学习12次", "text": "核对", "desk": "1"}
    status, html = post(client, "comment_add", report.pk, **said)
    comment = report.comments.get()
    assert status == 200
    assert f'id="comment-{comment.pk}"' in html
    assert f'id="said-comment-{comment.pk}"' in html  # the paper came along
    assert 'data-words="已写下批注。"' in html
    status, html = post(client, "comment_add", report.pk, **said | {"quote": "别的文字有七"})
    assert (status, report.comments.count()) == (409, 1)
    assert "您选的文字已经改动" in html


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        ("secretary", "returned", ["accept", "decline", "resolve", "answer", "add"]),
        ("secretary", "submitted", ["resolve", "answer", "add"]),
        ("reviewer", "returned", ["resolve", "answer", "add"]),
        ("administrator", "returned", []),
        ("reviewer", "approved", []),
    ],
)
def test_everybody_is_offered_what_they_may_do(
    who: str, state: str, offered: list[str], bureau: Bureau, client: Client
) -> None:
    report = bureau.report("submitted")
    comment_on(report, "12次", bureau.reviewer, suggestion="14次")
    if state != "submitted":
        Report.objects.filter(pk=report.pk).update(state=state, level=0)
    client.force_login(getattr(bureau, who))
    body = client.get(reverse("comments", args=[report.pk])).content.decode()
    comment = report.comments.get()
    there = {
        name: reverse(f"comment_{name}", args=[report.pk if name == "add" else comment.pk])
        for name in ("accept", "decline", "resolve", "answer", "add")
    }
    assert [name for name, address in there.items() if f'action="{address}"' in body] == offered


def test_a_suggestion_is_taken_in_the_editor(bureau: Bureau, client: Client) -> None:
    report = bureau.report("returned")
    comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次")
    client.force_login(bureau.secretary)
    status, html = post(client, "comment_accept", comment.pk)
    assert status == 200
    assert "学习14次" in html  # the sheet
    assert 'data-words="已采纳，改为“14次”。"' in html
    gone = comment_on(report, "14次", bureau.reviewer, suggestion="15次")
    Comment.objects.filter(pk=gone.pk).update(quote="没有的", length=3, home="没有的")
    status, html = post(client, "comment_accept", gone.pk)
    assert status == 409
    assert "不能直接采纳" in html


def test_words_that_are_gone_are_shown_as_they_were(bureau: Bureau, client: Client) -> None:
    report = bureau.report("returned")
    comment = comment_on(report, "打造支部品牌", bureau.reviewer)
    changed = {"quote": "早已删去的一句话", "home": "早已删去的一句话", "length": 8, "start": 0}
    Comment.objects.filter(pk=comment.pk).update(**changed)
    client.force_login(bureau.secretary)
    body = client.get(reverse("comments", args=[report.pk])).content.decode()
    assert '<span class="tag">原文已改</span> <del>早已删去的一句话</del>' in body


@pytest.mark.parametrize("number", [1, 3])
def test_the_panel_takes_the_same_queries_however_much_was_said(
    number: int, bureau: Bureau, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = bureau.report("returned")
    for _ in range(number):
        comment = comment_on(report, "12次", bureau.reviewer)
        comments.answer(comment.pk, by=bureau.secretary, text="好。")
    client.force_login(bureau.secretary)
    with django_assert_num_queries(9):
        client.get(reverse("comments", args=[report.pk]), headers=SCRIPT)


def test_comments_go_along_into_word(bureau: Bureau, client: Client) -> None:
    report = bureau.report("returned")
    comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次", text="按台账")
    comments.answer(comment.pk, by=bureau.secretary, text="已核。")
    client.force_login(bureau.reviewer)
    answer = client.get(reverse("report_remarks", args=[report.pk]))
    [said] = Document(BytesIO(b"".join(answer.streaming_content))).comments
    assert said.author == "沈审核"
    assert said.text.startswith("按台账\n建议改为：14次\n林书记（")
    assert said.text.endswith("已核。")
