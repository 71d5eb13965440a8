"""What administrators rule for an organisation: 审核规定, 日常规定."""

from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from accounts.models import Organization, User
from accounts.roles import MemberRole
from drafting.filters import OrganizationChoices
from reports.models import HousePolicy, ReviewPolicy, Unstaffed


class PolicyForm(forms.ModelForm):
    """One organisation's rules; saving those of an organisation that has some replaces them."""

    organization = OrganizationChoices(
        label="适用范围",
        queryset=Organization.objects.none(),
        empty_label=None,
        help_text="这个党组织及其下级；下级另有规定的，从其规定",
    )

    def __init__(self, *args: Any, user: User, address: str, **kwargs: Any) -> None:
        """Offer the organisations that `user` administers; `address` takes the form."""
        super().__init__(*args, **kwargs)
        below = user.below("", (MemberRole.ADMINISTRATOR,))
        organizations = Organization.objects.filter(below, is_active=True)
        cast("forms.ModelChoiceField", self.fields["organization"]).queryset = organizations
        self.helper = FormHelper()
        self.helper.form_action = address
        self.helper.layout = Layout(
            *self.fields,
            Div(
                HTML('<button class="btn btn-primary" type="submit">保存</button>'),
                css_class="form-actions",
            ),
        )

    def validate_unique(self) -> None:
        """That the organisation has rules already is no mistake: they are replaced."""


class ReviewPolicyForm(PolicyForm):
    """How long a review may take."""

    class Meta:
        """In the order in which a person thinks of it."""

        model = ReviewPolicy
        fields: ClassVar[list[str]] = [
            "organization",
            "days",
            "escalate_days",
            "unstaffed",
            "source",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "unstaffed": forms.RadioSelect(choices=Unstaffed.choices)
        }


class HousePolicyForm(PolicyForm):
    """Hours and days of everyday work."""

    class Meta:
        """In the order in which a person thinks of it."""

        model = HousePolicy
        fields: ClassVar[list[str]] = [
            "organization",
            "remind_hour",
            "digest_hour",
            "export_days",
            "delegation_days",
            "source",
        ]
