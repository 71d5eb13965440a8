"""A bureau of any size, to measure and try the product with: made in bulk, every row plausible.

Organisations stand under one committee: committees, general branches below them, branches below
those. Each branch has a secretary, each committee a reviewer and an administrator. Reports belong
to yearly assignments, the last of which is under way, in all states.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organization, OrganizationKind, User
from accounts.roles import MemberRole
from reports import document_kinds, records
from reports.models import (
    Assignment,
    AssignmentState,
    Entry,
    Event,
    EventKind,
    Report,
    ReportTemplate,
    ReviewLevel,
    Revision,
    Section,
    TemplateSection,
)
from reports.outline.reader import read
from reports.records import PART_FIELDS, Content
from reports.states import State

PASSWORD = "zhibi-demo-2026"  # noqa: S105 - of invented people
COMMITTEES, GENERAL_BRANCHES = 20, 10
BATCH = 2000
# What became of the reports of the assignment that is under way; None: nobody has begun.
PROGRESS: dict[State | None, float] = {
    None: 0.2,
    State.DRAFT: 0.2,
    State.SUBMITTED: 0.25,
    State.RETURNED: 0.1,
    State.APPROVED: 0.25,
}
TEXT = """{name}{year}年度党建工作总结
{year}年，在上级党委领导下，{name}围绕中心抓党建，各项工作取得新进展。
一、主要工作
（一）强化理论武装。全年集中学习{a}次，开展专题研讨{b}次，党员撰写心得体会{c}篇。
（二）严格组织生活。落实“三会一课”制度，召开党员大会{b}次，党员参会率98%。
二、存在问题
（一）学用结合不够紧密。个别党员理论学习与业务工作结合不够，解决实际问题的办法不多。
（二）品牌创建进展不快。支部品牌特色不鲜明，宣传推广不够。
三、下步措施
（一）推动学用结合。围绕业务难题开展调研式学习，每季度形成{d}项成果。
（二）打造支部品牌。制定品牌创建方案，明确责任人和完成时限。
"""


@dataclass(frozen=True, slots=True)
class Generated:
    """How much was made, and who sees all of it."""

    organizations: int
    people: int
    reports: int
    reviewer: str
    administrator: str


@transaction.atomic
def generate(organizations: int, reports: int, *, seed: int = 1) -> Generated:
    """Make so many organisations and reports; the same `seed` makes the same ones."""
    chance = Random(seed)  # noqa: S311 - invented data
    document_kinds.install(ReportTemplate, TemplateSection)
    placed = _tree(organizations)
    branches = [one for one in placed if one.kind == OrganizationKind.BRANCH]
    people = _people(placed)
    secretaries = dict(
        Membership.objects.filter(role=MemberRole.SECRETARY).values_list(
            "organization_id", "user_id"
        )
    )
    made = _reports(branches, secretaries, reports, issuer=placed[0], by=people[-1], chance=chance)
    reviewer, administrator = people[-2:]
    return Generated(len(placed), len(people), made, reviewer.username, administrator.username)


def _tree(count: int) -> list[Organization]:
    """The organisations, the one on top first; `count` in all, most of them branches."""
    root = Organization.objects.add_root(
        {"name": "测试市直属机关工委", "kind": OrganizationKind.COMMITTEE}
    )
    placed = [root]
    parents = [root]
    for kind, label, number in (
        (OrganizationKind.COMMITTEE, "机关党委", min(COMMITTEES, count // 50)),
        (OrganizationKind.GENERAL_BRANCH, "党总支", min(GENERAL_BRANCHES, count // 400)),
    ):
        below = [
            _child(parent, step, kind, f"{_stem(parent)}第{step}{label}")
            for parent in parents
            for step in range(1, number + 1)
        ]
        placed += below
        parents = below or parents
    rest = count - len(placed)
    steps = dict.fromkeys((parent.path for parent in parents), 0)
    for index in range(rest):
        parent = parents[index % len(parents)]
        steps[parent.path] += 1
        placed.append(
            _child(
                parent,
                steps[parent.path],
                OrganizationKind.BRANCH,
                f"{_stem(parent)}第{steps[parent.path]}党支部",
            )
        )
    children: dict[str, int] = {}
    for one in placed[1:]:
        above = one.path[: -Organization.steplen]
        children[above] = children.get(above, 0) + 1
    for one in placed:
        one.numchild = children.get(one.path, 0)
    root.save(update_fields=["numchild"])
    Organization.objects.bulk_create(placed[1:], BATCH)
    return placed


def _stem(parent: Organization) -> str:
    """What the names of those below begin with, so that every name is another one."""
    return "" if parent.is_root() else parent.name.removesuffix("机关党委").removesuffix("党总支")


def _child(parent: Organization, step: int, kind: str, name: str) -> Organization:
    """An organisation at its place in the tree, not saved yet."""
    depth = parent.depth + 1
    path = Organization._get_path(parent.path, depth, step)  # noqa: SLF001 - the library's own way
    return Organization(path=path, depth=depth, name=name, kind=kind)


def _people(placed: list[Organization]) -> list[User]:
    """A secretary a branch, a reviewer and an administrator a committee; those on top come last."""
    hashed = make_password(PASSWORD)  # once: hashing is slow on purpose
    posts: list[tuple[Organization, MemberRole]] = []
    for one in reversed(placed):
        if one.kind == OrganizationKind.BRANCH:
            posts.append((one, MemberRole.SECRETARY))
        elif one.kind == OrganizationKind.COMMITTEE:
            posts += [(one, MemberRole.REVIEWER), (one, MemberRole.ADMINISTRATOR)]
    people = User.objects.bulk_create(
        [
            User(username=f"people{number}", full_name=f"测试{number}", password=hashed)
            for number, _ in enumerate(posts, 1)
        ],
        BATCH,
    )
    Membership.objects.bulk_create(
        [
            Membership(user=person, organization=one, role=role)
            for person, (one, role) in zip(people, posts, strict=True)
        ],
        BATCH,
    )
    return people


def _reports(
    branches: list[Organization],
    secretaries: dict[int, int],
    count: int,
    *,
    issuer: Organization,
    by: User,
    chance: Random,
) -> int:
    """So many reports in yearly assignments, the last one under way."""
    years = -(-count // len(branches))
    for back in reversed(range(years)):
        assignment = _assignment(timezone.localdate().year - back, issuer, by, is_last=not back)
        through = Assignment.organizations.through
        through.objects.bulk_create(
            [through(assignment=assignment, organization=one) for one in branches], BATCH
        )
        wanted = min(len(branches), count - back * len(branches)) if back == years - 1 else None
        chosen = branches[:wanted]
        states: list[State | None] = (
            [State.ARCHIVED] * len(chosen)
            if back
            else chance.choices(list(PROGRESS), weights=list(PROGRESS.values()), k=len(chosen))
        )
        placed = list(zip(chosen, states, strict=True))
        for start in range(0, len(placed), BATCH):
            _batch(placed[start : start + BATCH], assignment, secretaries, chance)
    return count


def _assignment(year: int, issuer: Organization, by: User, *, is_last: bool) -> Assignment:
    """The yearly assignment; the last one is due in ten days."""
    due = timezone.localdate() + timedelta(days=10)
    assignment = Assignment.objects.create(
        name=f"{year}年度党建工作总结",
        template=ReportTemplate.objects.get(key="annual_summary"),
        issuer=issuer,
        year=year,
        due=due if is_last else due.replace(year=year, day=min(due.day, 28)),
        state=AssignmentState.OPEN if is_last else AssignmentState.CLOSED,
        published_at=timezone.now() - timedelta(days=20 + 365 * (timezone.localdate().year - year)),
        created_by=by,
    )
    ReviewLevel.objects.create(assignment=assignment, level=1)
    return assignment


def _batch(
    batch: list[tuple[Organization, State | None]],
    assignment: Assignment,
    secretaries: dict[int, int],
    chance: Random,
) -> None:
    """Reports; those that somebody has begun with words, one revision and one event each."""
    contents = [_content(one, assignment.year, chance) if state else None for one, state in batch]
    reports = Report.objects.bulk_create(
        [
            _report(assignment, one, state, content, secretaries[one.pk], chance)
            for (one, state), content in zip(batch, contents, strict=True)
        ]
    )
    told = [(r, content) for r, content in zip(reports, contents, strict=True) if content]
    sections = Section.objects.bulk_create([s for r, c in told for s in _sections(r, c)], BATCH)
    rows = [row for _, content in told for row in content["sections"]]
    Entry.objects.bulk_create(
        [e for s, row in zip(sections, rows, strict=True) for e in _entries(s, row)], BATCH
    )
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                report=r, number=1, content=content, created_by_id=secretaries[r.organization_id]
            )
            for r, content in told
        ],
        BATCH,
    )
    Event.objects.bulk_create(
        [
            Event(
                report=revision.report,
                kind=EventKind.CREATE if revision.report.state == State.DRAFT else EventKind.SUBMIT,
                state=revision.report.state,
                actor_id=revision.created_by_id,
                revision=revision,
            )
            for revision in revisions
        ],
        BATCH,
    )


def _report(  # noqa: PLR0917 - what a row is made of
    assignment: Assignment,
    organization: Organization,
    state: State | None,
    content: Content | None,
    author: int,
    chance: Random,
) -> Report:
    """A row, not saved yet."""
    sent = None
    if state not in {None, State.DRAFT}:
        sent = timezone.now() - timedelta(hours=chance.randrange(24 * 20))
    return Report(
        organization=organization,
        assignment=assignment,
        template=assignment.template,
        year=assignment.year,
        half=assignment.half,
        author_id=author if state else None,
        state=state or State.DRAFT,
        level=1 if state == State.SUBMITTED else 0,
        submitted_at=sent,
        first_submitted_at=sent,
        approved_at=timezone.now() if state in {State.APPROVED, State.ARCHIVED} else None,
        title=content["title"] if content else "",
    )


def _content(organization: Organization, year: int, chance: Random) -> Content:
    """The words of one report."""
    figures = {letter: chance.randrange(2, 40) for letter in "abcd"}
    return records.content_from(read(TEXT.format(name=organization.name, year=year, **figures)))


def _sections(report: Report, content: Content) -> Iterator[Section]:
    for position, row in enumerate(content["sections"]):
        yield Section(report=report, position=position, level=row["level"], **_fields(row))


def _entries(section: Section, row: dict[str, Any]) -> Iterator[Entry]:
    for position, entry in enumerate(row["entries"]):
        yield Entry(section=section, position=position, body=entry["body"], **_fields(entry))


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {field: row[field] for field in PART_FIELDS}
