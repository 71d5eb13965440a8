"""Who works here: the tree of Party organisations, the people, and what each is in which."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from accounts import changes  # noqa: F401 - Django looks for models here
from accounts.delegation import Delegation
from accounts.roles import SUBTREE_ROLES, MemberRole


class OrganizationKind(models.TextChoices):
    """Kinds of Party organisation (中国共产党章程 第五章; 机关基层组织工作条例)."""

    PARTY_GROUP = "party_group", "党组"
    COMMITTEE = "committee", "机关党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"


def organization_kinds() -> list[tuple[str, str]]:
    """Choices by name, so that a new kind needs no migration."""
    return OrganizationKind.choices


def member_roles() -> list[tuple[str, str]]:
    """Choices by name, so that a new role needs no migration."""
    return MemberRole.choices


class OrganizationQuerySet(MP_NodeQuerySet):
    """Questions about sets of organisations."""

    def reached_by(self, user: "User") -> "OrganizationQuerySet":
        """Organisations whose reports `user` may see: own ones, and whole subtrees."""
        return self.filter(user.reach(""))


class OrganizationManager(MP_NodeManager.from_queryset(OrganizationQuerySet)):  # type: ignore[misc] # made at run time
    """The library's manager, with our questions: its own makes a plain queryset of nodes."""

    def get_queryset(self) -> OrganizationQuerySet:
        """In the order of the tree."""
        return OrganizationQuerySet(self.model, using=self._db).order_by("path")


class Organization(MP_Node):
    """党组织: a node in the tree of Party organisations."""

    name = models.CharField("名称", max_length=80, unique=True, help_text="全称，写入公文落款")
    short_name = models.CharField("简称", max_length=30, blank=True, help_text="列表中显示")
    kind = models.CharField("类别", max_length=20, choices=organization_kinds)
    is_active = models.BooleanField("在用", default=True, help_text="撤并后停用，历史报告保留")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="并入",
    )

    node_order_by: list[str] = []
    objects = OrganizationManager()

    class Meta:
        """Only known kinds."""

        verbose_name = verbose_name_plural = "党组织"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="organization_kind_valid",
                condition=Q(kind__in=OrganizationKind.values),
                violation_error_message="请选择党组织类别。",
            ),
        ]

    def __str__(self) -> str:
        """Short name where there is one."""
        return self.short_name or self.name

    def ancestor_paths(self) -> list[str]:
        """Paths of the organisations above, nearest first, without this one."""
        return [self.path[:end] for end in range(len(self.path) - self.steplen, 0, -self.steplen)]


