"""体检统计 for those who lead branches."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.checking import statistics
from drafting.forms.statistics import StatisticsForm
from reports import permissions


@require_safe
def check_statistics(request: SignedInRequest) -> HttpResponse:
    """Which rules report most, and what stood open in each branch's reports."""
    permissions.require_role(request.user, MemberRole.REVIEWER, MemberRole.ADMINISTRATOR)
    form = StatisticsForm(request.GET, user=request.user)
    form.is_valid()  # what cannot be understood filters nothing
    chosen = form.cleaned_data
    counted = statistics.statistics_for(
        request.user, year=chosen.get("year"), assignment=chosen.get("assignment")
    )
    context = {"form": form, "statistics": counted}
    return render(request, "drafting/check_statistics.html", context)
