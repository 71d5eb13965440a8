"""Read reports from the database by the dozen and have each made.

Whatever the number of reports, a chunk takes the same few queries, and only one chunk is in memory
at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from accounts.models import Organization
from drafting.exporting.making import Made, Order, make
from reports import layouts, records
from reports.bundles import Listed
from reports.layouts import STANDARD, InForce
from reports.models import ExportJob, ExportKind, Report, Section

SIZE = 25
HIDDEN = "您已无权查看这份报告，或者它已被删除"
BROKEN = "报告内容不完整，请打开这份报告检查后再导出"
CHANGED = "选定之后有改动，已按最新内容导出"


class Chunk(NamedTuple):
    """Reports `(pk, version)` of a job; `first` is the place of the first among all."""

    first: int
    chosen: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Done:
    """A report with what was made of it; `listed` is what the index says."""

    listed: Listed
    made: Made


def chunks_of(job: ExportJob) -> Iterator[Chunk]:
    """The job's reports in their order, SIZE at a time."""
    for first in range(0, len(job.chosen), SIZE):
        yield Chunk(first, job.chosen[first : first + SIZE])


def make_chunk(job: ExportJob, chunk: Chunk, pool: Executor | None = None) -> list[Done]:
    """Make what the job's owner may see of a chunk now, in the processes of `pool` if given."""
    found = (
        Report.objects.visible_to(job.owner).for_list().select_related("formal_details")
    ).in_bulk([pk for pk, _ in chunk.chosen])
    sections = records.sections_of(found.values())
    layout_of = _layouts(job, found.values())
    listed: list[Listed] = []
    orders: dict[int, Order] = {}
    for place, (pk, version) in enumerate(chunk.chosen):
        report = found.get(pk)
        if report is None:
            listed.append(Listed.missing(pk, HIDDEN))
            continue
        try:
            order = _order(
                job, report, chunk.first + place, sections[pk], layout_of[report.organization_id]
            )
        except Exception:  # noqa: BLE001 - the others go on, and the index names this one
            listed.append(Listed.of(report, fault=BROKEN))
            continue
        orders[place] = order
        listed.append(Listed.of(report, note=CHANGED if report.version != version else ""))
    run = pool.map if pool else map
    made = dict(zip(orders, run(partial(make, job.kind), orders.values()), strict=True))
    return [
        _done(one, made.get(place) or Made(fault=one.fault)) for place, one in enumerate(listed)
    ]


def _done(listed: Listed, made: Made) -> Done:
    return Done(listed.failing(made.fault) if made.fault else listed, made)


def _order(
    job: ExportJob, report: Report, number: int, sections: Sequence[Section], in_force: InForce
) -> Order:
    around: dict[str, Any] = {}
    details = layouts.details_of(report)
    if job.kind == ExportKind.ZIP and in_force.profile and details:
        around["red_head"] = layouts.red_head_of(in_force.profile, details)
        around["imprint"] = layouts.imprint_of(in_force.profile, details)
    return Order(
        number=number,
        outline=records.outline_of(records.content_of(report, sections)),
        title=report.headline.removesuffix("（未写标题）"),
        organization=report.organization.name,
        layout=in_force.layout,
        renumbered=bool(job.options.get("renumbered")),
        **around,
    )


def _layouts(job: ExportJob, reports: Iterable[Report]) -> dict[int, InForce]:
    """The layout of each report by organisation; one for all where all are in one file."""
    organizations = {report.organization_id: report.organization for report in reports}
    if job.kind == ExportKind.ZIP:
        return layouts.in_force_for(organizations.values())
    return dict.fromkeys(organizations, common_layout(job))


def common_layout(job: ExportJob) -> InForce:
    """The layout of a file that holds all reports: that of the organisation above them all."""
    key = job.options.get("organization_pk")
    organization = Organization.objects.filter(pk=key).first() if key else None
    return layouts.in_force(organization) if organization else STANDARD
