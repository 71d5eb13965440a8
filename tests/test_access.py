"""Who may call which address: one table, and no address without a row in it.

Each row holds in the states that its letters name (D draft, S submitted, R returned, P approved,
A archived); `PEOPLE` are the columns. What a person gets:
`ok` the page, the file, or a redirect after the deed · `403` refused with words · `404` not there
for this person · `409` refused on the page, because the report stands differently now ·
`in` sent to sign in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.admindocs.views import extract_views_from_urlpatterns
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.delegation import Delegation
from accounts.models import Organization
from accounts.roles import MemberRole
from drafting.lexicon import own_lexicon
from drafting.models import Comment, LexiconEntry, Term
from reports.models import (
    Assignment,
    AssignmentMark,
    Entry,
    ExportJob,
    HousePolicy,
    LayoutProfile,
    ModelText,
    Notification,
    Report,
    ReviewPolicy,
    Robot,
)
from reports.states import State
from tests import make
from tests.people import Bureau

STATES = dict(zip("DSRPA", State, strict=True))
ROWS_OF_A_PART = 50
PEOPLE = (
    "secretary",
    "sister_secretary",
    "reviewer",
    "administrator",
    "other_secretary",
    "other_reviewer",
    "other_administrator",
    "nobody",
    "anonymous",
)
# Addresses whose names start so have no rows, for these reasons.
WITHOUT_ROWS = {"admin:": "Django's own pages, which let in only who has is_staff"}


@dataclass(frozen=True)
class Row:
    """One line of the table; a value `@version` stands for what `VALUES` makes of the report."""

    name: str
    method: str
    states: str
    expected: str
    kwargs: dict[str, object] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """How the row is named when it fails."""
        return " ".join([self.method, self.name, *map(str, self.kwargs.values())])


VALUES = {
    "@report": lambda report: report.pk,
    "@version": lambda report: report.version,
    "@arrangement": lambda report: report.arrangement,
    "@section": lambda report: first_entry(report).section_id,
    "@entry": lambda report: first_entry(report).pk,
    "@notification": lambda report: notification_of(report).pk,
    "@delegation": lambda report: delegation_near(report).pk,
    "@robot": lambda report: robot_above(report).pk,
    "@policy": lambda report: policy_above(report).pk,
    "@house": lambda report: house_policy_above(report).pk,
    "@lexicon": lambda report: lexicon_entry_of(report).pk,
    "@branch": lambda report: report.organization_id,
    "@author": lambda report: report.author_id,
    "@term": lambda report: term_of(report).pk,
    "@comment": lambda report: comment_on(report).pk,
    "@organization": lambda report: report.organization_id,
    "@export": lambda report: export_of(report).pk,
    "@layout": lambda report: layout_for(report).pk,
    "@task": lambda report: task_of(report, "open").pk,
    "@plan": lambda report: task_of(report, "planned").pk,
}
TASK, PLAN = {"pk": "@task"}, {"pk": "@plan"}
EXTENDED = TASK | {"organization": "@branch"}
REPORT = {"pk": "@report"}
LAYOUT = {"pk": "@layout"}
BRANCH, AUTHOR = {"pk": "@branch"}, {"pk": "@author"}
SECTION, ENTRY = {"pk": "@section"}, {"pk": "@entry"}
ORDER = {"arrangement": "@arrangement"}
HEAD = {"based_on": 1, "title": "标题"}
ADVICE = {"key": "gone-0", "suggestion": "好"}
FINDING = {"key": "gone-0", "reason": "原文如此"}
HEADING = {"based_on": 1, "heading": "", "role": "lead", "numbering": "none"}
HALVES = ORDER | {"based_on": 1, "before": "前", "after": "后"}
FIRST = REPORT | {"number": 1}
SECOND = REPORT | {"number": 2}
SEEN = {"seen_version": "@version"}
COMMENT = {"pk": "@comment"}
NOTES = {"pk": "@organization", "year": 2026}
SAID = {"text": "请核对次数。"}
SURE = SEEN | {"confirmed": "1", "opinion": "请补充数据。"}


def decide(kind: str) -> dict[str, object]:
    """Address of a transition."""
    return REPORT | {"kind": kind}


ZIP = {"kind": "zip", "ticket": str(UUID(int=1))}


# fmt: off
ROWS = [
    #    name             method  states    secr sist revi admi osec orev oadm nobo anon
    Row("sign_in",          "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   ok"),
    Row("sign_in",          "post", "D",     "ok   ok   ok   ok   ok   ok   ok   ok   ok"),
    Row("sign_out",         "post", "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("password_change",  "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("password_change",  "post", "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("profile",          "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("workbench",        "get",  "DSRPA", "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("report_list",      "get",  "DSRPA", "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("report_detail",    "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("report_word",      "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("report_pages",     "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("report_pdf",       "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("report_formal",    "get",  "DA",    "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("report_formal",    "post", "DA",    "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("revision",         "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", FIRST),
    Row("revision_changes", "get",  "D",     "404  404  404  404  404  404  404  404  in", SECOND),
    Row("revision_changes", "get",  "SRPA",  "ok   404  ok   ok   404  404  404  404  in", SECOND),
    Row("organizations",    "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("organization_names", "get", "D",    "403  403  403  ok   403  403  ok   403  in"),
    Row("organization",     "get",  "D",     "403  403  403  ok   403  403  404  403  in", BRANCH),
    Row("organization_do",  "post", "D",     "403  403  403  422  403  403  404  403  in", BRANCH | {"deed": "rename"}),
    Row("organization_do",  "post", "D",     "403  403  403  404  403  403  404  403  in", BRANCH | {"deed": "eat"}),
    Row("person",           "get",  "D",     "403  403  403  ok   403  403  404  403  in", AUTHOR),
    Row("person_do",        "post", "D",     "403  403  403  422  403  403  404  403  in", AUTHOR | {"deed": "correct"}),
    Row("person_do",        "post", "D",     "403  403  403  404  403  403  404  403  in", AUTHOR | {"deed": "eat"}),
    Row("roster_import",    "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("roster_import",    "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("roster_passwords", "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("roster_export",    "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("compare",          "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("passage_restore",  "post", "DR",    "ok   404  403  403  404  404  404  404  in", FIRST, SEEN | {"place": "head:title"}),
    Row("passage_restore",  "post", "SPA",   "403  404  403  403  404  404  404  404  in", FIRST, SEEN | {"place": "head:title"}),
    Row("revision_restore", "post", "DR",    "ok   404  403  403  404  404  404  404  in", FIRST, SEEN),
    Row("revision_restore", "post", "SPA",   "403  404  403  403  404  404  404  404  in", FIRST, SEEN),
    Row("transition",       "post", "DR",    "ok   404  403  403  404  404  404  404  in", decide("submit"), SURE),
    Row("transition",       "post", "SPA",   "409  404  403  403  404  404  404  404  in", decide("submit"), SURE),
    Row("transition",       "post", "S",     "ok   404  403  403  404  404  404  404  in", decide("withdraw"), SURE),
    Row("transition",       "post", "DRPA",  "409  404  403  403  404  404  404  404  in", decide("withdraw"), SURE),
    Row("transition",       "post", "S",     "403  404  ok   403  404  404  404  404  in", decide("return"), SURE),
    Row("transition",       "post", "DRPA",  "403  404  409  403  404  404  404  404  in", decide("return"), SURE),
    Row("transition",       "post", "S",     "403  404  ok   403  404  404  404  404  in", decide("approve"), SURE),
    Row("transition",       "post", "DRPA",  "403  404  409  403  404  404  404  404  in", decide("approve"), SURE),
    Row("transition",       "post", "P",     "403  404  403  ok   404  404  404  404  in", decide("archive"), SURE),
    Row("transition",       "post", "DSRA",  "403  404  403  409  404  404  404  404  in", decide("archive"), SURE),
    Row("transition",       "post", "PA",    "403  404  403  ok   404  404  404  404  in", decide("reopen"), SURE),
    Row("transition",       "post", "DSR",   "403  404  403  409  404  404  404  404  in", decide("reopen"), SURE),
    Row("transition",       "post", "D",     "404  404  404  404  404  404  404  404  in", decide("eat"), SURE),
    Row("start",            "get",  "D",     "ok   ok   403  403  ok   403  403  403  in"),
    Row("start",            "post", "D",     "422  422  403  403  422  403  403  403  in"),
    Row("import_preview",   "get",  "D",     "ok   ok   403  403  ok   403  403  403  in"),
    Row("import_preview",   "post", "D",     "400  400  403  403  400  403  403  403  in"),
    Row("editor",           "get",  "DSRPA", "ok   404  403  403  404  404  404  404  in", REPORT),
    Row("renumber",         "get",  "DR",    "ok   404  403  403  404  404  404  404  in", REPORT),
    Row("renumber",         "get",  "SPA",   "403  404  403  403  404  404  404  404  in", REPORT),
    Row("head_save",        "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, HEAD),
    Row("head_save",        "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, HEAD),
    Row("section_insert",   "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, ORDER),
    Row("section_insert",   "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, ORDER),
    Row("renumber",         "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, ORDER),
    Row("renumber",         "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, ORDER),
    Row("section_save",     "post", "DR",    "ok   404  403  403  404  404  404  404  in", SECTION, HEADING),
    Row("section_save",     "post", "SPA",   "403  404  403  403  404  404  404  404  in", SECTION, HEADING),
    Row("section_move",     "post", "DR",    "ok   404  403  403  404  404  404  404  in", SECTION, ORDER | {"to": "1"}),
    Row("section_move",     "post", "SPA",   "403  404  403  403  404  404  404  404  in", SECTION, ORDER | {"to": "1"}),
    Row("section_remove",   "post", "DR",    "ok   404  403  403  404  404  404  404  in", SECTION, ORDER),
    Row("section_remove",   "post", "SPA",   "403  404  403  403  404  404  404  404  in", SECTION, ORDER),
    Row("section_put_back", "post", "DR",    "ok   404  403  403  404  404  404  404  in", SECTION, {}),
    Row("section_put_back", "post", "SPA",   "403  404  403  403  404  404  404  404  in", SECTION, {}),
    Row("entry_insert",     "post", "DR",    "ok   404  403  403  404  404  404  404  in", SECTION, ORDER),
    Row("entry_insert",     "post", "SPA",   "403  404  403  403  404  404  404  404  in", SECTION, ORDER),
    Row("entry_save",       "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, HEADING),
    Row("entry_save",       "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, HEADING),
    Row("entry_move",       "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, ORDER | {"to": "0"}),
    Row("entry_move",       "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, ORDER | {"to": "0"}),
    Row("entry_split",      "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, HALVES),
    Row("entry_split",      "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, HALVES),
    Row("entry_merge",      "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, ORDER),
    Row("entry_merge",      "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, ORDER),
    Row("entry_remove",     "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, ORDER),
    Row("entry_remove",     "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, ORDER),
    Row("entry_put_back",   "post", "DR",    "ok   404  403  403  404  404  404  404  in", ENTRY, {}),
    Row("entry_put_back",   "post", "SPA",   "403  404  403  403  404  404  404  404  in", ENTRY, {}),
    Row("check",            "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("check_accept",     "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, ADVICE),
    Row("check_accept",     "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, ADVICE),
    Row("check_accept_safe", "post", "DR",   "ok   404  403  403  404  404  404  404  in", REPORT),
    Row("check_accept_safe", "post", "SPA",  "403  404  403  403  404  404  404  404  in", REPORT),
    Row("check_dismiss",    "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_dismiss",    "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_restore",    "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_restore",    "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_keep_word",  "post", "DR",    "ok   404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_keep_word",  "post", "SPA",   "403  404  403  403  404  404  404  404  in", REPORT, FINDING),
    Row("check_rules",      "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("check_statistics", "get",  "D",     "403  403  ok   ok   403  ok   ok   403  in"),
    Row("downloads",        "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("export_new",       "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("export_new",       "post", "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in", {}, ZIP),
    Row("export_job",       "get",  "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@export"}),
    Row("export_file",      "get",  "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@export"}),
    Row("export_cancel",    "post", "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@export"}),
    Row("export_again",     "post", "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@export"}),
    Row("export_remove",    "post", "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@export"}),
    Row("terms",            "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   403  in"),
    Row("terms",            "post", "D",     "422  422  422  422  422  422  422  403  in"),
    Row("queue",            "get",  "DS",    "403  403  ok   403  403  ok   403  403  in"),
    Row("presence",         "post", "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("comments",         "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("comment_add",      "post", "DSR",   "ok   404  ok   403  404  404  404  404  in", REPORT, SAID),
    Row("comment_add",      "post", "PA",    "403  404  403  403  404  404  404  404  in", REPORT, SAID),
    Row("comment_answer",   "post", "DSR",   "ok   404  ok   403  404  404  404  404  in", COMMENT, SAID),
    Row("comment_answer",   "post", "PA",    "403  404  403  403  404  404  404  404  in", COMMENT, SAID),
    Row("comment_accept",   "post", "DR",    "ok   404  403  403  404  404  404  404  in", COMMENT),
    Row("comment_accept",   "post", "SPA",   "403  404  403  403  404  404  404  404  in", COMMENT),
    Row("comment_decline",  "post", "DR",    "ok   404  403  403  404  404  404  404  in", COMMENT, SAID),
    Row("comment_decline",  "post", "SPA",   "403  404  403  403  404  404  404  404  in", COMMENT, SAID),
    Row("comment_resolve",  "post", "DSR",   "ok   404  ok   403  404  404  404  404  in", COMMENT),
    Row("comment_resolve",  "post", "PA",    "403  404  403  403  404  404  404  404  in", COMMENT),
    Row("comment_reopen",   "post", "DSR",   "ok   404  ok   403  404  404  404  404  in", COMMENT),
    Row("comment_reopen",   "post", "PA",    "403  404  403  403  404  404  404  404  in", COMMENT),
    Row("report_remarks",   "get",  "DSRPA", "ok   404  ok   ok   404  404  404  404  in", REPORT),
    Row("opinions",         "get",  "D",     "403  403  ok   403  403  ok   403  403  in"),
    Row("opinions",         "post", "D",     "403  403  ok   403  403  ok   403  403  in", {}, SAID),
    Row("review_notes",     "get",  "D",     "403  404  ok   403  404  404  404  404  in", NOTES),
    Row("review_notes",     "post", "D",     "403  404  ok   403  404  404  404  404  in", NOTES, SAID | {"kind": "problem"}),
    Row("review_notes_word", "get", "D",     "403  404  ok   403  404  404  404  404  in", NOTES),
    Row("term_remove",      "post", "D",     "ok   404  ok   ok   404  404  404  404  in", {"pk": "@term"}),
    Row("layout_list",      "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("layout_new",       "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("layout_new",       "post", "D",     "403  403  403  422  403  403  422  403  in", {}, {"name": ""}),
    Row("layout_edit",      "get",  "D",     "404  404  404  ok   404  404  404  404  in", LAYOUT),
    Row("layout_edit",      "post", "D",     "404  404  404  422  404  404  404  404  in", LAYOUT, {"name": ""}),
    Row("layout_reset",     "post", "D",     "404  404  404  ok   404  404  404  404  in", LAYOUT),
    Row("layout_delete",    "post", "D",     "404  404  404  ok   404  404  404  404  in", LAYOUT),
    Row("assignment_list",  "get",  "D",     "403  403  ok   ok   403  ok   ok   403  in"),
    Row("assignment_new",   "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("assignment_new",   "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("assignment_tree",  "post", "D",     "403  403  403  400  403  403  400  403  in"),
    Row("assignment",       "get",  "D",     "404  404  ok   ok   404  404  404  404  in", TASK),
    Row("assignment",       "get",  "D",     "404  404  404  ok   404  404  404  404  in", PLAN),
    Row("assignment_sheet", "get",  "D",     "404  404  ok   ok   404  404  404  404  in", TASK),
    Row("assignment_edit",  "get",  "D",     "404  404  403  ok   404  404  404  404  in", TASK),
    Row("assignment_edit",  "post", "D",     "404  404  403  422  404  404  404  404  in", TASK),
    Row("assignment_preview", "get", "D",    "404  404  404  ok   404  404  404  404  in", PLAN),
    Row("assignment_publish", "post", "D",   "404  404  404  ok   404  404  404  404  in", PLAN, {"seen_version": 1}),
    Row("assignment_discard", "post", "D",   "404  404  404  ok   404  404  404  404  in", PLAN),
    Row("assignment_following", "post", "D", "404  404  403  ok   404  404  404  404  in", TASK),
    Row("assignment_end",   "get",  "D",     "404  404  403  ok   404  404  404  404  in", TASK | {"how": "cancel"}),
    Row("assignment_end",   "post", "D",     "404  404  403  ok   404  404  404  404  in", TASK | {"how": "close"}),
    Row("assignment_model", "get",  "D",     "404  404  403  ok   404  404  404  404  in", TASK),
    Row("assignment_model", "post", "D",     "404  404  403  422  404  404  404  404  in", TASK, {"what": "file"}),
    Row("assignment_model_text", "get", "D", "ok   404  ok   ok   404  404  404  404  in", TASK),
    Row("assignment_model_report", "get", "D", "ok   404  ok   ok   404  404  404  404  in", TASK),
    Row("assignment_remind", "post", "D",    "404  404  403  ok   404  404  404  404  in", TASK),
    Row("assignment_extend", "get", "D",     "404  404  403  ok   404  404  404  404  in", EXTENDED),
    Row("assignment_extend", "post", "D",    "404  404  403  422  404  404  404  404  in", EXTENDED),
    Row("notifications",    "get",  "D",     "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("notifications_latest", "get", "D",  "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("notifications_read", "post", "D",   "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("notification",     "get",  "D",     "ok   404  404  404  404  404  404  404  in", {"pk": "@notification"}),
    Row("notification_settings", "get", "D", "ok   ok   ok   ok   ok   ok   ok   ok   in"),
    Row("notification_settings", "post", "D", "422  422  422  422  422  422  422  422  in"),
    Row("delegations",      "get",  "D",     "403  403  ok   403  403  ok   403  403  in"),
    Row("delegations",      "post", "D",     "403  403  422  403  403  422  403  403  in"),
    Row("delegation_end",   "post", "D",     "404  404  ok   ok   404  404  404  404  in", {"pk": "@delegation"}),
    Row("robot_list",       "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("robot_add",        "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("robot_add",        "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("robot",            "get",  "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@robot"}),
    Row("robot",            "post", "D",     "404  404  404  422  404  404  404  404  in", {"pk": "@robot"}),
    Row("robot_test",       "post", "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@robot"}),
    Row("robot_remove",     "post", "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@robot"}),
    Row("review_policies",  "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("review_policies",  "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("review_policy_remove", "post", "D", "404  404  404  ok   404  404  404  404  in", {"pk": "@policy"}),
    Row("house_policies",   "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("house_policies",   "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("house_policy_remove", "post", "D",  "404  404  404  ok   404  404  404  404  in", {"pk": "@house"}),
    Row("lexicon",          "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("lexicon_calendar", "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("lexicon_changes",  "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("wordbook_import",  "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("wordbook_import",  "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("wordbook_sample",  "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("wordbook_export",  "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("lexicon_new",      "get",  "D",     "403  403  403  ok   403  403  ok   403  in"),
    Row("lexicon_new",      "post", "D",     "403  403  403  422  403  403  422  403  in"),
    Row("lexicon_off",      "get",  "D",     "403  403  403  404  403  403  404  403  in"),
    Row("lexicon_off",      "post", "D",     "403  403  403  404  403  403  404  403  in"),
    Row("lexicon_entry",    "get",  "D",     "404  404  404  ok   404  404  404  404  in", {"pk": "@lexicon"}),
    Row("lexicon_entry",    "post", "D",     "404  404  404  422  404  404  404  404  in", {"pk": "@lexicon"}),
    Row("lexicon_remove",   "post", "D",     "403  403  403  ok   403  403  ok   403  in", {"pk": "@lexicon"}),
    Row("transition",       "post", "P",     "403  404  ok   ok   404  404  404  404  in", decide("recall"), SURE),
    Row("transition",       "post", "DSRA",  "403  404  409  409  404  404  404  404  in", decide("recall"), SURE),
    Row("transition",       "post", "DSRPA", "403  404  409  403  404  404  404  404  in", decide("step_back"), SURE),
]
# fmt: on


@pytest.fixture(autouse=True)
def no_office(settings: Settings) -> None:
    """Who may have a PDF is the same without the program that makes it."""
    settings.SOFFICE = "/nowhere/soffice"


def parts() -> Iterator[tuple[str, int]]:
    """State and first row of each part of the table: one test for all would hold up the others."""
    for state in STATES:
        for first in range(0, sum(state in row.states for row in ROWS), ROWS_OF_A_PART):
            yield state, first


@pytest.mark.any_database
@pytest.mark.parametrize(("state", "first"), [*parts()])
def test_everybody_gets_what_the_table_says(state: str, first: int, bureau: Bureau) -> None:
    report = bureau.report(STATES[state])
    rows = [row for row in ROWS if state in row.states][first : first + ROWS_OF_A_PART]
    sessions = {person: session_of(bureau, person) for person in PEOPLE}
    got = {
        str(row): " ".join(f"{call(row, report, sessions[person]):4}" for person in PEOPLE).strip()
        for row in rows
    }
    assert got == {str(row): row.expected for row in rows}


def test_every_address_has_a_row() -> None:
    addresses = named_addresses()
    assert len(addresses) > 10
    assert addresses - {row.name for row in ROWS} == set()


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted({row.name for row in ROWS}))
def test_an_address_answers_no_method_without_a_row(name: str, bureau: Bureau) -> None:
    rows = [row for row in ROWS if row.name == name]
    browser = client(session_of(bureau, "secretary"))
    for method in {"get", "post"} - {row.method for row in rows}:
        response = getattr(browser, method)(address(rows[0], bureau.report()))
        assert response.status_code == 405


def named_addresses() -> set[str]:
    """Names of all addresses that need a row; the names carry their namespace."""
    views = extract_views_from_urlpatterns(get_resolver().url_patterns)
    names = {":".join([*(namespaces or []), name or path]) for _, path, namespaces, name in views}
    return {name for name in names if not name.startswith(tuple(WITHOUT_ROWS))}


def session_of(bureau: Bureau, person: str) -> str:
    """The session cookie of somebody who has signed in."""
    if person == "anonymous":
        return ""
    somebody = Client()
    somebody.force_login(getattr(bureau, person))
    return somebody.cookies[settings.SESSION_COOKIE_NAME].value


def client(session: str) -> Client:
    """A browser with this session."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    return browser


