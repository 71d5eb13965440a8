"""范文: what is shown to those who write, a file or a report that was approved."""

from django.db import transaction

from accounts.models import User
from reports.assignments.locking import CannotAssign, locked
from reports.models import Assignment, ModelText, Report
from reports.states import State


def keep_model_text(pk: int, *, by: User, name: str, content: bytes) -> ModelText:
    """Show a file to everybody who is asked; it takes the place of a former one.

    `content` was read before (`reports.word.importer.read_file`), so that nothing lies here that
    Word or a text editor would not open.
    """
    with transaction.atomic():
        assignment = locked(pk, by=by)
        text, _ = ModelText.objects.update_or_create(
            assignment=assignment,
            defaults={"name": name[-150:], "content": content, "size": len(content), "by": by},
        )
    return text


def remove_model_text(pk: int, *, by: User) -> None:
    """Show the file no more."""
    with transaction.atomic():
        ModelText.objects.filter(assignment=locked(pk, by=by)).delete()


def keep_model_report(pk: int, *, by: User, report: Report | None) -> Assignment:
    """Show an approved report to everybody who is asked; None: none. Raises CannotAssign."""
    if report is not None and report.state not in (State.APPROVED, State.ARCHIVED):
        raise CannotAssign("只有审核通过的报告可以作为范文。")
    with transaction.atomic():
        assignment = locked(pk, by=by)
        assignment.model_report = report
        assignment.save(update_fields=["model_report"])
    return assignment
