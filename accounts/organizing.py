"""What administrators do to the tree of organisations: found, rename, move, merge, close.

Nothing is ever deleted: reports keep the organisation that wrote them. Each verb locks the tree,
writes a Change, and raises CannotOrganize with words for the person. Whether the person may is the
caller's question.
"""

from django.db import transaction

from accounts.changes import Change, ChangeKind
from accounts.models import Organization, OrganizationKind, User


class CannotOrganize(Exception):  # noqa: N818 - named for what the person hit
    """The tree cannot be changed so; the message is for the person."""


def _locked(*organizations: Organization) -> list[Organization]:
    """The rows as they are now; one at a time works on the tree.

    The tops are locked: whatever changes in a tree changes below one of them.
    """
    list(Organization.objects.select_for_update().filter(depth=1))
    rows = Organization.objects.in_bulk([one.pk for one in organizations])
    return [rows[one.pk] for one in organizations]


def _note(kind: ChangeKind, organization: Organization, by: User, words: str) -> None:
    Change.objects.create(kind=kind, organization=organization, by=by, words=words[:300])


def _unless_free(name: str, *, but: Organization | None = None) -> None:
    taken = Organization.objects.filter(name=name)
    if taken.exclude(pk=but.pk if but else None).exists():
        raise CannotOrganize(f"已有名为“{name}”的党组织，请核对，或在名称里加上单位。")


@transaction.atomic
def found(
    parent: Organization, *, name: str, kind: str, short_name: str = "", by: User
) -> Organization:
    """A new organisation, the last one below `parent`."""
    (above,) = _locked(parent)
    if not above.is_active:
        raise CannotOrganize(f"{above}已撤销，不能在它下面新设党组织。")
    if above.kind == OrganizationKind.BRANCH:
        raise CannotOrganize(f"{above}是党支部，下面不能再设党组织。")
    _unless_free(name)
    made = Organization.objects.add_child(
        above, {"name": name, "short_name": short_name, "kind": kind}
    )
    _note(ChangeKind.FOUNDED, made, by, f"新设{name}，隶属{above.name}")
    return made


@transaction.atomic
def rename(
    organization: Organization, *, name: str, short_name: str, kind: str, by: User
) -> Organization:
    """Other names or another kind; what did not change leaves no trace."""
    (now,) = _locked(organization)
    if (now.name, now.short_name, now.kind) == (name, short_name, kind):
        return now
    _unless_free(name, but=now)
    if (
        kind == OrganizationKind.BRANCH
        and Organization.objects.get_children(now).filter(is_active=True).exists()
    ):
        raise CannotOrganize(f"{now}下面还有党组织，不能改为党支部。")
    before = now.name
    now.name, now.short_name, now.kind = name, short_name, kind
    now.save(update_fields=["name", "short_name", "kind"])
    words = f"{before}更名为{name}" if before != name else f"更正{name}的简称或类别"
    _note(ChangeKind.RENAMED, now, by, words)
    return now


@transaction.atomic
def move(organization: Organization, *, to: Organization, by: User) -> Organization:
    """Another organisation above it; everything below comes along."""
    now, above = _locked(organization, to)
    if above == now or above.is_descendant_of(now):
        raise CannotOrganize("不能移到自己或自己的下级下面。")
    if not above.is_active or above.kind == OrganizationKind.BRANCH:
        raise CannotOrganize(f"{above}不能有下级党组织，请另选上级。")
    if now.is_child_of(above):
        return now
    before = Organization.objects.get_parent(now)
    Organization.objects.move(now, above, "last-child")
    _note(
        ChangeKind.MOVED,
        now,
        by,
        f"{now.name}由隶属{before.name if before else '无'}改为隶属{above.name}",
    )
    return Organization.objects.get(pk=now.pk)


@transaction.atomic
def merge(organization: Organization, *, into: Organization, by: User) -> Organization:
    """Close `organization` in favour of `into`, which takes what is below it and reads its past.

    It comes to stand below `into`, so that whoever is above that one sees the earlier reports.
    """
    now, other = _locked(organization, into)
    if other == now or other.is_descendant_of(now):
        raise CannotOrganize("不能并入自己或自己的下级。")
    if not now.is_active or not other.is_active:
        raise CannotOrganize("已撤销的党组织不能合并，请先恢复。")
    children = list(Organization.objects.get_children(now))
    if other.kind == OrganizationKind.BRANCH and any(child.is_active for child in children):
        raise CannotOrganize(f"{now}下面还有党组织，不能并入党支部{other}。")
    for child in children:
        _below(child, other)
    Organization.objects.filter(merged_into=now).update(merged_into=other)
    Organization.objects.filter(pk=now.pk).update(is_active=False, merged_into=other)
    _below(now, other)
    for one in (now, other):
        _note(ChangeKind.MERGED, one, by, f"{now.name}并入{other.name}")
    return Organization.objects.get(pk=other.pk)


def _below(organization: Organization, above: Organization) -> None:
    """Hang one below the other, both read again: the library counts on what its rows say."""
    Organization.objects.move(
        Organization.objects.get(pk=organization.pk),
        Organization.objects.get(pk=above.pk),
        "last-child",
    )


@transaction.atomic
def close(organization: Organization, *, by: User) -> Organization:
    """No longer in use: nobody acts for it, its reports stay."""
    (now,) = _locked(organization)
    if Organization.objects.get_descendants(now).filter(is_active=True).exists():
        raise CannotOrganize(f"{now}下面还有在用的党组织，请先调整或撤销它们。")
    if now.is_active:
        now.is_active = False
        now.save(update_fields=["is_active"])
        _note(ChangeKind.CLOSED, now, by, f"撤销{now.name}")
    return now


@transaction.atomic
def reopen(organization: Organization, *, by: User) -> Organization:
    """In use again."""
    (now,) = _locked(organization)
    above = Organization.objects.get_parent(now)
    if now.merged_into_id:
        raise CannotOrganize(f"{now}已并入{now.merged_into}，不能恢复；需要时请新设。")
    if above and not above.is_active:
        raise CannotOrganize(f"上级{above}已撤销，请先恢复上级。")
    if not now.is_active:
        now.is_active = True
        now.save(update_fields=["is_active"])
        _note(ChangeKind.REOPENED, now, by, f"恢复{now.name}")
    return now
