"""The demo bureau: an invented city's bureau with its people, reports and their history.

`bureau.toml` and `texts/` say what there is. Everything is done by the product's own verbs, as
the people named there would have done it; only afterwards is it given the dates of the story.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership, Organization, OrganizationKind, User
from accounts.roles import MemberRole
from reports import assignments, document_kinds, editing, records, starting, workflow
from reports.assignments import Wanted
from reports.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    Entry,
    Event,
    EventKind,
    LateRule,
    Notification,
    Report,
    ReportTemplate,
    Revision,
    TemplateSection,
)
from reports.models.assignment import Half
from reports.outline.reader import read

FOLDER = Path(__file__).parent
REVISE = "revise"


@dataclass
class Bureau:
    """What was made so far, by the names that bureau.toml uses."""

    organizations: dict[str, Organization]
    people: dict[str, User]
    assignments: dict[str, Assignment]


def description() -> dict[str, Any]:
    """What bureau.toml says."""
    return tomllib.loads((FOLDER / "bureau.toml").read_text(encoding="utf-8"))


def text(file: str) -> str:
    """The words of a demo report as they stand after its last step."""
    return (FOLDER / "texts" / file).read_text(encoding="utf-8")


def sign_ins() -> list[tuple[str, str, str]]:
    """User name, password and what the person is, for those of the bureau who are here."""
    bureau = description()
    here = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    return [
        (
            person["username"],
            bureau["password"],
            " · ".join(
                (person["full_name"], person["organization"], MemberRole(person["role"]).label)
            ),
        )
        for person in bureau["people"]
        if person["username"] in here
    ]


@transaction.atomic
def load() -> dict[str, Report]:
    """Make the whole bureau, or nothing if any step is refused; return reports by their files."""
    told = description()
    document_kinds.install(ReportTemplate, TemplateSection)
    bureau = Bureau(_organizations(told["organizations"]), {}, {})
    bureau.people = _people(told["people"], told["password"], bureau.organizations)
    for assignment in told["assignments"]:
        bureau.assignments[assignment["name"]] = _assignment(assignment, bureau)
    reports = {report["file"]: _report(report, bureau) for report in told["reports"]}
    for assignment in told["assignments"]:
        _end(assignment, bureau, reports)
    return reports


def _organizations(rows: list[dict[str, str]]) -> dict[str, Organization]:
    made: dict[str, Organization] = {}
    for row in rows:
        fields = {key: row[key] for key in ("name", "short_name", "kind")}
        if parent := row.get("parent"):
            # Read again: the tree counts children on the row, not on the instance.
            above = Organization.objects.get(pk=made[parent].pk)
            made[row["short_name"]] = Organization.objects.add_child(above, fields)
        else:
            made[row["short_name"]] = Organization.objects.add_root(fields)
    return made


def _people(
    rows: list[dict[str, str]], password: str, organizations: dict[str, Organization]
) -> dict[str, User]:
    hashed = make_password(password)  # once: hashing is slow on purpose
    people = {}
    for row in rows:
        administers = row["role"] == MemberRole.ADMINISTRATOR
        person = User.objects.create(
            username=row["username"],
            full_name=row["full_name"],
            password=hashed,
            is_staff=administers,
            is_superuser=administers,
        )
        Membership.objects.create(
            user=person, organization=organizations[row["organization"]], role=row["role"]
        )
        people[person.username] = person
    return people


def _assignment(row: dict[str, Any], bureau: Bureau) -> Assignment:
    """Ask all branches as the administrator would; reports are taken until they are all there."""
    administrator = next(person for person in bureau.people.values() if person.is_administrator)
    issuer = administrator.roles[0].organization
    wanted = Wanted(
        {
            "name": row["name"],
            "template": ReportTemplate.objects.get(key=row["template"]),
            "issuer": issuer,
            "kinds": [OrganizationKind.BRANCH.value],
            "year": row["year"],
            "half": Half.YEAR,
            "due": row["due"],
            "instructions": row["instructions"],
            "late_rule": LateRule.ALLOWED,
            "grace_days": 0,
            "remind_days": [7, 1],
            "repeat": row["repeat"],
            "lead_days": 45,
            "publishes_itself": False,
        },
        {issuer.pk: True},
    )
    previous = bureau.assignments.get(row.get("previous", ""))
    assignment = assignments.draft(by=administrator, wanted=wanted, previous=previous)
    issued = _moment(row["issued"])
    if row["state"] != AssignmentState.PLANNED:
        assignments.publish(assignment.pk, by=administrator, seen_version=assignment.version)
        Assignment.objects.filter(pk=assignment.pk).update(published_at=issued)
        told = Notification.objects.filter(key__startswith=f"assignment:{assignment.pk}:")
        told.update(at=issued, read_at=issued if row["state"] == AssignmentState.CLOSED else None)
    Assignment.objects.filter(pk=assignment.pk).update(created_at=issued)
    QuerySet(AssignmentEvent).filter(assignment=assignment).update(at=issued)
    return Assignment.objects.get(pk=assignment.pk)


def _end(row: dict[str, Any], bureau: Bureau, reports: dict[str, Report]) -> None:
    """What happens to an assignment once the reports are there."""
    assignment = bureau.assignments[row["name"]]
    by = assignment.created_by
    if file := row.get("model_report"):
        assignments.keep_model_report(assignment.pk, by=by, report=reports[file])
    if row["state"] == AssignmentState.CLOSED:
        assignments.close(assignment.pk, by=by)


def _report(row: dict[str, Any], bureau: Bureau) -> Report:
    """Begin a report with its first words and walk it through its steps."""
    organization = bureau.organizations[row["organization"]]
    author = next(
        person for person in bureau.people.values() if person.is_secretary_of(organization)
    )
    report = starting.start(
        by=author,
        organization=organization,
        content=records.content_from(read(first_words(row))),
        kind=EventKind(row.get("begun_by", EventKind.CREATE)),
        **_occasion(row, bureau),
    )
    begun = _moment(row["begun"])
    _date(report.events.get(), begun)
    for step in row["steps"]:
        by = bureau.people[step["who"]]
        if step["what"] == REVISE:
            _revise(report, step["changes"], by)
            continue
        event = workflow.perform(
            workflow.BY_KIND[step["what"]],
            report.pk,
            by=by,
            seen_version=Report.objects.get(pk=report.pk).version,
            opinion=step.get("opinion", ""),
        )
        _date(event, _moment(step["at"]))
    _quieten(report)
    last = _moment(row["steps"][-1]["at"]) if row["steps"] else begun
    Report.objects.filter(pk=report.pk).update(
        created_at=begun, updated_at=last, **_moments(report)
    )
    return Report.objects.get(pk=report.pk)


def _moments(report: Report) -> dict[str, datetime | None]:
    """What `workflow.stamp` notes, by the dates of the story."""
    events = report.events.order_by("pk")
    sent = [event.at for event in events if event.kind == EventKind.SUBMIT]
    passed = [event.at for event in events if event.kind == EventKind.APPROVE]
    holds = Report.objects.get(pk=report.pk).approved_at is not None
    return {
        "submitted_at": sent[-1] if sent else None,
        "first_submitted_at": sent[0] if sent else None,
        "approved_at": passed[-1] if holds else None,
    }


def _quieten(report: Report) -> None:
    """Date what people were told like the steps; only the last step's has not been read yet."""
    events = list(report.events.order_by("-pk"))
    for event in events:
        told = Notification.objects.filter(key=f"event:{event.pk}")
        told.update(at=event.at, read_at=None if event == events[0] else event.at)


