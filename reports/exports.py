"""A report as a file to take away: its name and its bytes."""

import re
from typing import Any

from django.utils import timezone

from reports import layouts, records
from reports.models import EventKind, Report
from reports.word.typeset import typeset

# What Windows, macOS or a URL refuses in a file name; white space goes too.
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\s]+')
# Characters kept of each part, so that the UTF-8 name stays below the 255 bytes of file systems.
LONGEST_ORGANIZATION, LONGEST_TITLE = 28, 40


def word_file(report: Report, *, renumbered: bool = False, formal: bool = True) -> bytes:
    """The report as .docx in the layout of its organisation, in its words as written.

    Red head and imprint come with it where the layout has them and their details are known;
    `formal=False` leaves them off.
    """
    in_force = layouts.in_force(report.organization)
    details = layouts.details_of(report) if formal and in_force.asks_for_details else None
    around: dict[str, Any] = {}
    if in_force.profile and details:
        around["red_head"] = layouts.red_head_of(in_force.profile, details)
        around["imprint"] = layouts.imprint_of(in_force.profile, details)
    outline = records.to_outline(report)
    return typeset(outline, renumbered=renumbered, layout=in_force.layout, **around)


def file_name(report: Report, ending: str = "docx") -> str:
    """`单位-标题-日期.docx`, without characters that a file system or browser refuses.

    The date is that of the last submission or approval, or of the last change before any.
    """
    last = report.events.filter(kind__in=[EventKind.APPROVE, EventKind.SUBMIT]).last()
    day = timezone.localdate(last.at if last else report.updated_at)
    organization = UNSAFE.sub("", report.organization.name)[:LONGEST_ORGANIZATION]
    title = UNSAFE.sub("", report.headline)[:LONGEST_TITLE]
    return f"{organization}-{title}-{day:%Y-%m-%d}.{ending}"
