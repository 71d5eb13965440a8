"""The head and the foot of the paper, and where a part shall go."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from drafting.forms.entry import SAVE_MARKS, SavedForm, WrittenField, words_field
from reports.editing import Choice
from reports.editing.words import bare_lines
from reports.models import Report
from reports.models.template import section_roles

HEAD_ID = "head"


class HeadForm(SavedForm):
    """Title, subtitle, signature and date line; the last two stand at the end of the paper."""

    title = WrittenField(
        label="标题", style="paper-title", hint="标题，如：××党支部2026年度党建工作总结"
    )
    subtitle = WrittenField(
        label="副题", style="paper-organization", hint="副题或单位、姓名（可不写）"
    )
    signature = WrittenField(label="署名", style="paper-signature", hint="署名（可不写）")
    date_line = WrittenField(label="成文日期", style="paper-signature", hint="成文日期（可不写）")

    written = ("title", "subtitle", "signature", "date_line")
    layout = Layout(*SAVE_MARKS, words_field("title"), words_field("subtitle"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Tie the foot of the paper to the form that stands at its head."""
        super().__init__(*args, **kwargs)
        for name in self.written:
            self.fields[name].widget.attrs["form"] = HEAD_ID


def head_form(report: Report) -> HeadForm:
    """The form that shows the head of `report`, without the blanks that centre its lines."""
    initial: dict[str, Any] = {name: bare_lines(getattr(report, name)) for name in HeadForm.written}
    initial |= {"based_on": report.wording, "arrangement": report.arrangement}
    return HeadForm(initial=initial, auto_id=f"{HEAD_ID}-%s")


class ArrangementForm(forms.Form):
    """The order of the parts that the person saw."""

    arrangement = forms.IntegerField()


class PlaceForm(ArrangementForm):
    """Where a part goes: `to` among its siblings, entries in the section named first (`12:0`)."""

    to = forms.RegexField(r"^(?:[0-9]{1,12}:)?[0-9]{1,6}$")

    def section_and_index(self) -> tuple[int | None, int]:
        """The section that `to` names, if any, and the index in it."""
        section, _, index = self.cleaned_data["to"].rpartition(":")
        return int(section) if section else None, int(index)


class InsertForm(ArrangementForm):
    """What is added: behind which neighbour, and for a section what it is for."""

    after = forms.IntegerField(required=False)
    role = forms.ChoiceField(choices=section_roles, required=False)


class SplitForm(ArrangementForm):
    """The two halves of a text."""

    based_on = forms.IntegerField()
    writer = forms.CharField(required=False, max_length=40)
    sequence = forms.IntegerField(required=False, min_value=0)
    before = forms.CharField(required=False, strip=False)
    after = forms.CharField(required=False, strip=False)


class ChoiceForm(forms.Form):
    """How a conflict is settled; `merged_<field>` carries a third text."""

    choice = forms.ChoiceField(choices=[(choice.value, choice.value) for choice in Choice])