class User(AbstractUser):
    """A person who signs in. What the person may do follows from the memberships."""

    first_name = None  # type: ignore[assignment] # Django's way to drop a field
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        "账号",
        max_length=150,
        unique=True,
        validators=[AbstractUser.username_validator],
        error_messages={"unique": "这个账号已经有人使用。"},
    )
    full_name = models.CharField("姓名", max_length=30)
    has_temporary_password = models.BooleanField(
        "须修改初始密码", default=False, help_text="登录后先改密码，才能做别的"
    )

    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()  # type: ignore[misc] # as Django's own class has it

    class Meta(AbstractUser.Meta):
        """Names for the admin pages."""

        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        """The person's name as colleagues say it."""
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The person's name; Django's own pages ask for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """The person's name; Chinese names are not shortened."""
        return self.full_name

    @property
    def roles(self) -> list["Membership"]:
        """Memberships in organisations that are in use; read once a request.

        The own ones come first, then those as reviewer that this person has by delegation:
        `stands_for` names who gave them.
        """
        if not hasattr(self, "_roles"):
            in_force = Delegation.objects.in_force().filter(stand_in=self.pk)
            givers = in_force.order_by().values("giver")
            # One list of people: with an "or" the database would read every membership there is.
            people = User.objects.filter(pk=self.pk).values("pk").union(givers)
            rows = (
                Membership.objects.filter(user__in=people)
                .filter(organization__is_active=True)
                .select_related("organization", "user")
                .order_by("organization__path", "role", "user")
            )
            self._roles: list[Membership] = roles_from(list(rows), self)
        return self._roles

    @property
    def posts(self) -> list["Membership"]:
        """Memberships as reviewer, own ones and by delegation."""
        return [m for m in self.roles if m.role == MemberRole.REVIEWER]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Forget the memberships together with everything else that was read."""
        self.__dict__.pop("_roles", None)
        super().refresh_from_db(*args, **kwargs)

    def reach(self, prefix: str) -> Q:
        """Condition on an organisation: one of those whose reports this person may see.

        `prefix` is the lookup path to the organisation (`"organization__"`, or `""` on
        Organization itself). Nobody reaches anything without a membership. What was merged into
        an own branch is read by its secretary.
        """
        inherited = Q(**{f"{prefix}merged_into__in": self.branches})
        return self.own(prefix) | inherited | self.below(prefix, SUBTREE_ROLES)

    def own(self, prefix: str) -> Q:
        """Condition: an organisation in which this person is secretary."""
        return Q(**{f"{prefix}pk__in": self.branches})

    @property
    def branches(self) -> list[int]:
        """Keys of the organisations in which this person is secretary."""
        return [m.organization_id for m in self.roles if m.role == MemberRole.SECRETARY]

    def below(self, prefix: str, roles: tuple[MemberRole, ...]) -> Q:
        """Condition: an organisation at or below one in which this person has one of `roles`."""
        condition = Q(**{f"{prefix}pk__in": []})
        for membership in self.roles:
            if membership.role in roles:
                condition |= Q(**{f"{prefix}path__startswith": membership.organization.path})
        return condition

    def is_secretary_of(self, organization: Organization) -> bool:
        """Whether this person writes the reports of `organization`."""
        return any(
            m.role == MemberRole.SECRETARY and m.organization_id == organization.pk
            for m in self.roles
        )

    def inherits(self, organization: Organization) -> bool:
        """Whether `organization` was merged into one in which this person is secretary."""
        return organization.merged_into_id in self.branches

    def is_above(self, organization: Organization, *roles: MemberRole) -> bool:
        """Whether this person has one of `roles` at `organization` or anywhere above it."""
        return any(
            m.role in roles and organization.path.startswith(m.organization.path)
            for m in self.roles
        )

    @property
    def is_secretary(self) -> bool:
        """Whether this person writes the reports of any branch."""
        return any(m.role == MemberRole.SECRETARY for m in self.roles)

    @property
    def is_reviewer(self) -> bool:
        """Whether this person reviews anywhere."""
        return any(m.role == MemberRole.REVIEWER for m in self.roles)

    @property
    def is_administrator(self) -> bool:
        """Whether this person administers anywhere."""
        return any(m.role == MemberRole.ADMINISTRATOR for m in self.roles)


class Membership(models.Model):
    """What a person is in an organisation; one may be several things in several places."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name="人员"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships", verbose_name="党组织"
    )
    role = models.CharField("身份", max_length=20, choices=member_roles)

    # Set by `User.roles` on memberships that somebody else has delegated to the person.
    stands_for: User | None = None
    giver_writes_for: frozenset[int] = frozenset()

    class Meta:
        """One row a person, organisation and role."""

        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["user", "organization", "role"],
                violation_error_message="该人员在此组织已有这一身份。",
            ),
            models.CheckConstraint(
                name="membership_role_valid", condition=Q(role__in=MemberRole.values)
            ),
        ]

    def __str__(self) -> str:
        """`张三 · 生态修复处党支部 · 支部书记`."""
        return f"{self.user} · {self.organization} · {self.get_role_display()}"


def roles_from(rows: list[Membership], user: User) -> list[Membership]:
    """Of `rows` the own ones of `user`, then what others delegate: to review, nothing else.

    Each of these knows for which organisations its giver writes: a stand-in may no more decide on
    the giver's words than the giver.
    """
    own = [row for row in rows if row.user_id == user.pk]
    delegated = [r for r in rows if r.user_id != user.pk and r.role == MemberRole.REVIEWER]
    for row in delegated:
        row.stands_for = row.user
        row.giver_writes_for = frozenset(
            other.organization_id
            for other in rows
            if other.user_id == row.user_id and other.role == MemberRole.SECRETARY
        )
    return own + delegated
