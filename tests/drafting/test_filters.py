"""The choice among organisations: which are offered, and how they are written."""

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertHTMLEqual

from accounts.models import Organization
from drafting import filters
from drafting.filters import LongSelect, OrganizationChoices
from tests.people import Bureau

CHOICES = [("", "全部"), (1, "<甲> & 乙"), (2, "　丙"), ('x"y', "丁")]


@pytest.mark.parametrize("value", [None, "", 1, "2", 'x"y', "unknown"])
def test_a_long_choice_is_what_django_writes(value: object) -> None:
    attributes = {"id": "id_place", "class": "form-select", "required": True, "disabled": False}
    mine, usual = (
        kind(choices=CHOICES).render("place", value, attributes)
        for kind in (LongSelect, forms.Select)
    )
    assertHTMLEqual(mine, usual)


def test_of_many_organisations_those_with_others_below_and_the_chosen_one_are_offered(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = Organization.objects.filter(path__startswith=bureau.committee.path)
    field = OrganizationChoices(offered, required=False)

    def named() -> list[object]:
        with CaptureQueriesContext(connection) as queries:
            names = [label.strip() for _, label in field.choices if label.strip("-")]
        assert len(queries) == 1
        return names

    assert named() == [str(organization) for organization in offered]
    monkeypatch.setattr(filters, "MOST_CHOICES", len(offered) - 1)
    assert named() == [str(bureau.committee)]
    field.clean(str(bureau.sister.pk))
    assert named() == [str(bureau.committee), str(bureau.sister)]