def call(row: Row, report: Report, session: str) -> str:
    """What this person gets; afterwards everything is as it was before."""
    with transaction.atomic():
        response = getattr(client(session), row.method)(
            address(row, report), values(row.data, report)
        )
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith(f"{reverse('sign_in')}?"):
        return "in"
    return "ok" if response.status_code in {200, 302} else str(response.status_code)


def address(row: Row, report: Report) -> str:
    """The address of the row for this report."""
    return reverse(row.name, kwargs=values(row.kwargs, report))


def values(named: dict[str, object], report: Report) -> dict[str, object]:
    """`named` with what stands for the report's own values replaced."""
    return {
        key: VALUES[value](report) if value in VALUES else value for key, value in named.items()
    }


def layout_for(report: Report) -> LayoutProfile:
    """A layout of the report's own organisation."""
    made = {"name": "支部版式"}
    return LayoutProfile.objects.get_or_create(organization=report.organization, defaults=made)[0]


def lexicon_entry_of(report: Report) -> LexiconEntry:
    """A row that the top of the report's tree keeps."""
    path = own_lexicon.top_path(report.organization)
    said = {"until": date(2024, 1, 1), "source": "本局通知"}
    return LexiconEntry.objects.get_or_create(
        organization=Organization.objects.get(path=path),
        kind="former",
        term="旧说法",
        defaults=said,
    )[0]


