"""What reviewers and the branch say about words, and that it stays with the words."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import User
from drafting.locating import stored_text
from drafting.models import Comment, CommentState
from drafting.talking import comments, conversations, quoting
from drafting.talking.comments import CannotComment, Selection
from drafting.talking.quoting import Placed
from drafting.talking.talk import talk_of
from reports import editing, records, starting
from reports.editing import Save
from reports.models import Entry, Notification, Report
from reports.outline.writer import write
from reports.workflow import APPROVE, RETURN, SUBMIT
from tests import make, people
from tests.people import Bureau

WORDS = "全年学习12次"
NOTHING = Save(0)


def select(report: Report, words: str) -> Selection:
    """`words` as somebody selects them on the paper."""
    text = write(records.to_outline(report))
    return Selection(text.index(words), text.index(words) + len(words), words)


def comment_on(report: Report, words: str, by: User, **fields: object) -> Comment:
    """A comment on `words`."""
    said = {"text": "请核对次数。"} | fields
    return comments.add(report.pk, by=by, selection=select(report, words), **said)


def place_of(comment: Comment) -> Placed:
    """Where its words are now, everything read anew."""
    comment = Comment.objects.select_related("report").get(pk=comment.pk)
    return quoting.placed(comment, stored_text(comment.report))


def entry_of(report: Report, heading: str) -> Entry:
    return Entry.objects.live().get(section__report=report, heading__startswith=heading)


@pytest.fixture
def report(bureau: Bureau) -> Report:
    """A report that was sent back, so that the branch can write."""
    return bureau.report("returned")


def test_a_comment_keeps_its_words_and_where_they_stand(report: Report, bureau: Bureau) -> None:
    comment = comment_on(report, WORDS, bureau.reviewer)
    assert (comment.quote, comment.field) == (WORDS, "body")
    assert comment.entry == entry_of(report, "强化理论武装")
    assert comment.entry.body[comment.offset :].startswith(WORDS)
    assert [spot.words for spot in place_of(comment).spots] == [WORDS]


@pytest.mark.parametrize(
    ("who", "state", "words"),
    [
        ("reviewer", "submitted", None),
        ("reviewer", "draft", None),
        ("secretary", "submitted", None),
        ("administrator", "submitted", "只有本支部和上级的审核人可以批注。"),
        ("reviewer", "approved", "报告已通过，不能再批注。"),
    ],
)
def test_who_may_comment_when(who: str, state: str, words: str | None, bureau: Bureau) -> None:
    report = bureau.report(state)
    if words is None:
        assert comments.add(report.pk, by=getattr(bureau, who), text="请补充。").pk
        return
    with pytest.raises(PermissionDenied, match=words):
        comments.add(report.pk, by=getattr(bureau, who), text="请补充。")


@pytest.mark.parametrize("who", ["sister_secretary", "other_reviewer", "nobody"])
def test_strangers_find_nothing_to_comment_on(who: str, report: Report, bureau: Bureau) -> None:
    with pytest.raises(Report.DoesNotExist):
        comments.add(report.pk, by=getattr(bureau, who), text="请补充。")
    comment = comment_on(report, WORDS, bureau.reviewer)
    with pytest.raises(Comment.DoesNotExist):
        comments.answer(comment.pk, by=getattr(bureau, who), text="好。")


def test_a_comment_that_says_nothing_or_points_at_nothing_is_refused(
    report: Report, bureau: Bureau
) -> None:
    with pytest.raises(CannotComment, match="请写下批注的内容"):
        comment_on(report, WORDS, bureau.reviewer, text=" ")
    wrong = Selection(0, 6, "没有的文字啊")
    with pytest.raises(CannotComment, match="已经改动，请刷新"):
        comments.add(report.pk, by=bureau.reviewer, text="看", selection=wrong)
    wide = select(report, "强化理论武装。一是抓实集中")
    with pytest.raises(CannotComment, match="跨了标题或条目"):
        comments.add(report.pk, by=bureau.reviewer, text="", selection=wide, suggestion="改")
    assert not report.comments.exists()


def test_a_form_that_is_sent_twice_makes_one_comment(report: Report, bureau: Bureau) -> None:
    ticket = uuid4()
    made = {comment_on(report, WORDS, bureau.reviewer, ticket=ticket).pk for _ in range(2)}
    answers = {
        comments.answer(made.copy().pop(), by=bureau.secretary, text="已核对。", ticket=again).pk
        for again in [uuid4()] * 2
    }
    assert (len(made), len(answers)) == (1, 1)


class TestThroughEdits:
    """Comments hold on to their words."""

    def test_written_around(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer)
        entry = entry_of(report, "强化理论武装")
        body = "加写一句。" + entry.body
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(entry.wording), body=body)
        assert place_of(comment).words == WORDS

    def test_changed(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer)
        entry = entry_of(report, "强化理论武装")
        body = entry.body.replace("12次", "15次")
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(entry.wording), body=body)
        placed = place_of(comment)
        assert (placed.words, placed.is_changed, placed.is_gone) == ("全年学习15次", True, False)

    def test_split_and_moved(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "专题研讨4次", bureau.reviewer)
        entry = entry_of(report, "强化理论武装")
        before, after = entry.body.split("二是")
        arrangement = Report.objects.get(pk=report.pk).arrangement
        new = editing.split_entry(
            entry.pk,
            by=bureau.secretary,
            arrangement=arrangement,
            save=Save(entry.wording),
            before=before,
            after="二是" + after,
        )
        target = entry_of(report, "推动学用结合").section_id
        arrangement = Report.objects.get(pk=report.pk).arrangement
        editing.move_entry(
            new.pk, by=bureau.secretary, arrangement=arrangement, section_pk=target, to=0
        )
        placed = place_of(comment)
        assert placed.words == "专题研讨4次"
        assert placed.spots[0].block == f"entry-{new.pk}"

    def test_merged(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "召开党员大会4次", bureau.reviewer)
        first = entry_of(report, "强化理论武装")
        arrangement = Report.objects.get(pk=report.pk).arrangement
        editing.merge_with_next(first.pk, by=bureau.secretary, arrangement=arrangement)
        placed = place_of(comment)
        assert (placed.words, placed.spots[0].block) == ("召开党员大会4次", f"entry-{first.pk}")

    def test_renumbered_and_restored(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer)
        report.refresh_from_db()
        by = bureau.secretary
        editing.renumber_all(report.pk, by=by, arrangement=report.arrangement)
        report.refresh_from_db()
        starting.restore(report.revisions.first(), by=by, seen_version=report.version)
        assert Comment.objects.get(pk=comment.pk).entry is None
        assert place_of(comment).words == WORDS

    def test_followed_over_several_rounds(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer)
        entry = entry_of(report, "强化理论武装")
        for words in ("全年集中学习12次", "全年共集中学习十二次", "去年共集中研学十二回"):
            entry.refresh_from_db()
            body = f"一是抓实集中学习，{words}。二是开展专题研讨4次。"
            editing.save_entry(entry.pk, by=bureau.secretary, save=Save(entry.wording), body=body)
            comments.follow(Report.objects.get(pk=report.pk))
        placed = place_of(comment)
        assert placed.words in "去年共集中研学十二回"
        assert placed.comment.quote == WORDS

    def test_gone(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer)
        entry = entry_of(report, "强化理论武装")
        editing.save_entry(
            entry.pk, by=bureau.secretary, save=Save(entry.wording), body="另起炉灶，重新写过。"
        )
        placed = place_of(comment)
        assert placed.is_gone
        assert placed.comment.quote == WORDS


class TestSuggestions:
    """A suggestion is taken by a click, or declined with a word."""

    def test_accepted(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次", text="")
        done = comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)
        assert done.state == CommentState.ACCEPTED
        assert "全年学习14次" in entry_of(report, "强化理论武装").body
        comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)  # the second click
        assert comment.replies.count() == 1

    def test_accepted_in_another_place(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "12次", bureau.reviewer, suggestion="", text="重复，删去")
        entry = entry_of(report, "强化理论武装")
        body = "新的开头。" + entry.body
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(entry.wording), body=body)
        comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)
        assert "全年学习。" in entry_of(report, "强化理论武装").body

    def test_refused_when_the_words_have_changed(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, WORDS, bureau.reviewer, suggestion="学习14次")
        entry = entry_of(report, "强化理论武装")
        body = entry.body.replace("12次", "13次")
        editing.save_entry(entry.pk, by=bureau.secretary, save=Save(entry.wording), body=body)
        with pytest.raises(CannotComment, match="不能直接采纳"):
            comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)
        assert entry_of(report, "强化理论武装").body == body
        assert Comment.objects.get(pk=comment.pk).is_open

    def test_declined_with_a_word(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次")
        with pytest.raises(CannotComment, match="写一句理由"):
            comments.decline(comment.pk, by=bureau.secretary, text="")
        comments.decline(comment.pk, by=bureau.secretary, text="台账为12次。")
        with pytest.raises(CannotComment, match="未采纳，不能再采纳"):
            comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)
        assert comment.replies.get().text == "台账为12次。"

    def test_only_the_branch_takes_them(self, report: Report, bureau: Bureau) -> None:
        comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次")
        for act in (
            lambda: comments.accept(comment.pk, by=bureau.reviewer, save=NOTHING),
            lambda: comments.decline(comment.pk, by=bureau.reviewer, text="不改"),
        ):
            with pytest.raises(PermissionDenied):
                act()

    def test_not_while_the_report_is_under_review(self, bureau: Bureau) -> None:
        report = bureau.report("submitted")
        comment = comment_on(report, "12次", bureau.reviewer, suggestion="14次")
        with pytest.raises(PermissionDenied, match="不能修改"):
            comments.accept(comment.pk, by=bureau.secretary, save=NOTHING)


def test_a_thread_is_resolved_and_reopened(report: Report, bureau: Bureau) -> None:
    comment = comment_on(report, WORDS, bureau.reviewer)
    comments.answer(comment.pk, by=bureau.secretary, text="已按台账核对。")
    assert comments.resolve(comment.pk, by=bureau.secretary).state == CommentState.RESOLVED
    comments.resolve(comment.pk, by=bureau.secretary)
    assert comments.reopen(comment.pk, by=bureau.reviewer).is_open
    assert [reply.kind for reply in comment.replies.all()] == ["answer", "resolve", "reopen"]


def test_comments_outlive_rounds(bureau: Bureau) -> None:
    report = bureau.report("submitted")
    comment = comment_on(report, WORDS, bureau.reviewer)
    report = make.perform(RETURN, report, by=bureau.reviewer)
    report = make.perform(SUBMIT, report, by=bureau.secretary)
    assert place_of(comment).words == WORDS
    make.perform(APPROVE, report, by=bureau.reviewer)
    assert place_of(comment).words == WORDS


def told(person: User, kind: str) -> list[str]:
    """What `person` was told of that kind."""
    return [n.words for n in Notification.objects.filter(user=person, kind=kind).order_by("pk")]


def test_the_other_side_is_told_and_who_is_named(report: Report, bureau: Bureau) -> None:
    comment = comment_on(report, WORDS, bureau.reviewer, text="次数不对。")
    comment_on(report, "专题研讨4次", bureau.reviewer, text="这里也是。")
    assert len(told(bureau.secretary, "commented")) == 1  # all of a sitting are one note
    comments.answer(comment.pk, by=bureau.secretary, text="@沈审核 请再看，@他书记 也看。")
    assert told(bureau.reviewer, "mentioned")[0].startswith("林书记在《")
    assert told(bureau.reviewer, "commented") == []
    assert told(bureau.other_secretary, "mentioned") == []


def test_those_who_can_be_named_see_the_report(report: Report, bureau: Bureau) -> None:
    assert conversations.people_of(report) == [bureau.secretary, bureau.reviewer]


def test_nobody_is_offered_the_own_name(report: Report, bureau: Bureau) -> None:
    assert talk_of(report, bureau.reviewer).names == f'["{bureau.secretary.full_name}"]'
    assert talk_of(report, bureau.secretary).names == f'["{bureau.reviewer.full_name}"]'


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_on_accept_one_changes_the_text() -> None:
    make.template()
    bureau = people.bureau()
    report = bureau.report("returned")
    comment = comment_on(report, "12次", bureau.reviewer, suggestion="12次12次", text="")

    def click(_: int) -> str:
        try:
            return comments.accept(comment.pk, by=bureau.secretary, save=NOTHING).state
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(click, range(8))) == {CommentState.ACCEPTED}
    assert entry_of(report, "强化理论武装").body.count("12次") == 2
    assert comment.replies.count() == 1
