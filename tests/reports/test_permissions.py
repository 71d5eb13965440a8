"""The predicates and the querysets give the same answer for everybody and every report."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from reports import chain, permissions, workflow
from reports.models import Report
from reports.permissions import Action
from reports.states import State
from reports.workflow import APPROVE, SUBMIT
from tests import make
from tests.people import Bureau


@pytest.fixture
def crowd(bureau: Bureau) -> list[User]:
    """Everybody of two bureaus, those who are several things, and a closed branch's secretary."""
    closed = make.organization("已撤销党支部", parent=bureau.committee)
    left = make.member(closed, MemberRole.SECRETARY)
    make.report(closed, by=left)
    Organization.objects.filter(pk=closed.pk).update(is_active=False)
    both = make.member(bureau.sister, MemberRole.SECRETARY)
    Membership.objects.create(user=both, organization=bureau.committee, role=MemberRole.REVIEWER)
    make.user("root", is_superuser=True, is_staff=True)
    division = make.organization("片区党总支", parent=bureau.committee, kind="general_branch")
    make.member(division, MemberRole.REVIEWER)
    below = make.organization("片区党支部", parent=division)
    writer = make.member(below, MemberRole.SECRETARY)
    three = (division, bureau.committee, None)
    for levels in [(None,), three[:2], three]:
        assignment = make.assignment(
            below, bureau.branch, issuer=bureau.committee, by=bureau.administrator, levels=levels
        )
        report = make.report(below, by=writer, assignment=assignment)
        make.perform(SUBMIT, report, by=writer)
    make.perform(APPROVE, report, by=Membership.objects.get(organization=division).user)
    for state in State:
        bureau.report(state)
    make.perform(SUBMIT, make.report(bureau.sister, by=bureau.sister_secretary), by=both)
    make.perform(
        SUBMIT,
        make.report(bureau.other_branch, by=bureau.other_secretary),
        by=bureau.other_secretary,
    )
    return list(User.objects.all())


def test_a_report_is_in_the_list_exactly_when_it_may_be_opened(crowd: list[User]) -> None:
    reports = list(Report.objects.all())
    for person in crowd:
        listed = set(Report.objects.visible_to(person))
        allowed = {
            report for report in reports if permissions.refusal(person, Action.VIEW, report) is None
        }
        assert (person.username, listed) == (person.username, allowed)
    seen = [Report.objects.visible_to(person).count() for person in crowd]
    assert min(seen) == 0
    assert max(seen) == len(reports) - 1


def test_a_report_is_in_the_queue_exactly_when_it_may_be_decided(crowd: list[User]) -> None:
    submitted = list(Report.objects.filter(state=State.SUBMITTED))
    queues = {}
    for person in crowd:
        queues[person] = set(Report.objects.awaiting(person))
        allowed = {
            report for report in submitted if permissions.unless_reviewer(person, report) is None
        }
        assert (person.username, queues[person]) == (person.username, allowed)
    sizes = sorted(len(queue) for queue in queues.values())
    assert (sizes[0], sizes[-1]) == (0, 4)


