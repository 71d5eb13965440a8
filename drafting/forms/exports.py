"""What is to be made of the chosen reports."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from drafting.exporting.selecting import title_of
from reports.models import ExportKind

HELP = {
    ExportKind.ZIP: "每份报告一个 .docx，按党组织分文件夹，附目录表，打包成一个 .zip",
    ExportKind.VOLUME: "封面、目录和全部报告装在一个 .docx 里，连续编页",
    ExportKind.PROBLEMS_DOCX: "各支部的问题和对应的措施，排成横向表格",
    ExportKind.PROBLEMS_XLSX: "同上，便于筛选、汇总",
    ExportKind.MEASURES_DOCX: "各支部的措施和针对的问题，排成横向表格",
    ExportKind.MEASURES_XLSX: "同上，便于筛选、汇总",
}


class ExportForm(forms.Form):
    """The kind of file, and what stands on its cover."""

    kind = forms.ChoiceField(
        label="导出内容",
        choices=ExportKind.choices,
        initial=ExportKind.ZIP,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择导出内容。"},
    )
    renumbered = forms.BooleanField(
        label="按顺序重新编号", required=False, help_text="不勾选时，序号照各份报告的原文"
    )
    title = forms.CharField(label="标题", required=False, max_length=60)
    organization = forms.CharField(label="单位", required=False, max_length=80)
    period = forms.CharField(label="时间", required=False, max_length=30)
    ticket = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposed: dict[str, str], **kwargs: Any) -> None:
        """Fill in what is `proposed` for the cover."""
        super().__init__(*args, **kwargs)
        self.initial = {"ticket": uuid4(), **proposed}
        self.proposed = proposed
        self.fields[
            "title"
        ].help_text = f"不填时为“{title_of('volume', proposed['subject'])}”“{title_of('problems', proposed['subject'])}”等"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("kind", template="drafting/_export_kinds.html"),
            "renumbered",
            HTML(
                '<fieldset class="export-cover"><legend>封面和表头</legend><p class="form-text">用于汇编和清单。</p>'
            ),
            "title",
            Div("organization", "period", css_class="export-cover-line"),
            HTML("</fieldset>"),
            "ticket",
        )

    def options(self) -> dict[str, Any]:
        """What the job is told, the title filled in."""
        data = self.cleaned_data
        return {
            "renumbered": data["renumbered"],
            "title": data["title"].strip() or title_of(data["kind"], self.proposed["subject"]),
            "organization": data["organization"].strip(),
            "period": data["period"].strip(),
        }

    def kinds(self) -> list[tuple[str, str, str]]:
        """Each kind with what it is."""
        return [(kind.value, kind.label, HELP[kind]) for kind in ExportKind]
