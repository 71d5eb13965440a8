"""Any text, any length: no rule raises, every rule stays linear, every known trap stays quiet."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.checks.context import Context, Forbidden
from drafting.checks.document import Document
from drafting.checks.engine import check
from drafting.checks.kinds import kinds
from drafting.checks.registry import Rule, rules
from reports.outline.reader import read

FULL = Context(
    today=date(2026, 11, 21),
    year=2026,
    half="first",
    kind=kinds()["annual_summary"],
    organization_names=("生态修复处党支部",),
    words=frozenset({"学习强国"}),
    forbidden=(Forbidden("亲自"),),
)
# Marks, numerals, words that open rules, white space of all kinds, halves of surrogate pairs.
PIECES = [
    "一、",
    "二、",
    "（一）",
    "(二）",
    "1.",
    "①",
    "一是",
    "二要",
    "第一，",
    "第三个",
    "其一",
    "首先",
    "：",
    "；",
    "。",
    "，",
    "、",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "(",
    ")",
    "X",
    "XX",
    "×",
    "20",
    "2026年",
    "2月30日",
    "13月",
    "上半年",
    "今年",
    "去年以来",
    "%",
    "105%",
    "其中",
    "共",
    "12个",
    "三项机制",
    "四个方面",
    "同比",
    "党的二十大",
    "十九届六中全会",
    "党史学习教育",
    "十四五",
    "收官",
    "存在问题",
    "下一步",
    "工作回顾",
    "支部",
    "学习",
    "开，展",
    "的的",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u3000",
    "\t",
    "\ufeff",
    "\u200b",
    "\x85",
    "\u2028",
    "�",
    "�",
    "\x00",
    "𠀀",
    "é",
    ",",
    ";",
    ".",
    "...",
    "——",
    "…",
    "~",
    "-",
    "附件1",
    "同志们：",
    "谢谢大家！",
    "2026年1月5日",
    "http://a.cn",
    "a@b.cn",
    "〔2026〕5号",
    "某某",
    "【待补充】",
    "____",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_rule_raise_and_findings_stand_where_they_say(text: str) -> None:
    outline = read(text)
    found = check(outline, FULL)
    whole = Document(outline).text
    assert len(whole) == len(text)
    assert all(whole[f.start : f.end] == f.text for f in found)
    assert all(0 <= f.start <= f.end <= len(whole) for f in found)
    assert found == check(outline, FULL)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(1900, 2100), st.sampled_from(("year", "first", "second", None)))
def test_no_period_makes_a_rule_raise(text: str, year: int, half: str | None) -> None:
    check(read(text), Context(year=year, half=half))


MINE = [r for r in rules() if r.code[:3] in {"NUM", "STR", "CNT", "PLH", "DAT", "PUN"}]
SIZE = 100_000
WORST = (
    "一",
    "（",
    "“",
    "”",
    "《",
    "X",
    "X ",
    "_",
    "，",
    "、",
    "。",
    "1",
    "1.",
    "1,",
    "9-",
    "年",
    "2026年",
    " ",
    "　",
    "\t",
    ".",
    "-",
    "一是",
    "二是，",
    "（一）",
    "(1)",
    "三项",
    "三个方面",
    "三个方面：",
    "12个",
    "12个，其中",
    "12个，已完成",
    "学习、",
    "学习、研讨三项机制，",
    "第一，",
    "党的二十大",
    "十九届一中",
    "党史学习教育",
    "今年是",
    "去年以来，",
    "“十四五”",
    "问题，下一步，",
    "a@",
    "http://",
    "w.",
    "<",
    "<中",
    "《a》、",
    "印发《",
    "约20余",
    "学习24次，",
    "一、\n",
    "一、工作\n（一）学。\n",
    "同比",
    "105%",
    "开，展",
    "把，",
    "【待",
    "……",
    "\u200b",
    "同志们：\n",
)


LIMIT = 5  # seconds; what grows with the square takes minutes


@pytest.mark.parametrize("piece", WORST)
def test_no_rule_is_slow_on_its_worst_hundred_kilobytes(piece: str) -> None:
    document = Document(read(piece * (SIZE // len(piece.encode()))))
    assert {rule.code: s for rule in MINE if (s := _seconds(rule, document)) > LIMIT} == {}


def test_brackets_that_never_close_cost_no_more() -> None:
    document = Document(read("（《“" * (SIZE // 18) + "”）〉" * (SIZE // 18)))
    assert {rule.code: s for rule in MINE if (s := _seconds(rule, document)) > LIMIT} == {}


def _seconds(rule: Rule, document: Document) -> float:
    started = time.process_time()
    if rule.of_line:
        for _offset, line in document.lines:
            list(rule.function(line, FULL))
    else:
        list(rule.function(document, FULL))
    return time.process_time() - started


# Wordings that are right and that checkers have taken for errors.
TRAPS = (
    "学习《中国共产党党和国家机关基层组织工作条例》。",
    "对下一步工作作了安排。",
    "紧紧围绕中心，层层传导压力，级级压实责任。",
    "做到公平正义、和谐稳定，上下联动、及时反馈，解放思想、与时俱进。",
    "推行“1+X”证书制度。",
    "配备X光机1台，沿X轴移动，尺码XXL。",
    "一步一步落实，一件一件整改。",
    "建成2—3个标准化支部。",
    "今天，同志们，我们要抓好落实。",
    "责任主体主要有三个。第一个是党组。第二个是党委。第三个是支部。",
    "问题有四：一是不想管；二是不愿管。为此要整改。一是严格责任。二是强化监督。",
    "制度更加成熟更加定型。",
    "保持连续性稳定性。",
    "落实精文减会要求，推进精文简会。",
    "深刻汲取教训。",
    "比例为1:1，上午9:30开会，共1,200人，规格3×4米。",
    "见https://www.example.cn/a,b;c。",
    "一是一、二是二，第一、二季度完成。",
    "二〇二六年一月五日",
    "国网党〔2020〕90号",
)


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_right_is_not_reported(text: str) -> None:
    found = check(read(text), Context(today=date(2026, 11, 21)))
    assert [(f.rule, f.text) for f in found if f.severity != "info"] == []


def test_a_term_is_judged_by_its_own_time() -> None:
    text = "坚决打赢脱贫攻坚战，助力脱贫攻坚。"
    assert [f.text for f in check(read(text), Context(year=2019))] == []
