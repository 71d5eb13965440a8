"""The report as a Word file for everybody who sees it."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from docx import Document

from reports import exports
from reports.models import Report
from reports.states import State
from tests import make
from tests.people import Bureau


def download(client: Client, report: Report, query: str = "") -> FileResponse:
    return client.get(reverse("report_word", args=[report.pk]) + query)


def words(response: FileResponse) -> str:
    """All the words of the file."""
    document = Document(BytesIO(b"".join(response.streaming_content)))
    return "".join("".join(p.text.split()) for p in document.paragraphs)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("who", ["secretary", "reviewer", "administrator"])
def test_it_says_what_the_report_says(
    who: str, state: State, bureau: Bureau, client: Client
) -> None:
    report = bureau.report(state)
    client.force_login(getattr(bureau, who))
    assert words(download(client, report)) == "".join(make.TEXT.split())


def test_it_is_numbered_afresh_on_request(bureau: Bureau, client: Client) -> None:
    text = make.TEXT.replace("三、下步措施", "二、下步措施")
    report = bureau.report(text=text)
    client.force_login(bureau.secretary)
    assert "二、下步措施" in words(download(client, report))
    assert words(download(client, report, "?renumbered=1")) == "".join(make.TEXT.split())


def test_any_browser_saves_it_under_its_chinese_name(bureau: Bureau, client: Client) -> None:
    report = bureau.report()
    client.force_login(bureau.secretary)
    response = download(client, report)
    name = exports.file_name(report)
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert response["Content-Type"] == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_title_with_quotes_and_line_ends_cannot_break_the_header(
    bureau: Bureau, client: Client
) -> None:
    report = bureau.report()
    Report.objects.filter(pk=report.pk).update(title='A"; filename="x.exe\r\nSet-Cookie: a=b')
    client.force_login(bureau.secretary)
    response = download(client, report)
    assert "Set-Cookie" not in response.headers
    assert response["Content-Disposition"].count("filename") == 2
    assert response["Content-Disposition"].endswith(".docx")
