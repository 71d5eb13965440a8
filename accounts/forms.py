"""Forms about one's own account."""

from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from crispy_forms.helper import FormHelper
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.passwords import rules_in_words


def without_form_tag() -> FormHelper:
    """Layout of the fields only: the template writes the form, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class SignInForm(AuthenticationForm):
    """账号 and 密码; what is wrong is said without telling which of the two."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "账号或密码不正确，请核对后重新输入。连续输错 %(limit)s 次，账号将锁定 %(minutes)s 分钟。",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.helper = without_form_tag()
        self.fields["username"].label = "账号"
        self.fields["username"].error_messages["required"] = "请输入账号。"
        self.fields["password"].label = "密码"
        self.fields["password"].error_messages["required"] = "请输入密码。"
        for field in self.fields.values():
            # Both are needed and nothing else is there: an asterisk would only be noise.
            field.widget.attrs["aria-required"] = "true"
        if self.data.get("username"):
            # Tried once: the account stays filled in, the password is what has to be typed again.
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True

    def get_invalid_login_error(self) -> ValidationError:
        """The refusal, with the numbers of the lock-out that is in force."""
        minutes = get_cool_off(self.request).total_seconds() / 60
        return ValidationError(
            self.error_messages["invalid_login"],
            code="invalid_login",
            params={"limit": get_failure_limit(self.request, None), "minutes": round(minutes)},
        )


class OwnPasswordForm(PasswordChangeForm):
    """The present password, then the new one twice."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": "当前密码不正确，请重新输入。",
        "password_mismatch": "两次输入的新密码不一致，请重新输入。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = without_form_tag()
        for name, label, when_missing in (
            ("old_password", "当前密码", "请输入当前密码。"),
            ("new_password1", "新密码", "请输入新密码。"),
            ("new_password2", "再输一次新密码", "请再输一次新密码。"),
        ):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = when_missing
        self.fields["new_password1"].help_text = rules_in_words()
        self.fields["new_password2"].help_text = ""
