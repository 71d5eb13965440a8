"""表述与会期: what administrators keep, who may, and what the check makes of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Organization
from accounts.roles import MemberRole
from drafting.checking import proofing
from drafting.lexicon import own_lexicon, shipped_lexicon
from drafting.lexicon.own_lexicon import LexiconConflict
from drafting.models import CheckRecord, Dismissal, LexiconChange, LexiconEntry
from reports.models import Report
from tests import make
from tests.people import Bureau

TEXT = make.TEXT.replace("制定品牌", "以老典型带新人，制定品牌")
FORMER = {
    "kind": "former",
    "term": "以老典型带新人",
    "forms": "",
    "since": "",
    "until": "2024-12-31",
    "replaced_by": "师徒结对",
    "source": "本局2025年1号通知",
    "seen_version": "0",
}
CAMPAIGN = {
    "kind": "campaign",
    "term": "机关作风教育整顿",
    "forms": "作风教育整顿",
    "since": "2022-03-01",
    "until": "2022-09-30",
    "source": "市委通知",
    "seen_version": "0",
}


@pytest.fixture
def desk(client: Client, bureau: Bureau) -> Client:
    """The administrator at the top of the tree, signed in."""
    client.force_login(bureau.administrator)
    return client


def shown(client: Client, **query: object) -> dict[str, str]:
    """The rows on the first page, with what was done to them."""
    page = client.get(reverse("lexicon"), query).context["page"]
    return {row.shown.term: row.state for row in page.object_list}


def messages(report: Report) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The rule and the suggestions for the words found."""
    found = [item.finding for item in proofing.checked(report)]
    return {one.text: (one.rule, one.suggestions) for one in found}


def values(**others: object) -> dict[str, Any]:
    """The columns of a row as the form cleans them."""
    days = {"since": None, "until": date(2024, 12, 31)}
    said = {name: FORMER[name] for name in own_lexicon.FIELDS} | days
    return said | others


def test_a_report_is_judged_by_what_an_administrator_adds(desk: Client, bureau: Bureau) -> None:
    report = bureau.report(text=TEXT)
    assert "以老典型带新人" not in messages(report)
    answer = desk.post(reverse("lexicon_new"), FORMER, follow=True)
    assert "“以老典型带新人”已保存，下一次体检起按它提示。" in answer.content.decode()
    assert messages(report)["以老典型带新人"] == ("EXP08", ("师徒结对",))
    other = make.report(bureau.other_branch, by=bureau.other_secretary, text=TEXT)
    assert "以老典型带新人" not in messages(other)
    entry = LexiconEntry.objects.get()
    assert (entry.organization, entry.by, entry.until) == (
        bureau.committee,
        bureau.administrator,
        date(2024, 12, 31),
    )
    desk.post(reverse("lexicon_remove", args=[entry.pk]))
    assert "以老典型带新人" not in messages(report)


def test_a_campaign_and_a_regulation_that_are_added_are_found(desk: Client, bureau: Bureau) -> None:
    words = "扎实开展作风教育整顿，执行《云岭市机关党建办法》，制定品牌"
    report = bureau.report(text=make.TEXT.replace("制定品牌", words))
    before = messages(report)
    assert {"作风教育整顿", "《云岭市机关党建办法》"}.isdisjoint(before)
    desk.post(reverse("lexicon_new") + "?kind=campaign", CAMPAIGN)
    title = {
        "kind": "title",
        "term": "《云岭市机关党建办法》",
        "since": "2015-01-01",
        "until": "2022-01-01",
        "replaced_by": "云岭市机关党建规定",
    }
    desk.post(reverse("lexicon_new"), FORMER | title)
    after = messages(report)
    assert after["作风教育整顿"][0] == "DAT12"
    assert after["《云岭市机关党建办法》"] == ("EXP14", ("《云岭市机关党建规定》",))


