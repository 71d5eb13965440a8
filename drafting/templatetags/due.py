"""How long there is still time."""

from datetime import date

from django import template
from django.utils import timezone

register = template.Library()
SOON = 7


@register.filter
def due_words(due: date) -> str:
    """`还有 12 天`, `今天截止`, `已逾期 3 天`."""
    days = (due - timezone.localdate()).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return f"还有 {days} 天" if days else "今天截止"


@register.filter
def due_style(due: date) -> str:
    """The style of the chip: `due-over`, `due-soon` (within a week) or none."""
    days = (due - timezone.localdate()).days
    if days < 0:
        return "due-over"
    return "due-soon" if days <= SOON else ""
