"""What a rule has found, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


class Severity(StrEnum):
    """Error: surely wrong. Warning: probably wrong. Info: worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]

    def milder(self) -> "Severity":
        """One step down; info stays info."""
        return _MILDER[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_MILDER = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.INFO,
    Severity.INFO: Severity.INFO,
}

CATEGORIES = (
    "typo",
    "missing-char",
    "extra-char",
    "repeated",
    "word-choice",
    "fixed-expression",
    "punctuation",
    "bracket-mismatch",
    "width",
    "numbering",
    "count-mismatch",
    "placeholder",
    "stale-date",
    "grammar",
    "structure",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `start` and `end` are character offsets into the document's text.

    `suggestions` are texts that may stand in place of `text`, the best first; an empty string
    among them means: delete. `is_safe` says that the first one may be applied in bulk without
    anybody looking. `related` are other places that belong to it (the twin of a repeated
    number); with `is_everywhere` the same is wrong there, and is corrected together with it.
    `source` names the standard or document that the rule rests on.
    """

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestions: tuple[str, ...] = ()
    is_safe: bool = False
    related: tuple[tuple[int, int], ...] = ()
    is_everywhere: bool = False
    source: str = ""
    line: int = 1
    column: int = 1
    fingerprint: str = ""

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where a suggestion is to be put: the words found first."""
        return ((self.start, self.end), *(self.related if self.is_everywhere else ()))


def fingerprint(rule: str, document: str, start: int, end: int) -> str:
    """A name for a finding that survives edits elsewhere: rule, words, six characters around."""
    around = document[max(0, start - 6) : start], document[start:end], document[end : end + 6]
    key = "\x1f".join((rule, *around)).encode("utf-8", "surrogatepass")
    return blake2b(key, digest_size=10).hexdigest()
