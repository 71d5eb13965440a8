"""批注: what reviewers and the branch say to each other about words of a report.

Every verb locks the report first, as all that writes does, so that two clicks give one outcome.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from drafting.locating import stored_text
from drafting.models import Comment, CommentState, Reply, ReplyKind
from drafting.talking import conversations, quoting
from reports import editing, permissions
from reports.editing import Correction, Save, WordsChanged
from reports.models import Report
from reports.notifications import NotificationKind, tell
from reports.permissions import Action

LONGEST_TEXT = 2000


class CannotComment(Exception):  # noqa: N818 - named for what the person hit
    """It does not go that way now; the message is for the person. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Words that somebody has selected: from `start` to `end` of the report's text."""

    start: int
    end: int
    quote: str


def add(
    report_pk: int,
    *,
    by: User,
    text: str,
    selection: Selection | None = None,
    suggestion: str | None = None,
    ticket: UUID | None = None,
) -> Comment:
    """A comment on `selection`, or on the whole report; `suggestion` is what to write instead.

    A `ticket` that was used already gives the comment that it made. Raises Report.DoesNotExist for
    a report that `by` does not see, PermissionDenied, and CannotComment when the words are not
    there any more or the comment says nothing.
    """
    text = text.strip()
    with transaction.atomic():
        report = locked(report_pk, by)
        if made := Comment.objects.filter(ticket=ticket).first() if ticket else None:
            return made
        if not text and suggestion is None:
            raise CannotComment("请写下批注的内容。")
        comment = Comment(
            report=report,
            text=text[:LONGEST_TEXT],
            suggestion=suggestion,
            level=report.level,
            author=by,
            ticket=ticket,
        )
        if selection:
            attach(comment, selection)
        elif suggestion is not None:
            raise CannotComment("请先选中要改的文字，再写建议。")
        comment.save()
        # One note for all that a person remarks on the same words in one go.
        told = f"comments:{report.pk}:{by.pk}:{report.version}:{timezone.localdate():%Y%m%d}"
        announce(comment, by, text, key=told)
        return comment


def attach(comment: Comment, selection: Selection) -> None:
    """Give `comment` the words that were selected."""
    stored = stored_text(comment.report)
    span = quoting.selected(stored, selection.start, selection.end, selection.quote)
    if span is None:
        raise CannotComment("您选的文字已经改动，请刷新页面后重新选择。")
    quoting.tie(comment, stored, *span)
    if comment.suggestion is None:
        return
    if len(stored.pieces(*span)) != 1:
        raise CannotComment("选中的文字跨了标题或条目，请在一处之内选择要改的文字。")
    if comment.suggestion == comment.quote:
        raise CannotComment("建议与原文相同，请写上改后的文字。")


def answer(pk: int, *, by: User, text: str, ticket: UUID | None = None) -> Reply:
    """A line under a comment."""
    if not text.strip():
        raise CannotComment("请写下回复的内容。")
    with transaction.atomic():
        comment = locked_comment(pk, by)
        if made := Reply.objects.filter(ticket=ticket).first() if ticket else None:
            return made
        return note(comment, ReplyKind.ANSWER, by, text, ticket)


def accept(pk: int, *, by: User, save: Save) -> Comment:
    """Put the suggestion in the place of the words; the second of two clicks changes nothing.

    Raises CannotComment when the words have changed since, or somebody has decided otherwise.
    """
    with transaction.atomic():
        comment = locked_comment(pk, by)
        permissions.require(by, Action.EDIT, comment.report)
        if comment.state == CommentState.ACCEPTED:
            return comment
        if not comment.is_open or comment.suggestion is None:
            raise CannotComment(f"这条批注{comment.get_state_display()}，不能再采纳。")
        placed = quoting.placed(comment, stored_text(comment.report))
        if placed.piece is None:
            raise CannotComment(
                "这里的文字在提出建议之后改动过，不能直接采纳。请对照建议自己修改，再标为已解决。"
            )
        piece = placed.piece
        words = Correction(piece.row, piece.field, piece.start, comment.quote, comment.suggestion)
        try:
            editing.correct(comment.report_id, [words], by=by, save=save)
        except WordsChanged as changed:
            raise CannotComment(str(changed)) from changed
        return settle(comment, CommentState.ACCEPTED, ReplyKind.ACCEPT, by)


