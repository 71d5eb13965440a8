"""Quoted words as they stand on a page."""

import json
from uuid import uuid4

from django import template

from drafting.talking.quoting import Placed

register = template.Library()
SHOWN = 60


@register.filter
def places_of(placed: Placed) -> str:
    """Where the words of a comment are seen, for the script of the page."""
    return json.dumps(placed.places, separators=(",", ":"))


@register.filter
def shortened(words: str) -> str:
    """The words on one line: their beginning and their end."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 16]}……{line[-14:]}"


@register.simple_tag
def ticket() -> str:
    """A number for a form, so that sending it twice does nothing more."""
    return str(uuid4())