def first_words(row: dict[str, Any]) -> str:
    """What a report said before any of its steps: its text with every revision taken back."""
    words = text(row["file"])
    for step in reversed(row["steps"]):
        for change in reversed(step.get("changes", [])):
            words = _replaced(words, change["became"], change["was"])
    return words


def _occasion(row: dict[str, Any], bureau: Bureau) -> dict[str, Any]:
    """The assignment of a report, or the kind and period of a free one."""
    if "assignment" in row:
        return {"assignment": bureau.assignments[row["assignment"]]}
    template = ReportTemplate.objects.get(key=row["template"])
    return {"template": template, "year": row["year"], "half": row.get("half", Half.YEAR)}


def _revise(report: Report, changes: list[dict[str, str]], by: User) -> None:
    """Change words as the secretary does in the editor: entry by entry."""
    for change in changes:
        entry = Entry.objects.live().get(
            section__report=report, body__contains=change["was"], section__removed_at=None
        )
        editing.save_entry(
            entry.pk,
            by=by,
            save=editing.Save(based_on=entry.wording),
            body=_replaced(entry.body, change["was"], change["became"]),
        )


def _replaced(words: str, old: str, new: str) -> str:
    """`words` with `old`, which must occur once, replaced. Raises ValueError."""
    if words.count(old) != 1:
        raise ValueError(f"{old!r} does not occur exactly once in {words[:20]!r}…")
    return words.replace(old, new)


def _moment(local: datetime) -> datetime:
    return timezone.make_aware(local)


def _date(event: Event, at: datetime) -> None:
    """Give a step the date of the story. A plain queryset: Event's own refuses to change."""
    QuerySet(Event).filter(pk=event.pk).update(at=at)
    Revision.objects.filter(events=event).update(created_at=at)
