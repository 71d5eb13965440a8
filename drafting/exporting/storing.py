"""Where the files of a job lie: chunks while it is made, then the one that is fetched.

Under EXPORT_DIR each job has a folder. A chunk is written whole or not at all, so that who takes
the job over after a killed worker finds every chunk either finished or missing.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from drafting.exporting.chunks import Chunk, Done
from reports.bundles import Listed
from reports.models import ExportJob

ROWS = "rows.json"


def folder_of(job: ExportJob) -> Path:
    """The job's folder."""
    return Path(settings.EXPORT_DIR) / str(job.pk)


def file_of(job: ExportJob) -> Path:
    """The file that a finished job offers."""
    return folder_of(job) / job.file


def discard(job: ExportJob) -> None:
    """Throw away whatever lies there of a job."""
    shutil.rmtree(folder_of(job), ignore_errors=True)


def chunk_file(job: ExportJob, chunk: Chunk) -> Path:
    """The file of a chunk."""
    return folder_of(job) / f"{chunk.first:07d}.chunk"


def is_stored(job: ExportJob, chunk: Chunk) -> bool:
    """Whether a chunk was made before, by whomever."""
    # TypeError: an earlier release has made it, and the index said other things then.
    with suppress(OSError, BadZipFile, KeyError, ValueError, TypeError):
        return len(_rows(chunk_file(job, chunk))) == len(chunk.chosen)
    return False


def store(job: ExportJob, chunk: Chunk, done: list[Done]) -> None:
    """Keep a chunk: a zip of what was made, and what the index will say of it."""
    rows = [{"listed": asdict(one.listed), "facts": one.made.facts} for one in done]
    with written(chunk_file(job, chunk)) as out, ZipFile(out, "w") as archive:
        archive.writestr(ROWS, json.dumps(rows, ensure_ascii=True))
        for place, one in enumerate(done):
            if not one.listed.fault:
                archive.writestr(str(place), one.made.content)


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which gets its name when all of it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            Path(out.name).unlink(missing_ok=True)
            raise
    Path(out.name).replace(path)


class Stored:
    """All that was made for a job, read back from its chunks."""

    def __init__(self, job: ExportJob, chunks: list[Chunk]) -> None:
        self._files = [chunk_file(job, chunk) for chunk in chunks]
        rows = [row for file in self._files for row in _rows(file)]
        self.listed = [listed for listed, _ in rows]
        self.facts = [facts for _, facts in rows]

    def contents(self) -> Iterator[bytes]:
        """What was made of each report, one at a time; b"" for one that failed."""
        for file in self._files:
            rows = _rows(file)
            with ZipFile(file) as archive:
                for place, (listed, _) in enumerate(rows):
                    yield b"" if listed.fault else archive.read(str(place))


class Held:
    """The same for a few reports that are sent at once: in memory."""

    def __init__(self, done: list[Done]) -> None:
        self._done = done
        self.listed = [one.listed for one in done]
        self.facts = [one.made.facts or {} for one in done]

    def contents(self) -> Iterator[bytes]:
        """What was made of each report."""
        for one in self._done:
            yield one.made.content


def _rows(file: Path) -> list[tuple[Listed, dict[str, Any]]]:
    with ZipFile(file) as archive:
        rows = json.loads(archive.read(ROWS))
    return [(Listed(**row["listed"]), row["facts"] or {}) for row in rows]
