"""Accuracy of the check: hand annotations, errors put into clean text, false alarms.

The annotated reports and the edited text lie beside the project, in ../shared; without them
what is measured on them is left out, and said so. The injected errors are the same in every run.
Everything found counts, of whatever severity, unless a line says otherwise.
"""

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from benchmarks._injection import FORMAL, LANGUAGE, Kind
from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.finding import Finding, Severity
from reports.outline.reader import read

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "reports" / "demo" / "texts"
SHARED = ROOT.parent / "shared"
# Texts of ours with nothing wrong in them, with the year and the half they report on.
CLEAN = {
    "bangongshi-2025": (2025, "year"),
    "bangongshi-2026": (2026, "year"),
    "guihua-2025": (2025, "year"),
    "guihua-2026": (2026, "year"),
    "dikuang-2025": (2025, "year"),
    "budongchan-2025": (2025, "year"),
    "budongchan-2025-duty": (2025, "year"),
    "cehui-2025": (2025, "year"),
    "cehui-2026-half": (2026, "first"),
    "zhifa-2026": (2026, "year"),
}
PERIODS = {"000": (2021, "year"), "001": (2023, "first"), "002": (2021, "year")}
FORMAL_CATEGORIES = {"placeholder", "width"}
CASES = 240  # injected errors of each kind into each text
TARGETS = {
    "doubled_character": 0.80,
    "late_comma": 0.75,
    "homophone": 0.45,
    "look_alike": 0.45,
    "dropped": 0.30,
    "swapped": 0.45,
}
FORMAL_TARGET = 0.99


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known about it."""

    name: str
    text: str
    context: Context


@dataclass(frozen=True, slots=True)
class Defect:
    """A row of the annotations."""

    start: int
    end: int
    category: str
    confidence: str
    correction: str


def run() -> Iterator[str]:
    """Give the lines of result."""
    if (SHARED / "gold").is_dir():
        yield from _on_annotations()
    else:
        yield "annotated reports: none here (../shared/gold)"
    sources = [("our own reports", tuple(_own()))]
    if (SHARED / "clean").is_dir():
        sources.append(("edited text", tuple(_edited())))
        yield from _false_alarms("edited text", sources[-1][1])
    else:
        yield "edited text: none here (../shared/clean)"
    yield from _false_alarms(*sources[0])
    for name, texts in sources:
        yield from _injections(name, texts)


# --- annotations ---------------------------------------------------------------------------


def _on_annotations() -> Iterator[str]:
    found: list[tuple[Finding, bool]] = []
    defects: list[tuple[Defect, bool]] = []
    left = []
    for text, rows in _annotated():
        findings = check(read(text.text), text.context)
        found += [(f, any(overlap(f, row) for row in rows)) for f in findings]
        defects += [(row, any(overlap(f, row) for f in findings)) for row in rows]
        left.append(_left_after_correction(text, rows))
    sure = [hit for row, hit in defects if row.confidence == "certain"]
    likely = [hit for row, hit in defects if row.confidence != "style"]
    yield share("annotations: certain defects found", sure, 0.98)
    yield share("annotations: certain and likely defects found", likely, 0.90)
    hard = [
        hit
        for row, hit in defects
        if row.confidence != "style" and row.category not in FORMAL_CATEGORIES
    ]
    yield share("  of these all but placeholders and width", hard, 0.45)
    yield share("annotations: findings that are right", [right for _f, right in found], 0.95)
    errors = [right for f, right in found if f.severity is Severity.ERROR]
    yield share("  of the errors among them", errors, 0.99)
    yield f"annotations: findings left after all corrections {left}   (at most 2 each)"
    yield by_group(
        "  found, by category",
        ((row.category, hit) for row, hit in defects if row.confidence != "style"),
    )
    yield by_group("  right, by rule", ((f.rule, right) for f, right in found))


def _annotated() -> Iterator[tuple[Text, list[Defect]]]:
    with (SHARED / "gold" / "seeds-000-002.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name, group in groupby(rows, key=lambda row: row["seed"]):
        text = (SHARED / "seeds" / name).read_bytes().decode("utf-8-sig")
        year, half = PERIODS[name[:3]]
        context = Context(today=date(year, 12, 31), year=year, half=half)
        yield (
            Text(name, text, context),
            [
                Defect(
                    int(row["offset"]),
                    int(row["offset"]) + len(row["span"]),
                    row["category"],
                    row["confidence"],
                    row["correction"],
                )
                for row in group
            ],
        )


def overlap(finding: Finding, row: Defect) -> bool:
    """Whether they share a character, or touch where one of them is empty."""
    start, end = finding.start, max(finding.end, finding.start + 1)
    return start < row.end and row.start < end


def _left_after_correction(text: Text, rows: list[Defect]) -> int:
    """How much is still found when every correction that says what to write is made.

    What stands where the annotation leaves the words open is still a defect, and rightly found.
    """
    corrected, done = "", 0
    still_wrong: list[Defect] = []
    for row in sorted(rows, key=lambda row: row.start):
        if row.start < done:
            continue
        corrected += text.text[done : row.start]
        written = text.text[row.start : row.end]
        by = _correction(row, written)
        start, done = len(corrected), row.end
        corrected += written if by is None else by
        if by is None:
            still_wrong.append(replace(row, start=start, end=len(corrected)))
        elif not by and corrected.endswith("，") and text.text[done : done + 1] in {"，", "。"}:
            corrected = corrected[:-1]  # with a clause goes its comma
    corrected += text.text[done:]
    found = check(read(corrected), text.context)
    return sum(not any(overlap(f, row) for row in still_wrong) for f in found)


def _correction(row: Defect, written: str) -> str | None:
    """The words that replace what is written; None where the annotation leaves them open."""
    if row.correction.startswith("补标题"):
        return f"党支部{'2023' if '2023' in written else '2021'}年党建工作总结\n{written}"
    if row.correction.startswith("(填写"):
        is_number = any(unit in written for unit in "次个条%")
        return written.replace("XX", "X").replace("X", "12" if is_number else "云岭")
    if row.correction in {"(删)", "(删“真正”)"}:
        return written.replace("真正", "") if "真正" in row.correction else ""
    if any(mark in row.correction for mark in "(…") or row.category == "structure":
        return None
    return row.correction.replace("X", "云岭")


# --- false alarms --------------------------------------------------------------------------


@cache
def _own() -> tuple[Text, ...]:
    return tuple(
        Text(
            name,
            (DEMO / f"{name}.txt").read_text(encoding="utf-8"),
            Context(today=date(year, 12, 31), year=year, half=half),
        )
        for name, (year, half) in CLEAN.items()
    )


@cache
def _edited() -> tuple[Text, ...]:
    """Each paragraph by itself: there is no report that they are parts of."""
    with (SHARED / "clean" / "register.tsv").open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file]
    return tuple(
        Text(day, words, Context(today=date.fromisoformat(day)))
        for day, words in rows
        if len(words) > 1
    )


def _false_alarms(name: str, texts: tuple[Text, ...]) -> Iterator[str]:
    size = sum(len(text.text) for text in texts)
    found = [f for text in texts for f in check(read(text.text), text.context)]
    by_severity = Counter(f.severity for f in found)
    per_ten_thousand = {one: by_severity[one] / size * 10_000 for one in Severity}
    errors = per_ten_thousand[Severity.ERROR]
    grave = errors + per_ten_thousand[Severity.WARNING]
    yield f"{name}: {size:,} characters; found in 10,000 of them"
    yield figure("  errors", errors, 0.2, at_most=True)
    yield figure("  errors and warnings", grave, 1.0, at_most=True)
    yield figure("  info", per_ten_thousand[Severity.INFO], None)
    counted = Counter((f.rule, f.severity.value) for f in found)
    yield "  by rule: " + ", ".join(
        f"{rule} {severity} {count}" for (rule, severity), count in counted.most_common()
    )


# --- injected errors -----------------------------------------------------------------------


def _injections(name: str, texts: tuple[Text, ...]) -> Iterator[str]:
    yield f"errors put into {name}, one at a time: share found, and by which rules"
    baseline = cache(lambda index: check(read(texts[index].text), texts[index].context))
    for kind in (*FORMAL, *LANGUAGE):
        hits, rules = _injected(kind, texts, baseline)
        if hits:
            target = TARGETS.get(kind.__name__, FORMAL_TARGET)
            line = share(f"  {kind.__name__.replace('_', ' ')} ({len(hits)})", hits, target)
            yield line + "   " + " ".join(f"{r} {n}" for r, n in rules.most_common(5))


def _injected(
    kind: Kind, texts: tuple[Text, ...], baseline: Callable[[int], list[Finding]]
) -> tuple[list[bool], Counter[str]]:
    """For each injected error whether it is found; which rules found how many."""
    chance = random.Random(kind.__name__)  # noqa: S311  # the same errors in every run
    hits: list[bool] = []
    rules: Counter[str] = Counter()
    for _try in range(CASES * 3):
        if len(hits) == CASES:
            break
        index = chance.randrange(len(texts))
        text = texts[index]
        injected = kind(text.text, chance)
        if injected is None:
            continue
        place = range(max(0, injected.start - 1), injected.end + 1)
        known = {f.rule for f in baseline(index) if _meets(f, place)}
        found = {
            f.rule
            for f in check(read(injected.text), text.context)
            if _meets(f, place) and f.rule not in known
        }
        hits.append(bool(found))
        rules.update(found)
    return hits, rules


def _meets(finding: Finding, place: range) -> bool:
    return finding.start < place.stop and place.start < max(finding.end, finding.start + 1)


# --- lines ---------------------------------------------------------------------------------


def share(name: str, hits: list[bool], target: float) -> str:
    """A line that says which share of the hits is true, against the target."""
    right = sum(hits) / len(hits) if hits else 1.0
    return figure(name, right, target) + f"   {sum(hits)} of {len(hits)}"


def figure(name: str, value: float, bound: float | None, *, at_most: bool = False) -> str:
    """A line with a figure and the bound that it must keep, if there is one."""
    line = f"{name:<58}{value:8.3f}"
    if bound is None:
        return line
    is_kept = value <= bound if at_most else value >= bound
    return (
        f"{line}   (at {'most' if at_most else 'least'} {bound:g}){'' if is_kept else '  MISSED'}"
    )


def by_group(name: str, judged: Iterable[tuple[str, bool]]) -> str:
    """A line that says how many of each group are true."""
    groups: dict[str, list[bool]] = {}
    for key, hit in judged:
        groups.setdefault(key, []).append(hit)
    shares = (f"{key} {sum(hits)}/{len(hits)}" for key, hits in sorted(groups.items()))
    return f"{name}: " + ", ".join(shares)
