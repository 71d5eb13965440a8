"""The panel 批注: every comment on a report with its words, its answers and what it waits for."""

import json
from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from drafting.locating import StoredText, stored_text
from drafting.talking import conversations
from drafting.talking.quoting import Placed, all_placed
from reports.models import Report


@dataclass(frozen=True)
class Talk:
    """All comments on a report: the open ones in the order of the text, settled ones last."""

    report: Report
    placed: list[Placed]
    others: list[User]

    @cached_property
    def open(self) -> list[Placed]:
        """Comments that ask for something."""
        return [each for each in self.placed if each.comment.is_open]

    @cached_property
    def settled(self) -> list[Placed]:
        """Comments that have been dealt with, the latest first."""
        settled = [each for each in self.placed if not each.comment.is_open]
        return sorted(settled, key=lambda each: -each.comment.pk)

    @property
    def names(self) -> str:
        """Whom a comment can name, for the page's script."""
        return json.dumps([person.full_name for person in self.others], ensure_ascii=False)


def talk_of(report: Report, reader: User, stored: StoredText | None = None) -> Talk:
    """Read the talk for `reader`, who can name the others in it; a constant number of queries.

    `stored` saves reading the words.
    """
    threads = conversations.threads_of(report)
    others = [person for person in conversations.people_of(report) if person != reader]
    if not threads:
        return Talk(report, [], others)
    return Talk(report, all_placed(threads, stored or stored_text(report)), others)
