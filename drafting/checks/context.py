"""What the rules know besides the document itself."""

from dataclasses import dataclass, field
from datetime import date

from drafting.checks.events import Event
from drafting.checks.language import LanguageChecker
from reports.outline.tree import Outline, Role


@dataclass(frozen=True, slots=True)
class Kind:
    """What a document kind asks for; `first_person` kinds are written by a person, not a branch."""

    key: str = ""
    first_person: bool = False
    min_characters: int | None = None
    max_characters: int | None = None
    minimum_problems: int = 0
    required_roles: tuple[Role, ...] = ()
    sections: tuple["KindSection", ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class KindSection:
    """A section that a document kind has; `min_characters` None: no minimum."""

    heading: str
    role: Role
    required: bool = False
    min_characters: int | None = None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A word that an organisation does not want to read, and what to write instead."""

    word: str
    replacement: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A fixed expression with its days of use, as administrators add them.

    `replaced_by` is today's form of an outdated term (several between ；), `forms` are other wordings of it. It takes
    the place of one that ships; where it is `off`, the rules forget that one.
    """

    term: str
    since: date | None = None
    until: date | None = None
    replaced_by: str = ""
    source: str = ""
    forms: tuple[str, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True)
class DatedTitle:
    """A regulation or document with the days on which it was issued and repealed.

    It takes the place of one that ships; where it is `off`, the rules forget that one.
    """

    title: str
    issued: date | None = None
    repealed: date | None = None
    replaced_by: str = ""
    source: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a report. Everything is optional; a rule that lacks it keeps quiet.

    `year` and `half` (`year`, `first`, `second`) are the period reported on. `words` are never
    reported. `organization_names` are the unit's own full and short names. `previous` is the
    outline of last year's report of the same kind. `terms`, `titles` and `events` are the
    organisation's own, beside those that ship. `disabled` names rules that are off.
    """

    today: date = field(default_factory=date.today)
    year: int | None = None
    half: str | None = None
    kind: Kind | None = None
    organization_names: tuple[str, ...] = ()
    previous: Outline | None = None
    words: frozenset[str] = frozenset()
    forbidden: tuple[Forbidden, ...] = ()
    terms: tuple[DatedTerm, ...] = ()
    titles: tuple[DatedTitle, ...] = ()
    events: tuple[Event, ...] = ()
    disabled: frozenset[str] = frozenset()
    language_checker: LanguageChecker | None = None

    @property
    def right_words(self) -> tuple[str, ...]:
        """What is right as it stands: names, the organisation's words, its own terms and events."""
        said = (*self.organization_names, *self.words)
        if not (self.terms or self.events):
            return said
        terms = (word for one in self.terms if not one.off for word in (one.term, *one.forms))
        events = (word for one in self.events if not one.off for word in (one.term, *one.forms))
        return (*said, *terms, *events)
