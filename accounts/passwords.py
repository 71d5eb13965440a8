"""Rules for passwords in words that Django does not have in Chinese."""

from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)


class LongEnough(MinimumLengthValidator):
    """Django's rule of a least length; its sentence of 5.2 is not in Django's translation."""

    def get_error_message(self) -> str:
        """The refusal."""
        return f"密码太短，至少要有 {self.min_length} 个字符。"


def rules_in_words() -> str:
    """What a new password must be, in one sentence; Django's list takes four and says 你."""
    least = [r.min_length for r in get_default_password_validators() if isinstance(r, LongEnough)]
    return (
        f"至少 {max(least, default=1)} 个字符；不能全是数字，不能是常见的密码，"
        "也不能和您的账号、姓名、邮箱相近。"
    )
