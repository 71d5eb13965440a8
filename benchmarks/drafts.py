"""Accuracy on drafts that nobody who wrote the rules had seen: outline and check.

benchmarks/drafts/README.md says how they were made and what they may not be used for.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.accuracy import FORMAL_CATEGORIES, Defect, by_group, figure, overlap, share
from drafting.checks.context import Context, Kind
from drafting.checks.engine import check
from drafting.checks.finding import Finding, Severity
from drafting.checks.kinds import kinds
from reports.outline.points import points
from reports.outline.reader import read
from reports.outline.source import decode
from reports.outline.tree import Node, Outline, walk
from reports.outline.writer import write

HERE = Path(__file__).parent / "drafts"
LATE = "late-"
LONGEST = 60  # characters of a finding that points at a defect
ENDS = {"year": (12, 31), "first": (6, 30), "second": (12, 31)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what is known about it."""

    name: str
    text: str
    context: Context
    defects: tuple[Defect, ...]
    tree: tuple[str, ...]


def drafts() -> Iterator[Draft]:
    """Every draft, in order of name."""
    about = tomllib.loads((HERE / "drafts.toml").read_text(encoding="utf-8"))
    for name, row in sorted(about.items()):
        context = Context(
            today=date(row["year"], *ENDS[row["half"]]),
            year=row["year"],
            half=row["half"],
            kind=_without_lengths(kinds()[row["kind"]]),
        )
        tree = (HERE / f"{name}.tree").read_text(encoding="utf-8").splitlines()
        text = decode((HERE / f"{name}.txt").read_bytes())
        yield Draft(name, text, context, tuple(_defects(name, text)), tuple(tree))


def _without_lengths(kind: Kind) -> Kind:
    """The kind without its least lengths: the drafts are shorter than reports, on purpose."""
    sections = tuple(replace(section, min_characters=None) for section in kind.sections)
    return replace(kind, min_characters=None, sections=sections)


def _defects(name: str, text: str) -> Iterator[Defect]:
    file = HERE / f"{name}.tsv"
    if not file.exists():
        return
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            start = int(row["offset"])
            words = row["span"]
            end = start
            while words:  # a line end is one sign in the span, one or two characters in the text
                if text[end] not in "\r\n":
                    assert text[end] == words[0], (name, row["span"])
                    words = words[1:]
                elif words[0] == "⏎":
                    words = words[1:]
                end += 1
            yield Defect(start, end, row["category"], row["confidence"], row["correction"])


def run() -> Iterator[str]:
    """Give the lines of result."""
    every = list(drafts())
    yield from _on_outlines(every)
    yield from _on_checks(every)


# --- the outline ---------------------------------------------------------------------------


def _on_outlines(every: list[Draft]) -> Iterator[str]:
    nodes: list[bool] = []
    shapes: list[bool] = []
    parts: list[bool] = []
    ends: list[bool] = []
    for draft in every:
        outline = read(draft.text)
        assert write(outline) == draft.text
        wrong, judged = compare(draft.tree, outline)
        nodes += [found for found, _role in judged]
        parts += [role for found, role in judged if found]
        shapes.append(all(found for found, _role in judged) and not wrong)
        ends.append(_ends(outline) == [line for line in draft.tree if line[0] in "标副署日"])
        for line in wrong:
            yield f"  {draft.name}: {line}"
        if not ends[-1]:
            yield f"  {draft.name}: title, signature or date {_ends(outline)}"
    yield share("outline: nodes with the right level, marker, heading and points", nodes, 0.98)
    yield share("outline: their part in the report", parts, 0.97)
    yield share("outline: drafts with every node right and none too many", shapes, 0.9)
    yield share("outline: drafts whose title, signature and date are right", ends, 0.95)


