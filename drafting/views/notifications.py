"""通知: the bell, what lies under it, and what of it goes by mail."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from drafting import bell
from drafting.forms.notifications import MailForm
from reports.models import HousePolicy, Notification

PAGE_SIZE = 30


@require_safe
def notifications(request: SignedInRequest) -> HttpResponse:
    """All notifications of this person, newest first, or those that have not been read."""
    only_unread = request.GET.get("unread") == "1"
    mine = bell.unread_of(request.user) if only_unread else request.user.notifications.all()
    context = {
        "page": Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page")),
        "only_unread": only_unread,
    }
    return render(request, "drafting/notifications.html", context)


@require_safe
def notifications_latest(request: SignedInRequest) -> HttpResponse:
    """The few newest, for the menu under the bell."""
    context = {"latest": bell.latest(request.user)}
    return render(request, "drafting/_notifications_latest.html", context)


@require_safe
def notification(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go where a notification leads; with that it has been read."""
    told = get_object_or_404(Notification, pk=pk, user=request.user)
    Notification.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return redirect(told.url or "notifications")


@require_POST
def notifications_read(request: SignedInRequest) -> HttpResponse:
    """Everything that is there now has been read."""
    count = bell.unread_of(request.user).update(read_at=timezone.now())
    messages.success(request, f"已将 {count} 条通知标为已读。" if count else "没有未读的通知。")
    return redirect("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request: SignedInRequest) -> HttpResponse:
    """Which notifications go by mail, at once or gathered once a day."""
    posted = request.POST if request.method == "POST" else None
    form = MailForm(posted, user=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "通知设置已保存。")
        return redirect("notification_settings")
    context = {
        "form": form,
        "mail_is_on": bool(settings.EMAIL_HOST),
        "hour": HousePolicy.objects.for_user(request.user).digest_hour,
    }
    status = 422 if form.errors else 200
    return render(request, "drafting/notification_settings.html", context, status=status)
