"""A word for the list of an organisation."""

from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from accounts.models import Organization, User
from drafting.filters import OrganizationChoices
from drafting.models import Term, WordKind


class TermForm(forms.ModelForm):
    """The word, whether it is right or forbidden, and where that holds."""

    organization = OrganizationChoices(
        label="适用范围",
        queryset=Organization.objects.none(),
        empty_label=None,
        help_text="在这个党组织及其下级组织的报告中有效",
    )

    class Meta:
        """In the order in which a person thinks of it."""

        model = Term
        fields: ClassVar[list[str]] = ["word", "kind", "replacement", "reason", "organization"]
        error_messages: ClassVar[dict[str, dict[str, str]]] = {"word": {"required": "请填写词语。"}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the organisations whose words `user` keeps."""
        super().__init__(*args, **kwargs)
        reached = Organization.objects.reached_by(user).filter(is_active=True)
        cast("forms.ModelChoiceField", self.fields["organization"]).queryset = reached
        self.fields["kind"].widget = forms.RadioSelect(choices=WordKind.choices)
        self.fields["replacement"].help_text = "禁用词应当改写成什么，可不填"
        self.fields["reason"].help_text = "提示时一并显示，可不填"
        self.helper = FormHelper()
        self.helper.form_action = "terms"
        self.helper.layout = Layout(
            "word",
            "kind",
            "replacement",
            "reason",
            Field("organization"),
            Div(
                HTML('<button class="btn btn-primary" type="submit">加入词库</button>'),
                css_class="form-actions",
            ),
        )
