"""A row of 表述与会期: an expression, a regulation, a meeting, a campaign."""

import re
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.urls import reverse

from accounts.models import Organization
from drafting.lexicon import lexicon_list, own_lexicon
from drafting.lexicon.shipped_lexicon import Shipped
from drafting.models import CALENDAR, EXPRESSIONS, EntryKind, LexiconEntry

SHORTEST_TERM = 2
# A campaign is looked for in every line: what is shorter is in many other words too.
SHORTEST_CAMPAIGN = 4
NUMERAL = "[一二三四五六七八九十]"
# How a meeting or a plan is named, so that the check finds it by its number.
PATTERNS = {
    EntryKind.CONGRESS: (f"{NUMERAL}{{1,4}}大", "届次请写成“二十一大”。"),
    EntryKind.PLENUM: (f"{NUMERAL}{{1,4}}届{NUMERAL}中", "届次请写成“二十一届一中”。"),
    EntryKind.DISCIPLINE: (
        f"{NUMERAL}{{1,4}}届中央纪委{NUMERAL}次",
        "届次请写成“二十一届中央纪委二次”。",
    ),
    EntryKind.PLAN: ("[二三四]?十[一二三四五六七八九]?五", "规划请写成“十六五”。"),
}
AROUND = re.compile("^“|^党的|”$|全体会议$|全会$|规划$|时期$")
_DATE = {"type": "date"}


class FilterForm(forms.Form):
    """What to list; what cannot be understood filters nothing."""

    words = forms.CharField(label="查找", required=False, max_length=60)
    kind = forms.ChoiceField(label="性质", required=False)
    own = forms.BooleanField(label="只看本单位维护的", required=False)

    def __init__(
        self, *args: Any, address: str, kinds: tuple[EntryKind, ...], top: Organization, **kw: Any
    ) -> None:
        """`address` is the page, `kinds` are those that it lists, `top` is whose rows."""
        super().__init__(*args, **kw)
        choices = [("", "全部"), *((kind.value, kind.label) for kind in kinds)]
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices
        self.fields["words"].widget.attrs["placeholder"] = "表述、写法或依据"
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "filter-bar"
        self.helper.disable_csrf = True
        self.helper.attrs = {
            "role": "search",
            "aria-label": "筛选",
            "hx-get": address,
            "hx-target": "#results",
            "hx-swap": "outerHTML",
            "hx-replace-url": "true",
            "hx-trigger": "change, submit, input changed delay:400ms from:#id_words",
            "hx-sync": "this:queue last",
        }
        self.helper.layout = Layout(
            HTML(f'<input type="hidden" name="tree" value="{top.pk}">'),
            "words",
            "kind",
            Div("own", css_class="filter-own"),
            Div(
                HTML('<button class="btn btn-light">筛选</button>'),
                HTML(f'<a class="btn btn-link" href="{address}?tree={top.pk}">清除</a>'),
                css_class="filter-buttons",
            ),
        )


