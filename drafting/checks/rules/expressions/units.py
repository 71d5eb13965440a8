"""The name of one unit, written in two ways in one report."""

import re
from collections import Counter
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.likeness import looks_alike, sounds_alike
from drafting.checks.registry import Hit, document_rule

_BODY = re.compile("党支部|党总支|党委|党组")
_BEFORE = re.compile("[一-鿿]{4,16}$")
_KINDS = ("中心", "大队", "支队", "处", "科", "室", "股", "局", "所", "站", "院", "部", "厅", "队")
_STEM = 4  # characters of a name by which it is known again
_LONGEST = 16
_ENDS = tuple("个的在和与及对把将由各县市省区乡镇村属级机关直联合离退休两新全")


@document_rule(
    "EXP18",
    "missing-char",
    Severity.WARNING,
    fires=(
        "国土规划处党支部抓好学习。\n下一步，⟦国土规划党支部⟧将抓好整改。",
        "测绘管理科党支部抓好学习，测绘管理科党支部开展调研。\n下一步，⟦测会管理科党支部⟧将抓好整改。",
    ),
    quiet=(
        "国土规划处党支部抓好学习。\n下一步，处党支部将抓好整改。",
        "规划一科党支部、规划二科党支部结对。\n局机关党委加强指导。",
        "国土规划处党支部与测绘管理科党支部共建。",
    ),
    source="惯例：单位名称前后一致",
    needs=("党支部", "党总支", "党委", "党组"),
)
def other_name(document: Document, _context: Context) -> Iterable[Hit]:
    """同一个单位的名称前后不一致"""
    names = list(_names(document.text))
    counts = Counter(name for _start, name, _body in names)
    stems = {
        (name[: -len(kind)][-_STEM:] + body): (name, kind)
        for _start, name, body in names
        for kind in _KINDS
        if name.endswith(kind) and len(name) >= _STEM + len(kind)
    }
    for start, name, body in names:
        known = stems.get(name[-_STEM:] + body)
        if known is not None and not name.endswith(_KINDS):
            begin = start + len(name) - len(_common_end(name, known[0][: -len(known[1])]))
            written = document.text[begin : start + len(name)]
            right = written + known[1] + body
            message = f"前后名称不一致，别处写作“{right}”，这里漏了“{known[1]}”"
            yield Hit(begin, start + len(name) + len(body), message, (right,))
            continue
        for other, count in counts.items():
            if count > counts[name] and _is_one_off(name, other):
                size = min(len(name), len(other))
                begin, right = start + len(name) - size, other[-size:] + body
                message = f"前后名称不一致，别处写作“{right}”"
                yield Hit(begin, start + len(name) + len(body), message, (right,), category="typo")
                break


def _names(text: str) -> Iterable[tuple[int, str, str]]:
    """Where each name of a unit begins, the characters before 党支部, and 党支部."""
    for found in _BODY.finditer(text):
        before = _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        if before and not before.group().endswith(_ENDS):
            yield before.start(), before.group(), found.group()


def _common_end(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]


def _is_one_off(name: str, other: str) -> bool:
    """Whether the last characters of two names differ in one that is easily mistaken."""
    one, two = name[-_STEM - 1 :], other[-_STEM - 1 :]
    if len(one) != len(two) or one[-1] != two[-1]:
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    return len(differing) == 1 and any(
        sounds_alike(a, b) or looks_alike(a, b) for a, b in differing
    )
