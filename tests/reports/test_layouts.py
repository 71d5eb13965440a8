"""Which layout is in force where, and how several people keep one."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from reports import exports, layouts
from reports.layouts import StaleProfile
from reports.models import LayoutProfile
from reports.word.geometry import GB_9704
from tests.people import Bureau

CLOSE = replace(GB_9704, line_pitch=28.0)


def profile(bureau: Bureau, **words: object) -> LayoutProfile:
    return layouts.create(
        bureau.committee, by=bureau.administrator, layout=CLOSE, name="局版式", **words
    )


def body_of(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_standard_is_in_force_where_nobody_has_another(bureau: Bureau) -> None:
    found = layouts.in_force(bureau.branch)
    assert found.layout == GB_9704
    assert found.profile is None


def test_the_nearest_layout_is_in_force(bureau: Bureau) -> None:
    above = profile(bureau)
    assert layouts.in_force(bureau.branch).profile == above
    assert layouts.in_force(bureau.other_branch).profile is None
    own = layouts.create(bureau.branch, by=bureau.administrator, layout=GB_9704, name="支部版式")
    assert layouts.in_force(bureau.branch).profile == own
    assert layouts.in_force(bureau.sister).profile == above


def test_layouts_of_many_are_one_query(
    bureau: Bureau, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    profile(bureau)
    with django_assert_num_queries(1):
        found = layouts.in_force_for([bureau.branch, bureau.sister, bureau.other_branch])
    assert [found[one.pk].layout.line_pitch for one in (bureau.branch, bureau.other_branch)] == [
        28.0,
        28.95,
    ]


def test_values_survive_the_row(bureau: Bureau) -> None:
    layout = replace(CLOSE, heading_bold=(False, True, False, False), latin_font="Times New Roman")
    made = layouts.create(bureau.committee, by=bureau.administrator, layout=layout, name="x")
    made.refresh_from_db()
    assert layouts.layout_of(made.values) == layout
    assert "body_font" not in made.values  # what is as in the standard follows the standard


def test_only_an_administrator_of_the_organisation_keeps_its_layout(bureau: Bureau) -> None:
    made = profile(bureau)
    for person in (bureau.secretary, bureau.reviewer, bureau.other_administrator):
        with pytest.raises(PermissionDenied):
            layouts.change(made.pk, by=person, based_on=1, layout=GB_9704)
        with pytest.raises(PermissionDenied):
            layouts.delete(made.pk, by=person)


def test_a_second_window_overwrites_nothing(bureau: Bureau) -> None:
    made = profile(bureau)
    by = bureau.administrator
    layouts.change(made.pk, by=by, based_on=1, layout=replace(CLOSE, title_size=24.0))
    with pytest.raises(StaleProfile, match="管理员改过这个版式"):
        layouts.change(made.pk, by=by, based_on=1, layout=GB_9704)
    assert layouts.in_force(bureau.branch).layout.title_size == 24.0


def test_the_same_words_sent_twice_are_saved_once(bureau: Bureau) -> None:
    made = profile(bureau)
    for _ in range(2):
        layouts.change(made.pk, by=bureau.administrator, based_on=1, layout=GB_9704, name="新名")
    made.refresh_from_db()
    assert made.version == 2


def test_a_second_layout_for_one_organisation_is_refused_with_words(bureau: Bureau) -> None:
    profile(bureau)
    with pytest.raises(StaleProfile, match="已经有版式了"):
        profile(bureau)


def test_reset_and_delete_lead_back(bureau: Bureau) -> None:
    made = profile(bureau, has_red_head=True, issuer_mark="某局文件")
    layouts.reset(made.pk, by=bureau.administrator, based_on=1)
    found = layouts.in_force(bureau.branch)
    assert found.layout == GB_9704
    assert found.asks_for_details
    layouts.delete(made.pk, by=bureau.administrator)
    assert layouts.in_force(bureau.branch).profile is None
    with pytest.raises(StaleProfile, match="已经被删除"):
        layouts.delete(made.pk, by=bureau.administrator)


def test_the_file_is_set_in_the_layout_of_its_organisation(bureau: Bureau) -> None:
    report = bureau.report()
    before = exports.word_file(report)
    profile(bureau)
    after = exports.word_file(report)
    with ZipFile(BytesIO(before)) as old, ZipFile(BytesIO(after)) as new:
        assert b'w:line="579"' in old.read("word/styles.xml")
        assert b'w:line="560"' in new.read("word/styles.xml")


def test_head_and_imprint_come_with_their_details(bureau: Bureau) -> None:
    report = bureau.report()
    profile(
        bureau,
        has_red_head=True,
        issuer_mark="云岭市自然资源局机关党委文件",
        number_code="云自然机党发",
        has_imprint=True,
        printed_by="局机关党委办公室",
    )
    assert layouts.lacks_details(report)
    assert "机关党委文件" not in body_of(exports.word_file(report))
    layouts.keep_details(
        report,
        by=bureau.secretary,
        number="云自然机党发〔2026〕3号",
        signer="沈审核",
        copied_to="市直机关工委、局党组。",
        printed_by="局机关党委办公室",
        printed_on=timezone.localdate(),
    )
    report.refresh_from_db()
    assert not layouts.lacks_details(report)
    body = body_of(exports.word_file(report))
    for words in (
        "云岭市自然资源局机关党委文件",
        "〔2026〕3号",
        "沈审核",
        "市直机关工委，局党组。",
    ):
        assert words in body
    assert "机关党委文件" not in body_of(exports.word_file(report, formal=False))
