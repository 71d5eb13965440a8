"""Words that the organisation does not want to read (context.forbidden)."""

from collections.abc import Iterator
from functools import lru_cache

from drafting.checks import lexicon
from drafting.checks.context import Context, Forbidden
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Example, Hit, rule

HOUSE = (
    Forbidden("抓手", "举措", "上级要求"),
    Forbidden("赋能"),
)


@rule(
    "EXP17",
    "word-choice",
    Severity.WARNING,
    fires=(
        Example("以支部品牌为⟦抓手⟧推动工作。", {"forbidden": HOUSE}),
        Example("用“数字⟦赋能⟧”提升服务水平。", {"forbidden": HOUSE}),
    ),
    quiet=(
        Example("以支部品牌为举措推动工作。", {"forbidden": HOUSE}),
        "以支部品牌为抓手推动工作。",
    ),
    source="本单位词库",
    is_literal=True,
)
def forbidden(line: Line, context: Context) -> Iterator[Hit]:
    """本单位的禁用词"""
    if not context.forbidden:
        return
    finder, by_word = _finder(context.forbidden)
    for start, end, word in finder.find(line.text):
        told = by_word[word]
        message = f"“{word}”是本单位的禁用词"
        message += f"，应写作“{told.replacement}”" if told.replacement else "，请改写"
        message += f"（{told.reason}）" if told.reason else ""
        yield Hit(start, end, message, (told.replacement,) if told.replacement else ())


@lru_cache(maxsize=64)
def _finder(words: tuple[Forbidden, ...]) -> tuple[lexicon.Finder, dict[str, Forbidden]]:
    by_word = {told.word: told for told in words}
    return lexicon.Finder(by_word), by_word