def test_what_was_said_on_findings_and_counted_stays(desk: Client, bureau: Bureau) -> None:
    report = bureau.report(text=make.TEXT.replace("制定品牌", "助力脱贫攻坚，制定品牌"))
    (item,) = [one for one in proofing.checked(report) if one.finding.text == "脱贫攻坚"]
    proofing.explain(report.pk, by=bureau.secretary, words={item.key: "原文件名称"})
    proofing.record(report, proofing.checked(report))
    counted = CheckRecord.objects.get().dismissed
    switch = {"tree": bureau.committee.pk, "kind": "former", "term": "脱贫攻坚"}
    address = reverse("lexicon_off", query=switch)
    answer = desk.post(address, {"reason": "按市委口径仍用"}, follow=True)
    assert "“脱贫攻坚”已停用" in answer.content.decode()
    assert "脱贫攻坚" not in messages(report)
    assert Dismissal.objects.get().reason == "原文件名称"
    assert CheckRecord.objects.get().dismissed == counted


def test_a_shipped_row_is_changed_switched_off_and_restored(desk: Client, bureau: Bureau) -> None:
    report = bureau.report(text=make.TEXT.replace("制定品牌", "助力脱贫攻坚，制定品牌"))
    place = {"kind": "former", "term": "脱贫攻坚"}
    form = desk.get(reverse("lexicon_new", query=place)).context["form"]
    assert form["until"].value() == date(2021, 2, 25)
    # Its kind and its name are its own, whatever is sent.
    sent = FORMER | {"term": "别的", "kind": "phrase", "until": "2027-12-31"}
    desk.post(reverse("lexicon_new", query=place), sent)
    entry = LexiconEntry.objects.get()
    assert (entry.term, entry.kind) == ("脱贫攻坚", "former")
    assert "脱贫攻坚" not in messages(report)
    assert shown(desk, words="脱贫攻坚", own="on") == {"脱贫攻坚": "本单位修改"}
    desk.post(reverse("lexicon_off", query=place), {"reason": "仍用"})
    assert shown(desk, words="脱贫攻坚", own="on") == {"脱贫攻坚": "已停用"}
    answer = desk.post(reverse("lexicon_remove", args=[entry.pk]), follow=True)
    assert "“脱贫攻坚”已恢复原样" in answer.content.decode()
    assert messages(report)["脱贫攻坚"][0] == "EXP08"
    done = list(LexiconChange.objects.values_list("change", flat=True))
    assert done == ["restored", "switched_off", "added"]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ({"words": "以老典型"}, {"以老典型带新人": "本单位增加"}),
        ({"words": "师徒结对"}, {"以老典型带新人": "本单位增加"}),
        ({"own": "on"}, {"以老典型带新人": "本单位增加"}),
        ({"own": "on", "kind": "title"}, {}),
        ({"words": "三个自信"}, {"三个自信": ""}),
        ({"kind": "nonsense", "words": "三个自信"}, {"三个自信": ""}),
        (
            {"words": "廉洁从政若干准则", "kind": "title"},
            {"中国共产党党员领导干部廉洁从政若干准则": ""},
        ),
    ],
)
def test_rows_are_found_by_what_they_say(
    query: dict[str, str], terms: dict[str, str], desk: Client
) -> None:
    desk.post(reverse("lexicon_new"), FORMER)
    assert shown(desk, **query) == terms


def test_everything_that_ships_is_listed_with_a_source(desk: Client) -> None:
    calendar = desk.get(reverse("lexicon_calendar")).context["page"].paginator.object_list
    expressions = desk.get(reverse("lexicon")).context["page"].paginator.object_list
    assert len(calendar) + len(expressions) == len(shipped_lexicon.shipped()) > 4000
    assert all(row.shown.source for row in (*calendar, *expressions))
    starts = [row.shown.since for row in calendar]
    assert starts == sorted(starts, reverse=True)


