"""The way through the levels of review: which there are for a report, and which comes next."""

from accounts.models import User
from reports import permissions
from reports.models import Report, ReviewLevel, ReviewPolicy, Unstaffed

NOBODY_HERE = "这一级没有审核人，或者只有起草报告、在前面已经通过的人，按审核规定跳过。"


def chain_of(report: Report) -> list[int]:
    """The review levels that the report goes through; outside any assignment there is one.

    A level that names an organisation which does not stand above the reporting one is left out,
    unless no other is left: then any reviewer above decides at the last one.
    """
    levels = list(
        ReviewLevel.objects.filter(assignment_id=report.assignment_id)
        .select_related("organization")
        .order_by("level")
        if report.assignment_id
        else []
    )
    chain = [level.level for level in levels if permissions.is_there(level, report.organization)]
    return chain or [levels[-1].level if levels else 1]


def number_of_levels(report: Report) -> int:
    """Length of the report's review chain."""
    return len(chain_of(report))


def onward(report: Report, after: int, *, by: User) -> tuple[int, list[int]]:
    """The level that decides after `after` (0: the first), and those left out on the way.

    (0, []) after the last one. `by` sends the report on and does not decide again. A level where
    nobody may decide but those who wrote it or let it pass before is left out if the rules of the organisation say so and somebody is there further up; so a report
    is never approved without anybody having read it. Otherwise it waits there, and `telling`
    tells the administrators.
    """
    ahead = [level for level in chain_of(report) if level > after]
    if not ahead:
        return 0, []
    if permissions.deciders(report, ahead[0], after=by):
        return ahead[0], []
    policy = ReviewPolicy.objects.for_organization(report.organization)
    if policy.unstaffed == Unstaffed.SKIP:
        for place, level in enumerate(ahead[1:], 1):
            if permissions.deciders(report, level, after=by):
                return level, ahead[:place]
    return ahead[0], []
