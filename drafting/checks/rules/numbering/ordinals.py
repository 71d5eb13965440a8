"""Ordinals of which a character is lost: 一是……。是…… and 一是……。二……."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

_NUMERALS = "一二三四五六七八九十"
_WHOLE = re.compile(f"(?:(?<=[。；：，])|^)([{_NUMERALS}])是")
_WITHOUT_NUMBER = re.compile("(?<=[。；])是(?![否非的不，。；、])")
_WITHOUT_IS = re.compile(
    f"(?<=[。；：])([{_NUMERALS}])(?![是要、，。者则来{_NUMERALS}方个名次项条年月天届级大种])(?=[一-鿿])"
)


@rule(
    "NUM12",
    "numbering",
    Severity.WARNING,
    fires=(
        "做法如下：一是抓学习，人人参加。⟦是⟧抓组织，建强班子。三是抓纪律。",
        "做法如下：一是抓学习，人人参加。⟦二⟧抓组织，建强班子。三是抓纪律。",
        "做法如下：⟦一⟧抓学习，人人参加。二是抓组织，建强班子。",
    ),
    quiet=(
        "做法如下：一是抓学习。二是抓组织。三是抓纪律。",
        "一是抓学习。三方面内容逐一研讨。二是抓组织。是党员就要带头。三是抓纪律。",
        "支部抓住根本。是党员就要带头。",
    ),
    source="惯例",
    needs=tuple(f"{numeral}是" for numeral in _NUMERALS),
)
def cut_off(line: Line, _context: Context) -> Iterable[Hit]:
    """“一是、二是”漏了字"""
    whole = [(m.start(1), _NUMERALS.index(m.group(1)) + 1) for m in _WHOLE.finditer(line.text)]
    if not whole:
        return
    for found in _WITHOUT_NUMBER.finditer(line.text):
        before, after = _around(whole, found.start())
        if 0 < before < len(_NUMERALS) and (after == before + 2 or before > 1 > after):
            right = f"{_NUMERALS[before]}是"
            message = f"前面是“{_NUMERALS[before - 1]}是”，这里的“是”前面漏了“{_NUMERALS[before]}”"
            yield Hit(*found.span(), message, (right,))
    for found in _WITHOUT_IS.finditer(line.text):
        number = _NUMERALS.index(found.group(1)) + 1
        before, after = _around(whole, found.start())
        goes_on = before == number - 1 and after in {0, number + 1}
        if goes_on and (before or after):
            right = f"{found.group()}是"
            yield Hit(*found.span(), f"这里应为“{right}”，漏了“是”", (right,))


def _around(whole: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """The numbers of the last ordinal before a place and of the first one after it; 0 for none."""
    before = [number for start, number in whole if start < at]
    after = [number for start, number in whole if start > at]
    return before[-1] if before else 0, after[0] if after else 0
