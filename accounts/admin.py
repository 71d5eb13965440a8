"""Where an administrator keeps organisations, people and memberships."""

from typing import Any

from axes.utils import reset
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from treebeard.admin import TreeAdmin
from treebeard.forms import MoveNodeForm, movenodeform_factory

from accounts.models import Membership, Organization, User

# What a person may do follows from memberships, not from groups.
admin.site.unregister(Group)


class MembershipInline(admin.TabularInline):
    """Memberships on the page of the person or of the organisation."""

    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organization"]


class OrganizationForm(MoveNodeForm):
    """The library's form, which has no Chinese, with the place in the tree in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the two fields of the place; new organisations go behind the others."""
        super().__init__(*args, **kwargs)
        beside = self.fields["treebeard_ref_node"]
        beside.label, beside.empty_label = "上级或相邻组织", "（没有上级）"
        place = self.fields["treebeard_position"]
        place.label = "位置"
        place.choices = [
            ("last-child", "作为它的下级，排在最后"),
            ("first-child", "作为它的下级，排在最前"),
            ("left", "与它同级，排在前面"),
            ("right", "与它同级，排在后面"),
        ]


@admin.register(Organization)
class OrganizationAdmin(TreeAdmin):
    """The tree; moving a node keeps everything below it."""

    form = movenodeform_factory(Organization, OrganizationForm)
    list_display = ["name", "short_name", "kind", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "short_name"]
    inlines = [MembershipInline]


# Django's words for these speak of users and staff.
PLAIN_WORDS = {
    "is_active": ("有效", "离任或调走后去掉勾选：不能再登录，历史报告保留"),
    "is_staff": ("可进入后台", "能打开后台管理的页面"),
    "is_superuser": ("不受限制", "能维护后台里的一切；不涉及起草和审核"),
}


class PlainFilter(admin.BooleanFieldListFilter):
    """A filter that is named as the field on the page of the person."""

    def __init__(self, field: Field, *args: Any, **kwargs: Any) -> None:
        """Take the name from PLAIN_WORDS."""
        super().__init__(field, *args, **kwargs)
        self.title = PLAIN_WORDS[field.name][0]


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People with their memberships."""

    list_display = ["username", "full_name", "posts", "is_active", "last_login"]
    list_filter = [("is_active", PlainFilter), ("is_staff", PlainFilter)]
    search_fields = ["username", "full_name"]
    add_form_template = "admin/change_form.html"  # that of Django speaks English
    actions = ["unlock"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("本人", {"fields": ["full_name", "email"]}),
        ("权限", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "password1", "password2"]})
    ]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """People with what the list says of them."""
        return super().get_queryset(request).prefetch_related("memberships__organization")

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """The field under the words that people here use."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in PLAIN_WORDS:
            field.label, field.help_text = PLAIN_WORDS[db_field.name]
        return field

    @admin.display(description="任职")
    def posts(self, person: User) -> str:
        """What the person is where."""
        return "；".join(
            f"{m.organization}{m.get_role_display()}" for m in person.memberships.all()
        )

    @admin.action(description="解除登录锁定")
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Let those try again at once who were locked out after wrong passwords."""
        for person in people:
            reset(username=person.username)
        self.message_user(request, f"已为 {len(people)} 人解除登录锁定。")
