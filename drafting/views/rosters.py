"""花名册: organisations and people out as a workbook, and in again after a look at what changes."""

from functools import partial
from io import BytesIO

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rehearsing import Outcome, Taken, done_as_seen
from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from accounts.roster import giving, taking, workbook
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster
from accounts.tables import UnreadableWorkbook
from drafting import previewed
from drafting.forms.organizations import RosterForm
from reports import permissions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, PASSWORDS_SALT = "roster", "roster-passwords"


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
            return preview(request, roster, taking.rehearse(roster, by=request.user))
    status = 422 if form.errors else 200
    return render(request, "drafting/roster_import.html", {"form": form}, status=status)


def preview(
    request: SignedInRequest, roster: Roster, taken: Taken, *, changed: bool = False
) -> HttpResponse:
    """What would happen, row by row; `changed` says that it is not what was seen before."""
    context = {
        "taken": taken,
        "counts": [(outcome, taken.counts[outcome]) for outcome in Outcome],
        "rows": previewed.packed([roster.organizations, roster.people], salt=SALT),
        "seen": previewed.told(taken, salt=SALT),
        "changed": changed,
    }
    return render(request, "drafting/roster_preview.html", context, status=409 if changed else 200)


def confirmed(request: SignedInRequest) -> HttpResponse:
    """Do what was looked at; where it would do something else by now, show that first."""
    form = RosterForm(user=request.user)
    try:
        organizations, people = previewed.unpacked(request.POST["rows"], salt=SALT)
    except signing.BadSignature:
        form = RosterForm({}, user=request.user)
        form.add_error("file", "预览已过期，请重新选择文件。")
        return render(request, "drafting/roster_import.html", {"form": form}, status=422)
    roster = Roster(
        tuple(OrganizationRow(*row) for row in organizations),
        tuple(PersonRow(*row) for row in people),
    )
    is_as_seen = partial(previewed.is_still, seen=request.POST.get("seen"), salt=SALT)
    taken, is_done = done_as_seen(partial(taking.take, roster, by=request.user), is_as_seen)
    if not is_done:
        return preview(request, roster, taken, changed=True)
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
            request.POST.get("passwords", ""), salt=PASSWORDS_SALT, max_age=previewed.LONGEST_LOOK
        )
    except signing.BadSignature:
        form = RosterForm(user=request.user)
        messages.error(request, "初始密码表已过期，请在人员页面重置密码。")
        return render(request, "drafting/roster_import.html", {"form": form}, status=422)
    return attachment(workbook.write_passwords(rows), f"初始密码{timezone.localdate():%Y%m%d}.xlsx")
