"""体检 of a stored report: the context from its rows, what was dismissed, and submission."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, User
from drafting.checks.context import Context, Forbidden, Kind, KindSection
from drafting.checks.engine import check
from drafting.checks.finding import Finding, Severity
from drafting.checks.language import LanguageChecker
from drafting.checks.onnx_model import ModelUnavailable, OnnxChecker
from drafting.lexicon import own_lexicon
from drafting.models import CheckRecord, Dismissal, WordKind
from reports import permissions, records, starting, workflow
from reports.models import Event, Report, ReportTemplate
from reports.outline.tree import Outline, Role
from reports.permissions import Action
from reports.states import State
from reports.workflow import SUBMIT, TransitionNotAllowed

# A number that was never filled in cannot have been meant.
BLOCKING_CATEGORY = "placeholder"
LONGEST_REASON = 200
AS_MANY_AS_SHOWN = 5


class Unfilled(TransitionNotAllowed):
    """There are gaps that nobody has given a reason for; the message names them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding with the word that somebody has said on it, if any.

    `key` names it on the page: the fingerprint, and its number among those with the same one.
    """

    finding: Finding
    key: str
    dismissal: Dismissal | None = None

    @property
    def blocks(self) -> bool:
        """Whether it stands against a submission: a gap that nobody has given a reason for."""
        finding = self.finding
        return (
            finding.category == BLOCKING_CATEGORY
            and finding.severity == Severity.ERROR
            and self.dismissal is None
        )


def checked(report: Report, outline: Outline | None = None) -> list[Checked]:
    """Every finding of the report in the order of the text, dismissed ones with their reason.

    `outline` saves reading the rows where that was done already. A constant number of queries.
    """
    words = {each.fingerprint: each for each in report.dismissals.select_related("by")}
    twins: Counter[str] = Counter()
    found = []
    for finding in check(outline or records.to_outline(report), context_of(report)):
        name = finding.fingerprint
        found.append(Checked(finding, f"{name}-{twins[name]}", words.get(name)))
        twins[name] += 1
    return found


@cache
def language_checker() -> LanguageChecker | None:
    """The model that this installation has brought along, if any; a broken one is only logged."""
    if not settings.CHECK_MODEL_DIR:
        return None
    try:
        return OnnxChecker(Path(settings.CHECK_MODEL_DIR))
    except ModelUnavailable:
        logging.getLogger(__name__).exception("CHECK_MODEL_DIR holds no usable model")
        return None


def context_of(report: Report) -> Context:
    """What the rules need to know about `report` besides its words."""
    line = [report.organization.path, *report.organization.ancestor_paths()]
    # One row a term, and one for an organisation without any.
    above = Organization.objects.filter(path__in=line).values_list(
        "name", "short_name", "terms__word", "terms__kind", "terms__replacement", "terms__reason"
    )
    terms = [row[2:] for row in above if row[2]]
    names = dict.fromkeys(name for row in above for name in row[:2] if name)
    earlier = starting.previous_content(report)
    own = own_lexicon.own_rows_for(report.organization)
    return Context(
        today=timezone.localdate(),
        language_checker=language_checker(),
        year=report.year,
        half=report.half,
        kind=kind_of(report.template),
        organization_names=tuple(names),
        previous=records.outline_of(earlier) if earlier else None,
        words=frozenset(word for word, kind, _, _ in terms if kind == WordKind.RIGHT),
        forbidden=tuple(
            Forbidden(word, replacement, reason)
            for word, kind, replacement, reason in terms
            if kind == WordKind.FORBIDDEN
        ),
        terms=own.terms,
        titles=own.titles,
        events=own.events,
    )


def kind_of(template: ReportTemplate) -> Kind:
    """What a template asks for, in the words of the rules."""
    return Kind(
        key=template.key,
        first_person=template.first_person,
        min_characters=template.min_characters,
        max_characters=template.max_characters,
        minimum_problems=template.minimum_problems,
        required_roles=tuple(Role(role) for role in template.required_roles),
        sections=tuple(
            KindSection(
                section.heading, Role(section.role), section.required, section.min_characters
            )
            for section in template.sections.all()
        ),
        source=template.source,
    )


def blocking(found: list[Checked]) -> list[Finding]:
    """What stands against a submission: placeholders that nobody has given a reason for."""
    return [item.finding for item in found if item.blocks]


def submit(
    report_pk: int,
    *,
    by: User,
    seen_version: int,
    opinion: str = "",
    words: Mapping[str, str] | None = None,
) -> Event:
    """Submit a report after its check, and keep what the check counted.

    `words` are what the person says on findings, by their keys; they are kept even when the
    submission is refused. Raises Unfilled when a placeholder is neither filled nor exempted with
    a reason, TransitionNotAllowed for whatever else stands against it.
    """
    with transaction.atomic():
        report = locked(report_pk)
        if words and permissions.refusal(by, Action.EDIT, report) is None:
            explain(report_pk, by=by, words=words)
    with transaction.atomic():
        report = locked(report_pk)
        found = checked(report)
        if report.state in SUBMIT.sources and (gaps := blocking(found)):
            places = "、".join(f"“{finding.text}”" for finding in gaps[:AS_MANY_AS_SHOWN])
            more = f"等{len(gaps)}处" if len(gaps) > AS_MANY_AS_SHOWN else ""
            raise Unfilled(f"还有未填写的内容：{places}{more}。请填写，或写明无须填写的理由。")
        event = workflow.perform(
            SUBMIT, report_pk, by=by, seen_version=seen_version, opinion=opinion
        )
        record(report, found)
        return event


def locked(report_pk: int) -> Report:
    """The report with what a check needs of it, locked."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("organization", "template", "assignment")
        .get(pk=report_pk)
    )


