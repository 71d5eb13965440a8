"""`manage.py make_samples` writes a document of every kind."""

from pathlib import Path

from django.core.management import call_command

from reports.management.commands.make_samples import SAMPLES
from reports.word.importer import text_of


def test_every_sample_is_written_and_can_be_read(tmp_path: Path) -> None:
    call_command("make_samples", "-o", str(tmp_path / "new"), verbosity=0)
    files = sorted((tmp_path / "new").iterdir())
    assert [file.name for file in files] == sorted(SAMPLES)
    assert all(len(text_of(file.read_bytes())) > 300 for file in files if file.suffix == ".docx")
