"""Checking: a report, one paragraph re-typed, the first time in a process, 1 MB, 1,000 reports.

What is timed is the engine: an outline in, findings out; `reading` times how an outline is made of
a text. Beside it, on the same text in the same run: one pass of the segmenter that all word rules
need, one of jieba, whose words that segmenter gives seventeen times as fast, and autocorrect-py,
which looks at spacing and marks only. pycorrector is named when it is missing:
its wheel has no language model, and wants torch.
"""

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import autocorrect_py
import jieba

from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.files import check_file, check_files
from drafting.checks.segmentation import tokenize
from reports.outline.reader import read

TEXTS = Path(__file__).parents[1] / "reports" / "demo" / "texts"
REPORT_LENGTH, MEGABYTE = 5_000, 1_000_000
ROUNDS, TURNS, REPORTS = 12, 3, 1_000
CONTEXT = Context(year=2026, half="year")
AT_MOST_MILLISECONDS, AT_MOST_RETYPED, AT_MOST_SEGMENTATIONS = 2.5, 1.0, 8.0
AT_MOST_FIRST, AT_MOST_MEMORY, AT_MOST_GROWTH = 0.6, 120.0, 1.5
AT_LEAST_OF_THE_CORES = 0.75
FIRST = r"""
import re, sys, time
from pathlib import Path
def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
begun = time.perf_counter()
from drafting.checks.context import Context
from drafting.checks.engine import check
from reports.outline.reader import read
found = check(read(sys.stdin.read()), Context(year=2026, half="year"))
taken = time.perf_counter() - begun
print(taken, (peak() - before) / 1024, len(found))
"""

_variants = count(1)


def run() -> Iterator[str]:
    """Give the lines of result."""
    corpus = "".join(file.read_text("utf-8") for file in sorted(TEXTS.glob("*-2026.txt")))
    report = _of_length(corpus, REPORT_LENGTH)
    assert check(read(report), CONTEXT)  # the texts have defects, and they are found
    jieba.setLogLevel(logging.WARNING)
    fresh = partial(_fresh, report)
    whole, words, usual, others = _in_turns(
        (lambda: read(fresh()), lambda outline: check(outline, CONTEXT)),
        (fresh, tokenize),
        (fresh, jieba.lcut),
        (fresh, lambda text: autocorrect_py.lint_for(text, "text")),
    )
    yield _line("a report, milliseconds for 1,000 characters", whole, AT_MOST_MILLISECONDS)
    yield _line("  times one pass of the segmenter", whole / words, AT_MOST_SEGMENTATIONS)
    yield f"  times one pass of jieba: {whole / usual:.2f}"
    yield f"  times autocorrect-py (spacing and marks only): {whole / others:.1f}"
    yield _pycorrector()
    check(read(report), CONTEXT)
    (retyped,) = _in_turns(
        (lambda: read(_retyped(report)), lambda outline: check(outline, CONTEXT))
    )
    yield _line("one paragraph re-typed, the same", retyped, AT_MOST_RETYPED)
    taken, memory = _first(report)
    yield _line("first check in a process, seconds", taken, AT_MOST_FIRST)
    yield _line("  megabytes above the interpreter", memory, AT_MOST_MEMORY)
    growth = _growth(corpus)
    yield _line("time per character, 1 MB : 5 kB", growth, AT_MOST_GROWTH)
    yield from _folder(corpus)


def _fresh(text: str) -> str:
    """The text with something new in each line, so that nothing is remembered of it."""
    mark = f"（{next(_variants)}）"
    return re.sub(r"(?m)([。；])$", rf"{mark}\1", text)


def _retyped(text: str) -> str:
    """The text with something new in one paragraph of its middle."""
    at = text.index("。", len(text) // 2)
    return f"{text[:at]}（{next(_variants)}）{text[at:]}"


def _of_length(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def _in_turns(*contestants: tuple[Callable[[], Any], Callable[[Any], object]]) -> list[float]:
    """The best milliseconds of each for 1,000 characters, after a round to warm up.

    A contestant is what makes its input, which is not timed, and what is done with that.
    """
    best = [float("inf")] * len(contestants)
    for warm in range(ROUNDS + 1):
        for index, (prepare, act) in enumerate(contestants):
            seconds = _seconds(partial(act, prepare()))
            best[index] = min(best[index], seconds) if warm else best[index]
    return [seconds * 1_000_000 / REPORT_LENGTH for seconds in best]


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _first(report: str) -> tuple[float, float]:
    """Seconds and megabytes of the first check in a new process, the best of several."""
    figures = []
    for _turn in range(TURNS):
        done = subprocess.run(  # noqa: S603  # our own code in our own interpreter
            [sys.executable, "-c", FIRST],
            input=report,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[1],
        )
        taken, memory, found = map(float, done.stdout.split())
        assert found
        figures.append((taken, memory))
    return min(taken for taken, _ in figures), min(memory for _, memory in figures)


def _growth(corpus: str) -> float:
    small, large = _of_length(corpus, REPORT_LENGTH), _of_length(_varied(corpus), MEGABYTE)
    pairs = [
        (
            _seconds(lambda: check(read(_fresh(large)), CONTEXT)),
            min(_seconds(lambda: check(read(_fresh(small)), CONTEXT)) for _ in range(ROUNDS)),
        )
        for _turn in range(TURNS)
    ]
    larges, smalls = zip(*pairs, strict=True)
    return min(larges) / MEGABYTE / (min(smalls) / REPORT_LENGTH)


def _varied(corpus: str) -> str:
    """A text of more than a megabyte in which no line stands twice."""
    return "".join(_fresh(corpus) for _ in range(MEGABYTE // len(corpus) + 1))


def _folder(corpus: str) -> Iterator[str]:
    """A folder of 1,000 reports in all processes, against a part of it in one."""
    with TemporaryDirectory() as folder:
        files = []
        for index in range(REPORTS):
            file = Path(folder) / f"{index}.txt"
            file.write_text(_fresh(_of_length(corpus, REPORT_LENGTH)), encoding="utf-8")
            files.append(file)
        part = files[: REPORTS // 10]
        alone = _seconds(lambda: [check_file(file) for file in part]) * len(files) / len(part)
        together = _seconds(lambda: sum(1 for _checked in check_files(files)))
    cores = os.cpu_count() or 1
    share = alone / together / cores
    yield f"a folder of {REPORTS} reports of {REPORT_LENGTH} characters: {together:.1f} s"
    kept = "" if share >= AT_LEAST_OF_THE_CORES else "  OVER"
    yield f"  share of {cores} cores used {share:.2f}   (at least {AT_LEAST_OF_THE_CORES}){kept}"


def _pycorrector() -> str:
    if find_spec("pycorrector") is None:
        return "  pycorrector: not installed (needs torch, and ships no language model)"
    return "  pycorrector: installed, but without a language model its rules find nothing to time"


def _line(name: str, figure: float, bound: float) -> str:
    verdict = "" if figure <= bound else "  OVER"
    return f"{name:<58}{figure:8.2f}   (at most {bound:g}){verdict}"