@transaction.atomic
def explain(report_pk: int, *, by: User, words: Mapping[str, str]) -> list[Checked]:
    """Keep what `by` says on findings (`words` by their keys); return the findings it is kept for.

    What was found no longer, and what has no words, is passed over. A finding has one word: the
    last. Raises PermissionDenied for who may not write the report now.
    """
    report = locked(report_pk)
    permissions.require(by, Action.EDIT, report)
    meant = [item for item in checked(report) if words.get(item.key, "").strip()]
    for item in meant:
        Dismissal.objects.update_or_create(
            report=report,
            fingerprint=item.finding.fingerprint,
            defaults={
                "rule": item.finding.rule,
                "text": item.finding.text,
                "reason": words[item.key].strip()[:LONGEST_REASON],
                "by": by,
            },
        )
    return meant


@transaction.atomic
def restore(report_pk: int, *, by: User, fingerprint: str) -> None:
    """Take back the word on a finding, so that it stands open again; once is as good as twice.

    Raises PermissionDenied for who may not write the report now.
    """
    report = locked(report_pk)
    permissions.require(by, Action.EDIT, report)
    report.dismissals.filter(fingerprint=fingerprint).delete()


def record(report: Report, found: list[Checked]) -> CheckRecord:
    """Keep the counts of what stands open and of what was dismissed, by rule and by severity."""
    open_findings = [item.finding for item in found if item.dismissal is None]
    dismissed = Counter(item.finding.rule for item in found if item.dismissal)
    severities = Counter(finding.severity for finding in open_findings)
    row, _created = CheckRecord.objects.update_or_create(
        report=report,
        defaults={
            "version": report.version,
            "counts": dict(Counter(finding.rule for finding in open_findings)),
            "dismissed": dict(dismissed),
            "errors": severities[Severity.ERROR],
            "warnings": severities[Severity.WARNING],
            "infos": severities[Severity.INFO],
        },
    )
    return row


def record_submitted() -> int:
    """Give every submitted report without a record one; return how many.

    For reports that came in by other ways than `submit`: the demo bureau, an earlier version.
    """
    waiting = Report.objects.exclude(state__in=[State.DRAFT, State.RETURNED]).filter(
        check_record=None
    )
    reports = list(waiting.select_related("organization", "template", "assignment"))
    for report in reports:
        record(report, checked(report))
    return len(reports)
