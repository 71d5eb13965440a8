"""When something happened or is due: the year is said where it is not the present one."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as words

register = template.Library()


@register.filter(expects_localtime=True)
def day(when: date | None) -> str:
    """`3月1日`, `2025年12月10日`; nothing for nothing."""
    if when is None:
        return ""
    return words(when, "n月j日" if when.year == timezone.localdate().year else "Y年n月j日")


@register.filter(expects_localtime=True)
def moment(when: datetime | None) -> str:
    """`3月1日 09:05`, `2025年12月10日 09:05`; nothing for nothing."""
    return f"{day(when)} {words(when, 'H:i')}" if when else ""
