"""What the buttons of the panel 体检 send."""

from typing import Any

from django import forms
from django.http import QueryDict

from drafting.checking.proofing import LONGEST_REASON
from reports.editing import Save

LONGEST_KEY = 60
LONGEST_SUGGESTION = 2000


# The words on findings that come with a submission: `word-<key>=原文如此`.
WORD = "word-"


def words_on_findings(data: QueryDict) -> dict[str, str]:
    """What the person says on findings, by their keys."""
    given = {name: str(words) for name, words in data.items() if name.startswith(WORD)}
    return {name.removeprefix(WORD): words for name, words in given.items()}


class WindowForm(forms.Form):
    """The browser window that writes, as with every save."""

    writer = forms.CharField(required=False, max_length=40)
    sequence = forms.IntegerField(required=False, min_value=0)

    def save_marks(self) -> Save:
        """What the window says of this save; the words themselves are compared."""
        return Save(0, self.cleaned_data["writer"], self.cleaned_data["sequence"] or 0)


class AcceptForm(WindowForm):
    """A finding and the suggestion to take; an empty one deletes the words."""

    key = forms.CharField(max_length=LONGEST_KEY)
    suggestion = forms.CharField(required=False, strip=False, max_length=LONGEST_SUGGESTION)


class AcceptSafeForm(WindowForm):
    """All safe suggestions, or those of one rule."""

    rule = forms.CharField(required=False, max_length=10)


class FindingForm(forms.Form):
    """A finding."""

    key = forms.CharField(max_length=LONGEST_KEY)


class DismissForm(FindingForm):
    """A finding and why it may stay: a reason that was tapped, or the person's own words."""

    reason = forms.CharField(required=False, max_length=LONGEST_REASON)
    own = forms.CharField(required=False, max_length=LONGEST_REASON)

    def clean(self) -> dict[str, Any]:
        """Either of the two reasons is needed."""
        data = super().clean() or self.cleaned_data
        data["reason"] = data.get("reason") or data.get("own") or ""
        if not data["reason"]:
            raise forms.ValidationError("请写明忽略的理由。")
        return data