class EntryForm(forms.ModelForm):
    """A row of either group; which fields it shows depends on the group."""

    seen_version = forms.IntegerField(
        required=False, min_value=0, initial=0, widget=forms.HiddenInput
    )

    class Meta:
        """In the order in which a person thinks of it."""

        model = LexiconEntry
        fields: ClassVar[list[str]] = [*own_lexicon.FIELDS]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "since": forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
            "forms": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "term": {"required": "请填写名称。"},
            "source": {"required": "请填写依据：哪个文件、哪次会议，或者本单位的哪个通知。"},
            "since": {"invalid": "日期请写成 2026-03-01。"},
            "until": {"invalid": "日期请写成 2026-03-01。"},
        }

    def __init__(
        self,
        *args: Any,
        top: Organization,
        kinds: tuple[EntryKind, ...],
        back: str,
        shipped: Shipped | None,
        **kw: Any,
    ) -> None:
        """`top` is whose row it is, `kinds` are those to choose from, `back` is where one came from.

        A row in the place of `shipped` keeps its kind and its name.
        """
        super().__init__(*args, **kw)
        self.top, self.shipped = top, shipped
        self.fields["kind"].disabled = self.fields["term"].disabled = shipped is not None
        self.is_event = kinds == CALENDAR
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [(one.value, one.label) for one in kinds]
        kind.widget = forms.RadioSelect(choices=kind.choices)
        kind.error_messages["required"] = "请选择性质。"
        self.initial["seen_version"] = self.instance.version if self.instance.pk else 0
        words = EVENT_WORDS if self.is_event else EXPRESSION_WORDS
        for name, (label, help_text) in words.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text
        if self.is_event:
            del self.fields["replaced_by"]
        middle = [] if self.is_event else ["replaced_by"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "kind",
            "term",
            "forms",
            Div(Field("since"), Field("until"), css_class="field-pair"),
            *middle,
            "source",
            "seen_version",
            Div(
                HTML('<button class="btn btn-primary" type="submit">保存</button>'),
                HTML(f'<a class="btn btn-light" href="{back}">返回</a>'),
                css_class="form-actions",
            ),
        )

    def clean_term(self) -> str:
        """Without what is added in running text: 党的二十一届一中全会, 《…》."""
        kind = self.cleaned_data.get("kind", "")
        term = bare_term(kind, self.cleaned_data["term"])
        if kind in PATTERNS:
            pattern, words = PATTERNS[EntryKind(kind)]
            if re.fullmatch(pattern, term) is None:
                raise forms.ValidationError(words)
        shortest = SHORTEST_CAMPAIGN if kind == EntryKind.CAMPAIGN else SHORTEST_TERM
        if len(term) < shortest:
            raise forms.ValidationError(f"至少写{shortest}个字，太短了会误报。")
        return term

    def clean_forms(self) -> str:
        """One a line, none twice, none so short that it is found everywhere."""
        written = self.cleaned_data["forms"].splitlines()
        lines = dict.fromkeys(filter(None, map(str.strip, written)))
        is_campaign = self.cleaned_data.get("kind") == EntryKind.CAMPAIGN
        shortest = SHORTEST_CAMPAIGN if is_campaign else SHORTEST_TERM
        for line in lines:
            if len(line) < shortest:
                raise forms.ValidationError(f"“{line}”太短，至少写{shortest}个字，否则会误报。")
        return "\n".join(lines)

    def clean_replaced_by(self) -> str:
        """Something else than the term, and not out of use itself."""
        term = str(self.cleaned_data["replaced_by"]).strip()
        said = [part.strip() for part in term.split("；") if part.strip()]
        if self.cleaned_data.get("term") in said:
            raise forms.ValidationError("现行表述不能与本条相同。")
        former = lexicon_list.former_among(self.top, said) if said else None
        if former is not None:
            now = former.replaced_by
            instead = f"，它的现行表述是“{now}”" if now else ""
            raise forms.ValidationError(f"“{former.term}”自己也是旧称{instead}，请改填现行的。")
        return "；".join(said)

    def clean(self) -> dict[str, Any]:
        """What the days of each kind must be, and no other event under the same name."""
        data = super().clean() or self.cleaned_data
        data.setdefault("replaced_by", "")
        since, until, kind = data.get("since"), data.get("until"), data.get("kind")
        if since and until and since > until:
            first, last = self.fields["since"].label, self.fields["until"].label
            self.add_error("until", f"{last}不能早于{first}。")
        if kind and not self.errors:
            for name in NEEDED_DAYS.get(EntryKind(kind), ()):
                is_needed = self.shipped is None or getattr(self.shipped, name)
                if is_needed and not data.get(name):
                    self.add_error(name, f"请填写{self.fields[name].label}。")
            if kind == EntryKind.PHRASE and not (since or until) and self.shipped is None:
                self.add_error("since", "启用、停用日期至少填一个，否则体检用不上这一条。")
            if kind in {EntryKind.CAMPAIGN, EntryKind.FOUNDING}:
                self._look_for_namesakes(data)
        return data

    def validate_unique(self) -> None:
        """Whether there is such a row already is asked under the lock, when it is kept."""

    def validate_constraints(self) -> None:
        """As above; the days are asked in `clean`, with the words of the group."""

    def _look_for_namesakes(self, data: dict[str, Any]) -> None:
        """A wording names one event."""
        own = {data["term"], *data["forms"].splitlines()}
        for row in lexicon_list.rows(self.top, [data["kind"]]):
            is_same = row.shown.term == data["term"] or row.own == self.instance
            taken = own.intersection((row.shown.term, *row.forms))
            if taken and not is_same and not (row.own and row.own.is_off):
                name = data["term"] if data["term"] in taken else min(taken)
                field = "term" if name == data["term"] else "forms"
                self.add_error(field, f"“{name}”已是“{row.shown.term}”的写法。")
                return


EXPRESSION_WORDS = {
    "term": ("表述", "旧称写不再使用的说法；法规制度写全称，不加书名号"),
    "forms": ("其他写法", "同一表述的不同写法，每行一个，可不填"),
    "since": ("启用（印发）日期", "早于这一天的报告用了会提示"),
    "until": ("停用（废止）日期", "此后的报告再用会提示"),
    "replaced_by": ("现行表述", "提示时建议改成它，可不填；几种都可以的用“；”隔开"),
    "source": ("依据", "哪个文件、哪次会议，提示时一并显示"),
}
EVENT_WORDS = {
    "term": ("名称", "如：二十一届一中、二十一届中央纪委二次、党史学习教育、十六五"),
    "forms": ("其他写法", "集中教育、纪念日在报告里的简称，每行一个；会议和规划不用填"),
    "since": ("开始日期", "日期未公布的，填可能的最早一天"),
    "until": ("结束日期", "没有结束的，填预计的最后一天"),
    "source": ("依据", "公报、通知，提示时一并显示"),
}
NEEDED_DAYS = {
    EntryKind.FORMER: ("until",),
    EntryKind.TITLE: ("since",),
    **dict.fromkeys(CALENDAR, ("since", "until")),
}


class SwitchOffForm(forms.Form):
    """Why a row that ships is left out."""

    reason = forms.CharField(
        label="停用理由",
        max_length=200,
        error_messages={"required": "请写明停用的理由，今后查得到。"},
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        """`back` is where one came from."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "如：本单位按上级通知仍用原表述"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "reason",
            Div(
                HTML('<button class="btn btn-primary" type="submit">停用</button>'),
                HTML(f'<a class="btn btn-light" href="{back}">返回</a>'),
                css_class="form-actions",
            ),
        )


def bare_term(kind: str, written: str) -> str:
    """A term without what is added in running text: 二十一届一中 of 党的二十一届一中全会."""
    term = written.strip()
    if kind == EntryKind.TITLE:
        term = term.removeprefix("《").removesuffix("》")
    before = None
    while kind in PATTERNS and before != term:
        before, term = term, AROUND.sub("", term)
    return term


def list_address(kind: str, top: Organization) -> str:
    """The page that lists rows of `kind`."""
    name = "lexicon" if kind in EXPRESSIONS else "lexicon_calendar"
    return f"{reverse(name)}?tree={top.pk}"
