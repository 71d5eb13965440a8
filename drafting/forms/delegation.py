"""Who stands in for a reviewer, and when."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils import timezone

from accounts.models import User
from reports.delegating import stand_ins_for
from reports.models import HousePolicy


class DelegationForm(forms.Form):
    """The stand-in, the days, and why."""

    stand_in = forms.ModelChoiceField(
        label="代办人",
        queryset=User.objects.none(),
        empty_label="请选择",
        help_text="同一系统的审核人、管理员，以及您所在党组织的同志",
        error_messages={"required": "请选择代办人。", "invalid_choice": "请从名单里选择代办人。"},
    )
    starts = forms.DateField(
        label="从",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请选择开始日期。", "invalid": "开始日期不对，请重新选择。"},
    )
    ends = forms.DateField(
        label="到",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="这一天也包括在内",
        error_messages={"required": "请选择结束日期。", "invalid": "结束日期不对，请重新选择。"},
    )
    reason = forms.CharField(
        label="事由", required=False, max_length=60, help_text="如：出差、休假，可不填"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer those who may stand in for `user`."""
        super().__init__(*args, **kwargs)
        self.longest = HousePolicy.objects.for_user(user).delegation_days
        cast("forms.ModelChoiceField", self.fields["stand_in"]).queryset = stand_ins_for(user)
        self.fields["starts"].initial = timezone.localdate()
        self.helper = FormHelper()
        self.helper.form_action = "delegations"
        self.helper.layout = Layout(
            "stand_in",
            Div("starts", "ends", css_class="two-days"),
            "reason",
            Div(
                HTML('<button class="btn btn-primary" type="submit">委托</button>'),
                css_class="form-actions",
            ),
        )

    def clean_starts(self) -> date:
        """Nobody can have stood in yesterday."""
        starts: date = self.cleaned_data["starts"]
        if starts < timezone.localdate():
            raise forms.ValidationError("开始日期不能早于今天。")
        return starts

    def clean(self) -> dict[str, Any]:
        """The days are in order, and not for ever."""
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "结束日期不能早于开始日期。")
        elif starts and ends and (ends - starts).days >= self.longest:
            self.add_error(
                "ends", f"一次委托最长 {self.longest} 天；长期不再审核的，请联系管理员调整任职。"
            )
        return data
