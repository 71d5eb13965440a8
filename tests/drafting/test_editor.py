"""The editor's page, and the answers to what is written in it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.forms.entry import shown
from drafting.forms.report import HeadForm
from reports import editing, records
from reports.editing import Save
from reports.models import Entry, Report, Section
from reports.outline.writer import write
from reports.states import State
from tests import make
from tests.people import Bureau

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: Client, bureau: Bureau) -> Client:
    """The secretary's browser."""
    client.force_login(bureau.secretary)
    return client


def page(client: Client, report: Report) -> str:
    return client.get(reverse("editor", args=[report.pk])).content.decode()


def entry_of(report: Report, heading: str) -> Entry:
    return Entry.objects.get(section__report=report, heading=heading)


def fields_of(part: Section | Entry) -> dict[str, Any]:
    """What a browser sends of a block's form: an empty box is not sent."""
    fields = shown(part, part.report.arrangement if isinstance(part, Section) else 1)
    return {k: "on" if v is True else v for k, v in fields.items() if v is not False}


def text_of(report: Report) -> str:
    return write(records.to_outline(Report.objects.get(pk=report.pk)))


def save_every_block(client: Client, report: Report) -> None:
    """Press 保存 in each block as it is shown."""
    report.refresh_from_db()
    head = client.get(reverse("editor", args=[report.pk])).context["sheet"].head
    fields = {name: head[name].value() for name in HeadForm.written}
    client.post(reverse("head_save", args=[report.pk]), {**fields, "based_on": report.wording})
    for name, kind, path in (("section", Section, "report"), ("entry", Entry, "section__report")):
        for part in kind.objects.filter(**{path: report}):
            answer = client.post(reverse(f"{name}_save", args=[part.pk]), fields_of(part))
            assert answer.status_code == 302


def test_it_looks_like_the_paper(secretary: Client, bureau: Bureau) -> None:
    html = page(secretary, bureau.report())
    for words in ("测试党支部2026年党建工作总结", "严格组织生活", "召开党员大会4次。", "（二）"):
        assert words in html
    assert "1500 至 4000 字" in html
    assert "《整治形式主义为基层减负若干规定》" in html


def test_the_opinion_of_a_return_stands_on_top(secretary: Client, bureau: Bureau) -> None:
    assert "退回的意见" not in page(secretary, bureau.report())
    html = page(secretary, bureau.report(State.RETURNED))
    assert "沈审核退回的意见" in html
    assert html.index("请核实数据") < html.index('id="paper"')


