"""A conflict as a page shows it: field by field, with the words that differ marked."""

from dataclasses import dataclass, replace

from django import forms
from django.utils.safestring import SafeString

from drafting.comparison.differences import marked
from drafting.forms.entry import SavedForm
from reports.editing import Stale

# How the heading is closed has no field of its own.
EXTRA_LABELS = {"heading_end": "标题之后"}
SHOWN_END = {True: "标题独占一行", False: "标题后接正文"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; `merging` is where a text can be merged by hand."""

    name: str
    label: str
    theirs: SafeString
    mine: SafeString
    merging: SafeString | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What to show, and what the answer has to carry."""

    words: str
    wording: int
    differences: list[Difference]
    mine: list[SafeString]


def conflict_of(form: SavedForm, stale: Stale) -> Conflict:
    """`stale` as met when saving `form`, which must be valid."""
    differences = [
        difference(form, name, stale.theirs[name], stale.yours.get(name, ""))
        for name in stale.theirs
        if stale.theirs[name].rstrip() != stale.yours.get(name, "").rstrip()
    ]
    mine = [kept(name, text) for name, text in form.words().items() if text]
    return Conflict(str(stale), stale.wording, differences, mine)


def kept(name: str, text: str) -> SafeString:
    """A field that carries the person's text to wherever the choice leads.

    Made by Django's widget: a formatter that indents a template would add blanks to the text.
    """
    return forms.Textarea(attrs={"hidden": True, "aria-label": "我的文字"}).render(name, text)


def difference(form: SavedForm, name: str, theirs: str, mine: str) -> Difference:
    """One field with both texts."""
    field = form.fields.get(name)
    if field is None:
        left, right = (SHOWN_END["\n" in text] for text in (theirs, mine))
        return Difference(name, EXTRA_LABELS[name], *marked(left, right))
    choices = dict(getattr(field, "choices", []))
    left, right = (str(choices.get(text, text)).strip("\n") for text in (theirs, mine))
    found = Difference(name, str(field.label), *marked(left, right))
    if choices or name == "marker":
        return found
    attrs = {"id": f"merged-{name}", "class": "form-control", "rows": 8}
    merging = forms.Textarea(attrs=attrs).render(f"merged_{name}", right)
    return replace(found, merging=merging)
