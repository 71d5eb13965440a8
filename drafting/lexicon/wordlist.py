"""本单位词库: words that an organisation has declared right, or does not want to read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Organization, User
from drafting.models import Term, WordKind
from reports import permissions


@dataclass(frozen=True, slots=True)
class Wordlist:
    """The words that concern a person: those to keep, and those that hold from above."""

    own: QuerySet[Term]
    from_above: QuerySet[Term]


def wordlist_of(user: User) -> Wordlist:
    """Words of the organisations that `user` reaches, and of the ones above them."""
    above = {path for m in user.roles for path in m.organization.ancestor_paths()}
    terms = Term.objects.select_related("organization", "by").order_by("organization__path", "word")
    own = terms.filter(user.reach("organization__"))
    return Wordlist(
        own, terms.filter(organization__path__in=above).exclude(pk__in=own.values("pk"))
    )


def keep(
    organization: Organization,
    *,
    word: str,
    by: User,
    kind: str = WordKind.RIGHT,
    replacement: str = "",
    reason: str = "",
) -> Term:
    """Keep `word`; what was said of it before in this organisation no longer holds.

    Raises PermissionDenied unless `by` keeps the organisation's words.
    """
    permissions.require_keeper_of_words(by, organization)
    term, _created = Term.objects.update_or_create(
        organization=organization,
        word=word.strip(),
        defaults={"kind": kind, "replacement": replacement, "reason": reason, "by": by},
    )
    return term


def remove(term: Term, *, by: User) -> None:
    """Take a word out of the list. Raises PermissionDenied as `keep` does."""
    permissions.require_keeper_of_words(by, term.organization)
    term.delete()
