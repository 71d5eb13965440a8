"""群机器人: administrators say which group hears of what, try it, and see what was sent."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from accounts.roles import MemberRole
from drafting.forms.robots import RobotForm
from reports import permissions, robots
from reports.models import Robot

PAGE_SIZE = 30
TRIAL = "【测试】支笔群机器人已接通。"


@require_safe
def robot_list(request: SignedInRequest) -> HttpResponse:
    """The robots of the organisations that this person administers."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    mine = Robot.objects.filter(administered(request)).select_related("organization")
    context = {
        "page": Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page")),
        "hosts": settings.ROBOT_HOSTS,
    }
    return render(request, "drafting/robot_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def robot_add(request: SignedInRequest) -> HttpResponse:
    """One more robot."""
    permissions.require_role(request.user, MemberRole.ADMINISTRATOR)
    return edit(request, Robot(created_by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def robot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a robot, and see what it was given to say."""
    return edit(request, find(request, pk))


@require_POST
def robot_test(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a word to the group now, and show what came back where it was not taken."""
    answer = robots.call(find(request, pk), TRIAL, reverse("workbench"))
    if answer.problem:
        messages.error(request, f"没有发成：{answer.problem}{said(answer)}")
    else:
        messages.success(request, "已发到群里，请到群里看看。")
    return redirect("robot", pk)


@require_POST
def robot_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a robot away with its log."""
    gone = find(request, pk)
    gone.delete()
    messages.success(request, f"群机器人“{gone}”已删除。")
    return redirect("robot_list")


def find(request: SignedInRequest, pk: int) -> Robot:
    """The robot, for the administrators of its organisation."""
    mine = Robot.objects.filter(administered(request)).select_related("organization")
    return get_object_or_404(mine, pk=pk)


def administered(request: SignedInRequest) -> Q:
    """Condition: an organisation that this person administers."""
    return request.user.below("organization__", (MemberRole.ADMINISTRATOR,))


def said(answer: robots.Answer) -> str:
    """What the other machine answered, for the administrator to read."""
    return f"对方答复：{answer.words}" if answer.words else ""


def edit(request: SignedInRequest, instance: Robot) -> HttpResponse:
    """The form, and under it the log of a robot that exists."""
    posted = request.POST if request.method == "POST" else None
    form = RobotForm(posted, instance=instance, user=request.user)
    if form.is_bound and form.is_valid():
        kept = form.save()
        messages.success(request, f"群机器人“{kept}”已保存，可以点【测试】试发一条。")
        return redirect("robot", kept.pk)
    context: dict[str, Any] = {"form": form, "robot": Robot.objects.filter(pk=instance.pk).first()}
    if instance.pk:
        log = Paginator(instance.messages.all(), PAGE_SIZE)
        context["page"] = log.get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "drafting/robot.html", context, status=status)
