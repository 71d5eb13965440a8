"""What a report is begun from: the target that a form names, and the words to begin with."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from drafting.forms.start import TargetForm
from reports import permissions, records, starting
from reports.models import EventKind, Report
from reports.permissions import Action
from reports.records import Content
from reports.starting import CannotStart


def target_of(form: TargetForm) -> dict[str, Any]:
    """Assignment or report, organisation, kind and period that the form stands for, if known."""
    target: dict[str, Any] = {}
    for name in ("assignment", "report", "organization", "template", "year", "half"):
        try:
            target[name] = form.fields[name].clean(form[name].value() or "")
        except ValidationError:
            target[name] = None
    if source := target["report"] or target["assignment"]:
        target |= {"template": source.template, "year": source.year, "half": source.half}
    if target["report"]:
        target["organization"] = target["report"].organization
    return target


def earlier_report(target: dict[str, Any]) -> Report | None:
    """The report whose headings can be used again."""
    if not (target["organization"] and target["template"] and target["year"]):
        return None
    return starting.previous_report(
        target["organization"], target["template"], year=target["year"], half=target["half"]
    )


def headings_of(report: Report) -> list[str]:
    """The headings of a report, for a look before they are used again."""
    return [
        part["marker"] + part["heading"]
        for section in records.content_of(report)["sections"]
        for part in (section, *section["entries"])
        if part["heading"]
    ]


def proposed_title(target: dict[str, Any]) -> str:
    """The title that an empty title field stands for; empty while its parts are not known."""
    if not (target["organization"] and target["template"] and target["year"]):
        return ""
    return starting.proposed_title(
        target["organization"], target["template"], year=target["year"], half=target["half"]
    )


def content_for(data: dict[str, Any]) -> Content:
    """The words to begin with: the template's headings, or last year's."""
    title = data["title"].strip() or proposed_title(data)
    if data["way"] == "template":
        return starting.content_from_template(data["template"], title=title)
    earlier = earlier_report(data)
    if earlier is None:
        raise CannotStart("没有找到以前的同类报告，请选择其他开始方式。")
    return starting.content_from_headings(records.content_of(earlier), title=title)


def begin(user: User, data: dict[str, Any], content: Content, kind: EventKind) -> Report:
    """Begin the report with `content`, or begin it anew. Raises CannotStart, PermissionDenied."""
    if data["report"]:
        permissions.require(user, Action.EDIT, data["report"])
        return starting.start_over(
            data["report"].pk,
            by=user,
            seen_version=data["seen_version"] or 0,
            content=content,
            kind=kind,
        )
    return starting.start(
        by=user,
        organization=data["organization"],
        content=content,
        kind=kind,
        assignment=data["assignment"],
        template=data["template"],
        year=data["year"],
        half=data["half"] or "year",
        ticket=data["ticket"],
    )


def existing_report(data: dict[str, Any]) -> Report | None:
    """The report that the assignment has already, after a double click or in a second window."""
    if data["report"] or not data["assignment"]:
        return None
    begun = Report.objects.begun().filter(assignment=data["assignment"])
    return begun.filter(organization=data["organization"]).first()
