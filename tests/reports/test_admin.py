"""What an administrator keeps on the pages of the administration."""

import pytest
from django.test import Client

from tests import make
from tests.people import Bureau


@pytest.fixture
def desk(client: Client, bureau: Bureau) -> Client:
    client.force_login(make.user(is_staff=True, is_superuser=True))
    return client


def test_assignments_have_pages_of_their_own(desk: Client) -> None:
    assert desk.get("/admin/reports/report/").status_code == 200
    assert desk.get("/admin/reports/assignment/add/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_report_is_looked_at_and_not_changed(desk: Client, bureau: Bureau, state: str) -> None:
    report = bureau.report(state)
    page = f"/admin/reports/report/{report.pk}/"
    assert desk.get(page + "change/").status_code == 200
    assert desk.post(page + "change/", {"title": "改"}).status_code == 403
    assert desk.post(page + "delete/", {"post": "yes"}).status_code == 403
