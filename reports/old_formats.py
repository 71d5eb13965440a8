"""Files of old kinds (.doc, .wps, .rtf) read by way of LibreOffice, where this machine has it.

What is no such file, or where there is no LibreOffice, is left to the reader of .docx and text,
which says in words what to do.
"""

import re
from pathlib import Path

from reports import office
from reports.outline.source import UnreadableFile
from reports.word import guards, importer
from reports.word.importer import WordText

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_RTF = re.compile(rb"\s*\{\\rtf")
NOTE = "原文件是 {kind} 格式，由 LibreOffice 转换后读取。请对照原文核对序号、表格和脚注。"
LOCKED = "文件转换不成功，可能加了密码或已损坏。请在 Word 或 WPS 中打开，另存为 .docx 后再导入。"


def kind_of(data: bytes) -> str | None:
    """`doc` or `rtf` for what LibreOffice has to convert, by the content; None for anything else.

    A .wps file of WPS Office is a .doc under another name.
    """
    if data.startswith(_OLE) and _WORD_STREAM in data and _LOCKED_STREAM not in data:
        return "doc"
    return "rtf" if _RTF.match(data[:64]) else None


def read_any(data: bytes, name: str) -> WordText:
    """The text of the file `data` called `name`, of any kind that this machine can read.

    Raises UnreadableFile with the sentence for the person.
    """
    kind = kind_of(data)
    if kind is None or not office.is_there() or len(data) > guards.MOST_BYTES:
        return importer.read_file(data, name)
    try:
        docx = office.convert(data, kind, "docx")
    except office.NoOffice as reason:
        failed = str(reason) == office.FAILED
        raise UnreadableFile(LOCKED if failed else str(reason)) from reason
    found = importer.read_word(docx)
    shown = Path(name).suffix.lower() or f".{kind}"
    return WordText(found.text, (NOTE.format(kind=shown), *found.notes))


def read_path(path: Path) -> WordText:
    """The text of the file at `path`; raises UnreadableFile also where it cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError:
        return importer.read_path(path)  # which says what is wrong with it
    return read_any(data, path.name)
