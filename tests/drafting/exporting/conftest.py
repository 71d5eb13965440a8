"""Exports that land in a folder of the test."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from accounts.models import User
from drafting.exporting import ordering, running
from reports.models import ExportJob, ExportKind, ExportState, Report
from tests import make
from tests.people import Bureau

TEXT = """{name}2026年党建工作总结
一、主要工作
（一）抓实学习。全年集中学习12次。
二、存在问题
（一）学习不够深入。学习与业务结合不紧，讨论不够充分。
（二）活动形式单一。主题党日办法不多。
三、下步措施
（一）抓实学习研讨。围绕业务难题开展学习讨论。
（二）丰富活动形式。每季度开展一次主题党日创新。
"""
BRANCH, SISTER = "生态修复科党支部", "耕地保护科党支部"

Order = Callable[..., ExportJob]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the files of exports lie; LibreOffice is asked only where a test says so."""
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.SOFFICE = "no-such-program"
    return tmp_path / "exports"


@pytest.fixture
def reports(bureau: Bureau) -> list[Report]:
    """Three reports in the order of the tree, two of them of the first branch."""
    return [
        make.report(bureau.branch, by=bureau.secretary, text=TEXT.format(name=BRANCH)),
        make.report(bureau.branch, by=bureau.secretary, text=TEXT.format(name=BRANCH)),
        make.report(bureau.sister, by=bureau.sister_secretary, text=TEXT.format(name=SISTER)),
    ]


@pytest.fixture
def order(bureau: Bureau, reports: list[Report]) -> Order:
    """Order an export as the administrator does."""

    def order(
        kind: ExportKind = ExportKind.ZIP,
        owner: User = bureau.administrator,
        chosen: list[Report] | None = None,
        **options: object,
    ) -> ExportJob:
        rows = reports if chosen is None else chosen
        return ordering.order(
            owner=owner,
            kind=kind,
            chosen=[(report.pk, report.version) for report in rows],
            options=options,
            filter_words="全部报告",
            query="",
            ticket=uuid4(),
        )

    return order


def finished(job: ExportJob) -> ExportJob:
    """The job after a worker has done it."""
    running.run(job.pk)
    job.refresh_from_db()
    assert job.state == ExportState.DONE, job.reason
    return job
