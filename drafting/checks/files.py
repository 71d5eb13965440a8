"""Check files on disk, one or many, in several processes."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.finding import Finding
from drafting.checks.kinds import kinds
from drafting.checks.reporting_year import YEAR, Reported, guess
from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.importer import read_path

SUFFIXES = frozenset({".txt", ".docx"})
FIXED = ".fixed.txt"
FEW = 3  # files; starting processes costs more than checking so few
AT_ONCE = 8  # files handed to a process in one go, at most


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's text with its findings, or the sentence that tells why it cannot be read."""

    file: Path
    text: str = ""
    findings: tuple[Finding, ...] = ()
    reported: Reported | None = None
    problem: str = ""


def files_in(folder: Path) -> list[Path]:
    """Every .txt and .docx in `folder` and below, in order, without what was fixed by us."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not path.name.startswith((".", "~$"))
        and not path.name.endswith(FIXED)
    )


def check_file(
    file: Path, *, given: Reported | None = None, kind: str | None = None, today: date | None = None
) -> Checked:
    """Check one file as a report on `given`, or on the period read out of its text."""
    try:
        text = read_path(file).text
    except UnreadableFile as problem:
        return Checked(file, problem=str(problem))
    outline = read(text)
    reported = given or guess(outline)
    context = Context(
        year=reported.year if reported else None,
        half=reported.half if reported else YEAR,
        kind=kinds()[kind] if kind else None,
    )
    if today:
        context = replace(context, today=today)
    return Checked(file, text, tuple(check(outline, context)), reported)


def check_files(
    files: Sequence[Path], *, given: Reported | None = None, kind: str | None = None
) -> Iterator[Checked]:
    """Check many files, in order, with as many processes as there are processors."""
    work = partial(check_file, given=given, kind=kind)
    workers = min(len(files), os.cpu_count() or 1)
    if len(files) <= FEW or workers == 1:
        yield from map(work, files)
        return
    chunk = max(1, min(AT_ONCE, len(files) // (workers * 4)))
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, files, chunksize=chunk)
