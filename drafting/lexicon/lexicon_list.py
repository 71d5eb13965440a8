"""表述与会期 as one list: what ships, what a tree of organisations says instead, what it adds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Organization, User
from accounts.roles import MemberRole
from drafting.lexicon import own_lexicon, shipped_lexicon
from drafting.lexicon.shipped_lexicon import Shipped
from drafting.models import CALENDAR, EntryKind, LexiconEntry

LONG_AGO = date.min


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it holds: `own` where administrators keep it, `shipped` where it ships."""

    own: LexiconEntry | None
    shipped: Shipped | None

    @property
    def shown(self) -> LexiconEntry | Shipped:
        """The row whose words hold."""
        return self.own or self.shipped  # type: ignore[return-value] # one of them is there

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(EntryKind(self.shown.kind).label)

    @property
    def state(self) -> str:
        """What administrators have done to it; empty for what only ships."""
        if self.own is None:
            return ""
        if self.own.is_off:
            return "已停用"
        return "本单位修改" if self.shipped else "本单位增加"

    @property
    def forms(self) -> tuple[str, ...]:
        """Other right wordings than the term."""
        forms = own_lexicon.forms_of(self.own) if self.own else self.shipped_forms
        return tuple(form for form in forms if form != self.shown.term)

    @property
    def shipped_forms(self) -> tuple[str, ...]:
        """Those that the product knows."""
        return self.shipped.forms if self.shipped else ()

    def has(self, words: str) -> bool:
        """Whether `words` occur in anything that the row says."""
        wrong = self.shipped.wrong if self.shipped else ()
        parts = (self.shown.term, *self.forms, *wrong, self.shown.replaced_by, self.shown.source)
        return any(words in part for part in parts)


def tops_of(user: User) -> list[Organization]:
    """The tops of the trees in which `user` administers anything."""
    paths = {
        own_lexicon.top_path(membership.organization)
        for membership in user.roles
        if membership.role == MemberRole.ADMINISTRATOR
    }
    return list(Organization.objects.filter(path__in=paths))


def former_among(top: Organization, terms: Sequence[str]) -> LexiconEntry | Shipped | None:
    """The first of `terms` that is out of use in `top`'s tree, if any. One query."""
    rows = LexiconEntry.objects.filter(
        organization=top, kind__in=own_lexicon.same_place(EntryKind.FORMER), term__in=terms
    )
    own = {row.term: row for row in rows}
    for term in terms:
        shown = own.get(term) or shipped_lexicon.in_place_of(EntryKind.FORMER, term)
        if shown and shown.kind == EntryKind.FORMER and not (term in own and own[term].is_off):
            return shown
    return None


def rows(
    top: Organization, kinds: Sequence[str], *, words: str = "", only_own: bool = False
) -> list[Row]:
    """The rows of `kinds` in `top`'s tree: own ones first, the calendar from the latest on.

    `words` are looked for in everything that a row says. One query.
    """
    entries = LexiconEntry.objects.filter(organization=top).select_related("by").order_by("-at")
    own = [Row(entry, shipped_lexicon.in_place_of(entry.kind, entry.term)) for entry in entries]
    replaced = {shipped_lexicon.place(row.shown.kind, row.shown.term) for row in own}
    rest: Iterable[Row] = ()
    if not only_own:
        rest = (
            Row(None, s)
            for s in shipped_lexicon.shipped()
            if shipped_lexicon.place(s.kind, s.term) not in replaced
        )
    found = [
        row for row in (*own, *rest) if row.shown.kind in kinds and (not words or row.has(words))
    ]
    if set(kinds) <= set(CALENDAR):
        found.sort(key=lambda row: row.shown.since or LONG_AGO, reverse=True)
    return found
