"""Windows that say that they have a report open."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from drafting import presence as being_there
from reports.models import Report


@require_POST
def presence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note this window (`left` says that it closes) and tell who else is there."""
    report = get_object_or_404(Report.objects.visible_to(request.user).only("pk"), pk=pk)
    window = request.POST.get("window", "")
    if "left" in request.POST:
        being_there.leave(report, request.user, window=window)
        return HttpResponse(status=204)
    part = request.POST.get("part", "")
    found = being_there.beat(report, request.user, window=window, part=part)
    return JsonResponse({"others": [{"name": o.name, "parts": o.parts} for o in found]})
