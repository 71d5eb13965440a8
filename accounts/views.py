"""Signing in and out, and one's own account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from accounts.forms import OwnPasswordForm, SignInForm
from accounts.models import Membership, Organization


class SignIn(LoginView):
    """登录. `DEMO_SIGN_INS` (username, password, description) are listed where there are any."""

    authentication_form = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template asks for."""
        demo = getattr(settings, "DEMO_SIGN_INS", [])
        return super().get_context_data(demo_sign_ins=demo, **kwargs)


class PasswordChange(PasswordChangeView):
    """修改密码. Other browsers of the same person are signed out by it."""

    form_class = OwnPasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("profile")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Say that it is done."""
        answer = super().form_valid(form)
        if form.user.has_temporary_password:
            form.user.has_temporary_password = False
            form.user.save(update_fields=["has_temporary_password"])
        messages.success(self.request, "密码已修改，下次登录请使用新密码。")
        return answer


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """我的账号: who one is, and what in which organisation."""
    memberships = request.user.roles  # type: ignore[union-attr] # the middleware lets nobody else in
    return render(request, "accounts/profile.html", {"posts": posts_of(memberships)})


def posts_of(memberships: list[Membership]) -> list[tuple[Membership, list[Organization]]]:
    """Each membership with the organisations above it, topmost first."""
    above = {path for m in memberships for path in m.organization.ancestor_paths()}
    by_path = {o.path: o for o in Organization.objects.filter(path__in=above)}
    return [
        (m, [by_path[path] for path in reversed(m.organization.ancestor_paths())])
        for m in memberships
    ]
