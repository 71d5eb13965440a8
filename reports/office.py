"""LibreOffice, where this machine has it: Word files to PDF, old formats to .docx.

Each run works in a folder of its own, is stopped after a while, and runs no macro. No more than
a few run at once; the places are files that are locked, so that the limit holds for all
processes of this machine and a killed one leaves none taken.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

COMMANDS = ("soffice", "libreoffice")
# No macro of a document runs, whatever it says; no link in it is followed.
_SAFE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
# Which reader takes a file. Left to itself the program reads anything that it does not know as text.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format"}
# LibreOffice sets a gap between 2025 and 年 whatever the file says, Word does not: without it
# both have the same lines.
_GAP, _NO_GAP = b'text-autospace="ideograph-alpha"', b'text-autospace="none"'


class NoOffice(Exception):  # noqa: N818 - its text is the sentence for the person
    """Nothing was made; the text says why and what to do, in Chinese."""


MISSING = (
    "服务器没有安装 LibreOffice，不能直接生成 PDF。请在本页点【打印】，目标打印机选“另存为 PDF”，"
    "版面相同；需要直接下载的，请单位技术人员在服务器上安装 LibreOffice。"
)
BUSY = "正在转换的文件较多，请过一两分钟再试。"
FAILED = "LibreOffice 没有转换成功。请再试一次；仍不成功的，请在 Word 或 WPS 中打开并另存。"
TOO_LONG = "文件转换超过 {seconds} 秒，已停止。请删去其中的图片等内容后再试，或在 Word 中另存。"


def command() -> str | None:
    """The program, by the setting SOFFICE or in the usual places; None where there is none."""
    if named := settings.SOFFICE:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, COMMANDS)), None)


def is_there() -> bool:
    """Whether this machine has LibreOffice."""
    return command() is not None


def pdf_of(docx: bytes) -> bytes:
    """A .docx of ours as PDF; the same file is kept for a while and not made twice.

    Raises NoOffice.
    """
    kept = settings.VAR_DIR / "pdf" / f"{hashlib.sha256(docx).hexdigest()}.pdf"
    if kept.exists():
        return kept.read_bytes()
    open_document = convert(docx, "docx", "fodt")
    pdf = convert(open_document.replace(_GAP, _NO_GAP), "fodt", "pdf")
    keep(kept, pdf)
    return pdf


def keep(path: Path, pdf: bytes) -> None:
    """Put a PDF aside for the next who asks, and throw away what is too old."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.iterdir():
        if time.time() - old.stat().st_mtime > settings.PDF_KEPT_SECONDS:
            old.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(pdf)
    Path(file.name).replace(path)


def convert(data: bytes, source: str, target: str) -> bytes:
    """The file `data` of the kind `source` (its ending) as one of the kind `target`.

    Raises NoOffice where there is no LibreOffice, no place, no time left or nothing came of it.
    """
    program = command()
    if program is None:
        raise NoOffice(MISSING)
    with place() as profile, tempfile.TemporaryDirectory(prefix="zhibi-office-") as folder:
        (Path(folder) / f"document.{source}").write_bytes(data)
        run(program, profile, folder, source, target)
        made = Path(folder) / f"document.{target}"
        if not made.is_file() or made.stat().st_size > settings.OFFICE_OUTPUT_BYTES:
            raise NoOffice(FAILED)
        return made.read_bytes()


# Fonts that the files name → those that free systems have instead, the best first.
_SONG = ("FandolSong", "Source Han Serif SC", "Noto Serif CJK SC", "AR PL UMing CN")
_INSTEAD = {
    "仿宋_GB2312": ("仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "FandolFang R", *_SONG),
    "仿宋": ("FangSong", "方正仿宋_GBK", "华文仿宋", "FandolFang R", *_SONG),
    "楷体_GB2312": (
        "楷体",
        "KaiTi",
        "方正楷体_GBK",
        "华文楷体",
        "FandolKai",
        "AR PL UKai CN",
        *_SONG,
    ),
    "楷体": ("KaiTi", "方正楷体_GBK", "华文楷体", "FandolKai", "AR PL UKai CN", *_SONG),
    "黑体": (
        "SimHei",
        "FandolHei",
        "Source Han Sans SC",
        "Noto Sans CJK SC",
        "WenQuanYi Micro Hei",
    ),
    "宋体": ("SimSun", *_SONG),
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", *_SONG),
    "方正小标宋_GBK": ("方正小标宋简体", "华文中宋", "STZhongsong", *_SONG),
}


def fonts_file() -> Path:
    """A configuration in which a font that is missing is replaced by one of its kind.

    Without it the program takes any that has the characters, often without serifs.
    """
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{name}</family>'
        + "".join(f"<family>{other}</family>" for other in others)
        + "</prefer></alias>"
        for name, others in _INSTEAD.items()
    )
    folder = settings.VAR_DIR / "office"
    file: Path = folder / "fonts.conf"
    content = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}'
        f"<cachedir>{folder.resolve()}/fonts</cachedir></fontconfig>"
    )
    if not file.exists() or file.read_text("utf-8") != content:
        file.write_text(content, "utf-8")
    return file


def run(program: str, profile: Path, folder: str, source: str, target: str) -> None:
    """Run LibreOffice once; it and all that it started ends with the time that it has."""
    process = subprocess.Popen(  # noqa: S603 - a program of this machine, no shell, no words of people
        [
            program,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            *([f"--infilter={_FILTERS[source]}"] if source in _FILTERS else []),
            "--convert-to",
            target,
            "--outdir",
            folder,
            f"{folder}/document.{source}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        env={"FONTCONFIG_FILE": str(fonts_file()), **os.environ},
        start_new_session=True,
    )
    seconds = settings.OFFICE_SECONDS
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise NoOffice(TOO_LONG.format(seconds=seconds)) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            shutil.rmtree(profile, ignore_errors=True)  # it may be half written


@contextmanager
def place() -> Iterator[Path]:
    """Take one of the places; gives the profile folder that belongs to it. Raises NoOffice."""
    until = time.monotonic() + settings.OFFICE_WAIT_SECONDS
    folder = settings.VAR_DIR / "office"
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for number in range(settings.OFFICE_PLACES):
            with (folder / f"place-{number}").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield prepared(folder / f"profile-{number}")
                return
        if time.monotonic() > until:
            raise NoOffice(BUSY)
        time.sleep(0.2)


def prepared(profile: Path) -> Path:
    """The profile folder with the settings that keep macros from running."""
    (profile / ".lock").unlink(missing_ok=True)  # of a run that was killed: the place is ours
    settings_file = profile / "user" / "registrymodifications.xcu"
    settings_file.parent.mkdir(parents=True, exist_ok=True)
    settings_file.write_text(_SAFE, "utf-8")
    return profile
