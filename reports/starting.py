"""How a report begins: empty from its template, with last year's headings, or imported."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from accounts.models import Organization, User
from reports import deadlines, permissions, records
from reports.models import (
    Assignment,
    Event,
    EventKind,
    Numbering,
    Report,
    ReportTemplate,
    Revision,
)
from reports.models.assignment import Half
from reports.permissions import Action
from reports.records import Content
from reports.states import State


class CannotStart(Exception):  # noqa: N818 - named for what the person hit
    """This report cannot be begun; the message is for the person."""


def start(
    *,
    by: User,
    organization: Organization,
    content: Content,
    kind: EventKind = EventKind.CREATE,
    assignment: Assignment | None = None,
    template: ReportTemplate | None = None,
    year: int | None = None,
    half: str = Half.YEAR,
    ticket: UUID | None = None,
) -> Report:
    """Begin a report with `content` and return it.

    Within an assignment its template and period hold; without one both must be given. `ticket`
    names the form that was sent, so that sending it twice begins one report only. Raises
    PermissionDenied unless `by` is the organisation's secretary, CannotStart when the
    assignment is closed, not meant for the organisation, or already has its report.
    """
    permissions.require_secretary_of(by, organization)
    if assignment is not None:
        if words := deadlines.unless_may_begin(assignment, organization):
            raise CannotStart(words)
        template, year, half = assignment.template, assignment.year, assignment.half
    try:
        with transaction.atomic():
            report = _place_kept(assignment, organization) or Report(
                organization=organization, assignment=assignment
            )
            report.template = template  # type: ignore[assignment] # given where there is no assignment
            report.year, report.half = year, half  # type: ignore[assignment] # the same
            report.author, report.ticket = by, ticket
            report.created_at = timezone.now()
            report.save()
            _fill(report, content, by=by, kind=kind)
    except IntegrityError as error:
        if ticket and (begun := Report.objects.filter(ticket=ticket, author=by).first()):
            return begun
        raise CannotStart("本支部在这项任务下已有报告，请直接打开继续写。") from error
    return report


def _place_kept(assignment: Assignment | None, organization: Organization) -> Report | None:
    """The report without words that publishing has made for this organisation, if it is there."""
    if assignment is None:
        return None
    kept = Report.objects.select_for_update().filter(author__isnull=True)
    return kept.filter(assignment=assignment, organization=organization).first()


def start_over(
    report_pk: int, *, by: User, seen_version: int, content: Content, kind: EventKind
) -> Report:
    """Replace all words of a report that may still be written; the old ones stay as a Revision.

    Raises PermissionDenied when `by` may not write it, CannotStart when it has changed since
    the person saw it.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report_pk)
        permissions.require(by, Action.EDIT, report)
        if report.version != seen_version:
            raise CannotStart("报告在您打开之后又有改动，请返回查看后再替换。")
        records.snapshot(report, by)
        _fill(report, content, by=by, kind=kind)
    return report


def restore(revision: Revision, *, by: User, seen_version: int) -> Report:
    """Bring the words of an earlier Revision back; the present ones stay as a Revision."""
    return start_over(
        revision.report_id,
        by=by,
        seen_version=seen_version,
        content=revision.content,
        kind=EventKind.RESTORE,
    )


def _fill(report: Report, content: Content, *, by: User, kind: EventKind) -> None:
    records.write_content(report, content)
    report.version += 1
    report.arrangement += 1
    report.save(update_fields=["version", "arrangement", "updated_at"])
    Event.objects.create(
        report=report,
        kind=kind,
        state=report.state,
        actor=by,
        revision=records.snapshot(report, by),
    )


def content_from_template(template: ReportTemplate, *, title: str) -> Content:
    """An empty report of this kind: its headings, numbered automatically, nothing under them."""
    return Content(
        before="",
        title=f"{title}\n" if title else "",
        subtitle="",
        signature="",
        date_line="",
        sections=[
            {
                "level": section.level,
                **_heading(section.heading, section.role, section.second_role, "\n"),
                "entries": [
                    {**_heading(heading, section.role, "", "。"), "body": "\n"}
                    for heading in section.suggested_entries
                ]
                or [{**_heading("", section.role, section.second_role, ""), "body": "\n"}],
            }
            for section in template.sections.all()
        ],
    )


def content_from_headings(source: Content, *, title: str) -> Content:
    """Last year's headings without its words; numbers become automatic."""
    sections = []
    for section in source["sections"]:
        entries = [{**_renumbered(entry), "body": "\n"} for entry in section["entries"]]
        sections.append({**_renumbered(section), "entries": entries})
    return Content(
        before="",
        title=f"{title}\n" if title else "",
        subtitle="",
        signature=source["signature"],
        date_line="",
        sections=sections,
    )


def _renumbered(row: dict) -> dict:
    numbering = Numbering.NONE if row["numbering"] == Numbering.NONE else Numbering.AUTO
    return {**row, "numbering": numbering.value}


def _heading(heading: str, role: str, second_role: str, end: str) -> dict:
    return {
        "indent": "",
        "numbering": (Numbering.AUTO if heading else Numbering.NONE).value,
        "marker": "",
        "gap": "",
        "heading": heading,
        "heading_end": end if heading else "",
        "role": role,
        "second_role": second_role,
    }


def proposed_title(
    organization: Organization, template: ReportTemplate, *, year: int, half: str
) -> str:
    """Organisation, period and kind: `生态修复科党支部2026年度党建工作总结`.

    The short name where there is one: within the organisation nobody needs more, and the full name
    stands in the signature.
    """
    kind = template.name.removeprefix("年度").removeprefix("半年")
    return f"{organization}{Report(year=year, half=half).period}{kind}"


def previous_report(
    organization: Organization, template: ReportTemplate, *, year: int, half: str
) -> Report | None:
    """The organisation's latest earlier report of the same kind, whose headings may be reused."""
    return _earlier(organization, template, year=year, half=half).first()


def previous_content(report: Report) -> Content | None:
    """What the organisation's latest earlier report of this kind said when it was last handled."""
    earlier = _earlier(report.organization, report.template, year=report.year, half=report.half)
    last = Revision.objects.filter(report=Subquery(earlier.values("pk")[:1])).order_by("-number")
    return last.values_list("content", flat=True).first()


def _earlier(
    organization: Organization, template: ReportTemplate, *, year: int, half: str
) -> QuerySet[Report]:
    return (
        Report.objects.filter(
            organization=organization, template=template, half=half, year__lt=year
        )
        .exclude(state=State.DRAFT)
        .order_by("-year", "-pk")
    )