@pytest.mark.parametrize(
    ("start", "wrong", "words"),
    [
        (FORMER, {"term": ""}, "请填写名称。"),
        (FORMER, {"term": "老"}, "至少写2个字"),
        (FORMER, {"source": ""}, "请填写依据"),
        (FORMER, {"until": ""}, "请填写停用（废止）日期。"),
        (FORMER, {"since": "2025-01-01"}, "停用（废止）日期不能早于启用（印发）日期。"),
        (FORMER, {"replaced_by": FORMER["term"]}, "现行表述不能与本条相同。"),
        (FORMER, {"replaced_by": "三个自信"}, "“三个自信”自己也是旧称，它的现行表述是“四个自信”"),
        (FORMER, {"forms": "老"}, "“老”太短"),
        (FORMER, {"kind": "phrase", "until": ""}, "启用、停用日期至少填一个"),
        (FORMER, {"kind": "title", "until": ""}, "请填写启用（印发）日期。"),
        (FORMER, {"kind": "meeting"}, "选择一个有效的选项"),
        (FORMER, {"until": "去年"}, "日期请写成 2026-03-01。"),
        (CAMPAIGN, {"term": "教育"}, "至少写4个字"),
        (CAMPAIGN, {"forms": "整顿"}, "“整顿”太短，至少写4个字"),
        (CAMPAIGN, {"forms": "党史学习教育"}, "“党史学习教育”已是“党史学习教育”的写法。"),
        (CAMPAIGN, {"until": ""}, "请填写结束日期。"),
        (CAMPAIGN, {"kind": "plenum"}, "届次请写成“二十一届一中”。"),
        (CAMPAIGN, {"kind": "congress"}, "届次请写成“二十一大”。"),
        (CAMPAIGN, {"kind": "discipline"}, "届次请写成“二十一届中央纪委二次”。"),
        (CAMPAIGN, {"kind": "plan"}, "规划请写成“十六五”。"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(
    start: dict[str, str], wrong: dict[str, str], words: str, desk: Client
) -> None:
    address = reverse("lexicon_new", query={"kind": start["kind"]})
    answer = desk.post(address, start | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not LexiconEntry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("plenum", "党的二十届八中全会", "二十届八中"),
        ("congress", "党的二十二大", "二十二大"),
        ("discipline", "二十届中央纪委七次全体会议", "二十届中央纪委七次"),
        ("plan", "“十六五”规划", "十六五"),
    ],
)
def test_meetings_may_be_written_as_in_running_text(
    kind: str, written: str, kept: str, desk: Client
) -> None:
    desk.post(reverse("lexicon_new") + f"?kind={kind}", CAMPAIGN | {"kind": kind, "term": written})
    assert LexiconEntry.objects.get().term == kept


def test_a_second_row_of_the_same_name_is_refused_and_the_same_words_are_kept_once(
    desk: Client,
) -> None:
    for _ in range(2):
        assert desk.post(reverse("lexicon_new"), FORMER).status_code == 302
    assert LexiconChange.objects.count() == LexiconEntry.objects.count() == 1
    other = FORMER | {"kind": "phrase", "source": "另一个通知"}
    answer = desk.post(reverse("lexicon_new"), other)
    assert answer.status_code == 422
    assert "本单位已有“以老典型带新人”这一条" in answer.content.decode()


def test_a_row_changed_in_another_window_is_not_overwritten(bureau: Bureau) -> None:
    by, top = bureau.administrator, bureau.committee
    entry = own_lexicon.keep(top, values(), by=by)
    own_lexicon.keep(top, values(source="甲"), by=by, pk=entry.pk, seen_version=1)
    with pytest.raises(LexiconConflict, match="管理员刚改过这一条"):
        own_lexicon.keep(top, values(source="乙"), by=by, pk=entry.pk, seen_version=1)
    # The same words again: the answer to the first try was lost.
    own_lexicon.keep(top, values(source="甲"), by=by, pk=entry.pk, seen_version=1)
    assert LexiconEntry.objects.get().source == "甲"
    assert LexiconChange.objects.count() == 2
    own_lexicon.remove(top, entry.pk, by=by)
    assert own_lexicon.remove(top, entry.pk, by=by) is None
    with pytest.raises(LexiconConflict, match="刚被删除"):
        own_lexicon.keep(top, values(source="丙"), by=by, pk=entry.pk, seen_version=2)


def test_what_is_off_holds_again_when_it_is_changed(bureau: Bureau) -> None:
    by, top = bureau.administrator, bureau.committee
    shipped = shipped_lexicon.in_place_of("former", "脱贫攻坚")
    for _ in range(2):
        off = own_lexicon.switch_off(top, shipped, reason="仍用", by=by)
    assert LexiconChange.objects.get().details == "理由：仍用"
    said = {name: getattr(off, name) for name in own_lexicon.FIELDS}
    on = own_lexicon.keep(top, said, by=by, pk=off.pk, seen_version=off.version)
    assert (on.is_off, on.reason) == (False, "")


def test_every_change_is_told_with_who_and_what(desk: Client, bureau: Bureau) -> None:
    desk.post(reverse("lexicon_new"), FORMER)
    entry = LexiconEntry.objects.get()
    sent = FORMER | {"until": "2025-06-30", "seen_version": "1"}
    desk.post(reverse("lexicon_entry", args=[entry.pk]), sent)
    html = desk.get(reverse("lexicon_changes")).content.decode()
    assert "停用：2024-12-31 → 2025-06-30" in html
    assert html.index("<strong>修改</strong>“以老典型带新人”") < html.index("<strong>增加</strong>")
    assert bureau.administrator.full_name in html
    with pytest.raises(TypeError):
        LexiconChange.objects.all().delete()
    with pytest.raises(TypeError):
        LexiconChange.objects.update(details="")


def test_below_the_top_one_reads_and_does_not_write(client: Client, bureau: Bureau) -> None:
    below = make.member(bureau.branch, MemberRole.ADMINISTRATOR, username="zhibuguanli")
    entry = own_lexicon.keep(bureau.committee, values(), by=bureau.administrator)
    client.force_login(below)
    html = client.get(reverse("lexicon")).content.decode()
    assert "由云岭市自然资源局机关党委的管理员维护" in html
    assert "以老典型带新人" in html
    assert "停用</a>" not in html
    for address in (
        reverse("lexicon_new"),
        reverse("lexicon_entry", args=[entry.pk]),
        reverse("lexicon_off"),
        reverse("lexicon_remove", args=[entry.pk]),
    ):
        assert client.post(address, FORMER).status_code == 403
    with pytest.raises(PermissionDenied):
        own_lexicon.keep(bureau.committee, values(), by=below)
    assert LexiconEntry.objects.get() == entry


def test_another_tree_is_neither_seen_nor_changed(client: Client, bureau: Bureau) -> None:
    entry = own_lexicon.keep(bureau.committee, values(), by=bureau.administrator)
    client.force_login(bureau.other_administrator)
    assert shown(client, own="on") == {}
    assert client.get(reverse("lexicon"), {"tree": bureau.committee.pk}).status_code == 404
    client.post(reverse("lexicon_remove", args=[entry.pk]))
    assert LexiconEntry.objects.get() == entry


def test_who_administers_two_trees_chooses(client: Client, bureau: Bureau) -> None:
    other = Organization.objects.get_parent(bureau.other_branch)
    both = make.member(bureau.committee, MemberRole.ADMINISTRATOR, username="liangbian")
    both.memberships.create(organization=other, role=MemberRole.ADMINISTRATOR)
    own_lexicon.keep(other, values(), by=both)
    client.force_login(both)
    assert shown(client, own="on", tree=bureau.committee.pk) == {}
    assert shown(client, own="on", tree=other.pk) == {"以老典型带新人": "本单位增加"}
    assert f"?tree={other.pk}" in client.get(reverse("lexicon")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"since": date(2025, 1, 1)},
        {"kind": "meeting"},
        {"is_off": True},
        {"kind": "phrase"},
    ],
)
def test_the_database_keeps_no_row_that_makes_no_sense(
    wrong: dict[str, object], bureau: Bureau
) -> None:
    row = values() | {"organization": bureau.committee}
    if wrong == {"kind": "phrase"}:  # a wording is in use or a former one
        LexiconEntry.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        LexiconEntry.objects.create(**row | wrong)


def test_a_wording_that_ships_twice_is_one_row_once_it_is_kept(desk: Client) -> None:
    place = {"kind": "former", "term": "五大发展理念"}
    address = reverse("lexicon", query={"words": "五大发展理念"})
    kinds = [row.shown.kind for row in desk.get(address).context["page"].object_list]
    assert kinds == ["phrase", "former"]
    desk.post(reverse("lexicon_off", query=place), {"reason": "仍用"})
    assert [row.state for row in desk.get(address).context["page"].object_list] == ["已停用"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["lexicon", "lexicon_changes"])
def test_the_pages_cost_the_same_for_many(
    name: str, number: int, desk: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    for index in range(number):
        own_lexicon.keep(bureau.committee, values(term=f"旧说法{index}"), by=bureau.administrator)
    desk.get(reverse("lexicon"))
    with django_assert_num_queries({"lexicon": 7, "lexicon_changes": 7}[name]):
        desk.get(reverse(name))
