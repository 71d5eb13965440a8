"""版式 as a form: what an administrator may change of a layout, and what formal documents need."""

import re
from dataclasses import replace
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet

from accounts.models import Organization, User
from accounts.roles import MemberRole
from drafting.filters import OrganizationChoices
from reports.layouts import InForce
from reports.models import FormalDetails
from reports.word.geometry import GB_9704, Layout
from reports.word.standard import SIZES, faults, foot, fore, size_name

FONTS = (
    "仿宋_GB2312",
    "仿宋",
    "方正仿宋_GBK",
    "楷体_GB2312",
    "楷体",
    "方正楷体_GBK",
    "黑体",
    "方正黑体_GBK",
    "宋体",
    "方正小标宋简体",
    "方正小标宋_GBK",
    "华文中宋",
)
LEVELS = (1, 2, 3, 4)
LEVEL_NAMES = dict(zip(LEVELS, "一二三四", strict=True))
# 7.2.5: six-sided brackets, no 第, no leading zero; whatever brackets people type are understood.
_NUMBER = re.compile(r"(.+?)[〔［\[【（(](\d{4})年?[〕］\]】）)]第?(\d+)号?")


def font(label: str) -> forms.CharField:
    """A field for the name of a font, with the usual ones to choose from."""
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "fonts", "autocomplete": "off"}),
        error_messages={"required": "请填写字体名称。"},
    )


def length(label: str, step: str = "0.5", unit: str = "毫米") -> forms.FloatField:
    """A field for a length; what it may be is said by `standard.faults`."""
    return forms.FloatField(
        label=f"{label}（{unit}）",
        widget=forms.NumberInput(attrs={"step": step}),
        error_messages={"required": "请填写数字。", "invalid": "请填写数字。"},
    )


def size(label: str) -> forms.TypedChoiceField:
    """A field for a size of type by its name."""
    return forms.TypedChoiceField(
        label=label,
        coerce=float,
        choices=[(f"{points:g}", size_name(points)) for points in SIZES],
        error_messages={"invalid_choice": "请从列表中选择字号。"},
    )


def switch(label: str) -> forms.BooleanField:
    """A field that is on or off."""
    return forms.BooleanField(label=label, required=False)


