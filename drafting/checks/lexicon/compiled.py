"""Tables made out of the data, kept between runs as Python keeps compiled modules.

To make them takes longer than to check a report. They lie in `__pycache__` beside the data, under
the digest of all that they were made of: data, code, Python. Where nothing can be written there,
they are made anew each time.
"""

import marshal
import sys
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from drafting.checks.lexicon import FOLDER

CACHE = FOLDER / "__pycache__"
READABLE = 0o644
Table = TypeVar("Table")


def compiled(
    name: str, sources: Iterable[Path], make: Callable[[], Table], folder: Path = CACHE
) -> Table:
    """What `make` gives: lists, tuples, dictionaries, sets, strings and numbers only.

    `sources` are the files whose words decide what that is, the code among them.
    """
    digest = blake2b(sys.version.encode(), digest_size=16)
    for source in sources:
        digest.update(source.read_bytes())
    file = folder / f"{name}.{digest.hexdigest()}"
    try:
        table: Table = marshal.loads(file.read_bytes())  # noqa: S302  # as safe as the code beside it
    except (OSError, EOFError, ValueError, TypeError):  # not there, or cut off
        table = make()
        _keep(name, file, marshal.dumps(table))  # type: ignore[arg-type]
    return table


def _keep(name: str, file: Path, written: bytes) -> None:
    """Write a table at once or not at all, and take away what was made of older data."""
    try:
        file.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, prefix=f".{name}.", delete=False) as begun:
            begun.write(written)
        Path(begun.name).chmod(READABLE)
        Path(begun.name).replace(file)
        for other in file.parent.glob(f"{name}.*"):
            if other != file:
                other.unlink(missing_ok=True)
    except OSError:
        return  # a place where nobody may write: made anew next time