def term_of(report: Report) -> Term:
    """A word that the report's organisation keeps."""
    return Term.objects.get_or_create(
        organization=report.organization, word="红色引擎", defaults={"by": report.author}
    )[0]


def comment_on(report: Report) -> Comment:
    """An open comment with a suggestion on words of the report's first entry."""
    entry = first_entry(report)
    words = entry.body[:6]
    anchor = {"entry": entry, "field": "body", "home": entry.body, "length": len(words)}
    said = {"quote": words, "suggestion": "改后", "author": report.author, **anchor}
    return Comment.objects.get_or_create(report=report, defaults=said)[0]


def first_entry(report: Report) -> Entry:
    """The first entry of the first section."""
    return Entry.objects.filter(section__report=report).order_by("section__position").first()


def notification_of(report: Report) -> Notification:
    """Something that the author has been told."""
    return Notification.objects.get_or_create(user=report.author, key="told", kind="returned")[0]


def delegation_near(report: Report) -> Delegation:
    """The reviewer above the report lets the administrator stand in."""
    posts = committee_of(report).memberships
    giver, stand_in = (
        posts.get(role=role).user for role in (MemberRole.REVIEWER, MemberRole.ADMINISTRATOR)
    )
    today = timezone.localdate()
    return Delegation.objects.get_or_create(
        giver=giver, stand_in=stand_in, starts=today, ends=today
    )[0]


