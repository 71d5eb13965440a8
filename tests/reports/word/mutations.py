"""Word files gone wrong: from sound ones by chance, the same for the same number.

Run as a program (`python -m tests.reports.word.mutations FIRST COUNT`) it reads them under the
limits that the reader promises and prints what went beyond: nothing, if all is well.
"""

import random
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from docx import Document

from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.importer import read_word
from reports.word.typeset import typeset
from tests.reports.word.documents import abstract, docx, item, level, num, paragraph, run, zipped

MOST_MEMORY = 300 * 1024 * 1024
MOST_SECONDS = 10
TEXT = (
    "总结\n\n一、主要工作\n（一）学习。一是读了原著。\n序号\t问题\n1\t学习不深\n2\t形式单一\n"
    "二、存在问题\n学得浅。\n附件：1. 清单\n\n城关党支部\n2026年1月5日\n\n附件1\n清单\n1.甲\n"
)
_TAG = re.compile(rb"<[^>]*>")
_NUMBER = re.compile(rb'"(\d+)"')
_ELEMENT = re.compile(rb"<w:(p|r|tbl|tr|tc|num|abstractNum|lvl|style)\b[^>]*>.*?</w:\1>", re.DOTALL)
NUMBERS = (b"0", b"-1", b"1", b"99", b"65536", b"4294967296", b"9" * 30, b"x", b"", "一".encode())
WORDS = (
    b"&#x0;", b"&lt;", b"&bogus;", b"]]>", b"<!--", b"<![CDATA[", b"\xff\xfe", b"\x00",
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:tbl>", b"<w:br/>", b"<w:tab/>", b"</w:body>",
    b'<w:fldChar w:fldCharType="begin"/>', b"<w:del>", b"</w:del>", b"<w:txbxContent>",
    "一、".encode() * 50, b"<w:sym w:char='FFFFFFFFF'/>",
)  # fmt: skip


