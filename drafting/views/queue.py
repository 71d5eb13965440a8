"""What waits for a reviewer."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.deciding.queue import QueueFilter, filters_of
from reports import permissions

if TYPE_CHECKING:
    from reports.models.report import ReportQuerySet

PAGE_SIZE = 50


@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """The reports that wait for this person, filtered and in order; htmx gets the list alone."""
    permissions.require_role(request.user, MemberRole.REVIEWER)
    chosen = QueueFilter(request.GET, user=request.user)
    reports: ReportQuerySet = chosen.qs
    page = Paginator(reports.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    template = "drafting/queue.html"
    if request.htmx and not request.htmx.history_restore_request:
        template += "#results"
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"filter": chosen, "page": page, "filters": filters_of(request.GET)}
    response = render(request, template, context | {"query": kept.urlencode()})
    patch_vary_headers(response, ["HX-Request"])
    return response
