"""Which organisations the marks in the tree and the kinds mean."""

from collections.abc import Iterable, Mapping

from accounts.models import Organization

Marks = Mapping[int, bool]


def organizations_in(
    issuer: Organization, kinds: Iterable[str], marks: Marks
) -> list[Organization]:
    """Organisations at or below `issuer` that are asked, in the order of the tree; one query.

    A mark holds for its organisation and all below, up to the next mark. Those that are not in
    use are never asked.
    """
    tree = Organization.objects.filter(path__startswith=issuer.path).order_by("path")
    wanted = set(kinds)
    inherited: dict[str, bool] = {}
    asked = []
    for organization in tree:
        above = inherited.get(organization.path[: -organization.steplen], False)
        is_in = marks.get(organization.pk, above)
        inherited[organization.path] = is_in
        if is_in and organization.is_active and organization.kind in wanted:
            asked.append(organization)
    return asked


def marked(tree: Iterable[Organization], asked: set[int]) -> dict[int, bool]:
    """The fewest marks with which exactly the organisations `asked` of `tree` are ticked."""
    inherited: dict[str, bool] = {}
    marks = {}
    for organization in tree:
        above = inherited.get(organization.path[: -organization.steplen], False)
        inherited[organization.path] = organization.pk in asked
        if inherited[organization.path] != above:
            marks[organization.pk] = inherited[organization.path]
    return marks
