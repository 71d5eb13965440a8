"""The tree of organisations changes and nothing of what was written is lost."""

from collections.abc import Callable

import pytest

from accounts import organizing
from accounts.changes import Change, ChangeKind
from accounts.models import Organization
from accounts.organizing import CannotOrganize
from reports.models import Report
from tests import make
from tests.people import Bureau


def fresh(organization: Organization) -> Organization:
    return Organization.objects.get(pk=organization.pk)


def test_an_organisation_is_founded_below_another(bureau: Bureau) -> None:
    made = organizing.found(
        bureau.committee,
        name="测绘科党支部",
        short_name="测绘",
        kind="branch",
        by=bureau.administrator,
    )
    assert Organization.objects.get_parent(made) == bureau.committee
    change = Change.objects.get()
    assert (change.kind, change.organization, change.by) == ("founded", made, bureau.administrator)


def test_moving_takes_along_what_is_below(bureau: Bureau) -> None:
    general = make.organization("第一党总支", parent=bureau.committee, kind="general_branch")
    organizing.move(bureau.branch, to=general, by=bureau.administrator)
    organizing.move(
        fresh(general),
        to=Organization.objects.get_parent(fresh(bureau.other_branch)),
        by=bureau.administrator,
    )
    assert Organization.objects.get_parent(fresh(bureau.branch)) == fresh(general)
    assert Organization.objects.get_root(fresh(bureau.branch)) == Organization.objects.get_root(
        fresh(bureau.other_branch)
    )
    assert Organization.objects.find_problems() == ([], [], [], [], [])


def test_what_was_merged_is_read_by_the_one_that_took_it(bureau: Bureau) -> None:
    report = bureau.report("approved")
    organizing.merge(fresh(bureau.branch), into=fresh(bureau.sister), by=bureau.administrator)
    bureau.sister_secretary.refresh_from_db()
    assert report in Report.objects.visible_to(bureau.sister_secretary)
    assert report in Report.objects.visible_to(bureau.reviewer)
    bureau.secretary.refresh_from_db()
    assert not Report.objects.visible_to(bureau.secretary).exists()
    report.refresh_from_db()
    assert report.author == bureau.secretary
    assert report.organization == bureau.branch
    assert Change.objects.filter(kind=ChangeKind.MERGED).count() == 2
    assert Organization.objects.find_problems() == ([], [], [], [], [])


def test_merging_again_hands_on_what_was_merged_before(bureau: Bureau) -> None:
    report = bureau.report("approved")
    third = make.organization("第三党支部", parent=bureau.committee)
    secretary = make.member(third, "secretary")
    organizing.merge(fresh(bureau.branch), into=fresh(bureau.sister), by=bureau.administrator)
    organizing.merge(fresh(bureau.sister), into=fresh(third), by=bureau.administrator)
    assert report in Report.objects.visible_to(secretary)


def test_a_closed_one_comes_back(bureau: Bureau) -> None:
    organizing.close(fresh(bureau.branch), by=bureau.administrator)
    organizing.close(fresh(bureau.branch), by=bureau.administrator)
    assert not fresh(bureau.branch).is_active
    organizing.reopen(fresh(bureau.branch), by=bureau.administrator)
    assert fresh(bureau.branch).is_active
    assert [c.kind for c in Change.objects.all()] == ["reopened", "closed"]


REFUSED: list[tuple[str, Callable[[Bureau], object]]] = [
    ("已有名为", lambda b: organizing.found(b.committee, name=b.branch.name, kind="branch", by=b.administrator)),
    ("不能再设", lambda b: organizing.found(b.branch, name="小组", kind="branch", by=b.administrator)),
    ("自己的下级", lambda b: organizing.move(b.committee, to=b.branch, by=b.administrator)),
    ("另选上级", lambda b: organizing.move(b.branch, to=b.sister, by=b.administrator)),
    ("自己或自己的下级", lambda b: organizing.merge(b.committee, into=b.branch, by=b.administrator)),
    ("自己或自己的下级", lambda b: organizing.merge(b.branch, into=b.branch, by=b.administrator)),
    ("还有在用的", lambda b: organizing.close(b.committee, by=b.administrator)),
    (
        "不能改为党支部",
        lambda b: organizing.rename(
            b.committee, name="x", short_name="", kind="branch", by=b.administrator
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "act"), REFUSED, ids=[words for words, _ in REFUSED])
def test_what_would_break_the_tree_is_refused(
    words: str, act: Callable[[Bureau], object], bureau: Bureau
) -> None:
    with pytest.raises(CannotOrganize, match=words):
        act(bureau)
    assert not Change.objects.exists()


def test_history_does_not_change(bureau: Bureau) -> None:
    organizing.close(fresh(bureau.branch), by=bureau.administrator)
    with pytest.raises(TypeError):
        Change.objects.update(words="")
    with pytest.raises(TypeError):
        Change.objects.all().delete()
