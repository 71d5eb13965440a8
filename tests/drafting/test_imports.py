"""The preview of an import: what is refused, what is noticed, what is corrected, what is written."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports import records
from reports.models import Report
from reports.outline.writer import write
from tests import make
from tests.drafting.test_start import START, free
from tests.people import Bureau

PREVIEW = "/reports/import/"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024


@pytest.fixture
def secretary(client: Client, bureau: Bureau) -> Client:
    """The secretary's browser."""
    make.template()
    client.force_login(bureau.secretary)
    return client


def zip_of(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def bomb() -> bytes:
    """A .docx of 150 kB that unpacks to 150 MB."""
    xml = b"<w:document>" + b" " * (150 * MEGABYTE)
    return zip_of(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": xml})


def upload(client: Client, bureau: Bureau, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(START, free(bureau, way="file", file=file, title="已填的标题"))


def paste(client: Client, bureau: Bureau, text: str, **data: Any) -> Any:
    return client.post(START, free(bureau, way="text", text=text) | data)


def preview(client: Client, bureau: Bureau, text: str, **data: Any) -> Any:
    return client.post(PREVIEW, free(bureau, text=text) | data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("总结.txt", b"a" * (10 * MEGABYTE + 1), "文件超过 10 MB"),
        ("总结.txt", "字".encode() * 400_000, "文字超过 1 MB"),
        ("总结.txt", b"", "文件是空的"),
        ("总结.txt", b" \r\n ", "文件是空的"),
        ("总结.txt", "総括レポート".encode("euc-jp"), "认不出文件的编码"),
        ("总结.txt", b"abc\x00def", "不是文本文件"),
        ("总结.docx", b"PK\x03\x04broken", "损坏"),
        ("总结.docx", b"", "文件是空的"),
        ("总结.docx", zip_of(**{"a.txt": b"x"}), "这是压缩包"),
        ("总结.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(600), "另存为"),
        ("总结.wps", OLE + "WordDocument".encode("utf-16-le") + bytes(600), "另存为"),
        ("总结.docx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "加密"),
        ("总结.pdf", b"%PDF-1.7 ...", "PDF"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(60), "图片|不是"),
    ],
    ids=[
        "over 10 MB",
        "over 1 MB of text",
        "empty",
        "blank",
        "EUC-JP",
        "NUL",
        "broken zip",
        "empty docx",
        "other zip",
        "doc",
        "wps",
        "encrypted",
        "pdf",
        "picture",
    ],
)
def test_what_cannot_be_read_is_said_in_words_and_nothing_is_written(
    name: str, data: bytes, words: str, secretary: Client, bureau: Bureau
) -> None:
    answer = upload(secretary, bureau, name, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    (refusal,) = answer.context["form"].errors["file"]
    assert any(word in refusal for word in words.split("|")), refusal
    assert refusal in html
    assert "已填的标题" in html
    assert Report.objects.count() == 0


def test_a_zip_bomb_is_refused(secretary: Client, bureau: Bureau) -> None:
    answer = upload(secretary, bureau, "总结.docx", bomb())
    assert answer.status_code == 422
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "words"), [("", "没有可以导入"), ("字" * 400_000, "文字超过")], ids=["none", "much"]
)
def test_pasted_words_have_their_limits(
    text: str, words: str, secretary: Client, bureau: Bureau
) -> None:
    answer = paste(secretary, bureau, text)
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["text"][0]
    assert text[:100] in answer.content.decode()


def test_no_file_chosen_is_said(secretary: Client, bureau: Bureau) -> None:
    answer = secretary.post(START, free(bureau, way="file"))
    assert "请选择要导入的" in answer.content.decode()


def test_another_encoding_is_read_and_told(secretary: Client, bureau: Bureau) -> None:
    answer = upload(secretary, bureau, "总结.txt", make.TEXT.encode("gb18030"))
    assert "不是 UTF-8 编码" in answer.content.decode()
    shown = answer.context["preview"]
    assert [part.name for part in shown.parts] == [
        "导语", "一、主要工作", "二、存在问题", "三、下步措施",
    ]  # fmt: skip
    assert (shown.entries, shown.characters) == (6, len("".join(make.TEXT.split())))
    assert Report.objects.count() == 0


def test_what_is_confirmed_is_written_to_the_letter(secretary: Client, bureau: Bureau) -> None:
    text = "　　总结\r\n\r\n　　一、工作　\r\n　　（一）学习。学了。 \r\n\r\n"
    preview(secretary, bureau, text, confirmed="1")
    report = Report.objects.get()
    assert write(records.to_outline(report)) == text.replace("\r\n", "\n")


def test_real_reports_come_through_the_form_to_the_letter(
    seeds: Path, secretary: Client, bureau: Bureau
) -> None:
    for file in sorted(seeds.glob("*.txt")):
        answer = upload(secretary, bureau, file.name, file.read_bytes())
        form = answer.context["form"]
        data = {name: value for name, value in form.data.items() if name != "way"}
        secretary.post(PREVIEW, data | {"confirmed": "1"})
        text = write(records.to_outline(Report.objects.latest("pk")))
        assert text == file.read_bytes().decode(), file.name


def test_wrapped_lines_are_joined_only_on_request(secretary: Client, bureau: Bureau) -> None:
    sentence = "支部坚持把学习贯彻摆在首位认真组织党员干部参加集中培训和专题研讨"
    text = "一、主要工作\n" + "\n".join([sentence] * 6) + "。\n"
    first = paste(secretary, bureau, text)
    assert "合并被硬换行的行" in first.content.decode()
    assert len(first.context["preview"].lines) == 7
    joined = preview(secretary, bureau, text, unwrap="on")
    assert len(joined.context["preview"].lines) == 2


def test_headings_within_a_line_are_told(secretary: Client, bureau: Bureau) -> None:
    text = "一、工作（一）学习。学了。（二）组织。开会。二、问题（一）不深。不够。"
    answer = paste(secretary, bureau, text)
    assert "处标题写在一行中间" in answer.content.decode()


def test_what_a_line_or_a_section_is_can_be_corrected(secretary: Client, bureau: Bureau) -> None:
    text = "一、主要工作\n做了。\n下步打算\n再做。\n"
    lines = paste(secretary, bureau, text).context["preview"].lines
    place = next(line.place for line in lines if line.words == "下步打算")
    head = lines[0].place
    data = {f"kind-{place}": "1", f"role-{head}": "problems"}
    shown = preview(secretary, bureau, text, **data).context["preview"]
    assert [(part.name, part.role) for part in shown.parts] == [
        ("一、主要工作", "problems"),
        ("下步打算", "measures"),
    ]
    preview(secretary, bureau, text, **data, confirmed="1")
    report = Report.objects.get()
    assert write(records.to_outline(report)) == text
    assert [s.role for s in report.sections.all()] == ["problems", "measures"]


def test_a_second_confirmation_leads_to_the_report_that_is_there(
    secretary: Client, bureau: Bureau
) -> None:
    assignment = make.assignment(bureau.branch, issuer=bureau.committee, by=bureau.administrator)
    data = {"assignment": assignment.pk, "confirmed": "1"}
    first = preview(secretary, bureau, make.TEXT, **data)
    second = preview(secretary, bureau, "别的。", **data)
    assert first.url == second.url
    assert write(records.to_outline(Report.objects.get())) == make.TEXT


def test_nothing_opens_the_preview_without_a_text(secretary: Client, bureau: Bureau) -> None:
    assert secretary.get(PREVIEW).url == START
    assert secretary.post(PREVIEW, free(bureau)).status_code == 400
