"""Words of findings and of the examples of rules, as they look on a page."""

import json
import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafting.checking.findings import Found
from drafting.checks.pairing import Item
from drafting.marking import place_id

register = template.Library()
MARKED = re.compile(r"⟦([^⟧]*)⟧")


@register.filter
def example(text: str) -> SafeString:
    """The text of an example, what must be found in `<mark>`, line ends kept."""
    parts = MARKED.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", part) if index % 2 else part,)
            for index, part in enumerate(parts)
        ),
    )


@register.filter
def places(found: Found) -> str:
    """Where a finding is seen, for the script of the page."""
    return json.dumps(found.places, separators=(",", ":"))


@register.filter
def place(item: Item) -> str:
    """Id of the place on the paper where a problem or a measure begins."""
    return place_id(item.start)