def decline(pk: int, *, by: User, text: str) -> Comment:
    """Leave the words as they are, and say why."""
    if not text.strip():
        raise CannotComment("不采纳时请写一句理由，审核人会看到。")
    with transaction.atomic():
        comment = locked_comment(pk, by)
        permissions.require(by, Action.EDIT, comment.report)
        if comment.state == CommentState.DECLINED:
            return comment
        if not comment.is_open or comment.suggestion is None:
            raise CannotComment(f"这条批注{comment.get_state_display()}。")
        return settle(comment, CommentState.DECLINED, ReplyKind.DECLINE, by, text)


def resolve(pk: int, *, by: User) -> Comment:
    """Say that a comment has been dealt with."""
    with transaction.atomic():
        comment = locked_comment(pk, by)
        if not comment.is_open:
            return comment
        return settle(comment, CommentState.RESOLVED, ReplyKind.RESOLVE, by)


def reopen(pk: int, *, by: User) -> Comment:
    """Ask again for what a comment asked for."""
    with transaction.atomic():
        comment = locked_comment(pk, by)
        if comment.is_open:
            return comment
        return settle(comment, CommentState.OPEN, ReplyKind.REOPEN, by)


def settle(
    comment: Comment, state: CommentState, kind: ReplyKind, by: User, text: str = ""
) -> Comment:
    """Write the state and the line that tells of it."""
    comment.state = state
    comment.save(update_fields=["state"])
    note(comment, kind, by, text)
    return comment


def note(
    comment: Comment, kind: ReplyKind, by: User, text: str, ticket: UUID | None = None
) -> Reply:
    """Write a line under a comment and tell the other side."""
    reply = Reply.objects.create(
        comment=comment, kind=kind, text=text.strip()[:LONGEST_TEXT], author=by, ticket=ticket
    )
    announce(comment, by, reply.text, key=f"reply:{reply.pk}")
    return reply


def announce(comment: Comment, by: User, text: str, *, key: str) -> None:
    """Tell who is named in `text`, and the other side."""
    report = comment.report
    url = f"{reverse('report_detail', args=[report.pk])}#comment-{comment.pk}"
    named = conversations.mentioned(report, text, by)
    tell(
        NotificationKind.MENTIONED,
        named,
        key=f"mention:{comment.pk}:{key}",
        words=f"{by}在《{report.headline}》的批注中提到您：{text[:60]}",
        url=url,
    )
    tell(
        NotificationKind.COMMENTED,
        [person for person in conversations.other_side(comment, by) if person not in named],
        key=key,
        words=f"{by}批注了《{report.headline}》：{(text or str(comment))[:60]}",
        url=url,
    )


def follow(report: Report) -> None:
    """Remember where the words of all open comments are now, so that the next edits start there."""
    found = list(report.comments.filter(state=CommentState.OPEN).exclude(quote=""))
    if not found:
        return
    stored = stored_text(report)
    moved = [comment for comment in found if quoting.retie(quoting.placed(comment, stored), stored)]
    Comment.objects.bulk_update(moved, quoting.TIES)


def locked(report_pk: int, by: User) -> Report:
    """The report, locked, for somebody who may comment on it."""
    report = (
        Report.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("organization", "template", "assignment")
        .get(pk=report_pk)
    )
    permissions.require(by, Action.COMMENT, report)
    return report


def locked_comment(pk: int, by: User) -> Comment:
    """The comment as it is once its report is locked; raises Comment.DoesNotExist."""
    report_pk = Comment.objects.values_list("report_id", flat=True).get(pk=pk)
    try:
        report = locked(report_pk, by)
    except Report.DoesNotExist as hidden:
        raise Comment.DoesNotExist from hidden
    comment = Comment.objects.select_related("author").get(pk=pk)
    comment.report = report
    return comment