@cache
def sound() -> tuple[bytes, ...]:
    """Give the files that are spoiled: ours, python-docx's, and one with everything in it."""
    document = Document()
    document.add_heading("总结", 0)
    for number in range(6):
        document.add_paragraph(f"第{number}条", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "次数"
    line = document.add_paragraph().add_run("正文")
    document.add_comment(line, text="请核对", author="甲")
    out = BytesIO()
    document.save(out)
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph('框')}</w:txbxContent></w:drawing></w:r>"
    all_kinds = docx(
        item("工作", 1) + item("学习", 1, 1) + item("宣传", 2, 1)
        + paragraph("<w:ins><w:r><w:t>加</w:t></w:r></w:ins>", "<w:del><w:r/></w:del>", box)
        + paragraph(run("隐", "<w:vanish/>"), '<w:fldSimple w:instr="D"><w:r/></w:fldSimple>'),
        numbering=abstract(1, level(0, "chineseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"))
        + num(1, 1) + num(2, 1, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'),
        styles='<w:style w:styleId="a"><w:name w:val="x"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="y"/><w:basedOn w:val="a"/></w:style>',
        footnotes=f"<w:footnote>{paragraph('脚注')}</w:footnote>",
    )  # fmt: skip
    return typeset(read(TEXT)), out.getvalue(), all_kinds


def spoiled(seed: int) -> bytes:
    """Give the file that belongs to `seed`."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    data = chance.choice(sound())
    for _ in range(chance.choice((1, 1, 2, 5))):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Change, cut out or put in some bytes of the file."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if not made:
            break
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randrange(1, 40)]
            case 2:
                made[at:at] = chance.randbytes(chance.randrange(1, 40))
            case 3:
                del made[at:]
    return bytes(made)


def _members(data: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """Change the XML of one member; a file that is no zip any more stays as it is."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    except Exception:  # noqa: BLE001 - spoiled before, in any of a dozen ways
        return data
    weights = [8 if "document.xml" in name else 2 if "word/" in name else 1 for name in members]
    if not members:
        return data
    (name,) = chance.choices(list(members), weights)
    members[name] = change(bytes(members[name]))  # type: ignore[arg-type]
    if chance.random() < 0.05:
        members[chance.choice(list(members))] = b""
    return zipped(members)


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _cut(data: bytes, chance: random.Random) -> bytes:
    def change(content: bytes) -> bytes:
        at = _place(content, chance)
        return content[:at] + content[at + chance.randrange(1, 400) :]

    return _members(data, chance, change)


def _put_in(data: bytes, chance: random.Random) -> bytes:
    def change(content: bytes) -> bytes:
        tags = [match.end() for match in _TAG.finditer(content)] or [0]
        at = chance.choice(tags)
        return content[:at] + chance.choice(WORDS) * chance.choice((1, 1, 300)) + content[at:]

    return _members(data, chance, change)


def _number(data: bytes, chance: random.Random) -> bytes:
    """Put another number in place of one or all."""

    def change(content: bytes) -> bytes:
        number = b'"' + chance.choice(NUMBERS) + b'"'
        found = list(_NUMBER.finditer(content))
        if not found:
            return content
        if chance.random() < 0.2:
            return _NUMBER.sub(number, content)
        match = chance.choice(found)
        return content[: match.start()] + number + content[match.end() :]

    return _members(data, chance, change)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    """Say an element many times, beside itself or inside itself."""

    def change(content: bytes) -> bytes:
        found = list(_ELEMENT.finditer(content))
        if not found:
            return content
        match = chance.choice(found)
        element, times = match.group(), chance.choice((2, 50, 250, 3000))
        if chance.random() < 0.5:
            more = element * min(times, 400_000 // len(element) + 1)
        else:
            depth = min(times, 260)
            begin, _, end = element.partition(b">")
            more = (begin + b">") * depth + end + b"</w:" + match[1] + b">" * 1
            more += (b"</w:" + match[1] + b">") * (depth - 1)
        return content[: match.start()] + more + content[match.end() :]

    return _members(data, chance, change)


def _remove(data: bytes, chance: random.Random) -> bytes:
    def change(content: bytes) -> bytes:
        found = list(_ELEMENT.finditer(content))
        if not found:
            return content
        match = chance.choice(found)
        return content[: match.start()] + content[match.end() :]

    return _members(data, chance, change)


def _swap_tags(data: bytes, chance: random.Random) -> bytes:
    def change(content: bytes) -> bytes:
        tags = list(_TAG.finditer(content))
        if len(tags) < 2:
            return content
        one, other = sorted(chance.sample(tags, 2), key=lambda match: match.start())
        return (
            content[: one.start()] + other.group() + content[one.end() : other.start()]
            + one.group() + content[other.end() :]
        )  # fmt: skip

    return _members(data, chance, change)


def _stored(data: bytes, chance: random.Random) -> bytes:
    """Pack it without compression, a member twice."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - spoiled before
        return data
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name.upper() if chance.random() < 0.1 else name, content)
    return out.getvalue()


_WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _bytes,
    _cut,
    _put_in,
    _number,
    _repeat,
    _remove,
    _swap_tags,
    _stored,
)


def taken(seed: int) -> float:
    """Read the file of `seed` to the outline; return the seconds it took.

    Raises whatever the reader raises besides its refusal.
    """
    data = spoiled(seed)
    begun = time.perf_counter()
    try:
        read(read_word(data).text)
    except UnreadableFile as refusal:
        if not str(refusal).endswith("。"):
            raise
    return time.perf_counter() - begun


def _virtual_memory() -> int:
    with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123 - one number
        return int(status.read().split()[0]) * resource.getpagesize()


def _main(first: int, count: int) -> None:
    def too_long(_signal: int, _frame: object) -> None:
        raise TimeoutError

    taken(0)  # everything is imported and warm
    limit = _virtual_memory() + MOST_MEMORY - 60 * 1024 * 1024  # the program itself takes 60 MB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGALRM, too_long)
    slowest = 0.0
    for seed in range(first, first + count):
        signal.alarm(MOST_SECONDS)
        try:
            slowest = max(slowest, taken(seed))
        except BaseException:  # noqa: BLE001 - everything is a finding
            print(f"FAULT seed {seed}\n{traceback.format_exc(limit=-3)}")  # noqa: T201
        signal.alarm(0)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if most > MOST_MEMORY:
        print(f"FAULT memory {most // 1024**2} MB")  # noqa: T201
    print(f"slowest {slowest:.2f} s, memory {most // 1024**2} MB")  # noqa: T201


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
