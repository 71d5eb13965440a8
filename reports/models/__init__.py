"""The nouns: templates, assignments, reports and their history."""

from reports.models.assigning import (
    AssignmentEvent,
    AssignmentEventKind,
    AssignmentMark,
    Extension,
    ModelText,
    Reminder,
)
from reports.models.assignment import Assignment, AssignmentState, LateRule, Repeat, ReviewLevel
from reports.models.export_job import ExportJob, ExportKind, ExportState
from reports.models.history import Event, EventKind, Revision
from reports.models.layout import FormalDetails, LayoutProfile
from reports.models.notification import (
    Mail,
    MailChoice,
    MailSetting,
    Notification,
    NotificationKind,
)
from reports.models.outgoing import Posting
from reports.models.policy import HousePolicy, ReviewPolicy, Unstaffed
from reports.models.report import Entry, Numbering, Report, Section
from reports.models.routine import Routine
from reports.models.template import ReportTemplate, TemplateSection
from reports.models.webhook import GROUP_KINDS, Robot, RobotKind, RobotMessage

__all__ = [
    "GROUP_KINDS",
    "Assignment",
    "AssignmentEvent",
    "AssignmentEventKind",
    "AssignmentMark",
    "AssignmentState",
    "Entry",
    "Event",
    "EventKind",
    "ExportJob",
    "ExportKind",
    "ExportState",
    "Extension",
    "FormalDetails",
    "HousePolicy",
    "LateRule",
    "LayoutProfile",
    "Mail",
    "MailChoice",
    "MailSetting",
    "ModelText",
    "Notification",
    "NotificationKind",
    "Numbering",
    "Posting",
    "Reminder",
    "Repeat",
    "Report",
    "ReportTemplate",
    "ReviewLevel",
    "ReviewPolicy",
    "Revision",
    "Robot",
    "RobotKind",
    "RobotMessage",
    "Routine",
    "Section",
    "TemplateSection",
    "Unstaffed",
]
