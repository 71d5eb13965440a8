"""How a report begins: for what, and from what."""

from typing import Any, cast
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import MemberRole
from reports import office
from reports.models import Assignment, Report, ReportTemplate
from reports.models.assignment import Half, halves
from reports.old_formats import kind_of, read_any
from reports.outline.source import UnreadableFile
from reports.word.importer import WordText

WAYS = (
    ("template", "空白模板"),
    ("headings", "沿用上年标题"),
    ("file", "导入文件"),
    ("text", "粘贴文字"),
)


class TargetForm(forms.Form):
    """Which report: of an assignment, one that exists already, or a free one of a kind and year."""

    assignment = forms.ModelChoiceField(
        Assignment.objects.all(), required=False, widget=forms.HiddenInput
    )
    report = forms.ModelChoiceField(Report.objects.none(), required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ticket = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    organization = forms.ModelChoiceField(Organization.objects.none(), label="党支部")
    template = forms.ModelChoiceField(
        ReportTemplate.objects.filter(is_active=True), label="文种", required=False
    )
    year = forms.IntegerField(label="年度", required=False, min_value=1921, max_value=2200)
    half = forms.ChoiceField(label="时段", choices=halves, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the branches of which `user` is secretary, and their reports."""
        super().__init__(*args, **kwargs)
        own = [m.organization_id for m in user.roles if m.role == MemberRole.SECRETARY]
        offer = cast("dict[str, forms.ModelChoiceField]", self.fields)
        offer["organization"].queryset = Organization.objects.filter(pk__in=own)
        reports = Report.objects.visible_to(user).filter(organization__in=own).for_list()
        offer["report"].queryset = reports
        assignments = Assignment.objects.filter(organizations__in=own).distinct()
        offer["assignment"].queryset = assignments.select_related("template")
        self.initial.setdefault("organization", own[0] if own else None)
        self.initial.setdefault("year", timezone.localdate().year)
        self.initial.setdefault("half", Half.YEAR)
        self.initial.setdefault("template", ReportTemplate.objects.filter(is_active=True).first())
        if len(own) == 1:
            self.fields["organization"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A free report needs its kind and year; the others have theirs."""
        data = super().clean() or {}
        target = data.get("report") or data.get("assignment")
        if target:
            data |= {"template": target.template, "year": target.year, "half": target.half}
        else:
            for name in ("template", "year"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "请填写。")
        if report := data.get("report"):
            data["organization"] = report.organization
        return data


class StartForm(TargetForm):
    """The ways to begin. Only what the chosen way needs is asked for."""

    title = forms.CharField(
        label="标题", required=False, max_length=200, help_text="空着则按单位、年度、文种拟定"
    )
    way = forms.ChoiceField(label="怎样开始", choices=WAYS, widget=forms.RadioSelect)
    file = forms.FileField(label="文件", required=False, allow_empty_file=True)
    text = forms.CharField(
        label="粘贴文字",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "class": "form-control", "placeholder": "在这里粘贴全文"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the layout of what a free report needs; the ways stand in the template."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field("organization"),
            Row(Column("template"), Column("year"), Column("half"), css_class="target-fields"),
        )

    @property
    def reads_old_files(self) -> bool:
        """Whether .doc, .wps and .rtf can be read here, which takes LibreOffice."""
        return office.is_there()

    def clean_text(self) -> str:
        """The text that was pasted."""
        return plain(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """Read the file or the text; `source` holds its words and what to know about them."""
        data = super().clean()
        way = data.get("way")
        try:
            if way == "file":
                data["source"] = read_upload(data.get("file"))
            elif way == "text" and "text" in data:
                data["source"] = read_paste(data["text"], self.data.get("text", ""))
        except UnreadableFile as refusal:
            self.add_error(way, str(refusal))
        return data


def read_upload(file: UploadedFile | None) -> WordText:
    """The words of an uploaded file. Raises UnreadableFile."""
    if file is None:
        raise UnreadableFile("请选择要导入的 .docx 或 .txt 文件。")
    if (file.size or 0) > settings.IMPORT_FILE_BYTES:
        limit = settings.IMPORT_FILE_BYTES // 1024**2
        raise UnreadableFile(f"文件超过 {limit} MB。请去掉图片等附件后再导入。")
    data = file.read()
    if not data.strip():
        raise UnreadableFile("文件是空的。请检查后重新选择。")
    read = read_any(data, file.name or "")
    encoding = (
        ()
        if data.startswith(b"PK") or kind_of(data) or is_utf8(data)
        else ("文件不是 UTF-8 编码，已按原编码读取。",)
    )
    return checked(plain(read.text), (*encoding, *read.notes))


def read_paste(text: str, sent: str) -> WordText:
    """The words that were pasted. Raises UnreadableFile."""
    notes = ("文字中有不能显示的空字符，已去掉。",) if "\x00" in sent else ()
    return checked(text, notes)


def checked(text: str, notes: tuple[str, ...]) -> WordText:
    """The text, unless there is nothing in it or too much of it."""
    if not text.strip():
        raise UnreadableFile("没有可以导入的文字。请检查后重新选择或粘贴。")
    if len(text.encode()) > settings.IMPORT_TEXT_BYTES:
        limit = settings.IMPORT_TEXT_BYTES // 1024**2
        raise UnreadableFile(f"文字超过 {limit} MB（约 35 万字），请分成几份导入。")
    return WordText(text, notes)


def plain(text: str) -> str:
    """`text` with line ends as stored, without a byte order mark and what no page can show."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
