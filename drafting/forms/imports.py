"""The preview of an import: the text travels in it, with what the person corrects."""

from typing import Any

from django import forms

from drafting.forms.start import TargetForm, checked, plain
from reports.importing import Kind
from reports.outline.source import UnreadableFile
from reports.outline.tree import Role

KIND_CHOICES = [
    (Kind.TEXT.value, "正文"),
    (Kind.SECTION.value, "一级标题"),
    (Kind.ENTRY.value, "二级标题"),
]


class PreviewForm(TargetForm):
    """The text, whether its lines are joined, and the corrections, named by place.

    `kind-7=text` says that piece 7 is a paragraph, `role-3=problems` what section 3 is for.
    """

    text = forms.CharField(
        strip=False, widget=forms.Textarea(attrs={"hidden": True, "aria-label": "原文"})
    )
    notes = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"hidden": True, "aria-label": "说明"}),
    )
    unwrap = forms.BooleanField(required=False)

    def clean_text(self) -> str:
        """The text as it was read; too much or nothing of it is refused here as well."""
        try:
            return checked(plain(self.cleaned_data["text"]), ()).text
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def kinds(self) -> dict[int, Kind]:
        """What the person says that pieces are."""
        known = {kind.value for kind in Kind}
        return {place: Kind(value) for place, value in self._placed("kind") if value in known}

    def roles(self) -> dict[int, tuple[Role, ...]]:
        """What the person says that sections are for."""
        known = {role.value for role in Role}
        return {
            place: tuple(Role(role) for role in value.split("+")[:2])
            for place, value in self._placed("role")
            if known.issuperset(value.split("+"))
        }

    def _placed(self, name: str) -> list[tuple[int, Any]]:
        pairs = ((key.partition("-"), value) for key, value in self.data.items())
        return [
            (int(place), value)
            for (head, _, place), value in pairs
            if head == name and place.isdecimal() and place.isascii() and len(place) < 8  # noqa: PLR2004 - no text has as many
        ]
