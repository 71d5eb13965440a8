"""The tree of organisations with boxes to tick, as much of it as a person looks at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from accounts.models import Organization

MOST = 200  # as many children as are shown at once
MOST_FOUND = 50


@dataclass(slots=True)
class Node:
    """An organisation in the tree. `below` counts those under it that can be asked.

    `children` are those shown; `more` is the place to go on from, 0 when all are there.
    """

    organization: Organization
    is_ticked: bool
    is_found: bool = False
    below: int = 0
    is_open: bool = False
    children: list["Node"] = field(default_factory=list)
    more: int = 0

    @property
    def has_found(self) -> bool:
        """Whether it or one of those shown below it is one that was looked for."""
        return self.is_found or any(child.has_found for child in self.children)


def tree_of(
    issuer: Organization,
    marks: Mapping[int, bool],
    kinds: Iterable[str],
    *,
    words: str = "",
    node: int | None = None,
    after: int = 0,
) -> list[Node]:
    """The nodes to show: the whole from `issuer` on, or the children of `node` from `after` on.

    Branches with a mark in them are open, and so are those with an organisation whose name holds
    `words`. One query.
    """
    organizations = list(
        Organization.objects.filter(path__startswith=issuer.path, is_active=True).order_by("path")
    )
    ticked = ticks(organizations, marks)
    found = found_in(organizations, words)
    opened = {
        path for o in organizations if o.pk in marks or o.pk in found for path in o.ancestor_paths()
    }
    children: dict[str, list[Organization]] = defaultdict(list)
    below: dict[str, int] = defaultdict(int)
    wanted = set(kinds)
    for organization in organizations:
        above = organization.ancestor_paths()
        children[above[0] if above else ""].append(organization)
        if organization.kind in wanted:
            for path in above:
                below[path] += 1

    def made(organization: Organization) -> Node:
        is_open = organization.pk == issuer.pk or organization.path in opened
        shown = Node(
            organization,
            ticked[organization.pk],
            organization.pk in found,
            below[organization.path],
            is_open,
        )
        if is_open:
            shown.children, shown.more = some_of(organization, 0)
        return shown

    def some_of(parent: Organization, start: int) -> tuple[list[Node], int]:
        own = children[parent.path]
        forced = {o.pk for o in own if o.pk in marks or o.pk in found or o.path in opened}
        shown = own[start : start + MOST]
        rest = [o for o in own[start + MOST :] if o.pk in forced] if start == 0 else []
        if start:
            shown = [o for o in shown if o.pk not in forced]
        more = start + MOST if len(own) > start + MOST else 0
        return [made(o) for o in [*shown, *rest]], more

    if node is None:
        return [made(issuer)]
    parent = next((o for o in organizations if o.pk == node), None)
    if parent is None:
        return []
    nodes, more = some_of(parent, after)
    return [Node(parent, ticked[parent.pk], children=nodes, more=more)]


def ticks(organizations: Iterable[Organization], marks: Mapping[int, bool]) -> dict[int, bool]:
    """Whether each of `organizations`, in the order of the tree, is ticked."""
    by_path: dict[str, bool] = {}
    for organization in organizations:
        above = by_path.get(organization.path[: -organization.steplen], False)
        by_path[organization.path] = marks.get(organization.pk, above)
    return {o.pk: by_path[o.path] for o in organizations}


def found_in(organizations: Iterable[Organization], words: str) -> set[int]:
    """Those whose names hold `words`, not too many."""
    words = words.strip()
    if not words:
        return set()
    hits = [o.pk for o in organizations if words in o.name or words in o.short_name]
    return set(hits[:MOST_FOUND])