def compare(tree: tuple[str, ...], outline: Outline) -> tuple[list[str], list[tuple[bool, bool]]]:
    """What differs, in words; and for each expected node whether it is there and has its part."""
    expected = [_expected(line) for line in tree if line[0] not in "标副署日"]
    actual = [(_shape(node), "+".join(node.roles)) for node in walk(outline.nodes)]
    matcher = SequenceMatcher(
        None, [shape for shape, _ in expected], [shape for shape, _ in actual], autojunk=False
    )
    judged = [(False, False)] * len(expected)
    wrong: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            wrong += [f"missing {' '.join(shape)}" for shape, _ in expected[a:b]]
            wrong += [f"too many {' '.join(shape)}" for shape, _ in actual[c:d]]
            continue
        for i, j in zip(range(a, b), range(c, d), strict=True):
            is_right = expected[i][1] in ("any", actual[j][1])
            judged[i] = (True, is_right)
            if not is_right:
                wrong.append(f"{' '.join(expected[i][0])} is {actual[j][1]}, not {expected[i][1]}")
    return wrong, judged


def _expected(line: str) -> tuple[tuple[str, ...], str]:
    """The shape of a node and its part, from a line of a tree."""
    line, _, inside = line.partition(" | ")
    level, marker, part, *heading = line.split(maxsplit=3)
    return (level, marker, "".join(heading), inside), part[1:-1]


def _shape(node: Node) -> tuple[str, ...]:
    inside = " ".join(p.marker for q in node.paragraphs for p in points(q.text))
    return (str(node.level), node.marker or "-", node.heading or "", inside)


def _ends(outline: Outline) -> list[str]:
    return [
        *(f"标题 {p.text}" for p in outline.title),
        *(f"副题 {p.text}" for p in outline.subtitle),
        *(f"署名 {p.text}" for p in outline.signature),
        *([f"日期 {outline.date.text}"] if outline.date else []),
    ]


# --- the check -----------------------------------------------------------------------------


def _on_checks(every: list[Draft]) -> Iterator[str]:
    late = [draft for draft in every if draft.name.startswith(LATE)]
    yield from _recall_and_precision("check", [draft for draft in every if draft not in late])
    yield from _recall_and_precision("check, drafts kept back", late)
    clean = [draft for draft in every if not draft.defects]
    size = sum(len(draft.text) for draft in clean)
    found = [f for draft in clean for f in check(read(draft.text), draft.context)]
    grave = [f for f in found if f.severity is not Severity.INFO]
    yield figure(
        "check: errors and warnings in 10,000 clean characters",
        len(grave) / size * 10_000,
        2.0,
        at_most=True,
    )
    yield f"  on {size:,} characters: " + ", ".join(f"{f.rule} {f.text}" for f in found)


def _recall_and_precision(name: str, every: list[Draft]) -> Iterator[str]:
    found: list[tuple[Finding, bool]] = []
    defects: list[tuple[Defect, bool]] = []
    for draft in every:
        if not draft.defects:
            continue
        findings = check(read(draft.text), draft.context)
        found += [(f, any(overlap(f, row) for row in draft.defects)) for f in findings]
        # A finding on a whole sentence or paragraph does not find each slip inside it.
        short = [f for f in findings if f.end - f.start <= LONGEST]
        defects += [(row, any(overlap(f, row) for f in short)) for row in draft.defects]
    sure = [hit for row, hit in defects if row.confidence == "certain"]
    likely = [(row, hit) for row, hit in defects if row.confidence != "style"]
    yield share(f"{name}: certain defects found", sure, 0.70)
    yield share(f"{name}: certain and likely ones found", [hit for _row, hit in likely], 0.60)
    hard = [hit for row, hit in likely if row.category not in FORMAL_CATEGORIES]
    yield share("  of these all but placeholders and width", hard, 0.45)
    yield share(f"{name}: findings that are right", [right for _f, right in found], 0.85)
    for severity in Severity:
        judged = [right for f, right in found if f.severity is severity]
        yield share(f"  of severity {severity}", judged, 0.95 if severity == "error" else 0.8)
    yield by_group("  found, by category", ((row.category, hit) for row, hit in likely))
    yield by_group("  right, by rule", ((f.rule, right) for f, right in found))
