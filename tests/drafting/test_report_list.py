"""The list of reports: what is in it, filtered, sorted, in pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership, User
from accounts.roles import MemberRole
from reports.models import Report
from tests import make
from tests.people import Bureau

TEXT = "{title}党支部党建工作总结\n一、工作\n正文。\n"
BROKEN = "关于开展党建工作情况的\n报告\n一、工作\n正文。\n"


@pytest.fixture
def archive(bureau: Bureau) -> dict[str, Report]:
    """Five reports of two branches and two more bureaus' branches, by title."""
    duty = make.template("duty_report")
    rows = [
        ("水", bureau.branch, bureau.secretary, {"year": 2025}),
        ("火", bureau.branch, bureau.secretary, {"year": 2026, "template": duty}),
        ("土", bureau.sister, bureau.sister_secretary, {"year": 2026}),
        ("外", bureau.other_branch, bureau.other_secretary, {"year": 2024}),
    ]
    made = {
        title: make.report(organization, by=by, text=TEXT.format(title=title), **fields)
        for title, organization, by, fields in rows
    }
    return made | {"报": bureau.report("approved", text=BROKEN)}


def titles(client: Client, **query: object) -> list[str]:
    """First characters of the titles in the list, as listed."""
    page = client.get(f"{reverse('report_list')}?{urlencode(query)}").context["page"]
    assert page.paginator.count == len(page)
    return [{"关": "报"}.get(report.headline[0], report.headline[0]) for report in page]


@pytest.mark.parametrize(
    ("who", "listed"),
    [
        ("secretary", "报火水"),
        ("sister_secretary", "土"),
        ("reviewer", "报土火水"),
        ("other_administrator", "外"),
        ("nobody", ""),
    ],
)
def test_everybody_finds_the_reports_in_reach(
    who: str, listed: str, archive: dict[str, Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(getattr(bureau, who))
    assert titles(client) == list(listed)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ({"year": "2025"}, "水"),
        ({"year": "1999"}, "报土火水"),
        ({"year": "abc", "state": "?"}, "报土火水"),
        ({"template": "duty"}, "火"),
        ({"state": "approved"}, "报"),
        ({"organization": "sister"}, "土"),
        ({"organization": "committee"}, "报土火水"),
        ({"organization": "other_branch"}, "报土火水"),
        ({"words": "情况的报告"}, "报"),
        ({"words": " 情况 的报 告"}, "报"),
        ({"words": "水"}, "水"),
        ({"words": "没有的"}, ""),
        ({"words": "水", "year": "2026"}, ""),
        ({"mine": "on"}, "报土火水"),
        ({"page": "99"}, "报土火水"),
        ({"page": "x"}, "报土火水"),
    ],
    ids=str,
)
def test_filters_leave_what_fits(
    query: dict[str, str],
    listed: str,
    archive: dict[str, Report],
    bureau: Bureau,
    client: Client,
) -> None:
    keys = {name: getattr(bureau, name).pk for name in ("sister", "committee", "other_branch")}
    keys["duty"] = make.template("duty_report").pk
    client.force_login(bureau.reviewer)
    assert titles(client, **{key: keys.get(value, value) for key, value in query.items()}) == list(
        listed
    )


def test_who_writes_and_reviews_can_list_the_own_alone(
    archive: dict[str, Report], bureau: Bureau, client: Client
) -> None:
    Membership.objects.create(
        user=bureau.secretary, organization=bureau.committee, role=MemberRole.REVIEWER
    )
    client.force_login(User.objects.get(pk=bureau.secretary.pk))
    assert titles(client) == list("报土火水")
    assert titles(client, mine="on") == list("报火水")


@pytest.mark.parametrize(
    ("sort", "listed"),
    [
        ("-updated", "报土火水"),
        ("updated", "水火土报"),
        ("organization", "报火水土"),
        ("-organization", "土报火水"),
        ("state", "土火水报"),
        ("-state", "报土火水"),
        ("nonsense", "报土火水"),
    ],
)
def test_the_list_is_sorted_as_asked(
    sort: str, listed: str, archive: dict[str, Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    assert titles(client, sort=sort) == list(listed)


def test_years_and_organizations_offered_are_those_in_reach(
    archive: dict[str, Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    form = client.get(reverse("report_list")).context["filter"].form
    assert list(form["year"].field.choices) == [
        ("", "全部年度"),
        (2026, "2026年"),
        (2025, "2025年"),
    ]
    labels = [label for _, label in form["organization"].field.choices]
    assert labels == ["全部党组织", "云岭市自然资源局机关党委", "　生态修复科党支部", "　耕地保护科党支部"]  # fmt: skip


def test_pages_do_not_overlap_and_keep_the_filters(bureau: Bureau, client: Client) -> None:
    for _ in range(30):
        make.report(bureau.branch, by=bureau.secretary)
    Report.objects.update(updated_at="2026-01-01T00:00:00Z")
    client.force_login(bureau.secretary)
    address = f"{reverse('report_list')}?state=draft"
    first, second = (client.get(f"{address}&page={number}") for number in (1, 2))
    assert 'href="?state=draft&amp;page=2"' in first.content.decode()
    pages = [list(answer.context["page"]) for answer in (first, second)]
    assert [len(page) for page in pages] == [25, 5]
    assert len(set(pages[0] + pages[1])) == 30


def test_htmx_gets_the_results_alone(
    archive: dict[str, Report], bureau: Bureau, client: Client
) -> None:
    client.force_login(bureau.reviewer)
    whole = client.get(reverse("report_list"))
    part = client.get(reverse("report_list"), headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert part.content.decode().strip().startswith('<div id="results">')
    assert part.content.decode().strip() in whole.content.decode()


@pytest.mark.parametrize(
    ("query", "words"), [("", "还没有报告"), ("?words=水", "没有符合条件的报告")]
)
def test_an_empty_list_says_why(query: str, words: str, bureau: Bureau, client: Client) -> None:
    client.force_login(bureau.secretary)
    assert words in client.get(reverse("report_list") + query).content.decode()


@pytest.mark.parametrize("reports", [1, 3, 30])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    reports: int,
    bureau: Bureau,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    make.report(bureau.branch, by=bureau.secretary, assignment=assignment)
    for _ in range(reports - 1):
        make.report(bureau.branch, by=bureau.secretary)
    client.force_login(bureau.reviewer)
    with django_assert_num_queries(8):
        client.get(reverse("report_list"))
