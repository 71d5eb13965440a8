"""The demo bureau comes with its statistics."""

import pytest
from django.core.management import call_command

from drafting.models import CheckRecord
from reports.models import Report
from reports.states import State


@pytest.mark.django_db
def test_every_submitted_report_of_the_demo_has_its_record(capsys: pytest.CaptureFixture) -> None:
    call_command("load_demo")
    waiting = Report.objects.exclude(state__in=[State.DRAFT, State.RETURNED])
    recorded = CheckRecord.objects.values_list("report", flat=True)
    assert set(recorded) == set(waiting.values_list("pk", flat=True)) != set()
    assert CheckRecord.objects.filter(errors__gt=0).exists()
    assert "已装入演示单位" in capsys.readouterr().out
