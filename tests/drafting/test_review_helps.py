"""What stands beside a decision: comments for an opinion, kept opinions, points, notes."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from drafting.deciding import branch_notes
from drafting.deciding.review_points import install
from drafting.models import ReviewNote, ReviewPoint, StandardOpinion
from reports.models import Report
from tests.drafting.test_comments import comment_on
from tests.people import Bureau


def decide(client: Client, report: Report, kind: str, **data: object) -> str:
    """The page that follows a press."""
    report.refresh_from_db()
    given = {"seen_version": report.version, "opinion": ""} | data
    answer = client.post(reverse("transition", args=[report.pk, kind]), given)
    return answer.content.decode()


def test_an_open_comment_stands_for_an_opinion(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    assert "请写明退回的理由。" in decide(client, report, "return")
    comment_on(report, "12次", bureau.secretary, text="这是我们自己的说明。")
    assert "请写明退回的理由。" in decide(client, report, "return")
    comment_on(report, "12次", bureau.reviewer, text="请核对<次数>。", suggestion="14次")
    page = decide(client, report, "return")
    assert "支部书记将看到：" in page
    assert "待处理的批注 2 条" in page
    assert "请核对&lt;次数&gt;。" in page
    decide(client, report, "return", confirmed="1")
    report.refresh_from_db()
    assert (report.state, report.events.last().opinion) == ("returned", "")


def test_open_comments_are_recalled_before_an_approval(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    assert "批注没有处理" not in decide(client, report, "approve")
    comment_on(report, "12次", bureau.reviewer, text="请核对。")
    assert "还有 1 条批注没有处理。要支部改的，请退回。" in decide(client, report, "approve")


def test_the_points_that_were_ticked_stay_with_the_decision(bureau: Bureau, client: Client) -> None:
    report = bureau.report("submitted")
    client.force_login(bureau.reviewer)
    first, second = ReviewPoint.objects.all()[:2]
    page = decide(client, report, "approve", points=[first.pk, second.pk])
    assert page.count('<input type="hidden" name="points"') == 2
    decide(client, report, "approve", points=[first.pk, second.pk], confirmed="1")
    event = report.events.last()
    assert event.data["points"] == [first.label, second.label]
    address = reverse("report_detail", args=[report.pk])
    assert f"已核对：{first.label}、{second.label}" in client.get(address).content.decode()


def test_administrators_keep_the_points(bureau: Bureau) -> None:
    ReviewPoint.objects.filter(label="文种格式").update(detail="本单位另有规定。")
    ReviewPoint.objects.filter(label="段落顺序、引文").delete()
    assert install(ReviewPoint) == ["段落顺序、引文"]
    assert ReviewPoint.objects.get(label="文种格式").detail == "本单位另有规定。"
    assert all(point.source for point in ReviewPoint.objects.all())


class TestOpinions:
    """Kept, changed, removed; only the own ones."""

    def test_kept_and_offered(self, bureau: Bureau, client: Client) -> None:
        client.force_login(bureau.reviewer)
        address = reverse("opinions")
        for _ in range(2):
            client.post(address, {"text": "请补充“具体”数据。"})
        kept = StandardOpinion.objects.get()
        report = bureau.report("submitted")
        page = client.get(reverse("report_detail", args=[report.pk])).content.decode()
        assert 'data-inserts="请补充“具体”数据。"' in page
        client.post(address, {"text": "请补充数据。", "edited": kept.pk})
        assert StandardOpinion.objects.get().text == "请补充数据。"
        client.force_login(bureau.other_reviewer)
        assert client.post(address, {"remove": kept.pk}).status_code == 404
        client.force_login(bureau.reviewer)
        client.post(address, {"remove": kept.pk})
        assert not StandardOpinion.objects.exists()

    @pytest.mark.parametrize(("words", "status"), [("写得好。", 200), ("", 422), ("长" * 501, 422)])
    def test_kept_from_the_desk(
        self, words: str, status: int, bureau: Bureau, client: Client
    ) -> None:
        client.force_login(bureau.reviewer)
        data = {"keep": "1", "opinion": words}
        answer = client.post(reverse("opinions"), data, headers={"HX-Request": "true"})
        assert answer.status_code == status
        assert StandardOpinion.objects.count() == (status == 200)

    def test_changing_one_into_another_leaves_one(self, bureau: Bureau, client: Client) -> None:
        own = [StandardOpinion.objects.create(user=bureau.reviewer, text=text) for text in "甲乙"]
        client.force_login(bureau.reviewer)
        client.post(reverse("opinions"), {"text": "乙", "edited": own[0].pk})
        assert [opinion.text for opinion in StandardOpinion.objects.all()] == ["乙"]


class TestNotes:
    """One page a branch and year."""

    def test_noted_while_reviewing(self, bureau: Bureau, client: Client) -> None:
        report = bureau.report("submitted")
        client.force_login(bureau.reviewer)
        address = reverse("review_notes", args=[bureau.branch.pk, 2026])
        said = {
            "kind": "strength",
            "text": "学习扎实<有>特色",
            "report": report.pk,
            "ticket": uuid4(),
        }
        for _ in range(2):
            box = client.post(address, said, headers={"HX-Request": "true"}).content.decode()
        note = ReviewNote.objects.get()
        assert (note.report, note.author) == (report, bureau.reviewer)
        assert "学习扎实&lt;有&gt;特色" in box
        assert "学习扎实&lt;有&gt;特色" in client.get(address).content.decode()

    def test_only_the_own_notes_are_changed(self, bureau: Bureau, client: Client) -> None:
        note = branch_notes.note_down(
            bureau.branch, 2026, by=bureau.administrator, kind="problem", text="材料迟"
        )
        client.force_login(bureau.reviewer)
        address = reverse("review_notes", args=[bureau.branch.pk, 2026])
        for data in ({"remove": note.pk}, {"edited": note.pk, "text": "改"}):
            assert client.post(address, data).status_code == 404
        note.author = bureau.reviewer
        note.save()
        client.post(address, {"edited": note.pk, "text": "材料偏迟"})
        note.refresh_from_db()
        assert note.text == "材料偏迟"

    def test_as_a_document(self, bureau: Bureau, client: Client) -> None:
        for kind, text in (
            ("advice", "建强品牌"),
            ("strength", "学习扎实"),
            ("strength", "服务\n好"),
        ):
            branch_notes.note_down(bureau.branch, 2026, by=bureau.reviewer, kind=kind, text=text)
        client.force_login(bureau.reviewer)
        answer = client.get(reverse("review_notes_word", args=[bureau.branch.pk, 2026]))
        document = Document(BytesIO(b"".join(answer.streaming_content)))
        assert [p.text for p in document.paragraphs if p.text] == [
            "生态修复科党支部2026年度点评记录",
            "一、亮点",
            "1.学习扎实",
            "2.服务 好",
            "二、建议",
            "1.建强品牌",
        ]

    def test_no_year_that_has_not_begun_is_offered(self, bureau: Bureau, client: Client) -> None:
        client.force_login(bureau.reviewer)
        this_year = timezone.localdate().year

        def address(year: int) -> str:
            return reverse("review_notes", args=[bureau.branch.pk, year])

        page = client.get(address(this_year)).content.decode()
        assert address(this_year - 1) in page
        assert address(this_year + 1) not in page
        assert address(this_year) in client.get(address(this_year - 1)).content.decode()

    @pytest.mark.parametrize("year", [1900, 2999])
    def test_of_no_such_year_there_is_none(self, year: int, bureau: Bureau, client: Client) -> None:
        client.force_login(bureau.reviewer)
        address = reverse("review_notes", args=[bureau.branch.pk, year])
        assert client.get(address).status_code == 404
