"""What may be opened as a Word document, told from the bytes before anything is unpacked.

An XML tree takes twenty times the memory of its text, and 80 kB of zip can hold 30 MB of XML:
sizes are checked in the directory of the zip, which `zipfile` holds the members to.
"""

import lzma
import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from reports.outline.source import UnreadableFile

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024  # of the members that are parsed, together
MOST_TAGS = 1_000_000  # in them: an element takes 200 bytes of memory, however short its name
MOST_RATIO = 200  # of one member over 4 MB; the XML of long reports reaches 40
# What `zipfile` and the codecs raise for a damaged archive.
_DAMAGE = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
_RATIO_MATTERS = 4 * 1024 * 1024

SAVE_AS_DOCX = "请在 Word 或 WPS 中打开，另存为“Word 文档（.docx）”后再导入。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Beginnings that no text has.
OFFICE_FILES = (b"PK\x03\x04", _OLE, b"%PDF-", b"{\\rtf")
_OLE_STREAMS = (
    ("EncryptedPackage", "文件已加密。请在 Word 或 WPS 中打开并取消密码，保存后再导入。"),
    ("WordDocument", f"这是旧格式的 Word 或 WPS 文档（.doc、.wps）。{SAVE_AS_DOCX}"),
    ("Workbook", "这是 Excel 表格，不是 Word 文档。请导入 .docx 或 .txt 文件。"),
    (
        "PowerPoint Document",
        "这是 PowerPoint 演示文稿，不是 Word 文档。请导入 .docx 或 .txt 文件。",
    ),
)
_BEGINNINGS = (
    (rb"\s*\{\\rtf", f"这是 RTF 文档。{SAVE_AS_DOCX}"),
    (
        rb"%PDF-",
        "这是 PDF 文件，不能导入。请导入由它而来的 .docx 文件，或把文字复制后用“粘贴文字”导入。",
    ),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP",
        "这是图片，不能导入。请导入 .docx 或 .txt 文件。",
    ),
    (
        rb"(?i:\s*<(!doctype html|html)|mime-version:)|.{0,400}<w:wordDocument|.{0,200}Word\.Document",
        f"这是网页或 XML 格式的文档，不是 .docx。{SAVE_AS_DOCX}",
    ),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "这是压缩包。请解压后导入其中的 .docx 或 .txt 文件。"),
)
_OTHER_OFFICE = (
    ("xl/workbook.xml", "这是 Excel 表格，不是 Word 文档。请导入 .docx 或 .txt 文件。"),
    (
        "ppt/presentation.xml",
        "这是 PowerPoint 演示文稿，不是 Word 文档。请导入 .docx 或 .txt 文件。",
    ),
)
_OTHER_ZIPS = (
    ("OFD.xml", f"这是 OFD 版式文件，不能导入。{SAVE_AS_DOCX}"),
    ("mimetype", f"这是 OpenDocument 文档（.odt）。{SAVE_AS_DOCX}"),
)
NOT_WORD = "这不是 Word 文档（.docx）。请导入 .docx 或 .txt 文件。"
BROKEN = "文件已损坏，无法打开。请在 Word 或 WPS 中打开修复，另存为 .docx 后再导入。"
OVER_LIMIT = "文件超过 10 MB，无法导入。请删去其中的图片等内容后再导入。"
_TOO_BIG = "文件解压后过大，无法导入。请删去其中的图片等内容，只留文字后再导入。"
_CONTENT_TYPES = "[Content_Types].xml"


class Package:
    """The zip of a .docx whose members are within the limits, read on a budget."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises UnreadableFile, saying what the file is and what to do."""
        _refuse_by_beginning(data)
        try:
            self._archive = ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableFile(BROKEN) from error
        _refuse_by_directory(self._archive)
        self._bytes = self._tags = 0

    def xml(self, name: str) -> bytes | None:
        """Return the XML member `name`, None where there is none.

        Raises UnreadableFile for one that is broken, and when all that was asked for together
        is too much to be parsed.
        """
        try:
            self._bytes += self._archive.getinfo(name).file_size
        except KeyError:
            return None
        if self._bytes > MOST_XML:
            raise UnreadableFile(_TOO_BIG)
        try:
            content = self._archive.read(name)
        except _DAMAGE as error:
            raise UnreadableFile(BROKEN) from error
        self._tags += content.count(b"<")
        if self._tags > MOST_TAGS:
            raise UnreadableFile(_TOO_BIG)
        return content


def _refuse_by_directory(archive: ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise UnreadableFile(_TOO_BIG)
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableFile("压缩包带有密码。请导入未加密的 .docx 文件。")
        is_inflated = member.file_size > MOST_RATIO * max(member.compress_size, 1)
        if member.file_size > _RATIO_MATTERS and is_inflated:
            raise UnreadableFile(_TOO_BIG)
    names = {member.filename for member in members}
    if _CONTENT_TYPES not in names:
        raise UnreadableFile(_other_zip(names))
    for name, sentence in _OTHER_OFFICE:
        if name in names:
            raise UnreadableFile(sentence)


def _refuse_by_beginning(data: bytes) -> None:
    if not data:
        raise UnreadableFile("文件是空的。请检查后重新选择。")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(OVER_LIMIT)
    if data.startswith(_OLE):
        for stream, sentence in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise UnreadableFile(sentence)
        raise UnreadableFile(NOT_WORD)
    for beginning, sentence in _BEGINNINGS:
        if re.match(beginning, data[:1024], re.DOTALL):
            raise UnreadableFile(sentence)
    if not data.startswith(b"PK"):
        raise UnreadableFile(NOT_WORD)


def _other_zip(names: set[str]) -> str:
    for name, sentence in _OTHER_ZIPS:
        if name in names:
            return sentence
    if any(name.lower().endswith((".docx", ".txt")) for name in names):
        return "这是压缩包。请解压后导入其中的 .docx 或 .txt 文件。"
    return NOT_WORD
