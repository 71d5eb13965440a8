"""What a person says with a decision on a report."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from drafting.models import ReviewPoint
from reports.workflow import RETURN, Transition

LONGEST_OPINION = 2000


class DecisionForm(forms.Form):
    """Opinion, and the version of the report that the person saw.

    The buttons stand in the page: each sends this form to the address of its transition.
    """

    opinion = forms.CharField(
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"意见最多 {LONGEST_OPINION} 字，请精简后再送出。"},
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    points = forms.ModelMultipleChoiceField(
        required=False, queryset=ReviewPoint.objects.filter(is_active=True)
    )

    def __init__(self, *args: Any, transitions: list[Transition], **kwargs: Any) -> None:
        """Ask for an opinion when one of `transitions` needs it."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("opinion"), "seen_version")
        asking = [transition for transition in transitions if transition.needs_opinion]
        self.asks_opinion = bool(asking)
        opinion = self.fields["opinion"]
        if not asking:
            opinion.widget = forms.HiddenInput()
        labels = "、".join(transition.label for transition in asking)
        opinion.label = "审核意见" if RETURN in asking else f"{labels}的理由"
        opinion.help_text = f"{labels}时必填，报送支部能看到。" if asking else ""
        if RETURN in asking:
            also = "退回也可以只在文中留有待处理的批注" if len(asking) > 1 else ""
            opinion.help_text = (
                f"{labels}时写明；{also}；报送支部能看到。"
                if also
                else f"{labels}时写明，或者在文中留有待处理的批注；报送支部能看到。"
            )

    def decision(self) -> dict[str, Any]:
        """What `workflow.perform` asks of the person."""
        return {name: self.cleaned_data[name] for name in ("opinion", "seen_version")}

    def kept(self) -> dict[str, Any]:
        """What stays with the event: the points that the person has ticked."""
        points = [point.label for point in self.cleaned_data["points"]]
        return {"points": points} if points else {}

    def ticked(self) -> list[str]:
        """Keys of the points that are ticked so far."""
        return [str(key) for key in self["points"].value() or []]
