"""What an administrator says of an assignment."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone

from accounts.models import Organization, OrganizationKind, User
from accounts.roles import MemberRole
from drafting.forms.start import read_upload
from reports.assignments import Wanted, organizations_in, wanted_of
from reports.assignments.drafting import FIELDS, FIXED, Decider
from reports.models import Assignment, LateRule, Repeat, Report, ReportTemplate
from reports.models.assignment import HEIGHTS, Half
from reports.outline.source import UnreadableFile
from reports.states import State

LEVELS = (1, 2, 3)
FARTHEST = 60  # days before the due date on which one can be reminded
MOST_DECIDERS = 300
MOST_MODELS = 300
ORDINALS = {1: "一", 2: "二", 3: "三"}


class MarksField(forms.CharField):
    """Marks in the tree as `+12,-44`; gives `{12: True, 44: False}`."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """As the page sends them."""
        if isinstance(value, dict):
            return ",".join(f"{'+' if yes else '-'}{pk}" for pk, yes in value.items())
        return value

    def to_python(self, value: Any) -> dict[int, bool]:  # type: ignore[override] # noqa: ANN401 - the same
        """As the verbs take them. Raises ValidationError."""
        if isinstance(value, dict):
            return value
        try:
            return {
                int(mark[1:]): {"+": True, "-": False}[mark[0]]
                for mark in (value or "").split(",")
                if mark
            }
        except (KeyError, ValueError) as error:
            raise forms.ValidationError("报送单位没有选对，请重新勾选。") from error


class DaysField(forms.CharField):
    """Numbers of days as people write them: `7、3、1`."""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """As people read them."""
        return "、".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override] # noqa: ANN401 - the same
        """The days, the farthest first. Raises ValidationError."""
        if isinstance(value, list):
            return value
        words = (value or "").replace("，", "、").replace(",", "、").replace(" ", "、")
        days = [word.strip().removesuffix("天") for word in words.split("、") if word.strip()]
        if not all(day.isascii() and day.isdecimal() and int(day) <= FARTHEST for day in days):
            raise forms.ValidationError(f"请写天数，用顿号隔开，如“7、1”，最多提前 {FARTHEST} 天。")
        return sorted({int(day) for day in days}, reverse=True)


class AssignmentForm(forms.ModelForm):
    """The whole assignment on one page; `wanted` is what the verbs take."""

    kinds = forms.MultipleChoiceField(
        label="哪类党组织报送",
        choices=OrganizationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一类。"},
    )
    marks = MarksField(required=False)
    remind_days = DaysField(
        label="截止前几天自动提醒", required=False, help_text="如“7、1”；空着则不自动提醒"
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        """In the order in which a person thinks of it."""

        model = Assignment
        fields: ClassVar[list[str]] = list(FIELDS)
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "instructions": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts: ClassVar[dict[str, str]] = {
            "name": "支部在工作台上看到的名称，如“2026年度党建工作总结”",
            "instructions": "支部书记在工作台、起草和编辑时都能看到",
            "lead_days": "在下一次截止日期之前多少天拟好草稿",
            "publishes_itself": "不勾选时，拟好的草稿由管理员核对后发布",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "name": {"required": "请填写任务的名称。"},
            "year": {"required": "请填写年度。"},
            "due": {"required": "请填写截止日期。"},
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer what `user` may choose; what cannot change after publication is not asked."""
        super().__init__(*args, **kwargs)
        self.user = user
        fields = cast("dict[str, Any]", self.fields)
        issuers = [m.organization_id for m in user.roles if m.role == MemberRole.ADMINISTRATOR]
        offered = {*issuers, self.instance.issuer_id} - {None}
        fields["issuer"].queryset = Organization.objects.filter(pk__in=offered)
        fields["issuer"].empty_label = None
        fields["template"].queryset = ReportTemplate.objects.filter(is_active=True)
        fields["template"].empty_label = None
        self.issuer = self._issuer(issuers)
        self._offer_levels()
        if self.instance.pk:
            self._show(wanted_of(self.instance))
            self.initial.setdefault("seen_version", self.instance.version)
        self.initial.setdefault("year", timezone.localdate().year)
        if self.instance.is_published:
            for name in FIXED:
                fields[name].disabled = True

    def _issuer(self, issuers: list[int]) -> Organization | None:
        """The organisation whose tree is shown."""
        chosen = self.data.get("issuer") or self.initial.get("issuer") or self.instance.issuer_id
        pk = getattr(chosen, "pk", chosen) or next(iter(issuers), None)
        queryset = cast("forms.ModelChoiceField", self.fields["issuer"]).queryset
        found = queryset.filter(pk=pk).first() if str(pk).isdecimal() else None  # type: ignore[union-attr]
        found = found or queryset.first()  # type: ignore[union-attr] # it was set above
        if found:
            self.initial.setdefault("issuer", found.pk)
            self.initial.setdefault("marks", {found.pk: True})
        return found

    def _offer_levels(self) -> None:
        """Each level: nobody, anyone above, so many steps above, or a named organisation."""
        named = self._deciders()
        for level in LEVELS:
            none = [("", "不设这一级")] if level > 1 else []
            self.fields[f"level_{level}"] = forms.ChoiceField(
                label=f"第{ORDINALS[level]}级审核",
                required=level == 1,
                initial="any" if level == 1 else "",
                choices=[
                    *none,
                    ("any", "任一上级党组织"),
                    *((f"height-{height}", label) for height, label in HEIGHTS.items()),
                    ("指定党组织", named),
                ],
            )

    def _deciders(self) -> list[tuple[str, str]]:
        """Organisations above the issuer, itself, and those below it that have others below."""
        if self.issuer is None:
            return []
        above = Organization.objects.filter(path__in=self.issuer.ancestor_paths())
        below = Organization.objects.filter(path__startswith=self.issuer.path, is_active=True)
        lead = below.exclude(numchild=0) | below.filter(pk=self.issuer.pk)
        return [(f"named-{o.pk}", str(o)) for o in [*above, *lead.order_by("path")[:MOST_DECIDERS]]]

    def _show(self, wanted: Wanted) -> None:
        self.initial.setdefault("remind_days", wanted.values["remind_days"])
        self.initial["marks"] = self.initial.get("like_marks", wanted.marks)
        for level, decider in enumerate(wanted.levels, 1):
            self.initial[f"level_{level}"] = choice_of(decider)

    def show(self, wanted: Wanted) -> None:
        """Begin with what another assignment says."""
        self.initial.update(wanted.values)
        self.initial["marks"] = wanted.marks
        for level, decider in enumerate(wanted.levels, 1):
            self.initial[f"level_{level}"] = choice_of(decider)

    def clean(self) -> dict[str, Any]:
        """What fits together only as a whole."""
        data = super().clean() or {}
        if data.get("late_rule") == LateRule.GRACE and not data.get("grace_days"):
            self.add_error("grace_days", "请写宽限几天。")
        if data.get("repeat") == Repeat.HALF_YEARLY and data.get("half") == Half.YEAR:
            self.add_error("half", "每半年重复的任务，时段请选上半年或下半年。")
        given = [level for level in LEVELS if data.get(f"level_{level}")]
        if given != list(LEVELS[: len(given)]):
            self.add_error("level_2", "请先设第二级，再设第三级。")
        issuer = data.get("issuer")
        if issuer and not self.errors:
            self._clean_targets(data, issuer)
        return data

    def _clean_targets(self, data: dict[str, Any], issuer: Organization) -> None:
        asked = organizations_in(issuer, data["kinds"], data["marks"])
        if not asked:
            self.add_error("marks", "没有选中任何报送单位。请在下面勾选，并看看类别是否选对。")
        deciders = Organization.objects.in_bulk(
            [d.organization_id for d in self.levels() if d.organization_id]
        )
        for level, decider in enumerate(self.levels(), 1):
            named = deciders.get(decider.organization_id or 0)
            outside = [o for o in asked if named and not o.path.startswith(named.path)]
            if outside:
                names = "、".join(str(o) for o in outside[:3])
                self.add_error(
                    f"level_{level}",
                    f"{named}不是{names}{'等' if len(outside) > 3 else ''}的上级，审不了它们的报告。",  # noqa: PLR2004 - three are named
                )

    def levels(self) -> tuple[Decider, ...]:
        """The review chain that was chosen."""
        chosen = [self.cleaned_data.get(f"level_{level}") for level in LEVELS]
        return tuple(decider_of(choice) for choice in chosen if choice)

    @property
    def wanted(self) -> Wanted:
        """What the form says, for the verbs."""
        return Wanted(
            {name: self.cleaned_data[name] for name in FIELDS},
            self.cleaned_data["marks"],
            self.levels(),
        )

    @property
    def marks_now(self) -> dict[int, bool]:
        """The marks to show in the tree, whatever was typed."""
        try:
            return MarksField(required=False).clean(self["marks"].value())
        except forms.ValidationError:
            return {}

    @property
    def kinds_now(self) -> list[str]:
        """The kinds that are ticked."""
        return self["kinds"].value() or []


