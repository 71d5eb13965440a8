"""Files gone wrong are read or refused, and nothing else: never an error, never slow or large."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.word.mutations import MOST_SECONDS, taken

ROOT = Path(__file__).parents[3]
NIGHTLY, AT_A_TIME = 3_000, 500


@pytest.mark.parametrize("seed", range(100))
def test_a_spoiled_file_is_read_or_refused(seed: int) -> None:
    assert taken(seed) < MOST_SECONDS


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(0, NIGHTLY, AT_A_TIME))
def test_thousands_of_spoiled_files_stay_within_300_mb_and_10_seconds(first: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.reports.word.mutations", str(first), str(AT_A_TIME)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert "FAULT" not in done.stdout, done.stdout
    assert done.stdout.startswith("slowest")
