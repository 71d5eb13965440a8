"""What a secretary must know of the task for which a report is written."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Organization
from reports import deadlines
from reports.assignments.changing import chain_in_words
from reports.assignments.drafting import levels_of
from reports.models import Assignment, ModelText, Report


@dataclass(frozen=True, slots=True)
class Brief:
    """Until when, who reviews, and what is shown as a model. `refusal`: why not any more."""

    assignment: Assignment
    due: date
    late_rule: str
    chain: str
    text: ModelText | None
    refusal: str | None

    @property
    def is_extended(self) -> bool:
        """Whether this branch has more time than the others."""
        return self.due != self.assignment.due


def brief_of(
    assignment: Assignment | None, organization: Organization, report: Report | None = None
) -> Brief | None:
    """What `organization` must know of `assignment`; None where there is none."""
    if assignment is None:
        return None
    return Brief(
        assignment=assignment,
        due=deadlines.due_of(assignment, organization),
        late_rule=deadlines.rule_in_words(assignment),
        chain=chain_in_words(levels_of(assignment)),
        text=ModelText.objects.filter(assignment=assignment).defer("content").first(),
        refusal=deadlines.unless_in_time(report) if report else None,
    )
