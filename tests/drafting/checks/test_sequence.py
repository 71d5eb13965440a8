"""What is wrong with a series of numbers."""

import pytest

from drafting.checks.sequence import faults


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([1, 2, 1, 2], []),
        ([1, 2, 2], [(2, 3, "repeated")]),
        ([1, 2, 2, 3], [(2, 3, "repeated")]),
        ([1, 2, 2, 4], [(2, 3, "wrong")]),
        ([1, 3], [(1, 2, "skipped")]),
        ([1, 2, 3, 5, 6], [(3, 4, "skipped")]),
        ([1, 3, 2, 4], [(1, 2, "wrong"), (2, 3, "wrong")]),
        ([1, 5, 3, 4], [(1, 2, "wrong")]),
        ([2, 3], [(0, 1, "skipped")]),
        ([1, 1, 2], [(1, 2, "repeated")]),
        ([1, 2, 3, 1], [(3, 4, "wrong")]),
        ([], []),
    ],
)
def test_one_slip_is_one_fault(numbers: list[int], expected: list[tuple[int, int, str]]) -> None:
    assert [(f.index, f.expected, f.kind.value) for f in faults(numbers)] == expected


def test_a_series_may_go_on_from_an_earlier_one() -> None:
    assert faults([4, 5, 6], start=4) == []
