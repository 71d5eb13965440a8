"""Own words and expressions out and in as a workbook: looked at row by row, then done at once."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import Organization
from accounts.roles import MemberRole
from drafting.lexicon import own_lexicon, shipped_lexicon, wordlist
from drafting.lexicon.wordbook import giving, taking, workbook
from drafting.lexicon.wordbook.workbook import CALENDAR, EXPRESSIONS, WORDS, BookRow
from drafting.models import LexiconChange, LexiconEntry, Term, WordKind
from tests import make
from tests.people import Bureau

BRANCH = "生态修复科党支部"
WORD = ("红心护田", "本单位用语", "", "局品牌", BRANCH)
FORBIDDEN = ("抓手", "禁用词", "办法", "文风通知", BRANCH)
FORMER = ("师徒结对", "旧称", "师带徒；师徒结对子", "", "2025年12月31日", "导师帮带", "局通知")
MEETING = ("党的二十一届一中全会", "中央全会", "", "2027-10-23", "2027-10-23", "公报", "", "")


@pytest.fixture
def desk(client: Client, bureau: Bureau) -> Client:
    """The administrator at the top of the tree, signed in."""
    client.force_login(bureau.administrator)
    return client


def rows(sheet: str, *lines: tuple[str, ...]) -> list[BookRow]:
    """Rows of one sheet, filled up with empty cells."""
    width = len(workbook.FIELDS[sheet])
    return [
        BookRow(sheet, number, (*cells, *("",) * (width - len(cells))))
        for number, cells in enumerate(lines, 2)
    ]


def told(found: list[BookRow], bureau: Bureau) -> list[tuple[str, str]]:
    """What a rehearsal says of each row."""
    taken = taking.rehearse(found, bureau.committee, by=bureau.administrator)
    return [(step.outcome.label, step.words) for step in taken.steps]


def upload(client: Client, found: list[BookRow]) -> dict[str, str]:
    """Send a file and give what the preview carries."""
    file = SimpleUploadedFile("词语.xlsx", workbook.write(found))
    page = client.post(reverse("wordbook_import"), {"file": file}).content.decode()
    return dict(re.findall(r'name="(rows|seen)" value="([^"]+)"', page))


ALL = [*rows(WORDS, WORD, FORBIDDEN), *rows(EXPRESSIONS, FORMER), *rows(CALENDAR, MEETING)]


def test_rows_are_looked_at_confirmed_and_done_once(desk: Client, bureau: Bureau) -> None:
    carried = upload(desk, ALL)
    assert (Term.objects.count(), LexiconEntry.objects.count()) == (0, 0)
    answer = desk.post(reverse("wordbook_import"), carried)
    assert "4 行有变动" in answer.content.decode()
    assert list(Term.objects.values_list("word", "kind", "replacement", "organization__name")) == [
        ("抓手", "forbidden", "办法", BRANCH),
        ("红心护田", "right", "", BRANCH),
    ]
    kept = {entry.term: own_lexicon.forms_of(entry) for entry in LexiconEntry.objects.all()}
    assert kept == {"师徒结对": ("师带徒", "师徒结对子"), "二十一届一中": ()}
    changes = LexiconChange.objects.values_list("change", "term", "by__username")
    by = bureau.administrator.username
    assert set(changes) == {("added", "师徒结对", by), ("added", "二十一届一中", by)}
    assert desk.post(reverse("wordbook_import"), carried).status_code == 409
    assert LexiconChange.objects.count() == 2


def test_what_was_given_out_changes_nothing_when_it_comes_back(
    desk: Client, bureau: Bureau
) -> None:
    taking.take(ALL, bureau.committee, by=bureau.administrator)
    shipped = shipped_lexicon.in_place_of("former", "脱贫攻坚")
    own_lexicon.switch_off(bureau.committee, shipped, reason="仍用", by=bureau.administrator)
    wordlist.keep(bureau.other_branch, word="清水先锋", by=bureau.other_secretary)
    data = b"".join(desk.get(reverse("wordbook_export")).streaming_content)
    back = workbook.read(BytesIO(data))
    assert back == giving.rows_of(bureau.committee, bureau.administrator)
    assert [row.words[0] for row in back] == [
        "抓手",
        "红心护田",
        "师徒结对",
        "脱贫攻坚",
        "二十一届一中",
    ]
    assert {outcome for outcome, _ in told(back, bureau)} == {"不变"}


@pytest.mark.parametrize(
    ("cells", "outcome", "words"),
    [
        (FORBIDDEN, "新增", "加入生态修复科党支部的词库"),
        (("青山先锋", "禁用词", "党员先锋", "", BRANCH), "修改", "性质：本单位用语 → 禁用词；应写作：无 → 党员先锋"),
        (("青山先锋", "本单位用语", "", "", BRANCH), "不变", "与现有一致"),
        (("抓手", "禁用词", "", "", "机关党委"), "新增", "加入机关党委的词库"),
        (("", "禁用词", "办法", "", BRANCH), "不处理", "没有写词语。"),
        (("抓手", "", "", "", BRANCH), "不处理", "没有写性质，应为本单位用语、禁用词。"),
        (("抓手", "禁词", "", "", BRANCH), "不处理", "性质“禁词”不认识"),
        (("抓手", "禁用词"), "不处理", "请写适用范围：哪个党组织。"),
        (("抓手", "禁用词", "", "", "没有的"), "不处理", "没有名为“没有的”的党组织"),
        (("抓手", "禁用词", "", "", "水资源科党支部"), "不处理", "没有名为“水资源科党支部”"),
        (("抓" * 61, "禁用词", "", "", BRANCH), "不处理", "词语：确保"),
        (("例：抓手", "禁用词", "", "", BRANCH), "不处理", "这是样表里的例子，不导入。"),
    ],
    ids=str,
)  # fmt: skip
def test_each_word_is_told_what_becomes_of_it(
    cells: tuple[str, ...], outcome: str, words: str, bureau: Bureau
) -> None:
    wordlist.keep(bureau.branch, word="青山先锋", by=bureau.secretary)
    Organization.objects.filter(pk=bureau.committee.pk).update(short_name="机关党委")
    [(found, said)] = told(rows(WORDS, cells), bureau)
    assert found == outcome
    assert words in said


@pytest.mark.parametrize(
    ("sheet", "cells", "outcome", "words"),
    [
        (EXPRESSIONS, FORMER, "新增", "本单位增加"),
        (EXPRESSIONS, ("旧说法", "旧称", "", "", "2024/12/31", "", "甲"), "不变", "与现有一致"),
        (EXPRESSIONS, ("旧说法", "旧称", "", "", "2025.6.30", "", "甲"), "修改", "停用：2024-12-31 → 2025-06-30"),
        (EXPRESSIONS, ("旧说法", "旧称", "", "", "2025-6-30", "新说法", "乙"), "修改", "现行表述：新说法；依据：甲 → 乙"),
        (EXPRESSIONS, ("脱贫攻坚", "旧称", "", "", "2027-12-31", "", "甲"), "新增", "代替系统自带的这一条"),
        (EXPRESSIONS, ("脱贫攻坚", "表述", "", "", "2027-12-31", "", "甲"), "不处理", "系统自带的“脱贫攻坚”是旧称，性质请写“旧称”。"),
        (EXPRESSIONS, ("三个自信", "旧称", "", "", "", "", "", "停用", "仍用"), "修改", "停用系统自带的这一条，理由：仍用"),
        (EXPRESSIONS, ("三个自信", "旧称", "", "", "", "", "", "停用"), "不处理", "停用理由：请写明停用的理由"),
        (EXPRESSIONS, ("旧说法", "旧称", "", "", "", "", "", "停用", "仍用"), "不处理", "系统自带的里没有这一条"),
        (EXPRESSIONS, ("旧说法", "旧称", "", "", "2024-12-31", "", "甲", "作废"), "不处理", "状态“作废”不认识"),
        (EXPRESSIONS, ("四个统一", "旧称", "", "", "2024-12-31", "", ""), "不处理", "依据：请填写依据"),
        (EXPRESSIONS, ("四个统一", "旧称", "", "", "去年", "", "甲"), "不处理", "停用：日期请写成 2026-03-01。"),
        (EXPRESSIONS, ("四个统一", "旧称", "", "", "2024-12-31", "三个自信", "甲"), "不处理", "“三个自信”自己也是旧称，它的现行表述是“四个自信”"),
        (EXPRESSIONS, ("《党建办法》", "中央全会"), "不处理", "性质“中央全会”不认识，应为表述、旧称、法规制度。"),
        (EXPRESSIONS, ("", "旧称"), "不处理", "没有写表述。"),
        (CALENDAR, ("", "集中教育"), "不处理", "没有写名称。"),
        (CALENDAR, ("教育", "集中教育", "", "2022-01-01", "2022-02-01", "甲"), "不处理", "名称：至少写4个字"),
        (CALENDAR, ("作风教育", "集中教育", "", "2022-03-01", "2022-02-01", "甲"), "不处理", "结束：结束日期不能早于开始日期。"),
        (CALENDAR, MEETING, "新增", "本单位增加"),
    ],
    ids=str,
)  # fmt: skip
def test_each_expression_is_told_what_becomes_of_it(
    sheet: str, cells: tuple[str, ...], outcome: str, words: str, bureau: Bureau
) -> None:
    before = rows(EXPRESSIONS, ("旧说法", "旧称", "", "", "2024-12-31", "", "甲"))
    taking.take(before, bureau.committee, by=bureau.administrator)
    [(found, said)] = told(rows(sheet, cells), bureau)
    assert found == outcome
    assert words in said


def test_what_is_off_is_used_again_and_said_so(bureau: Bureau) -> None:
    off = rows(EXPRESSIONS, ("三个自信", "旧称", "", "", "", "", "", "停用", "仍用"))
    taking.take(off, bureau.committee, by=bureau.administrator)
    assert told(off, bureau) == [("不变", "与现有一致")]
    [row] = giving.rows_of(bureau.committee, bureau.administrator)
    on = BookRow(row.sheet, row.line, (*row.words[:-2], "在用", ""))
    assert told([on], bureau) == [("修改", "恢复使用")]


def test_a_row_said_twice_counts_once(bureau: Bureau) -> None:
    twice = ("师徒结对", "表述", "", "2025-01-01", "", "", "甲")
    found = told([*rows(WORDS, WORD, WORD), *rows(EXPRESSIONS, FORMER, twice)], bureau)
    assert [outcome for outcome, _ in found] == ["新增", "不处理"] * 2
    assert found[1][1] == found[3][1] == "与第 2 行重复，请只留一行。"


def test_an_administrator_below_the_top_brings_words_only(bureau: Bureau) -> None:
    below = make.member(bureau.branch, MemberRole.ADMINISTRATOR, username="zhibuguanli")
    taken = taking.take(ALL, bureau.committee, by=below)
    assert [step.outcome.label for step in taken.steps] == ["新增", "新增", "不处理", "不处理"]
    assert "由云岭市自然资源局机关党委的管理员维护" in taken.steps[2].words
    assert not LexiconEntry.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(LexiconEntry, "save", broken)
    with pytest.raises(RuntimeError):
        taking.take(ALL, bureau.committee, by=bureau.administrator)
    assert not Term.objects.exists()


def test_what_changed_since_the_look_is_shown_first(desk: Client, bureau: Bureau) -> None:
    carried = upload(desk, rows(WORDS, WORD))
    wordlist.keep(bureau.branch, word=WORD[0], kind=WordKind.FORBIDDEN, by=bureau.secretary)
    answer = desk.post(reverse("wordbook_import"), carried)
    assert answer.status_code == 409
    assert "词语或表述又有变动" in answer.content.decode()
    assert Term.objects.get().kind == WordKind.FORBIDDEN


def test_rows_cannot_be_forged(desk: Client) -> None:
    carried = upload(desk, ALL)
    answer = desk.post(reverse("wordbook_import"), carried | {"rows": carried["rows"][:-3] + "abc"})
    assert answer.status_code == 422
    assert "预览已过期" in answer.content.decode()


def test_a_file_that_is_none_is_told(desk: Client) -> None:
    book, out = Workbook(), BytesIO()
    book.save(out)
    for data, words in (
        (b"nothing", "这不是 .xlsx 表格"),
        (out.getvalue(), "请用下载的样表作样表"),
    ):
        file = SimpleUploadedFile("词语.xlsx", data)
        answer = desk.post(reverse("wordbook_import"), {"file": file})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_words_that_would_be_formulas_stay_words(bureau: Bureau) -> None:
    words = ("=1+1", "+86", "-2", "@SUM(A1)")
    for word in words:
        wordlist.keep(bureau.branch, word=word, by=bureau.secretary)
    data = workbook.write(giving.rows_of(bureau.committee, bureau.administrator))
    cells = [row[0] for row in load_workbook(BytesIO(data))[WORDS].iter_rows(min_row=2)]
    assert {cell.value: (cell.data_type, cell.quotePrefix) for cell in cells} == dict.fromkeys(
        words, ("s", True)
    )
    assert {outcome for outcome, _ in told(workbook.read(BytesIO(data)), bureau)} == {"不变"}


def test_the_sample_has_an_example_in_each_sheet_which_is_not_taken(
    desk: Client, bureau: Bureau
) -> None:
    data = b"".join(desk.get(reverse("wordbook_sample")).streaming_content)
    found = workbook.read(BytesIO(data))
    assert [row.sheet for row in found] == [WORDS, EXPRESSIONS, CALENDAR]
    assert told(found, bureau) == [("不处理", "这是样表里的例子，不导入。")] * 3
    without = [
        BookRow(row.sheet, row.line, (row.words[0].removeprefix("例："), *row.words[1:]))
        for row in found
    ]
    assert [outcome for outcome, _ in told(without, bureau)] == ["新增"] * 3


def test_who_administers_two_trees_brings_to_the_one_asked_for(
    client: Client, bureau: Bureau
) -> None:
    other = Organization.objects.get_parent(bureau.other_branch)
    both = make.member(bureau.committee, MemberRole.ADMINISTRATOR, username="liangbian")
    both.memberships.create(organization=other, role=MemberRole.ADMINISTRATOR)
    client.force_login(both)
    file = SimpleUploadedFile("词语.xlsx", workbook.write(rows(EXPRESSIONS, FORMER)))
    address = reverse("wordbook_import", query={"tree": other.pk})
    page = client.post(address, {"file": file}).content.decode()
    assert f'action="{address}"' in page
    client.post(address, dict(re.findall(r'name="(rows|seen)" value="([^"]+)"', page)))
    assert LexiconEntry.objects.get().organization == other
