"""A workbook of own words, to be looked at."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class WordbookForm(forms.Form):
    """The file; the template writes the form, its token and its button."""

    file = forms.FileField(
        label="词语和表述（.xlsx）",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择要导入的 .xlsx 文件。", "empty": "文件是空的。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
