"""Settling a conflict: two people, or two windows of one person, have written the same part."""

from collections.abc import Callable
from enum import StrEnum

from django.db import transaction

from accounts.models import User
from reports import records
from reports.editing.words import Row, Save, Words
from reports.models import Report, Section


class Choice(StrEnum):
    """Whose words the part shall have."""

    MINE = "mine"
    THEIRS = "theirs"
    MERGED = "merged"


def settle(
    write: Callable[..., Row],
    pk: int,
    *,
    by: User,
    save: Save,
    choice: Choice,
    mine: Words,
    merged: Words,
) -> Row:
    """Give a part the words that the person chose, having seen both texts.

    `write` is save_head, save_section or save_entry; `save.based_on` is the wording of the other
    text. Whatever loses stays as a Revision, so that nothing that anybody wrote is gone. Raises
    what `write` raises; Stale when there is a third text by now.
    """
    unnamed = Save(save.based_on)
    with transaction.atomic():
        row = write(pk, by=by, save=unnamed)
        report = _report_of(row)
        if choice is not Choice.MINE:
            records.snapshot(report, by, _content_with(write, pk, by, unnamed, mine))
        if choice is not Choice.THEIRS:
            records.snapshot(report, by)
            row = write(pk, by=by, save=unnamed, **(mine if choice is Choice.MINE else merged))
        return row


def _content_with(
    write: Callable[..., Row], pk: int, by: User, save: Save, words: Words
) -> records.Content:
    """What the report would say with `words`; nothing is written."""
    with transaction.atomic():
        content = records.content_of(_report_of(write(pk, by=by, save=save, **words)))
        transaction.set_rollback(True)
    return content


def _report_of(row: Row) -> Report:
    if isinstance(row, Report):
        return row
    return row.report if isinstance(row, Section) else row.section.report
