"""Saving words while somebody types: one head, section or entry at a time.

A save names the wording that it was based on. When the stored wording is another one, nothing
is written and `Stale` carries both texts; the exceptions are a save that repeats what is stored
already, and a window that follows up its own save whose answer it never received.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from reports import permissions
from reports.models import Entry, Numbering, Report, Section
from reports.models.report import Part
from reports.permissions import Action

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Save:
    """What a browser window says of a save: the wording it saw, its name, its running count."""

    based_on: int
    writer: str = ""
    sequence: int = 0


class Stale(Exception):  # noqa: N818 - named for what the person hit
    """Somebody saved other words in between. Nothing was written.

    `theirs` and `yours` map field names to texts; `wording` is the stored version to base the
    next save on.
    """

    def __init__(self, theirs: Words, yours: Words, wording: int) -> None:
        """Keep both texts for the page that shows them side by side."""
        super().__init__("这一段在别处已有改动，您的文字没有写入，请对照后决定保留哪一份。")
        self.theirs, self.yours, self.wording = theirs, yours, wording


Row = TypeVar("Row", Report, Section, Entry)


def save_head(report_pk: int, *, by: User, save: Save, **words: str) -> Report:
    """Save title, subtitle, signature and date line (those given in `words`).

    Returns the report. Raises Report.DoesNotExist for a report that `by` does not see,
    PermissionDenied, or Stale with both texts.
    """
    with transaction.atomic():
        report = (
            Report.objects.visible_to(by)
            .select_for_update(of=("self",))
            .select_related("organization", "template")
            .get(pk=report_pk)
        )
        permissions.require(by, Action.EDIT, report)
        stored = {field: getattr(report, field) for field in words}
        fitted = {field: head_lines(text, stored[field]) for field, text in words.items()}
        if _write(report, fitted, save):
            report.version += 1
            report.save(update_fields=["version", "updated_at"])
        return report


def save_section(pk: int, *, by: User, save: Save, **words: str) -> Section:
    """Save the heading, numbering and roles of a section (those given in `words`).

    Returns the section with its report. Raises Section.DoesNotExist when it was deleted
    meanwhile or `by` does not see it, PermissionDenied, or Stale with both texts.
    """
    with transaction.atomic():
        section = (
            Section.objects.live()
            .filter(by.reach("report__organization__"))
            .select_for_update(of=("report", "self"))
            .select_related("report__organization", "report__template")
            .get(pk=pk)
        )
        permissions.require(by, Action.EDIT, section.report)
        if _write(section, fitted_heading(section, words), save):
            touch(section.report)
        return section


def save_entry(pk: int, *, by: User, save: Save, **words: str) -> Entry:
    """Save heading, body, numbering and roles of an entry (those given in `words`).

    `alone` ("on" or "") says whether the heading stands on a line of its own. Returns the entry
    with its section and report. Raises Entry.DoesNotExist when it was deleted meanwhile or `by`
    does not see it, PermissionDenied, or Stale with both texts.
    """
    with transaction.atomic():
        entry = locked_entry(pk, by)
        permissions.require(by, Action.EDIT, entry.section.report)
        if _write(entry, fitted_entry(entry, words), save):
            touch(entry.section.report)
        return entry


def locked_entry(pk: int, by: User) -> Entry:
    """A live entry that `by` sees, its report and it locked until the end of the transaction.

    Finding and locking are one query: this runs every few seconds for everyone who writes. The
    report is locked first, as by everything else that writes, so that nobody waits in a circle.
    """
    return (
        Entry.objects.live()
        .filter(by.reach("section__report__organization__"), section__removed_at__isnull=True)
        .select_for_update(of=("section__report", "self"))
        .select_related("section__report__organization", "section__report__template")
        .get(pk=pk)
    )


def touch(report: Report, *, rearranged: bool = False) -> None:
    """Count a change of the locked `report`, and keep the instance in step."""
    report.version += 1
    changed = {"version": F("version") + 1, "updated_at": timezone.now()}
    if rearranged:
        report.arrangement += 1
        changed["arrangement"] = F("arrangement") + 1
    Report.objects.filter(pk=report.pk).update(**changed)


def _write(row: Row, words: Words, save: Save) -> bool:
    """Write `words` to the locked `row` and say whether anything changed; raise Stale."""
    stored = {field: getattr(row, field) for field in words}
    same_window = bool(save.writer) and row.writer == save.writer
    if same_window and 0 < save.sequence <= row.sequence:
        return False
    if stored == words:
        return False
    if row.wording != save.based_on and not same_window:
        raise Stale(stored, words, row.wording)
    for field, text in words.items():
        setattr(row, field, text)
    row.wording += 1
    row.writer, row.sequence = save.writer, save.sequence
    row.save(update_fields=[*words, "wording", "writer", "sequence"])
    return True


# --- fitting what was typed to the layout around it


def tail(text: str) -> str:
    """The white space that ends `text`."""
    return text[len(text.rstrip()) :]


def plain(text: str) -> str:
    """`text` with line ends as stored text has them, without what no text box can show."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def bare_lines(text: str) -> str:
    """The lines of `text` without the blanks that centre them or set them to the right."""
    return "\n".join(line.strip() for line in plain(text).split("\n") if line.strip())


