"""What reviewers keep: standard opinions, and notes on branches."""

from django import forms

from drafting.models import NoteKind

LONGEST = 500
TOO_LONG = {
    "required": "请写下内容。",
    "max_length": f"最多 {LONGEST} 字，请精简。",
}


class OpinionForm(forms.Form):
    """A standard opinion."""

    text = forms.CharField(max_length=LONGEST, error_messages=TOO_LONG)


class NoteForm(forms.Form):
    """A note on a branch."""

    kind = forms.ChoiceField(choices=NoteKind.choices)
    text = forms.CharField(max_length=LONGEST, error_messages=TOO_LONG)
    report = forms.IntegerField(required=False)
    ticket = forms.UUIDField(required=False)
