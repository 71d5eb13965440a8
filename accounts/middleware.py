"""What a request gets that needs a person where nobody is signed in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

# Where somebody with a temporary password may go.
OPEN_WITH_TEMPORARY_PASSWORD = frozenset({"password_change", "sign_out"})


class SignInRequired(LoginRequiredMiddleware):
    """Sends the person to sign in, and afterwards back to the page that was open.

    Django's own answer would put the sign-in page into whatever fragment htmx was about to
    replace, and would come back by GET to an address that only takes POST.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Who was given a password chooses one of the own first, before anything else."""
        if refused := super().process_view(request, view_func, view_args, view_kwargs):
            return refused
        match = request.resolver_match
        if (
            getattr(request.user, "has_temporary_password", False)
            and match
            and match.url_name not in OPEN_WITH_TEMPORARY_PASSWORD
        ):
            address = resolve_url("password_change")
            if request.headers.get("HX-Request") == "true":
                return HttpResponseClientRedirect(address)
            return redirect(address)
        return None

    def handle_no_permission(  # type: ignore[override] # htmx's redirect is none to Django
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """A redirect to the sign-in page, or for htmx the header that asks for one."""
        answer = redirect_to_login(
            self.page_of(request),
            resolve_url(self.get_login_url(view_func)),
            self.get_redirect_field_name(view_func),
        )
        if request.headers.get("HX-Request") == "true":
            return HttpResponseClientRedirect(answer.url)
        return answer

    def page_of(self, request: HttpRequest) -> str:
        """Path of the page that the person was looking at when the request was sent."""
        is_htmx = request.headers.get("HX-Request") == "true"
        if request.method == "GET" and not is_htmx:
            return request.get_full_path()
        seen = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(
            seen, {request.get_host()}, require_https=request.is_secure()
        ):
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        path, query = urlsplit(seen)[2:4]
        return f"{path}?{query}" if query else path
