import pytest
from django.test import Client

PROFILE = "/accounts/profile/"
HOST = "http://testserver"


def sign_in(then: str) -> str:
    return f"/accounts/sign-in/?next={then}"


@pytest.mark.parametrize(
    ("method", "headers", "back_to"),
    [
        ("get", {}, "/accounts/profile/%3Fpart%3D2"),
        ("post", {"Referer": f"{HOST}/reports/3/?part=2"}, "/reports/3/%3Fpart%3D2"),
        ("post", {}, "/"),
        ("post", {"Referer": "https://evil.example/"}, "/"),
    ],
)
def test_signing_in_leads_back_to_the_page_that_was_open(
    client: Client, method: str, headers: dict[str, str], back_to: str
) -> None:
    answer = getattr(client, method)(f"{PROFILE}?part=2", headers=headers)
    assert (answer.status_code, answer.url) == (302, sign_in(back_to))


@pytest.mark.parametrize(
    ("seen", "back_to"),
    [
        (f"{HOST}/reports/3/", "/reports/3/"),
        (f"{HOST}/reports/?year=2026", "/reports/%3Fyear%3D2026"),
        ("https://evil.example/reports/", "/"),
        ("", "/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_is_told_to_open_the_sign_in_page_and_gets_no_page_to_swap_in(
    client: Client, method: str, seen: str, back_to: str
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": seen}
    answer = getattr(client, method)(PROFILE, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, sign_in(back_to))
    assert answer.content == b""