def choice_of(decider: Decider) -> str:
    """The value that stands for a decider in the form."""
    if decider.organization_id:
        return f"named-{decider.organization_id}"
    return f"height-{decider.height}" if decider.height else "any"


def decider_of(choice: str) -> Decider:
    """The decider that a value stands for."""
    what, _, number = choice.partition("-")
    if what == "named":
        return Decider(organization_id=int(number))
    return Decider(height=int(number)) if what == "height" else Decider()


class TreeForm(forms.Form):
    """What part of the tree is asked for."""

    issuer = forms.ModelChoiceField(Organization.objects.none())
    marks = MarksField(required=False)
    kinds = forms.MultipleChoiceField(choices=OrganizationKind.choices, required=False)
    words = forms.CharField(required=False, max_length=80)
    node = forms.IntegerField(required=False)
    after = forms.IntegerField(required=False, min_value=0)
    only = forms.CharField(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Only below what `user` administers."""
        super().__init__(*args, **kwargs)
        own = Organization.objects.filter(user.below("", (MemberRole.ADMINISTRATOR,)))
        cast("forms.ModelChoiceField", self.fields["issuer"]).queryset = own


class ModelTextForm(forms.Form):
    """A file to show as model text; `content` holds its bytes once it is valid."""

    file = forms.FileField(
        label="范文文件",
        help_text=".docx 或 .txt，不超过 10 MB",
        error_messages={"required": "请选择要上传的文件。", "empty": "文件是空的。"},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's signature
        """A file that opens: what cannot be read is refused with the reason."""
        file = self.cleaned_data["file"]
        try:
            read_upload(file)
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        file.seek(0)
        self.content = file.read()
        return file


class ModelReportForm(forms.Form):
    """An approved report of the same kind to show; the empty choice takes it away."""

    report = forms.ModelChoiceField(
        Report.objects.none(), label="范文报告", required=False, empty_label="不用报告作范文"
    )

    def __init__(self, *args: Any, user: User, assignment: Assignment, **kwargs: Any) -> None:
        """Offer what `user` sees, the latest first."""
        super().__init__(*args, **kwargs)
        approved = Report.objects.visible_to(user).filter(
            template=assignment.template_id, state__in=(State.APPROVED, State.ARCHIVED)
        )
        latest = approved.order_by("-year", "organization__path").values_list("pk", flat=True)
        offered = [*latest[:MOST_MODELS], assignment.model_report_id or 0]
        cast("forms.ModelChoiceField", self.fields["report"]).queryset = (
            Report.objects.filter(pk__in=offered)
            .select_related("organization", "template")
            .order_by("-year", "organization__path")
        )
        self.fields["report"].label_from_instance = (  # type: ignore[attr-defined] # of this field
            lambda report: f"{report.organization}：{report.headline}"
        )


class ExtensionForm(forms.Form):
    """Until when, and why."""

    due = forms.DateField(label="延至", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        label="理由", max_length=200, help_text="记入任务经过，支部看得到新的截止日期"
    )


class CancelForm(forms.Form):
    """Why it is not wanted any more."""

    reason = forms.CharField(
        label="取消的理由",
        max_length=200,
        help_text="各报送单位会看到",
        widget=forms.Textarea({"rows": 3}),
    )
