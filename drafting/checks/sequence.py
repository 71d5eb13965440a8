"""What is wrong with a series of numbers: repeated, skipped, out of order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a number fails to follow the one before it."""

    REPEATED = "repeated"
    SKIPPED = "skipped"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Fault:
    """The number at `index` should be `expected`."""

    index: int
    expected: int
    kind: Kind


def faults(numbers: Sequence[int], start: int = 1) -> list[Fault]:
    """Every number that does not follow, counted from `start`.

    A series that begins again with 1 and 2 is a new one. After a fault the count goes on from
    whatever explains most of what comes next, so that one slip is one fault.
    """
    found: list[Fault] = []
    expected, index = start, 0
    while index < len(numbers):
        number, following = numbers[index], next(iter(numbers[index + 1 : index + 2]), None)
        if (number, following) == (expected + 1, expected):  # changed places
            found.append(Fault(index, expected, Kind.WRONG))
            found.append(Fault(index + 1, expected + 1, Kind.WRONG))
            index, expected = index + 2, expected + 2
            continue
        fault, expected = _judge(number, expected, following, is_first=index == 0)
        if fault:
            found.append(Fault(index, *fault))
        index += 1
    return found


def _judge(
    number: int, expected: int, following: int | None, *, is_first: bool
) -> tuple[tuple[int, Kind] | None, int]:
    """(what should stand here and what is wrong) or None, and the number expected next."""
    if number == expected:
        return None, number + 1
    if number == 1 and following == 2 and not is_first and expected > 2:  # noqa: PLR2004
        return None, 2
    if following == expected + 1:
        return (expected, Kind.WRONG), expected + 1
    if number == expected - 1:
        carries_on = following == number + 1
        return (expected, Kind.REPEATED), (number if carries_on else expected) + 1
    if number > expected:
        return (expected, Kind.SKIPPED), number + 1
    if following == expected:
        return (expected, Kind.WRONG), expected
    return (expected, Kind.WRONG), (number if following == number + 1 else expected) + 1
