"""版面预览: the pages of a report, alone for the editor, and the way to a PDF."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from reports import layouts
from reports.models import FormalDetails
from reports.word.geometry import GB_9704
from tests import make
from tests.people import Bureau


@pytest.fixture
def desk(bureau: Bureau, client: Client) -> Client:
    client.force_login(bureau.secretary)
    return client


def shown(html: str) -> str:
    """The words in the drawings."""
    drawings = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    return "".join(re.sub("<[^>]+>", "", drawings).split())


def test_the_pages_say_what_the_report_says(bureau: Bureau, desk: Client) -> None:
    page = desk.get(reverse("report_pages", args=[bureau.report().pk]))
    html = page.content.decode()
    assert shown(html) == "".join(make.TEXT.split()) + "—1—"
    assert "style=" not in re.sub("<head>.*?</head>", "", html, flags=re.DOTALL)


def test_long_reports_have_as_many_sheets_as_pages(bureau: Bureau, desk: Client) -> None:
    report = bureau.report(text=make.TEXT + "抓好党的政治建设工作。" * 200)
    html = desk.get(reverse("report_pages", args=[report.pk])).content.decode()
    pages = html.count('class="sheet"')
    assert pages > 3
    assert f"共 {pages} 页" in html
    assert f"—{pages}—" in shown(html)


def test_the_editor_gets_the_sheets_alone(bureau: Bureau, desk: Client) -> None:
    address = reverse("report_pages", args=[bureau.report().pk])
    page = desk.get(address, headers={"HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div class="sheets" id="sheets"')
    assert "HX-Request" in page.headers["Vary"]


def test_words_that_look_like_markup_stay_words(bureau: Bureau, desk: Client) -> None:
    report = bureau.report(text="标题\n一、主要工作\n<script>alert(1)</script>&amp;\n")
    html = desk.get(reverse("report_pages", args=[report.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_without_libreoffice_the_page_explains_the_way_to_a_pdf(
    bureau: Bureau, desk: Client, settings: Settings
) -> None:
    settings.SOFFICE = "/nowhere/soffice"
    report = bureau.report()
    html = desk.get(reverse("report_pages", args=[report.pk])).content.decode()
    assert "另存为 PDF" in html
    assert "下载 PDF</a>" not in html
    html = desk.get(reverse("report_pdf", args=[report.pk]), follow=True).content.decode()
    assert "服务器没有安装 LibreOffice" in html


@pytest.fixture
def formal(bureau: Bureau) -> None:
    layouts.create(
        bureau.committee,
        by=bureau.administrator,
        layout=GB_9704,
        name="正式公文",
        has_red_head=True,
        issuer_mark="云岭市自然资源局机关党委文件",
        number_code="云自然机党发",
        has_imprint=True,
        copied_to="局党组",
        printed_by="局机关党委办公室",
    )


@pytest.mark.usefixtures("formal")
def test_a_formal_document_is_asked_for_its_details_once(bureau: Bureau, desk: Client) -> None:
    report = bureau.report()
    word, form = (reverse(name, args=[report.pk]) for name in ("report_word", "report_formal"))
    assert desk.get(word).headers["Location"] == form
    assert desk.get(f"{word}?plain=1").status_code == 200
    asked = desk.get(form).context["form"]
    assert asked["number"].value() == "云自然机党发〔2026〕　号"
    assert asked["copied_to"].value() == "局党组"
    sent = {
        "number": "云自然机党发[2026]第03号",
        "signer": "沈审核",
        "copied_to": "局党组",
        "printed_by": "局机关党委办公室",
        "printed_on": "2026-12-20",
    }
    assert desk.post(form, sent).status_code == 302
    assert FormalDetails.objects.get(report=report).number == "云自然机党发〔2026〕3号"
    assert desk.get(word).status_code == 200
    html = desk.get(reverse("report_pages", args=[report.pk])).content.decode()
    for words in ("云岭市自然资源局机关党委文件", "〔2026〕3号", "2026年12月20日印发"):
        assert words in shown(html)


@pytest.mark.usefixtures("formal")
@pytest.mark.parametrize("number", ["", "云自然机党发〔2026〕　号", "三号文件"])
def test_a_number_without_its_parts_is_refused_with_words(
    number: str, bureau: Bureau, desk: Client
) -> None:
    report = bureau.report()
    page = desk.post(reverse("report_formal", args=[report.pk]), {"number": number})
    assert page.status_code == 422
    assert page.context["form"].errors["number"]
    assert not FormalDetails.objects.exists()


def test_a_layout_without_head_asks_for_nothing(bureau: Bureau, desk: Client) -> None:
    report = bureau.report()
    page = desk.get(reverse("report_formal", args=[report.pk]), follow=True)
    assert "不用填写发文要素" in page.content.decode()
