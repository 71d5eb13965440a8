"""What a person looks at before it is done: the page carries it, signed, and brings it back.

So that what is confirmed is what was looked at, and nothing is kept for those who turn away.
"""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from django.core import signing

from accounts.rehearsing import Taken

# What was looked at long ago is looked at again.
LONGEST_LOOK = 60 * 60 * 12


def told(taken: Taken, *, salt: str) -> str:
    """What a rehearsal has told, in a form that a page can carry and nobody can forge."""
    return signing.Signer(salt=salt).signature(
        "\n".join("\t".join(map(str, astuple(step))) for step in taken.steps)
    )


def is_still(taken: Taken, seen: str | None, *, salt: str) -> bool:
    """Whether a rehearsal tells what the person has `seen`."""
    return told(taken, salt=salt) == seen


def packed(groups: Sequence[Sequence[Any]], *, salt: str) -> str:
    """Groups of rows (dataclasses), signed."""
    rows = [[astuple(row) for row in group] for group in groups]
    return signing.dumps(rows, salt=salt, compress=True)


def unpacked(rows: str, *, salt: str) -> list[list[list[Any]]]:
    """The fields of each row again; raises signing.BadSignature."""
    groups: list[list[list[Any]]] = signing.loads(rows, salt=salt, max_age=LONGEST_LOOK)
    return groups
