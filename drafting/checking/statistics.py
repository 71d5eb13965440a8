"""体检统计: which rules report most, and in which branches, from what was kept at submission."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Organization, User
from accounts.roles import SUBTREE_ROLES
from drafting.checking.findings import LABELS, rules_by_code
from drafting.checks.registry import Rule
from drafting.models import CheckRecord
from reports.models import Assignment

# A rule that is set aside more often than not, once it has been seen often enough to tell.
ENOUGH_SHOWN = 30
FEW = 3


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule reported, and what people did with it."""

    code: str
    rule: Rule | None
    shown: int
    dismissed: int
    corrected: int

    @property
    def title(self) -> str:
        """What the rule is called; of one that is no more, its code."""
        return self.rule.title if self.rule else self.code

    @property
    def label(self) -> str:
        """How grave it is, in words."""
        return LABELS[self.rule.severity] if self.rule else ""

    @property
    def is_doubtful(self) -> bool:
        """Whether people mostly disagree with it."""
        return self.shown >= ENOUGH_SHOWN and self.dismissed * 2 > self.shown


@dataclass(frozen=True, slots=True)
class BranchCount:
    """What stood open in the reports of an organisation when they were submitted."""

    organization: Organization
    reports: int
    errors: int
    warnings: int
    infos: int
    most: list[RuleCount]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Rules, the most frequent first; branches in the order of the tree, not by number."""

    reports: int
    rules: list[RuleCount]
    branches: list[BranchCount]

    @property
    def highest(self) -> int:
        """The most that a rule has reported."""
        return max((rule.shown for rule in self.rules), default=0)

    @property
    def doubtful(self) -> list[RuleCount]:
        """Rules with which people mostly disagree."""
        return [rule for rule in self.rules if rule.is_doubtful]


def records_in_reach(user: User) -> QuerySet[CheckRecord]:
    """Records of submitted reports that `user` reviews or administers."""
    return CheckRecord.objects.filter(
        user.below("report__organization__", SUBTREE_ROLES), report__submitted_at__isnull=False
    )


def years_of(user: User) -> list[int]:
    """Years for which there is something to count, the latest first."""
    years = records_in_reach(user).order_by("-report__year")
    return list(years.values_list("report__year", flat=True).distinct())


def assignments_of(user: User) -> QuerySet[Assignment]:
    """Assignments for which there is something to count, the latest first."""
    reports = records_in_reach(user).values("report__assignment")
    return Assignment.objects.filter(pk__in=reports).order_by("-year", "-pk")


def statistics_for(
    user: User, *, year: int | None = None, assignment: Assignment | None = None
) -> Statistics:
    """Count what `user` reaches, within a year or an assignment if given; one query."""
    records = records_in_reach(user)
    if year:
        records = records.filter(report__year=year)
    if assignment:
        records = records.filter(report__assignment=assignment)
    rows = list(
        records.select_related("report__organization").order_by("report__organization__path")
    )
    by_branch: dict[int, list[CheckRecord]] = defaultdict(list)
    for row in rows:
        by_branch[row.report.organization_id].append(row)
    return Statistics(
        len(rows), rule_counts(rows), [branch_count(own) for own in by_branch.values()]
    )


def rule_counts(rows: Iterable[CheckRecord]) -> list[RuleCount]:
    """How often each rule reported in `rows`, the most frequent first."""
    open_ones: Counter[str] = Counter()
    dismissed: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    for row in rows:
        open_ones.update(row.counts)
        dismissed.update(row.dismissed)
        corrected.update(row.corrected)
    shown = open_ones + dismissed + corrected
    counts = [
        RuleCount(code, rules_by_code().get(code), shown[code], dismissed[code], corrected[code])
        for code in shown
    ]
    return sorted(counts, key=lambda count: (-count.shown, count.code))


def branch_count(rows: list[CheckRecord]) -> BranchCount:
    """The sums of one organisation's records."""
    return BranchCount(
        organization=rows[0].report.organization,
        reports=len(rows),
        errors=sum(row.errors for row in rows),
        warnings=sum(row.warnings for row in rows),
        infos=sum(row.infos for row in rows),
        most=rule_counts(rows)[:FEW],
    )
