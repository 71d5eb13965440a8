"""What the organisations of a tree have added, as the rows of a workbook."""

from collections.abc import Iterator

from accounts.models import Organization, User
from drafting.lexicon import wordlist
from drafting.lexicon.wordbook import workbook
from drafting.lexicon.wordbook.taking import IN_USE, OFF, SEPARATOR
from drafting.lexicon.wordbook.workbook import BookRow
from drafting.models import CALENDAR, EntryKind, LexiconEntry, Term


def rows_of(top: Organization, administrator: User) -> list[BookRow]:
    """The words within the reach of `administrator` in `top`'s tree, and the tree's own rows."""
    words = wordlist.wordlist_of(administrator).own.filter(organization__path__startswith=top.path)
    entries = LexiconEntry.objects.filter(organization=top).order_by("kind", "term")
    return [
        *_numbered(workbook.WORDS, (_word(term) for term in words)),
        *_numbered(
            workbook.EXPRESSIONS, (_cells(one) for one in entries if one.kind not in CALENDAR)
        ),
        *_numbered(workbook.CALENDAR, (_cells(one) for one in entries if one.kind in CALENDAR)),
    ]


def _numbered(sheet: str, cells: Iterator[dict[str, str]]) -> Iterator[BookRow]:
    for line, said in enumerate(cells, 2):
        yield BookRow(sheet, line, tuple(said[name] for name, _ in workbook.FIELDS[sheet]))


def _word(term: Term) -> dict[str, str]:
    return {
        "word": term.word,
        "kind": term.get_kind_display(),
        "replacement": term.replacement,
        "reason": term.reason,
        "organization": term.organization.name,
    }


def _cells(entry: LexiconEntry) -> dict[str, str]:
    return {
        "term": entry.term,
        "kind": str(EntryKind(entry.kind).label),
        "forms": SEPARATOR.join(entry.forms.splitlines()),
        "since": entry.since.isoformat() if entry.since else "",
        "until": entry.until.isoformat() if entry.until else "",
        "replaced_by": entry.replaced_by,
        "source": entry.source,
        "state": OFF if entry.is_off else IN_USE,
        "off_reason": entry.reason,
    }
