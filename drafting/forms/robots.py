"""A group robot, and what it tells of."""

from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from accounts.models import Organization, User
from accounts.roles import MemberRole
from drafting.filters import OrganizationChoices
from reports import robots
from reports.models import GROUP_KINDS, Robot, RobotKind
from reports.models.webhook import group_label

FOUND_WHERE = "钉钉选“加签”时得到的 SEC 开头的一串；企业微信不用填"
KEPT = "留空表示不改；出于保密，已保存的不再显示"
WAS_TYPED = HTML('<input type="hidden" name="secret_was_typed" value="1">')
AGAIN = "出于保密，刚才填的密钥没有留在页面上，请重新填写。"


class RobotForm(forms.ModelForm):
    """Address and secret are typed once, and never shown again: left empty, they stay."""

    organization = OrganizationChoices(
        label="党组织", queryset=Organization.objects.none(), empty_label=None
    )
    address = forms.CharField(
        label="地址", max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    secret = forms.CharField(
        label="密钥",
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    kinds = forms.MultipleChoiceField(
        label="发送哪些事项",
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, group_label(kind)) for kind in GROUP_KINDS],
        error_messages={"required": "至少选一项。"},
    )

    without_secret = forms.BooleanField(required=False)

    class Meta:
        """In the order in which a person thinks of it."""

        model = Robot
        fields: ClassVar[list[str]] = [
            "organization",
            "name",
            "kind",
            "address",
            "secret",
            "kinds",
            "is_on",
        ]
        error_messages: ClassVar[dict[str, dict[str, str]]] = {"name": {"required": "请填写名称。"}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the organisations that `user` administers."""
        super().__init__(*args, **kwargs)
        below = user.below("", (MemberRole.ADMINISTRATOR,))
        organizations = Organization.objects.filter(below, is_active=True)
        cast("forms.ModelChoiceField", self.fields["organization"]).queryset = organizations
        self.fields["name"].help_text = "群的名称，如：机关党建工作群"
        self.fields["kind"].widget = forms.RadioSelect(choices=RobotKind.choices)
        self.fields["address"].help_text = "群里添加机器人时得到的 Webhook 地址"
        self.fields["address"].error_messages["required"] = "请填写地址。"
        self.kept = {} if self.instance.pk is None else self._keep("address", "secret")
        # Once typed, in this form or in one refused before it, a key is not lost without a word.
        typed = self.data.get("secret", "").strip()
        self.secret_was_typed = bool(typed or self.data.get("secret_was_typed"))
        self.fields["without_secret"].label = (
            "沿用已保存的密钥" if self.kept.get("secret") else "不用密钥"
        )
        if self.secret_was_typed or not self.kept:
            self.fields["secret"].help_text = FOUND_WHERE
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "organization",
            "name",
            "kind",
            "address",
            "secret",
            *([WAS_TYPED, "without_secret"] if self.secret_was_typed else []),
            "kinds",
            "is_on",
            Div(
                HTML('<button class="btn btn-primary" type="submit">保存</button>'),
                css_class="form-actions",
            ),
        )

    def _keep(self, *names: str) -> dict[str, str]:
        """What is saved stays out of the page; an empty field leaves it as it is."""
        for name in names:
            self.initial[name] = ""
            self.fields[name].required = False
            self.fields[name].help_text = KEPT
        return {name: getattr(self.instance, name) for name in names}

    def clean_address(self) -> str:
        """The whole address of a machine that may be called."""
        address: str = self.cleaned_data["address"].strip() or self.kept.get("address", "")
        if urlsplit(address).scheme not in {"http", "https"}:
            raise forms.ValidationError("地址须以 https:// 开头，请从群机器人设置里完整复制。")
        try:
            robots.unless_allowed(address)
        except robots.NotCalled as words:
            raise forms.ValidationError(str(words)) from words
        return address

    def clean_secret(self) -> str:
        """The typed one, or the one that is kept."""
        return self.cleaned_data["secret"].strip() or self.kept.get("secret", "")

    def full_clean(self) -> None:
        """Whatever the form is refused for, say at the key that it is gone from the page."""
        super().full_clean()
        if not self.secret_was_typed or self.has_error("secret"):
            return
        given_up = self.cleaned_data.get("without_secret")
        needs_none = self.cleaned_data.get("kind") == RobotKind.WECOM
        missing = not self.data.get("secret", "").strip()
        if not (given_up or needs_none) and (missing or self.errors):
            self.add_error("secret", AGAIN)