@given(
    levels=st.lists(
        st.sampled_from(["none", "committee", "division", 1, 2, 3]), min_size=1, max_size=3
    ),
    approvals=st.integers(0, 2),
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_queue_and_predicate_agree_whatever_the_chain(
    bureau: Bureau, levels: list[str | int], approvals: int
) -> None:
    division = make.organization(parent=bureau.committee, kind="general_branch")
    section = make.organization(parent=division, kind="general_branch")
    places = {"committee": bureau.committee, "division": division}
    branches = [make.organization(parent=above) for above in (bureau.committee, division, section)]
    branches.append(make.organization(kind="committee"))  # nothing above it
    for place in (bureau.committee, division, section, branches[3]):
        make.member(place, MemberRole.REVIEWER)
    assignment = make.assignment(
        *branches,
        issuer=bureau.committee,
        by=bureau.administrator,
        levels=tuple(places.get(level) if isinstance(level, str) else level for level in levels),
    )
    people = list(User.objects.all())
    for branch in branches:
        writer = make.member(branch, MemberRole.SECRETARY)
        report = make.report(branch, by=writer, assignment=assignment)
        make.perform(SUBMIT, report, by=writer)
        for _ in range(approvals):
            report.refresh_from_db()
            able = [p for p in people if workflow.refusal(APPROVE, p, report) is None]
            queued = [p for p in people if report in Report.objects.awaiting(p)]
            assert able == queued
            if able:
                make.perform(APPROVE, report, by=able[0])


def test_a_level_that_is_not_there_is_left_out(bureau: Bureau) -> None:
    division = make.organization("片区党总支", parent=bureau.committee, kind="general_branch")
    below = make.organization("片区党支部", parent=division)
    assignment = make.assignment(
        below,
        bureau.branch,
        issuer=bureau.committee,
        by=bureau.administrator,
        levels=(1, 2, 3),
    )
    deciders = {}
    for branch in (below, bureau.branch):
        report = make.report(
            branch, by=make.member(branch, MemberRole.SECRETARY), assignment=assignment
        )
        levels = chain.chain_of(report)
        deciders[branch] = [permissions.deciding_organization(report, level) for level in levels]
    assert deciders == {below: [division, bureau.committee], bureau.branch: [bureau.committee]}


def test_members_of_a_closed_organization_see_nothing(crowd: list[User], bureau: Bureau) -> None:
    report = Report.objects.get(organization__is_active=False)
    secretary, reviewer = report.author, bureau.reviewer
    assert list(Report.objects.visible_to(secretary)) == []
    words = permissions.refusal(secretary, Action.EDIT, report)
    assert words == "只有本支部的支部书记可以办理。"
    assert permissions.refusal(reviewer, Action.VIEW, report) is None


def test_a_reviewer_who_writes_for_a_branch_decides_on_the_others_only(bureau: Bureau) -> None:
    both = make.member(bureau.sister, MemberRole.SECRETARY)
    Membership.objects.create(user=both, organization=bureau.committee, role=MemberRole.REVIEWER)
    own = make.perform(SUBMIT, make.report(bureau.sister, by=bureau.sister_secretary), by=both)
    other = bureau.report("submitted")
    assert permissions.unless_reviewer(both, own) == "不能审核自己起草的报告。"
    assert permissions.unless_reviewer(both, other) is None
    assert list(Report.objects.awaiting(both)) == [other]


def test_an_author_who_has_become_reviewer_does_not_decide_on_the_own_report(
    bureau: Bureau,
) -> None:
    report = bureau.report("submitted")
    Membership.objects.filter(user=bureau.secretary).update(
        organization=bureau.committee, role=MemberRole.REVIEWER
    )
    author = User.objects.get(pk=bureau.secretary.pk)
    assert permissions.unless_reviewer(author, report) == "不能审核自己起草的报告。"
    assert list(Report.objects.awaiting(author)) == []


@pytest.mark.parametrize(
    ("action", "who", "state", "words"),
    [
        (Action.VIEW, "sister_secretary", "draft", "这份报告不属于您所在的党组织。"),
        (Action.EDIT, "reviewer", "draft", "只有本支部的支部书记可以办理。"),
        (Action.EDIT, "secretary", "submitted", "报告待审，不能修改。"),
        (Action.EDIT, "secretary", "approved", "报告已通过，不能修改。"),
        (Action.EDIT, "secretary", "draft", None),
        (Action.EDIT, "secretary", "returned", None),
        (Action.EXPORT, "administrator", "draft", None),
        (Action.EXPORT, "nobody", "draft", "这份报告不属于您所在的党组织。"),
    ],
)
def test_a_refusal_says_why(
    action: Action, who: str, state: str, words: str | None, bureau: Bureau
) -> None:
    report, person = bureau.report(state), getattr(bureau, who)
    assert permissions.refusal(person, action, report) == words
    if words:
        with pytest.raises(PermissionDenied, match=words):
            permissions.require(person, action, report)


def test_only_the_secretary_begins_a_report_for_a_branch(bureau: Bureau) -> None:
    permissions.require_secretary_of(bureau.secretary, bureau.branch)
    for who in ("sister_secretary", "reviewer", "administrator", "nobody"):
        with pytest.raises(PermissionDenied, match="只能为自己担任支部书记的党支部起草报告"):
            permissions.require_secretary_of(getattr(bureau, who), bureau.branch)
