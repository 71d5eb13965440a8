"""What administrators do with an assignment: the only code that changes its state.

Every function locks the assignment, so that a second press of a button finds what the first has
done; refusals are `CannotAssign` with words for the person.
"""

from reports.assignments.changing import Changes, change, changes_of
from reports.assignments.drafting import Wanted, discard, draft, like, rewrite, wanted_of
from reports.assignments.ending import cancel, close, reopen
from reports.assignments.extending import extend
from reports.assignments.locking import CannotAssign
from reports.assignments.modelling import keep_model_report, keep_model_text, remove_model_text
from reports.assignments.publishing import Preview, preview_of, publish
from reports.assignments.reminding import remind, remind_due
from reports.assignments.repeating import draft_due, draft_following
from reports.assignments.scope import marked, organizations_in

__all__ = [
    "CannotAssign",
    "Changes",
    "Preview",
    "Wanted",
    "cancel",
    "change",
    "changes_of",
    "close",
    "discard",
    "draft",
    "draft_due",
    "draft_following",
    "extend",
    "keep_model_report",
    "keep_model_text",
    "like",
    "marked",
    "organizations_in",
    "preview_of",
    "publish",
    "remind",
    "remind_due",
    "remove_model_text",
    "reopen",
    "rewrite",
    "wanted_of",
]
