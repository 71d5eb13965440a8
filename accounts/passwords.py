"""Rules for passwords whose words Django does not have in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's rule of a least length; its sentence of 5.2 is not in Django's translation."""

    def get_error_message(self) -> str:
        """The refusal."""
        return f"密码太短，至少要有 {self.min_length} 个字符。"
