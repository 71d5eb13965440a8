"""花名册: organisations and people out as a workbook, and in again after a look at what changes."""

from dataclasses import astuple
from io import BytesIO

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from accounts.roster import giving, taking, workbook
from accounts.roster.taking import Outcome, Taken
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster, UnreadableWorkbook
from drafting.forms.organizations import RosterForm
from reports import permissions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, PASSWORDS_SALT = "roster", "roster-passwords"
# What was looked at long ago is looked at again.
LONGEST_LOOK = 60 * 60 * 12


@require_safe
def roster_export(request: SignedInRequest) -> FileResponse:
    """Everything that one looks after."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    data = workbook.write(giving.roster_of(request.user))
    return attachment(data, f"花名册{timezone.localdate():%Y%m%d}.xlsx")


def attachment(data: bytes, name: str) -> FileResponse:
    """A workbook to be kept."""
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request: SignedInRequest) -> HttpResponse:
    """Take a file and tell what it would change; with `rows` do it, if that is still so."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    if request.method == "POST" and "rows" in request.POST:
        return confirmed(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RosterForm(*sent, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            roster = workbook.read(form.cleaned_data["file"])
        except UnreadableWorkbook as error:
            form.add_error("file", str(error))
        else:
            return preview(request, roster)
    status = 422 if form.errors else 200
    return render(request, "drafting/roster_import.html", {"form": form}, status=status)


def preview(request: SignedInRequest, roster: Roster, *, changed: bool = False) -> HttpResponse:
    """What would happen, row by row; `changed` says that it is not what was seen before."""
    taken = taking.rehearse(roster, by=request.user)
    context = {
        "taken": taken,
        "counts": [(outcome, taken.counts[outcome]) for outcome in Outcome],
        "rows": packed(roster),
        "seen": told(taken),
        "changed": changed,
    }
    return render(request, "drafting/roster_preview.html", context, status=409 if changed else 200)


def confirmed(request: SignedInRequest) -> HttpResponse:
    """Do what was looked at; where it would do something else by now, show that first."""
    form = RosterForm(user=request.user)
    try:
        roster = unpacked(request.POST["rows"])
    except signing.BadSignature:
        form = RosterForm({}, user=request.user)
        form.add_error("file", "预览已过期，请重新选择文件。")
        return render(request, "drafting/roster_import.html", {"form": form}, status=422)
    if told(taking.rehearse(roster, by=request.user)) != request.POST.get("seen"):
        return preview(request, roster, changed=True)
    taken = taking.take(roster, by=request.user)
    messages.success(request, f"花名册已导入，{taken.changes} 行有变动。")
    context = {
        "taken": taken,
        "counts": [(outcome, taken.counts[outcome]) for outcome in Outcome],
        "passwords": signing.dumps(taken.passwords, salt=PASSWORDS_SALT, compress=True),
    }
    return render(request, "drafting/roster_done.html", context)


@require_POST
def roster_passwords(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The temporary passwords of an import as a workbook; the page that shows them carries them."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    try:
        rows = signing.loads(
            request.POST.get("passwords", ""), salt=PASSWORDS_SALT, max_age=LONGEST_LOOK
        )
    except signing.BadSignature:
        form = RosterForm(user=request.user)
        messages.error(request, "初始密码表已过期，请在人员页面重置密码。")
        return render(request, "drafting/roster_import.html", {"form": form}, status=422)
    return attachment(workbook.write_passwords(rows), f"初始密码{timezone.localdate():%Y%m%d}.xlsx")


def told(taken: Taken) -> str:
    """What a rehearsal has told, in a form that a page can carry and nobody can forge."""
    return signing.Signer(salt=SALT).signature(
        "\n".join("\t".join(map(str, astuple(step))) for step in taken.steps)
    )


def packed(roster: Roster) -> str:
    """The rows, signed, so that what is confirmed is what was looked at."""
    rows = ([astuple(o) for o in roster.organizations], [astuple(p) for p in roster.people])
    return signing.dumps(rows, salt=SALT, compress=True)


def unpacked(rows: str) -> Roster:
    """The rows again; raises signing.BadSignature."""
    organizations, people = signing.loads(rows, salt=SALT, max_age=LONGEST_LOOK)
    return Roster(
        tuple(OrganizationRow(*row) for row in organizations),
        tuple(PersonRow(*row) for row in people),
    )
