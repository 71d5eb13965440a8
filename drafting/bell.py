"""The bell in the header of every page: how much the person has not read yet."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from reports.models import Notification

FEW = 8
MOST_SHOWN = 99


def unread(request: HttpRequest) -> dict[str, object]:
    """`unread` for templates, asked of the database where a page shows it: one query a page."""
    return {"unread": SimpleLazyObject(lambda: unread_words(request))}


def unread_words(request: HttpRequest) -> str:
    """How many the person of this request has not opened; nothing for nobody."""
    user = getattr(request, "user", None)
    return shown(unread_of(user).count()) if isinstance(user, User) else ""


def shown(count: int) -> str:
    """`3`, `99+`; nothing for none."""
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count or "")


def unread_of(user: User) -> QuerySet[Notification]:
    """What the person has not opened yet."""
    return Notification.objects.filter(user=user, read_at=None)


def seen(user: User, report_pk: int) -> None:
    """Who has opened the report has read what was told of it, whichever way they came."""
    told = unread_of(user).filter(url=reverse("report_detail", args=[report_pk]))
    if told.exists():  # asked first: an update locks SQLite even where it finds nothing
        told.update(read_at=timezone.now())


def latest(user: User) -> list[Notification]:
    """The few newest, for the menu under the bell."""
    return list(Notification.objects.filter(user=user)[:FEW])
