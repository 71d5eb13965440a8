"""Which notifications go by mail, and where to."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.db import transaction

from accounts.models import User
from reports.models import MailChoice, MailSetting
from reports.notifications import USUAL_MAIL, kinds_for


class MailForm(forms.Form):
    """The mailbox, and a choice for each kind of notification that the person can get."""

    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        help_text="不填就不发邮件，网页上的通知照常。",
        error_messages={"invalid": "邮箱地址不完整，应像 name@example.gov.cn。"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Fill in what holds now."""
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = dict(MailSetting.objects.filter(user=user).values_list("kind", "choice"))
        self.fields["email"].initial = user.email
        kinds = kinds_for(user)
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=MailChoice.choices,
                initial=chosen.get(kind.value, USUAL_MAIL[kind]),
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "email",
            Div(*[kind.value for kind in kinds], css_class="mail-choices"),
            Div(
                HTML('<button class="btn btn-primary" type="submit">保存</button>'),
                css_class="form-actions",
            ),
        )

    def save(self) -> None:
        """Keep the mailbox and every choice."""
        data = dict(self.cleaned_data)
        with transaction.atomic():
            User.objects.filter(pk=self.user.pk).update(email=data.pop("email"))
            MailSetting.objects.bulk_create(
                [MailSetting(user=self.user, kind=k, choice=c) for k, c in data.items()],
                update_conflicts=True,
                unique_fields=["user", "kind"],
                update_fields=["choice"],
            )