def test_a_report_under_review_is_shown_instead(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(State.SUBMITTED)
    answer = secretary.get(reverse("editor", args=[report.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("report_detail", args=[report.pk]), 302)]
    assert "报告待审，不能修改。" in answer.content.decode()


@pytest.mark.parametrize("entries", [2, 40])
def test_the_page_takes_twelve_queries_however_long_the_report(
    entries: int, secretary: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    lines = "".join(f"（一）第{n}件事。做了{n}次。\n" for n in range(entries))
    report = bureau.report(text=f"总结\n导语。\n一、主要工作\n{lines}二、存在问题\n有。\n")
    with django_assert_num_queries(12):
        page(secretary, report)


@pytest.mark.parametrize("entries", [2, 40])
def test_a_save_takes_eight_queries(
    entries: int, secretary: Client, bureau: Bureau, django_assert_num_queries: Any
) -> None:
    lines = "".join(f"（一）第{n}件事。做了{n}次。\n" for n in range(entries))
    entry = entry_of(bureau.report(text=f"一、主要工作\n{lines}"), "第1件事")
    with django_assert_num_queries(8):
        answer = secretary.post(
            reverse("entry_save", args=[entry.pk]),
            fields_of(entry) | {"body": "新写的。", "writer": "one", "sequence": 1},
            headers=SCRIPT,
        )
    assert answer.status_code == 200


def test_a_save_is_confirmed_with_wording_version_time_and_length(
    secretary: Client, bureau: Bureau
) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    data = fields_of(entry) | {"body": "新写的 五个字。", "writer": "one", "sequence": 1}
    answer = secretary.post(reverse("entry_save", args=[entry.pk]), data, headers=SCRIPT).json()
    assert (answer["wording"], answer["version"]) == (2, report.version + 1)
    assert answer["characters"] == len("严格组织生活。新写的五个字。")
    assert answer["fields"]["body"] == "新写的 五个字。"
    assert "新写的 五个字。\n" in text_of(report)


@pytest.mark.parametrize(
    "text", [make.TEXT, "一、工作。 \n(一）学习。 \n\n做了。\n　　总结人：林\n"]
)
def test_saving_every_block_unchanged_changes_nothing(
    text: str, secretary: Client, bureau: Bureau
) -> None:
    report = bureau.report(text=text)
    save_every_block(secretary, report)
    assert text_of(report) == text


def test_saving_every_block_unchanged_changes_no_real_report(
    seeds: Path, secretary: Client, bureau: Bureau
) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_bytes().decode()
        report = bureau.report(text=text)
        save_every_block(secretary, report)
        assert text_of(report) == text, file.name


def test_a_stale_save_shows_both_texts_and_writes_nothing(
    secretary: Client, bureau: Bureau
) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    fields = fields_of(entry)
    editing.save_entry(
        entry.pk, by=bureau.secretary, save=Save(1), body="落实制度，召开党员大会5次。"
    )
    answer = secretary.post(
        reverse("entry_save", args=[entry.pk]), fields | {"body": "落实制度，召开党员大会6次。"}
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "落实制度，召开党员大会<mark>5</mark>次。" in html
    assert "落实制度，召开党员大会<mark>6</mark>次。" in html
    entry.refresh_from_db()
    assert entry.body == "落实制度，召开党员大会5次。\n"


@pytest.mark.parametrize(
    ("choice", "body"), [("mine", "我的。\n"), ("theirs", "对方的。\n"), ("merged", "两份。\n")]
)
def test_a_conflict_is_settled_without_any_script(
    choice: str, body: str, secretary: Client, bureau: Bureau
) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    fields = fields_of(entry)
    editing.save_entry(entry.pk, by=bureau.secretary, save=Save(1), body="对方的。")
    address = reverse("entry_save", args=[entry.pk])
    answer = secretary.post(
        address,
        fields | {"body": "我的。", "based_on": 2, "choice": choice, "merged_body": "两份。"},
    )
    assert answer.url.endswith(f"#entry-{entry.pk}")
    entry.refresh_from_db()
    assert entry.body == body


def test_words_of_no_form_are_refused_plainly(secretary: Client, bureau: Bureau) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    answer = secretary.post(
        reverse("entry_save", args=[entry.pk]), fields_of(entry) | {"role": "boss"}
    )
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/plain")


def test_an_expired_session_asks_a_script_to_sign_in(client: Client, bureau: Bureau) -> None:
    entry = entry_of(bureau.report(), "严格组织生活")
    answer = client.post(reverse("entry_save", args=[entry.pk]), fields_of(entry), headers=SCRIPT)
    assert answer["HX-Redirect"].startswith(reverse("sign_in"))


def act(client: Client, name: str, part: Any, report: Report, **data: Any) -> Any:
    report.refresh_from_db()
    return client.post(
        reverse(name, args=[part.pk]), {"arrangement": report.arrangement} | data, headers=SCRIPT
    )


def test_a_change_of_order_answers_with_the_sheet(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    answer = act(secretary, "entry_move", entry, report, to=f"{entry.section_id}:0")
    html = answer.content.decode()
    for region in ("outline", "paper", "advice", "removed"):
        assert f'id="{region}"' in html
    assert f'data-focus="entry-{entry.pk}"' in html
    assert f'data-arrangement="{report.arrangement + 1}"' in html
    assert "<html" not in html


def test_an_order_that_has_changed_is_said_and_shown(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    data = {"arrangement": report.arrangement - 1, "to": "0"}
    address = reverse("entry_move", args=[entry.pk])
    answer = secretary.post(address, data, headers=SCRIPT)
    assert answer.status_code == 409
    assert "已为您刷新" in answer.content.decode()
    page = secretary.post(address, data, follow=True)
    assert "已为您刷新" in page.content.decode()


def test_without_a_script_words_come_along_with_a_move(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    data = fields_of(entry) | {"body": "写了没保存。", "to": f"{entry.section_id}:0"}
    data["arrangement"] = report.arrangement
    answer = secretary.post(reverse("entry_move", args=[entry.pk]), data)
    assert answer.status_code == 302
    assert "（二）严格组织生活。写了没保存。\n（一）强化理论武装。" in text_of(report)


def test_what_was_deleted_is_listed_and_comes_back(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "严格组织生活")
    html = act(secretary, "entry_remove", entry, report).content.decode()
    assert f'data-undo="{reverse("entry_put_back", args=[entry.pk])}"' in html
    assert 'class="removed-words">（二）严格组织生活' in html
    act(secretary, "entry_put_back", entry, report)
    assert text_of(report) == make.TEXT


def test_everything_structural_works_by_plain_forms(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    entry = entry_of(report, "强化理论武装")
    section = entry.section
    act(secretary, "entry_merge", entry, report)
    act(secretary, "entry_split", entry, report, before="甲。", after="乙。", based_on=2)
    act(secretary, "entry_insert", section, report, after=entry.pk)
    act(secretary, "section_insert", report, report, role="closing")
    act(secretary, "section_insert", report, report, role="measures")
    act(secretary, "section_move", section, report, to="0")
    roles = [part.role for part in records.live_sections(report)]
    assert roles == ["summary", "lead", "problems", "measures", "measures", "closing"]
    assert [e.body for e in section.entries.live().order_by("position")] == [
        "甲。\n", "\n", "乙。\n",
    ]  # fmt: skip


def test_renumbering_shows_old_and_new_first(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report(text="一、甲\n（一）子。文。\n（三）丑。文。\n三、乙\n文。\n")
    address = reverse("renumber", args=[report.pk])
    changes = secretary.get(address).context["changes"]
    assert [(c.old, c.new, c.words) for c in changes] == [
        ("（三）", "（二）", "丑"),
        ("三、", "二、", "乙"),
    ]
    secretary.post(address, {"arrangement": report.arrangement})
    assert text_of(report) == "一、甲\n（一）子。文。\n（二）丑。文。\n二、乙\n文。\n"


def test_advice_follows_heading_and_role(secretary: Client, bureau: Bureau) -> None:
    report = bureau.report()
    sheet = secretary.get(reverse("editor", args=[report.pk])).context["sheet"]
    assert [block.advice.role for block in sheet.sections] == [
        "lead", "summary", "problems", "measures",
    ]  # fmt: skip
    assert sheet.characters == len("".join(make.TEXT.split()))