def lines(typed: str, stored: str) -> str:
    """What was typed, with the end of `stored`; `stored` itself when the words are the same.

    The end of a block (line end, blank lines, trailing blanks) is layout that a text box does
    not show well, so it stays as it was. An emptied block keeps its line end, so that what
    follows begins on its own line.
    """
    typed = plain(typed)
    if typed.rstrip() == plain(stored).rstrip():
        return stored
    return typed.rstrip() + ((tail(stored) if stored.strip() else "") or "\n")


def head_lines(typed: str, stored: str) -> str:
    """Title, subtitle, signature or date as typed; they are set in their place by the style."""
    words = bare_lines(typed)
    if words == bare_lines(stored):
        return stored
    return words + ((tail(stored) if stored.strip() else "") or "\n") if words else ""


def fitted_heading(part: Part, words: Words) -> Words:
    """`words` with marker, numbering and heading end made to fit each other."""
    fitted = {key: plain(value).strip() for key, value in words.items() if key != "alone"}
    if "heading" in fitted:
        alone = bool(words["alone"]) if "alone" in words else is_alone(part)
        fitted |= _closed(part, " ".join(fitted["heading"].split("\n")), alone=alone)
    if "numbering" in fitted:
        marker = fitted.get("marker", part.marker)
        if fitted["numbering"] == Numbering.AUTO:
            marker = part.marker or marker  # the place decides, not what an older page shows
        elif fitted["numbering"] == Numbering.NONE:
            marker = ""
        elif fitted["numbering"] == Numbering.WRITTEN and not marker:
            fitted["numbering"] = Numbering.AUTO.value
        fitted["marker"] = marker
    return fitted


def fitted_entry(entry: Entry, words: Words) -> Words:
    """`words` of an entry as they will be stored."""
    heading = {key: value for key, value in words.items() if key != "body"}
    fitted = fitted_heading(entry, heading)
    if "body" in words:
        fitted["body"] = lines(words["body"], entry.body)
    return fitted


def is_alone(part: Part) -> bool:
    """Whether the heading stands on a line of its own; one that is not written yet, by its kind."""
    if part.heading or part.heading_end:
        return "\n" in part.heading_end or "\r" in part.heading_end
    return isinstance(part, Section)


def _closed(part: Part, heading: str, *, alone: bool) -> Words:
    """The heading and what closes it: as stored while it fits, else a line end or `。`."""
    same_place = alone == is_alone(part)
    if same_place and heading == " ".join(plain(part.heading).strip().split("\n")):
        return {"heading": part.heading, "heading_end": part.heading_end}
    if not heading:
        return {"heading": "", "heading_end": ""}
    end = "\n" if alone else "。"
    if same_place:
        end = part.heading_end or end
    if end.startswith("。"):
        heading = heading.rstrip("。")
    return {"heading": heading, "heading_end": end}