class LayoutForm(forms.Form):
    """A layout in the words of people who set type; `layout()` is what it says."""

    name = forms.CharField(
        label="版式名称", max_length=40, error_messages={"required": "请填写版式名称。"}
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    head = length("上边距（天头）")
    foot = length("下边距")
    back = length("左边距（订口）")
    fore = length("右边距")

    body_font = font("正文字体")
    body_size = size("正文字号")
    line_pitch = length("行距", "0.05", "磅")
    character_spacing = length("字距加减", "0.05", "磅")
    latin_font = forms.ChoiceField(
        label="数字和字母",
        required=False,
        choices=[("", "与所在文字相同"), ("Times New Roman", "Times New Roman")],
    )

    title_font = font("标题字体")
    title_size = size("标题字号")
    title_pitch = length("标题行距", "0.5", "磅")
    subtitle_font = font("标题下署名字体")

    bold_points = switch("“一是”“二是”加粗")

    table_style = forms.ChoiceField(
        label="表格", choices=[("grid", "全框线"), ("three_lines", "三线表")]
    )
    table_size = size("表格字号")

    page_numbers = switch("印页码")
    page_number_font = font("页码字体")
    page_number_size = size("页码字号")
    page_number_style = forms.ChoiceField(
        label="页码样子", choices=[("dashes", "— 1 —"), ("plain", "1")]
    )
    page_number_place = forms.ChoiceField(
        label="页码位置", choices=[("outside", "单页居右、双页居左"), ("centre", "居中")]
    )
    page_number_drop = length("页码距版心")

    has_red_head = switch("印版头（红头）")
    issuer_mark = forms.CharField(
        label="发文机关标志", max_length=40, required=False, help_text="如“中共××局机关委员会文件”"
    )
    number_code = forms.CharField(
        label="机关代字", max_length=20, required=False, help_text="如“×机党发”，用来拟发文字号"
    )
    red_head_font = font("标志字体")
    red_head_size = length("标志字号（最大）", "1", "磅")
    red_head_drop = length("标志距版心上边缘")
    has_imprint = switch("印版记")
    copied_to = forms.CharField(
        label="常用抄送机关", max_length=300, required=False, help_text="用顿号隔开"
    )
    printed_by = forms.CharField(label="印发机关", max_length=60, required=False)

    GROUPS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("纸张和页边", ("head", "foot", "back", "fore")),
        (
            "正文",
            ("body_font", "body_size", "line_pitch", "character_spacing", "latin_font"),
        ),
        ("标题", ("title_font", "title_size", "title_pitch", "subtitle_font")),
        (
            "层次",
            (
                *(f"heading_{what}_{at}" for at in LEVELS for what in ("font", "bold")),
                "bold_points",
            ),
        ),
        ("表格", ("table_style", "table_size")),
        (
            "页码",
            (
                "page_numbers",
                "page_number_style",
                "page_number_place",
                "page_number_font",
                "page_number_size",
                "page_number_drop",
            ),
        ),
        (
            "版头和版记",
            (
                "has_red_head",
                "issuer_mark",
                "number_code",
                "red_head_font",
                "red_head_size",
                "red_head_drop",
                "has_imprint",
                "copied_to",
                "printed_by",
            ),
        ),
    )
    WORDS: ClassVar[tuple[str, ...]] = (
        "name",
        "has_red_head",
        "issuer_mark",
        "number_code",
        "has_imprint",
        "copied_to",
        "printed_by",
    )

    def __init__(self, *args: Any, in_force: InForce, **kwargs: Any) -> None:
        """Begin with what `in_force` says."""
        self.before = in_force.layout
        super().__init__(*args, **kwargs)
        for at in LEVELS:
            self.fields[f"heading_font_{at}"] = font(f"{LEVEL_NAMES[at]}级标题字体")
            self.fields[f"heading_bold_{at}"] = switch(f"{LEVEL_NAMES[at]}级标题加粗")
        self.initial = {**initial_of(in_force), **self.initial}
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField):
                _offer(field, self.initial[name])
            _look(field)

    @property
    def fonts(self) -> tuple[str, ...]:
        """Fonts to choose from; any other may be written."""
        return FONTS

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand on the page."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def differences(self) -> list[tuple[str, str, str]]:
        """What is stored and what was written here, by field, where they are not the same."""
        return [
            (str(field.label), self._shown(name, stored), self._shown(name, written))
            for name, field in self.fields.items()
            if name != "seen_version"
            and (stored := self.initial.get(name)) != (written := self.cleaned_data.get(name))
        ]

    def _shown(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            key = f"{value:g}" if isinstance(value, float | int) else str(value)
            return str(dict(field.choices).get(key, value))  # type: ignore[arg-type] # a list of pairs
        return f"{value:g}" if isinstance(value, float) else str(value or "（空）")

    def told_faults(self) -> list[str]:
        """What is wrong, each with the name of its field."""
        return [
            f"{self.fields[name].label}：{error}" if name in self.fields else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    def clean(self) -> dict[str, Any]:
        """Nothing that could not be read or printed; a head has the name of who sends it."""
        data = super().clean() or {}
        if not self.errors:
            for name, sentence in faults(self.layout()).items():
                self.add_error(name if name in self.fields else None, sentence)
        if data.get("has_red_head") and not data.get("issuer_mark", "").strip():
            self.add_error("issuer_mark", "印版头须写明发文机关标志。")
        if data.get("has_imprint") and not data.get("printed_by", "").strip():
            self.add_error("printed_by", "印版记须写明印发机关。")
        return data

    def words(self) -> dict[str, Any]:
        """What is no part of the layout itself."""
        return {name: self.cleaned_data[name] for name in self.WORDS}

    def layout(self) -> Layout:
        """The layout that the valid fields say; others are as before."""
        data = {**initial_of(InForce(self.before)), **self.cleaned_data}
        changes = {name: data[name] for name in _SAME}
        return replace(
            self.before,
            **changes,
            type_width=round(GB_9704.page_width - data["back"] - data["fore"], 2),
            type_height=round(GB_9704.page_height - data["head"] - data["foot"], 2),
            latin_font=data["latin_font"] or None,
            heading_fonts=tuple(data[f"heading_font_{at}"] for at in LEVELS),
            heading_bold=tuple(bool(data[f"heading_bold_{at}"]) for at in LEVELS),
        )

    def layout_to_show(self) -> Layout:
        """The layout for the preview while some field is wrong."""
        layout = self.layout()
        return self.before if faults(layout) else layout


# Fields that the form and `Layout` call the same.
_SAME = (
    "head", "back", "body_font", "body_size", "line_pitch", "character_spacing", "title_font",
    "title_size", "title_pitch", "subtitle_font", "bold_points", "table_style", "table_size",
    "page_numbers", "page_number_font", "page_number_size", "page_number_style",
    "page_number_place", "page_number_drop", "red_head_font", "red_head_size", "red_head_drop",
)  # fmt: skip


def initial_of(in_force: InForce) -> dict[str, Any]:
    """What the fields of a form begin with."""
    layout, profile = in_force.layout, in_force.profile
    found: dict[str, Any] = {name: _short(getattr(layout, name)) for name in _SAME}
    found |= {
        "foot": _short(foot(layout)),
        "fore": _short(fore(layout)),
        "latin_font": layout.latin_font or "",
    }
    for at in LEVELS:
        face, bold = layout.heading_face(at)
        found |= {f"heading_font_{at}": face, f"heading_bold_{at}": bold}
    if profile:
        found |= {name: getattr(profile, name) for name in LayoutForm.WORDS}
        found["seen_version"] = profile.version
    return found


def _short(value: object) -> object:
    """37 rather than 37.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _offer(field: forms.TypedChoiceField, points: float) -> None:
    """Offer the size that stands there, also where it has no name."""
    sizes = dict.fromkeys([*SIZES, points])
    field.choices = [(f"{one:g}", size_name(one)) for one in sorted(sizes, reverse=True)]
    field.prepare_value = lambda value: f"{value:g}" if isinstance(value, float | int) else value  # type: ignore[method-assign]


def _look(field: forms.Field) -> None:
    kind = {forms.BooleanField: "form-check-input", forms.ChoiceField: "form-select"}
    css = next((css for one, css in kind.items() if isinstance(field, one)), "form-control")
    field.widget.attrs["class"] = css


class NewLayoutForm(LayoutForm):
    """A layout for an organisation that has none of its own yet."""

    organization = OrganizationChoices(
        label="适用的党组织",
        queryset=Organization.objects.none(),
        empty_label=None,
        help_text="对它和它的下级有效，下级另有版式的除外",
        error_messages={"invalid_choice": "这个党组织已经有版式，或者不归您管理。"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the organisations that `user` administers and that have no layout."""
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["organization"]).queryset = without_layout(user)


def without_layout(user: User) -> QuerySet[Organization]:
    """Organisations of the own subtree that have no layout of their own."""
    return Organization.objects.filter(
        user.below("", (MemberRole.ADMINISTRATOR,)), is_active=True, layout_profile__isnull=True
    )


class DetailsForm(forms.ModelForm):
    """发文要素 of one report."""

    class Meta:
        """In the order in which they stand on the paper."""

        model = FormalDetails
        fields: ClassVar[list[str]] = ["number", "signer", "copied_to", "printed_by", "printed_on"]
        help_texts: ClassVar[dict[str, str]] = {
            "number": "如“云自然党发〔2026〕3号”，年份用六角括号，序号前不加“第”和0",
            "signer": "上行文须写明；几位签发人用顿号隔开",
            "copied_to": "用顿号隔开，没有就空着",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "printed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }

    def __init__(self, *args: Any, in_force: InForce, **kwargs: Any) -> None:
        """Ask only for what the layout prints."""
        super().__init__(*args, **kwargs)
        profile = in_force.profile
        unwanted = [] if profile and profile.has_red_head else ["number", "signer"]
        if not (profile and profile.has_imprint):
            unwanted += ["copied_to", "printed_by", "printed_on"]
        for name in unwanted:
            del self.fields[name]
        for name in ("number", "printed_by", "printed_on"):
            if name in self.fields:
                self.fields[name].required = True
        for field in self.fields.values():
            _look(field)

    def clean_number(self) -> str:
        """A number that is there, with its year in the brackets of the standard."""
        found = _NUMBER.fullmatch("".join(self.cleaned_data["number"].split()))
        if not found:
            raise forms.ValidationError(
                "请按“机关代字〔年份〕序号”填写，如“云自然党发〔2026〕3号”。"
            )
        code, year, serial = found.groups()
        return f"{code}〔{year}〕{int(serial)}号"