def robot_above(report: Report) -> Robot:
    """A group robot of the committee; its machine may not be called."""
    return Robot.objects.get_or_create(
        organization=committee_of(report),
        name="党建群",
        defaults={"address": "https://robot.example/send", "created_by": report.author},
    )[0]


def house_policy_above(report: Report) -> HousePolicy:
    """Everyday rules of the committee above."""
    return HousePolicy.objects.get_or_create(organization=committee_of(report))[0]


def policy_above(report: Report) -> ReviewPolicy:
    """The committee's rules of review."""
    return ReviewPolicy.objects.get_or_create(organization=committee_of(report))[0]


def task_of(report: Report, state: str) -> Assignment:
    """A task of the committee that asks the report's organisation, with a file as its model."""
    committee = committee_of(report)
    by = committee.memberships.get(role=MemberRole.ADMINISTRATOR).user
    found = Assignment.objects.filter(state=state).first() or make.assignment(
        report.organization, issuer=committee, by=by, state=state, model_report=report
    )
    AssignmentMark.objects.get_or_create(
        assignment=found, organization=report.organization, defaults={"included": True}
    )
    model = {"name": "范文.txt", "content": b"ok", "size": 2, "by": by}
    ModelText.objects.get_or_create(assignment=found, defaults=model)
    return found


def export_of(report: Report) -> ExportJob:
    """A finished export of the report by the administrator above it."""
    owner = committee_of(report).memberships.get(role=MemberRole.ADMINISTRATOR).user
    return ExportJob.objects.get_or_create(
        ticket=UUID(int=2),
        defaults={
            "owner": owner,
            "kind": "zip",
            "chosen": [[report.pk, report.version]],
            "total": 1,
            "state": "done",
            "file": "gone.zip",
            "expires_at": timezone.now() + timedelta(days=1),
        },
    )[0]


def committee_of(report: Report) -> Organization:
    """The organisation above the reporting one."""
    return Organization.objects.get(path=report.organization.ancestor_paths()[0])
