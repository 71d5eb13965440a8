"""What a page is asked with once somebody is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request after all middleware: of a person, and told apart if htmx sent it.

    Only a name for type checkers. Django's own says that the user may be anonymous, but such
    requests never get past `accounts.middleware.SignInRequired`.
    """

    user: User
    htmx: HtmxDetails
