"""The page of all rules (docs/checks.md), made from the registry: `python -m drafting.checks.manual`."""

import re
from pathlib import Path

from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Rule, rules
from drafting.checks.rules import FAMILIES

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
FAMILY_NAMES = {
    "numbering": "序号",
    "structure": "结构",
    "counts": "数目",
    "placeholders": "占位符",
    "dates": "日期和时间段",
    "expressions": "固定表述",
    "characters": "用字",
    "punctuation": "标点和全半角",
    "style": "文风",
    "copying": "重复和照抄",
}
SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "疑似", Severity.INFO: "提示"}
LONGEST_EXAMPLE = 80
_INTRODUCTION = """# 体检规则

本页由规则自身生成（`python -m drafting.checks.manual`），请勿手工修改。
每条规则给出一个会报的例子（⟦ ⟧ 内是报出的词句）和一个不会报的例子。
错误：基本可以断定有误；疑似：很可能有误；提示：值得看一眼。
"""


def page() -> str:
    """The page in Markdown: a table of rules for each family, in the order of the families."""
    parts = [_INTRODUCTION]
    for family in FAMILIES:
        own = [rule for rule in rules() if rule.family == family]
        parts.append(f"\n## {FAMILY_NAMES.get(family, family)}\n\n{_table(own)}")
    return "".join(parts)


def _table(own: list[Rule]) -> str:
    head = "| 编号 | 级别 | 规则 | 会报 | 不会报 | 依据 |\n|---|---|---|---|---|---|\n"
    return head + "".join(_row(rule) for rule in own)


def _row(rule: Rule) -> str:
    cells = (
        rule.code,
        SEVERITY_NAMES[rule.severity],
        rule.title,
        _shown(rule.fires),
        _shown(rule.quiet),
        rule.source,
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _shown(examples: tuple[Example, ...]) -> str:
    """The first example, cut to the words around its first mark."""
    text = examples[0].text if examples else ""
    if len(text) <= LONGEST_EXAMPLE:
        return text
    at = max(0, text.find("⟦"))
    start = max(0, at - LONGEST_EXAMPLE // 2)
    cut = text[start : start + LONGEST_EXAMPLE]
    return ("…" if start else "") + cut + "…"


def _cell(words: str) -> str:
    return re.sub(r"([|\\*_<>`\[\]])", r"\\\1", words).replace("\n", "⏎")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
