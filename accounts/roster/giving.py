"""The organisations and people that an administrator looks after, as a 花名册."""

from accounts.models import Membership, Organization, User
from accounts.roles import MemberRole
from accounts.roster.taking import CLOSED, IN_OFFICE, IN_USE
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster


def roster_of(administrator: User) -> Roster:
    """Everything below where `administrator` administers, in the order of the tree."""
    below = administrator.below("", (MemberRole.ADMINISTRATOR,))
    rows = list(Organization.objects.filter(below).order_by("path"))
    names = dict(Organization.objects.values_list("path", "name"))
    organizations = tuple(
        OrganizationRow(
            line,
            one.name,
            one.short_name,
            one.get_kind_display(),
            names.get(one.path[: -Organization.steplen], ""),
            IN_USE if one.is_active else CLOSED,
        )
        for line, one in enumerate(rows, 2)
    )
    memberships = Membership.objects.filter(
        administrator.below("organization__", (MemberRole.ADMINISTRATOR,))
    )
    people = tuple(
        PersonRow(
            line,
            m.user.username,
            m.user.full_name,
            m.user.email,
            m.organization.name,
            m.get_role_display(),
            IN_OFFICE,
        )
        for line, m in enumerate(
            memberships.select_related("user", "organization").order_by(
                "organization__path", "role", "user__username"
            ),
            2,
        )
    )
    return Roster(organizations, people)
