"""Files that are no Word document, or a dangerous one, are refused in one clear sentence."""

import random
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word import guards
from reports.word.importer import text_of
from reports.word.typeset import typeset
from tests.reports.word.documents import CONTENT_TYPES, docx, paragraph, zipped

GOOD = typeset(read("总结\n\n一、主要工作\n（一）学习。读了原著。\n二、存在问题\n学得浅。\n" * 3))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(400)


def with_password() -> bytes:
    """Set the bit that says a member is encrypted, in its header and in the directory."""
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b" " * 30_000_000})


def crowd() -> bytes:
    return zipped(
        {"[Content_Types].xml": CONTENT_TYPES} | {f"word/{n}.xml": "" for n in range(2_001)}
    )


def wide() -> bytes:
    """Make XML too big to be parsed that no ratio gives away."""
    noise = random.Random(1).randbytes(200_000).hex().encode()  # noqa: S311 - chance, no secret
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
    with ZipFile(out, "a", 8) as archive:
        archive.writestr("word/document.xml", noise * 40)
    return out.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "空的"),
    ("over 10 MB", lambda: b"PK" + bytes(10 * 1024 * 1024), "超过 10 MB"),
    ("encrypted", lambda: ole("EncryptedPackage"), "已加密.*取消密码"),
    (".doc", lambda: ole("WordDocument"), "旧格式.*另存为"),
    (".xls", lambda: ole("Workbook"), "Excel"),
    ("other OLE", lambda: OLE, "不是 Word 文档"),
    (".rtf", lambda: rb"{\rtf1\ansi }", "RTF.*另存为"),
    (".pdf", lambda: b"%PDF-1.7\n", "PDF"),
    (".png", lambda: b"\x89PNG\r\n\x1a\n", "图片"),
    (".jpg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
    ("web page", lambda: b"<html><body>", "网页"),
    (
        "Word 2003 XML",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
        "XML",
    ),
    (".rar", lambda: b"Rar!\x1a\x07", "压缩包"),
    (".xlsx", lambda: zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel"),
    (
        ".pptx",
        lambda: zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
        "PowerPoint",
    ),
    (
        ".odt",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "OpenDocument",
    ),
    (".ofd", lambda: zipped({"OFD.xml": ""}), "OFD"),
    (".jar", lambda: zipped({"META-INF/MANIFEST.MF": ""}), "不是 Word 文档"),
    ("a zip of documents", lambda: zipped({"总结.docx": b""}), "压缩包.*解压"),
    ("plain text", "一、工作".encode, "不是 Word 文档"),
    (
        "no document inside",
        lambda: zipped({"[Content_Types].xml": CONTENT_TYPES}),
        "不是 Word 文档",
    ),
    ("cut off", lambda: GOOD[: len(GOOD) // 2], "损坏"),
    # The directory says that it begins 10 MB further on: members seem to lie before the file.
    ("false directory", lambda: GOOD[:-6] + (10_000_000).to_bytes(4, "little") + GOOD[-2:], "损坏"),
    ("broken XML", lambda: docx("<w:p>"), "损坏"),
    ("password on the zip", with_password, "密码|加密"),
    ("zip bomb", bomb, "过大"),
    ("too many members", crowd, "过大"),
    ("too much XML", wide, "过大"),
    ("too many elements", lambda: docx("<w:p/>" * 600_000 + "<w:r></w:r>" * 300_000), "过大"),
    (
        "too many elements in all",
        lambda: docx("<w:p/>" * 600_000, header="<w:p/>" * 600_000),
        "过大",
    ),
    ("nested too deep", lambda: docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "损坏"),
]


@pytest.mark.parametrize(
    ("make", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_each_kind_of_wrong_file_has_its_sentence(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as refusal:
        text_of(make())
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert len(bomb()) < 100_000
    assert guards.MOST_XML < 30_000_000


def test_a_long_report_is_no_bomb() -> None:
    body = "".join(paragraph(f"第{n}次，持续抓好党的政治建设。" * 10) for n in range(5_000))
    assert text_of(docx(body)).count("\n") == 5_000


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    data = bytearray(GOOD)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 40)]
            case 2:
                data[at:at] = chance.randbytes(chance.randrange(1, 40))
    with suppress(UnreadableFile):
        assert isinstance(text_of(bytes(data)), str)


@pytest.mark.parametrize("seed", range(100))
def test_damaged_xml_in_a_sound_zip_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    with ZipFile(BytesIO(GOOD)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
    text = str(members[name], "utf-8")  # type: ignore[arg-type]
    at, length = chance.randrange(len(text)), chance.randrange(1, 60)
    members[name] = (text[:at] + text[at + length :] + chance.choice(["", "</w:p>"])).encode()
    with suppress(UnreadableFile):
        assert isinstance(text_of(zipped(members)), str)
