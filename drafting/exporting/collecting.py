"""Put together what was made of many reports: a zip, a volume, a table."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain
from typing import IO, Any, Protocol

from zipstream import ZipStream

from drafting.exporting.chunks import common_layout
from drafting.exporting.pagenumbers import pages_in_office
from reports import bundles, sheets
from reports.bundles import Listed
from reports.models import ExportJob, ExportKind
from reports.word import listing, volume

COLUMNS = {
    "problems": ("存在问题", "对应的下步措施"),
    "measures": ("下步措施", "针对的问题"),
}
WIDTHS = (6, 24, 10, 14, 18, 60, 60)  # characters, in a sheet
PARTED = "\n"
# A longer volume would keep LibreOffice busy for minutes; Word counts its pages when it opens it.
MOST_PAGES_IN_OFFICE = 400


class Source(Protocol):
    """All that was made for a job, in its order."""

    listed: list[Listed]
    facts: list[dict[str, Any]]

    def contents(self) -> Iterator[bytes]:
        """What was made of each report; b"" for one that failed."""


def nothing() -> None:
    """Do nothing between two steps."""


def zipped(source: Source) -> Iterator[bytes]:
    """The zip of all documents with its index, piece by piece."""
    stream = ZipStream()
    names = bundles.names(source.listed)
    stream.add(bundles.index(source.listed, names), bundles.INDEX)
    yield from stream.all_files()
    for name, content in zip(names, source.contents(), strict=True):
        if name:
            stream.add(content, name)  # a .docx is compressed already
            yield from stream.all_files()
    yield from stream.finalize()


def collect(
    job: ExportJob, source: Source, out: IO[bytes], step: Callable[[], None] = nothing
) -> None:
    """Write the job's file to `out`; `step` is called again and again on the way.

    What is not in a volume or a table is named at its end.
    """
    if job.kind == ExportKind.ZIP:
        for number, piece in enumerate(zipped(source)):
            out.write(piece)
            if number % 256 == 0:
                step()
    elif job.kind == ExportKind.VOLUME:
        _write_volume(job, source, out, step)
    else:
        out.write(_list(job, source))


def _write_volume(job: ExportJob, source: Source, out: IO[bytes], step: Callable[[], None]) -> None:
    """Write the volume with the page numbers that LibreOffice finds, or those that we reckon.

    Where both agree nobody need ask again; else Word is told to compute them when it opens it.
    """
    pieces = [volume.Piece(**facts) for facts in source.facts if facts]
    write = partial(
        volume.write,
        cover=volume.Cover(
            job.options.get("title") or "报告汇编",
            job.options.get("organization", ""),
            job.options.get("period", ""),
        ),
        pieces=pieces,
        layout=common_layout(job).layout,
    )
    pages = reckoned = volume.first_pages(pieces)
    is_sure = False
    if sum(piece.pages for piece in pieces) <= MOST_PAGES_IN_OFFICE:
        held = BytesIO()
        write(held, fragments=_fragments(source, step), pages=reckoned)
        step()
        measured = pages_in_office(held.getvalue(), len(pieces))
        step()
        pages, is_sure = measured or reckoned, measured == reckoned
    fragments = _fragments(source, step)
    write(out, fragments=fragments, pages=pages, ask_for_update=not is_sure)


def _fragments(source: Source, step: Callable[[], None]) -> Iterator[str]:
    for number, content in enumerate(source.contents()):
        if number % 25 == 0:
            step()
        if content:
            yield content.decode()


def _list(job: ExportJob, source: Source) -> bytes:
    what, _, ending = job.kind.partition("_")
    heads = ("序号", "党组织", "层级", "时段", "所在部分", *COLUMNS[what])
    name = ExportKind(job.kind).label.partition("（")[0]
    rows = _numbered(source)
    if ending == "xlsx":
        columns = [sheets.Column(head, width) for head, width in zip(heads, WIDTHS, strict=True)]
        return sheets.sheet(name, columns, chain(rows, _left_out(source)))
    return listing.typeset_list(
        job.options.get("title") or name,
        [heads, *([str(value) for value in row] for row in rows)],
        under=[job.options.get("organization", ""), job.options.get("period", "")],
        notes=[f"{row[1]}{row[5]}" for row in _left_out(source)],
        layout=common_layout(job).layout,
    )


def _numbered(source: Source) -> Iterator[list[str | int]]:
    number = 0
    for listed, content in zip(source.listed, source.contents(), strict=True):
        for part, text, *answers in json.loads(content) if content else []:
            number += 1
            said = PARTED.join(answers)
            yield [number, listed.organization, listed.level, listed.period, part, text, said]


def _left_out(source: Source) -> Iterator[list[str | int]]:
    for listed in source.listed:
        if listed.fault:
            name = listed.organization or "未导出"
            yield [
                "",
                name,
                listed.level,
                listed.period,
                "",
                f"《{listed.title}》未导出：{listed.fault}",
                "",
            ]
