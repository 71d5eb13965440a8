"""The dated rows that the product comes with, as the page 表述与会期 lists them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from drafting.checks import lexicon
from drafting.checks.phrases import day, several
from drafting.models import CALENDAR, WORDINGS, EntryKind


@dataclass(frozen=True, slots=True)
class Shipped:
    """A row: `forms` are other right wordings, `wrong` known wrong ones, `note` its status."""

    kind: str
    term: str
    forms: tuple[str, ...]
    wrong: tuple[str, ...]
    since: date | None
    until: date | None
    replaced_by: str
    source: str
    note: str = ""


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every row, file by file."""
    return (*_phrases(), *_former(), *_titles(), *_calendar())


@cache
def _by_place() -> dict[tuple[str, str], Shipped]:
    return {place(row.kind, row.term): row for row in shipped()}


def in_place_of(kind: str, term: str) -> Shipped | None:
    """The row whose place an own one of `kind` with this term takes, if any."""
    return _by_place().get(place(kind, term))


def place(kind: str, term: str) -> tuple[str, str]:
    """What names a row: wordings in use and former ones share their names."""
    return (WORDINGS[0] if kind in WORDINGS else kind), term


def _phrases() -> tuple[Shipped, ...]:
    return tuple(
        Shipped(
            EntryKind.PHRASE,
            row["term"],
            several(row["variants"]),
            several(row["wrong"]),
            day(row["since"]),
            day(row["until"]),
            "",
            row["source"],
        )
        for row in lexicon.rows("phrases")
    )


def _former() -> tuple[Shipped, ...]:
    return tuple(
        Shipped(
            EntryKind.FORMER,
            row["term"],
            (),
            (),
            None,
            day(row["until"]),
            "；".join(several(row["replaced_by"])),
            row["source"],
        )
        for row in lexicon.rows("superseded")
    )


def _titles() -> tuple[Shipped, ...]:
    return tuple(
        Shipped(
            EntryKind.TITLE,
            row["title"],
            several(row["short"]),
            several(row["wrong"]),
            day(row["date"]),
            day(row["repealed"]),
            row["replaced_by"],
            row["source"],
            _status(row["status"]),
        )
        for row in lexicon.rows("titles")
    )


def _status(status: str) -> str:
    if status.startswith("amended "):
        return f"{status.removeprefix('amended ')}年修订"
    return "不是文件名称，不加书名号" if status == "not a document title" else ""


def _calendar() -> tuple[Shipped, ...]:
    known = {kind.value for kind in CALENDAR}
    return tuple(
        Shipped(
            row["kind"],
            row["term"],
            several(row["forms"]),
            (),
            day(row["start"]),
            day(row["end"]),
            "",
            row["source"],
        )
        for row in lexicon.rows("calendar")
        if row["kind"] in known
    )
