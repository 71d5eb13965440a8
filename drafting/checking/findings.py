"""The panel 体检: what the check has found in a report, arranged for the page."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

from drafting.checking import corrections, proofing
from drafting.checking.proofing import Checked
from drafting.checks import registry
from drafting.checks.document import Document
from drafting.checks.finding import Finding, Severity
from drafting.checks.pairing import Pair, pairs
from drafting.checks.registry import Rule
from drafting.locating import Spot, StoredText, spot_of, stored_text
from drafting.models import Dismissal
from reports.models import Report, Section

LABELS = {Severity.ERROR: "错误", Severity.WARNING: "疑似", Severity.INFO: "提示"}
# Reasons that a finger's tap gives.
QUICK_REASONS = ("原文如此", "专有名称", "已核实")
# Findings about single words, of which an organisation may say that they are right.
WORD_CATEGORIES = frozenset(
    {"typo", "missing-char", "extra-char", "repeated", "word-choice", "fixed-expression", "grammar"}
)
LONGEST_WORD = 60
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the page shows it; `section` is the pk of its section, or `head`."""

    item: Checked
    spots: tuple[Spot, ...]
    section: str
    is_correctable: bool
    same_safe: int = 0

    @property
    def finding(self) -> Finding:
        """What was found."""
        return self.item.finding

    @property
    def key(self) -> str:
        """Its name on the page."""
        return self.item.key

    @property
    def dismissal(self) -> Dismissal | None:
        """The word said on it."""
        return self.item.dismissal

    @property
    def label(self) -> str:
        """How grave it is, in words."""
        return LABELS[self.finding.severity]

    @property
    def words(self) -> str:
        """The words on one line, not too many."""
        words = " ".join(self.finding.text.split()) or "（空白）"
        return words if len(words) <= LONGEST_WORD else f"{words[:LONGEST_WORD]}…"

    @property
    def places(self) -> list[list[str | int]]:
        """The spots as the page's script reads them."""
        return [[s.block, s.field, s.start, s.end, s.words] for s in self.spots]

    @property
    def may_become_word(self) -> bool:
        """Whether the organisation could declare these very words right."""
        finding = self.finding
        is_word = finding.category in WORD_CATEGORIES and len(finding.text) <= LONGEST_WORD
        return is_word and bool(finding.text.strip())


@dataclass(frozen=True, slots=True)
class Group:
    """Open findings of one severity."""

    severity: Severity
    found: list[Found]

    @property
    def label(self) -> str:
        """`错误`."""
        return LABELS[self.severity]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How much stands open in a section."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Panel:
    """Everything on the panel."""

    report: Report
    text: StoredText
    found: list[Found]

    @cached_property
    def open(self) -> list[Found]:
        """Findings that nobody has said a word on."""
        return [each for each in self.found if each.dismissal is None]

    @cached_property
    def dismissed(self) -> list[Found]:
        """Findings with a word on them."""
        return [each for each in self.found if each.dismissal]

    @cached_property
    def groups(self) -> list[Group]:
        """Open findings by severity, the gravest first; no empty group."""
        groups = (
            Group(severity, [each for each in self.open if each.finding.severity == severity])
            for severity in Severity
        )
        return [group for group in groups if group.found]

    @cached_property
    def graded(self) -> list[Group]:
        """All findings by severity, those with a word on them among the others."""
        groups = (
            Group(severity, [each for each in self.found if each.finding.severity == severity])
            for severity in Severity
        )
        return [group for group in groups if group.found]

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Problems with the measures that answer them."""
        return pairs(Document(self.text.outline))

    @cached_property
    def unanswered(self) -> int:
        """How many problems have no measure."""
        return sum(not pair.measures for pair in self.pairs)

    @cached_property
    def sections(self) -> list[SectionCount]:
        """Sections in which something stands open, in the order of the text."""
        counts = Counter(each.section for each in self.open)
        named = [(HEAD, "标题和落款"), *((str(s.pk), name_of(s)) for s in self.text.sections)]
        return [
            SectionCount(value, label, counts[value]) for value, label in named if counts[value]
        ]

    @cached_property
    def safe(self) -> int:
        """How many suggestions may be taken at once."""
        items = [each.item for each in self.found]
        return len(corrections.apart(corrections.safe_ones(self.text, items)))

    @cached_property
    def gaps(self) -> list[Found]:
        """What stands against a submission."""
        return [each for each in self.open if each.item.blocks]

    @cached_property
    def errors(self) -> list[Found]:
        """Open errors, gaps aside, on which the secretary is asked for a word."""
        return self._to_explain(Severity.ERROR)

    @cached_property
    def doubts(self) -> list[Found]:
        """Open warnings on which the secretary may say a word."""
        return self._to_explain(Severity.WARNING)

    def _to_explain(self, severity: Severity) -> list[Found]:
        return [
            each for each in self.open if each.finding.severity == severity and not each.item.blocks
        ]


def panel_of(report: Report) -> Panel:
    """Check `report`; a number of queries that does not grow with it."""
    text = stored_text(report)
    items = proofing.checked(report, text.outline)
    safe = corrections.apart(corrections.safe_ones(text, items))
    same = Counter(item.finding.rule for item in safe)
    safe_keys = {item.key for item in safe}
    found = []
    for item in items:
        section = text.section_at(item.finding.start)
        found.append(
            Found(
                item=item,
                spots=spots_of(text, item.finding),
                section=str(section.pk) if section else HEAD,
                is_correctable=corrections.correctable(text, item) is not None,
                same_safe=same[item.finding.rule] if item.key in safe_keys else 0,
            )
        )
    return Panel(report, text, found)


def spots_of(text: StoredText, finding: Finding) -> tuple[Spot, ...]:
    """Where a finding is seen on the editor's page: words first, then what stands for layout."""
    spots = [spot_of(piece) for piece in text.pieces(finding.start, finding.end)]
    words = [spot for spot in spots if spot.start < spot.end or spot.field == "marker"]
    return tuple(words or spots[:1])


def name_of(section: Section) -> str:
    """What a section is called in a list."""
    return f"{section.marker}{section.heading}" if section.heading else section.get_role_display()


@lru_cache(maxsize=1)
def rules_by_code() -> dict[str, Rule]:
    """Every rule by its code."""
    return {rule.code: rule for rule in registry.rules()}
