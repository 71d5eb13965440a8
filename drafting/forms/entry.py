"""The form block of a section or an entry: its words, what it is for, how it is numbered."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.editing import Save
from reports.editing.words import is_alone
from reports.models import Entry, Section
from reports.models.report import Part, numberings
from reports.models.template import section_roles

LONGEST_MARKER = 20
SMALL_SELECT = {"class": "form-select form-select-sm"}


class WrittenField(forms.CharField):
    """Words for the paper: white space is kept, what no paper can show (U+0000) is not."""

    def __init__(self, *, style: str, hint: str = "", **options: Any) -> None:
        """A text area without a box that grows with its text."""
        attrs = {"rows": 1, "class": f"paper-field {style}", "data-autogrow": ""}
        attrs |= {"placeholder": hint} if hint else {}
        super().__init__(required=False, strip=False, widget=forms.Textarea(attrs=attrs), **options)

    def to_python(self, value: object) -> str:
        """The words, without characters that a database refuses."""
        return str(super().to_python(value)).replace("\x00", "")


class SavedForm(forms.Form):
    """Words that are saved on their own, with what a browser window says of the save."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    sequence = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    arrangement = forms.IntegerField(required=False, widget=forms.HiddenInput)

    written: tuple[str, ...] = ()
    layout: Layout

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the helper: the form tag and the buttons stand in the template."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.layout

    def save_marks(self) -> Save:
        """What the window says of this save."""
        data = self.cleaned_data
        return Save(data["based_on"], data["writer"], data["sequence"] or 0)

    def words(self) -> dict[str, str]:
        """The words by field, as `reports.editing` takes them."""
        return {name: self.cleaned_data[name] for name in self.written}


def setting(name: str) -> Field:
    """A field with its label and nothing else: there are five in each of a hundred blocks."""
    return Field(name, template="drafting/_setting.html")


class Around(LayoutObject):
    """Fields inside a template, which sees the page's context and has them as `fields`."""

    def __init__(self, template: str, *fields: Field) -> None:
        """Take the template's name and what it stands around."""
        self.template, self.fields = template, list(fields)

    def render(self, form: forms.Form, context: Context, **options: Any) -> SafeString:
        """The template with the fields in it."""
        fields = self.get_rendered_fields(form, context, **options)
        return render_to_string(self.template, context.flatten() | {"fields": fields})


SAVE_MARKS = ("based_on", "writer", "sequence", "arrangement")


def words_field(name: str) -> Field:
    """A field that looks like the paper; its label is for those who cannot see the paper."""
    return Field(name, template="drafting/_paper_field.html")


HEADING = Around("drafting/_heading_line.html", words_field("heading"))
# What the part is for and how it is numbered: behind one of the buttons of a block.
TOOLS = Around(
    "drafting/_block_tools.html",
    *(setting(name) for name in ("role", "second_role", "numbering", "marker", "alone")),
)


class SectionForm(SavedForm):
    """Heading, roles and numbering of a section."""

    heading = WrittenField(label="一级标题", style="paper-1", hint="一级标题")
    role = forms.ChoiceField(
        label="内容", choices=section_roles, widget=forms.Select(attrs=SMALL_SELECT)
    )
    second_role = forms.ChoiceField(
        label="兼有内容",
        required=False,
        choices=lambda: [("", "无"), *section_roles()],
        widget=forms.Select(attrs=SMALL_SELECT),
    )
    numbering = forms.ChoiceField(
        label="编号方式", choices=numberings, widget=forms.Select(attrs=SMALL_SELECT)
    )
    marker = forms.CharField(
        label="原文序号",
        required=False,
        max_length=LONGEST_MARKER,
        widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
    )
    alone = forms.BooleanField(
        label="标题独占一行",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    written: tuple[str, ...] = (
        "heading",
        "role",
        "second_role",
        "numbering",
        "marker",
        "alone",
    )
    layout = Layout(*SAVE_MARKS, HEADING, TOOLS)

    def words(self) -> dict[str, str]:
        """The words by field; a box that is ticked says `on`."""
        words = super().words()
        return words | {"alone": "on" if words["alone"] else ""}


class EntryForm(SectionForm):
    """Heading, body, roles and numbering of an entry."""

    heading = WrittenField(label="段首标题", style="paper-2", hint="段首标题（可不写）")
    body = WrittenField(label="正文", style="paper-body", hint="正文")

    written = ("heading", "body", "role", "second_role", "numbering", "marker", "alone")
    layout = Layout(*SAVE_MARKS, HEADING, words_field("body"), TOOLS)


def shown(part: Part, arrangement: int) -> dict[str, Any]:
    """What the fields of a part's form show; layout at the end of a text is not shown."""
    initial = {
        "based_on": part.wording,
        "arrangement": arrangement,
        "heading": part.heading,
        "role": part.role,
        "second_role": part.second_role,
        "numbering": part.numbering,
        "marker": part.marker,
        "alone": is_alone(part),
    }
    if isinstance(part, Entry):
        initial["body"] = part.body.rstrip()
    return initial


def form_of(part: Section | Entry, arrangement: int) -> SectionForm:
    """The form block that shows `part`; its ids begin with those of the block."""
    kind, name = (EntryForm, "entry") if isinstance(part, Entry) else (SectionForm, "section")
    return kind(initial=shown(part, arrangement), auto_id=f"{name}-{part.pk}-%s")
