"""What the panel 批注 sends."""

from typing import Any

from django import forms

from drafting.talking.comments import LONGEST_TEXT, Selection

LONGEST_QUOTE = 5000


class CommentForm(forms.Form):
    """Words about words, or (`kind` suggestion) other words for them.

    Without `end` it is about the whole report.
    """

    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": f"批注最多 {LONGEST_TEXT} 字，请精简。"},
    )
    kind = forms.ChoiceField(
        required=False, choices=[("remark", "批注"), ("suggestion", "建议改为")]
    )
    suggestion = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST_QUOTE,
        error_messages={"max_length": f"建议最多 {LONGEST_QUOTE} 字。"},
    )
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    quote = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST_QUOTE,
        error_messages={"max_length": f"一次最多选 {LONGEST_QUOTE} 字，请少选一些。"},
    )
    ticket = forms.UUIDField(required=False)

    def values(self) -> dict[str, Any]:
        """The arguments of `comments.add`."""
        data = self.cleaned_data
        words = data["suggestion"].replace("\r\n", "\n")
        selection = None
        if data["end"] is not None and data["start"] is not None:
            selection = Selection(data["start"], data["end"], data["quote"])
        return {
            "text": data["text"],
            "selection": selection,
            "suggestion": words if data["kind"] == "suggestion" else None,
            "ticket": data["ticket"],
        }


class AnswerForm(forms.Form):
    """A line under a comment."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": f"回复最多 {LONGEST_TEXT} 字，请精简。"},
    )
    ticket = forms.UUIDField(required=False)
