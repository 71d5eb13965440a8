"""发文要素: what a formal document needs besides its text, asked once for each report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from drafting.forms.layouts import DetailsForm
from drafting.views.pages import find
from reports import layouts


@require_http_methods(["GET", "HEAD", "POST"])
def report_formal(request: SignedInRequest, pk: int) -> HttpResponse:
    """The details of the report; when they are kept, the file is to be had with them."""
    report = find(request, pk)
    in_force = layouts.in_force(report.organization)
    if in_force.profile is None or not in_force.asks_for_details:
        messages.info(request, "本单位的版式没有版头和版记，不用填写发文要素。")
        return redirect("report_pages", pk)
    details = layouts.details_of(report) or layouts.proposed_details(report, in_force.profile)
    details.printed_on = details.printed_on or timezone.localdate()
    form = DetailsForm(request.POST or None, instance=details, in_force=in_force)
    if form.is_bound and form.is_valid():
        layouts.keep_details(report, by=request.user, **form.cleaned_data)
        messages.success(request, "发文要素已保存，下载的文件带版头和版记。")
        return redirect("report_pages", pk)
    context = {"report": report, "form": form, "in_force": in_force}
    return render(
        request, "drafting/report_formal.html", context, status=422 if form.errors else 200
    )
