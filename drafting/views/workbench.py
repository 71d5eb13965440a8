"""The first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting import desk


@require_safe
def workbench(request: SignedInRequest) -> HttpResponse:
    """What waits for this person, one block for each of the person's roles."""
    user = request.user
    desks = {
        MemberRole.SECRETARY: desk.of_secretary(user),
        MemberRole.REVIEWER: desk.of_reviewer(user),
        MemberRole.ADMINISTRATOR: desk.of_administrator(user),
    }
    blocks = [
        (role.label, f"drafting/_desk_{role.value}.html", block)
        for role, block in desks.items()
        if block
    ]
    waiting = sum(block.waiting_count for _, _, block in blocks)
    return render(request, "drafting/workbench.html", {"blocks": blocks, "waiting": waiting})
