"""批注: what reviewers say about words of a report, and what is answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models import Entry, Report, Section


class CommentState(models.TextChoices):
    """What has become of a comment; only an open one asks for something."""

    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已采纳"
    DECLINED = "declined", "未采纳"
    RESOLVED = "resolved", "已解决"


class ReplyKind(models.TextChoices):
    """What a line under a comment is: words, or a deed (with words or without)."""

    ANSWER = "answer", "回复"
    ACCEPT = "accept", "采纳建议"
    DECLINE = "decline", "不采纳"
    RESOLVE = "resolve", "标为已解决"
    REOPEN = "reopen", "重新打开"


def comment_states() -> list[tuple[str, str]]:
    """Choices by name."""
    return CommentState.choices


def reply_kinds() -> list[tuple[str, str]]:
    """Choices by name."""
    return ReplyKind.choices


class Comment(models.Model):
    """批注 on `quote`, the words as they were; without any it is about the whole report.

    Where they stand: `start` and `length` in `home`, the text of the part of the report that held
    them when they were last looked for (`section`, `entry`, or neither for head and foot); `field`
    of that part holds the first of them, `offset` characters in. `before` and `after` are the words
    around them. From all this `comments.placed` finds them again after any edit.

    `suggestion` is what to write instead: None suggests nothing, empty suggests to delete.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="comments", verbose_name="报告"
    )
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    field = models.CharField(max_length=20, blank=True)
    offset = models.PositiveIntegerField(default=0)
    home = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    quote = models.TextField("原文", blank=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)

    text = models.TextField("批注", blank=True)
    suggestion = models.TextField("建议改为", null=True, blank=True)  # noqa: DJ001 - see above
    state = models.CharField(
        "状态", max_length=12, choices=comment_states, default=CommentState.OPEN
    )
    level = models.PositiveSmallIntegerField("审核层级", default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    ticket = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="写下它的那张表单的编号"
    )

    class Meta:
        """In the order in which they were written; each says something."""

        verbose_name = verbose_name_plural = "批注"
        ordering = ["report", "pk"]
        indexes = [models.Index(fields=["report", "state"], name="comment_open")]
        constraints = [
            models.CheckConstraint(
                name="comment_state_valid", condition=Q(state__in=CommentState.values)
            ),
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text="") | Q(suggestion__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """The first words, or what to write instead."""
        return (self.text or f"建议改为“{self.suggestion}”")[:30]

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something."""
        return self.state == CommentState.OPEN


class Reply(models.Model):
    """A line under a comment, never changed: an answer, or what somebody has done with it."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="replies", verbose_name="批注"
    )
    kind = models.CharField("性质", max_length=12, choices=reply_kinds, default=ReplyKind.ANSWER)
    text = models.TextField("内容", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="人员"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    ticket = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="写下它的那张表单的编号"
    )

    class Meta:
        """In the order of the talk; an answer has words."""

        verbose_name = verbose_name_plural = "批注回复"
        ordering = ["comment", "pk"]
        constraints = [
            models.CheckConstraint(name="reply_kind_valid", condition=Q(kind__in=ReplyKind.values)),
            models.CheckConstraint(
                name="reply_answer_has_words", condition=~Q(kind=ReplyKind.ANSWER) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        """`回复 · 李四`."""
        return f"{self.get_kind_display()} · {self.author}"
