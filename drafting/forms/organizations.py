"""What an administrator types about an organisation or a person."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse_lazy

from accounts.models import Membership, Organization, OrganizationKind, User
from accounts.roles import MemberRole

NAME = Organization._meta.get_field("name").max_length
SHORT_NAME = Organization._meta.get_field("short_name").max_length


class Administered(forms.CharField):
    """An organisation that `user` administers, typed by name with suggestions.

    A list to choose from would hold ten thousand.
    """

    user: User

    def __init__(self, *, label: str, help_text: str = "输入名称的几个字，从下面选") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=NAME,
            error_messages={"required": "请填写党组织名称。"},
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask for suggestions as one types."""
        return super().widget_attrs(widget) | {
            "autocomplete": "off",
            "list": "organization-names",
            "hx-get": reverse_lazy("organization_names"),
            "hx-trigger": "input changed delay:250ms, focus",
            "hx-target": "#organization-names",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }

    def clean(self, value: object) -> Organization:
        """The organisation of that name."""
        name = super().clean(value)
        below = Organization.objects.filter(self.user.below("", (MemberRole.ADMINISTRATOR,)))
        found = below.filter(name=name).first() or below.filter(short_name=name).first()
        if found is None:
            raise forms.ValidationError(f"您管理的范围里没有“{name}”，请从列表中选。")
        return found


class AdministratorForm(forms.Form):
    """Fields only; the template writes the form, its token and its button."""

    def __init__(self, *args: Any, user: User, prefix: str | None = None, **kwargs: Any) -> None:
        """Let the fields know who asks; `prefix` keeps the ids on one page apart."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Administered):
                field.user = user
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.auto_id = f"id_{prefix}_%s"


class NamesForm(AdministratorForm):
    """What an organisation is called and what kind it is."""

    name = forms.CharField(
        label="名称",
        max_length=NAME,
        help_text="全称，写入公文落款",
        error_messages={"required": "请填写名称。"},
    )
    short_name = forms.CharField(
        label="简称", max_length=SHORT_NAME, required=False, help_text="列表中显示"
    )
    kind = forms.ChoiceField(label="类别", choices=OrganizationKind.choices)


class TargetForm(AdministratorForm):
    """The other organisation: the new one above, or the one that takes this one."""

    target = Administered(label="党组织")


class AccountForm(AdministratorForm):
    """Somebody by account; a new one with a name."""

    username = forms.CharField(
        label="账号", max_length=150, error_messages={"required": "请填写账号。"}
    )
    full_name = forms.CharField(
        label="姓名", max_length=30, required=False, help_text="已有账号的可以不填"
    )


class PostForm(AccountForm):
    """And the role that the person gets."""

    role = forms.ChoiceField(label="身份", choices=MemberRole.choices)


class MembershipForm(AdministratorForm):
    """The role that a person loses."""

    membership = forms.ModelChoiceField(
        queryset=Membership.objects.all(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "这项任职已经免去。"},
    )


class PersonForm(AdministratorForm):
    """What a person is called and where mail goes."""

    full_name = forms.CharField(
        label="姓名", max_length=30, error_messages={"required": "请填写姓名。"}
    )
    email = forms.EmailField(
        label="邮箱",
        required=False,
        error_messages={"invalid": "邮箱写得不对，例如 zhangsan@example.cn。"},
    )


class NothingForm(AdministratorForm):
    """A deed that needs no more than a button."""


class RosterForm(AdministratorForm):
    """花名册 as a file."""

    file = forms.FileField(
        label="花名册（.xlsx）",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择要导入的 .xlsx 文件。", "empty": "文件是空的。"},
    )
