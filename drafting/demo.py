"""What the people of the demo bureau have said to words of its reports, as bureau.toml tells."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from drafting.locating import stored_text
from drafting.models import Comment, Reply
from drafting.talking import comments
from drafting.talking.comments import Selection
from reports.demo import loader
from reports.models import Notification, Report
from reports.outline.writer import write

RESOLVE = "resolve"


def comment(reports: dict[str, Report]) -> None:
    """Say it all by the product's own verbs, then date it; `reports` are those just loaded.

    Raises ValueError where the words of a comment do not occur exactly once.
    """
    people = {person.username: person for person in User.objects.all()}
    for row in loader.description()["reports"]:
        for said in row.get("comments", []):
            _thread(reports[row["file"]], said, people)


def _thread(report: Report, said: dict[str, Any], people: dict[str, User]) -> None:
    """One comment and what came of it; only the last words of an open one have not been read."""
    made = comments.add(
        report.pk,
        by=people[said["who"]],
        text=said["text"],
        selection=_selection(report, said["on"]),
        suggestion=said.get("instead"),
    )
    unread = Notification.objects.filter(url__endswith=f"#comment-{made.pk}", read_at=None)
    at = _moment(said["at"])
    Comment.objects.filter(pk=made.pk).update(at=at)
    unread.update(at=at)
    for line in said.get("then", []):
        at = _moment(line["at"])
        unread.update(read_at=at)
        by = people[line["who"]]
        if line["what"] == RESOLVE:
            comments.resolve(made.pk, by=by)
        else:
            comments.answer(made.pk, by=by, text=line["text"])
        Reply.objects.filter(pk=made.replies.latest("pk").pk).update(at=at)
        unread.update(at=at)
    if not Comment.objects.get(pk=made.pk).is_open:
        unread.update(read_at=at)


def _selection(report: Report, words: str) -> Selection:
    text = write(stored_text(report).outline)
    if text.count(words) != 1:
        raise ValueError(f"{words!r} does not occur exactly once in {text[:20]!r}…")
    start = text.index(words)
    return Selection(start, start + len(words), words)


def _moment(local: datetime) -> datetime:
    return timezone.make_aware(local)
