"""Known wrong forms: of expressions, of the names of bodies, of how leaders are spoken of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafting.checks import lexicon, phrases
from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.phrases import off, several
from drafting.checks.registry import Hit, rule

LEADER = "习近平总书记"
SECRETARY = re.compile(
    r"(?<![学练复])习(?:总书记|大大)|(?:(?<![学练复])习近(?!平)|(?<![学练复])习平|(?<!习)近平)总书记"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A wrong form with the right one; `source` says where that one rests."""

    right: str
    source: str


@cache
def _wrong_expressions() -> dict[str, Form]:
    return {
        wrong: Form(phrase.term, phrase.source)
        for phrase in phrases.phrases()
        for wrong in phrase.wrong
    }


@cache
def _right_and_wrong() -> lexicon.Finder:
    return lexicon.Finder((*_wrong_expressions(), *phrases.by_form()))


@rule(
    "EXP02",
    "fixed-expression",
    Severity.WARNING,
    fires=(
        "进一步落实⟦意识形态责任制⟧。",
        "严格执行⟦中央八项规定及实施细则⟧精神。",
    ),
    quiet=(
        "进一步落实意识形态工作责任制。",
        "严格执行中央八项规定及其实施细则精神。",
    ),
    source="惯例",
    needs=_wrong_expressions,
)
def wrong_form(line: Line, context: Context) -> Iterator[Hit]:
    """固定表述写法不规范"""
    switched_off = off(context.terms)
    for start, end, found in _right_and_wrong().find(line.text):
        form = _wrong_expressions().get(found)
        if form is not None and form.right not in switched_off:
            message = f"规范表述为{phrases.cited(form.right)}"
            yield Hit(start, end, message, (form.right,), source=form.source)


@cache
def _wrong_bodies() -> tuple[dict[str, Form], lexicon.Finder]:
    rows = lexicon.rows("bodies")
    forms = {
        wrong: Form(row["name"], row["source"]) for row in rows for wrong in several(row["wrong"])
    }
    right = [name for row in rows for name in (row["name"], *several(row["variants"]))]
    return forms, lexicon.Finder((*forms, *right))


@rule(
    "EXP03",
    "fixed-expression",
    Severity.INFO,
    fires=("传达学习⟦中纪委⟧全会精神。", "⟦中组部⟧印发通知。"),
    quiet=("传达学习中央纪委全会精神。", "中央组织部印发通知。", "驻部纪检监察组"),
    source="中央文件和新闻用语惯例",
    needs=lambda: _wrong_bodies()[0],
)
def body_name(line: Line, context: Context) -> Iterator[Hit]:
    """机构名称不规范"""
    del context
    forms, finder = _wrong_bodies()
    for start, end, found in finder.find(line.text):
        form = forms.get(found)
        if form is not None:
            message = f"机构名称在正式材料中宜写“{form.right}”"
            yield Hit(start, end, message, (form.right,), source=form.source)


@rule(
    "EXP04",
    "fixed-expression",
    Severity.ERROR,
    fires=("深入学习⟦习总书记⟧重要讲话精神。", "传达⟦近平总书记⟧重要讲话。"),
    quiet=("深入学习习近平总书记重要讲话精神。", "学习总书记重要讲话。"),
    source="中央文件和新闻用语惯例",
    needs=("总书记", "习大大"),
)
def leader(line: Line, context: Context) -> Iterator[Hit]:
    """总书记称谓不规范"""
    del context
    for found in SECRETARY.finditer(line.text):
        message = f"正式材料中应写“{LEADER}”，不用简称"
        yield Hit(*found.span(), message, (LEADER,))
