"""The data of the fixed expressions: complete, free of doubles, contradictions and false alarms."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from drafting.checks import lexicon, phrases
from drafting.checks.context import Context
from drafting.checks.engine import check
from drafting.checks.finding import Severity
from drafting.checks.phrases import Kind, day, several
from reports.outline.reader import read

CLEAN = Path(__file__).parents[4] / "shared" / "clean" / "register.tsv"

# File: column that names the row, least number of rows, columns that hold days.
FILES = {
    "phrases": ("term", 3000, ("since", "until")),
    "named_lists": ("name", 200, ("since",)),
    "slots": ("head", 150, ()),
    "titles": ("title", 300, ("date", "repealed")),
    "superseded": ("term", 150, ("until",)),
    "quotes": ("text", 200, ()),
    "bodies": ("name", 120, ()),
}
NAMED = [name for name in FILES if name != "slots"]  # one head may have several partners


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_what_it_promises(name: str) -> None:
    key, least, _days = FILES[name]
    rows = lexicon.rows(name)
    assert len(rows) >= least
    assert all(row[key] and row["source"] for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_as_many_cells_as_the_header(name: str) -> None:
    with (lexicon.FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        widths = {len(row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert len(widths) == 1


@pytest.mark.parametrize("name", NAMED)
def test_no_row_is_there_twice(name: str) -> None:
    counts = Counter(row[FILES[name][0]] for row in lexicon.rows(name))
    assert [term for term, count in counts.items() if count > 1] == []


def test_no_partner_is_given_twice_for_a_head() -> None:
    pairs = Counter(
        (head, row["side"], wrong)
        for row in lexicon.rows("slots")
        for head in several(row["head"])
        for wrong in several(row["wrong"])
    )
    assert [pair for pair, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_days_are_days_and_in_order(name: str) -> None:
    for row in lexicon.rows(name):
        days = [found for column in FILES[name][2] if (found := day(row[column]))]
        assert days == sorted(days), row
        assert all(date(1921, 7, 1) <= found <= date(2026, 11, 30) for found in days), row


def test_a_numbered_term_has_the_members_that_it_counts() -> None:
    for row in lexicon.rows("named_lists"):
        members = several(row["members"])
        assert int(row["count"]) == len(members), row["name"]
        assert len(set(members)) == len(members), row["name"]
        assert not (row["closed"] == "yes" and len(members) < 3), row["name"]


def test_repealed_documents_have_a_day_and_successors_are_listed() -> None:
    titles = {row["title"]: row for row in lexicon.rows("titles")}
    for row in titles.values():
        assert (row["status"] == "repealed") == bool(row["repealed"]), row["title"]
        assert not row["replaced_by"] or row["replaced_by"] in titles, row["title"]
        assert not (set(several(row["short"])) | set(several(row["wrong"]))) & set(titles)


def right_forms() -> set[str]:
    bodies = lexicon.rows("bodies")
    return (
        set(phrases.by_form())
        | {row["text"] for row in lexicon.rows("quotes")}
        | {row["title"] for row in lexicon.rows("titles")}
        | {name for row in bodies for name in (row["name"], *several(row["variants"]))}
    )


def wrong_forms() -> Iterator[str]:
    for phrase in phrases.phrases():
        yield from phrase.wrong
    for name in ("bodies", "titles"):
        for row in lexicon.rows(name):
            yield from several(row["wrong"])
    yield from (row["term"] for row in lexicon.rows("superseded") if row["severity"] == "warning")
    if "typos" in lexicon.names():
        yield from (row["wrong"] for row in lexicon.rows("typos"))


def test_nothing_is_right_in_one_file_and_wrong_in_another() -> None:
    assert sorted(set(wrong_forms()) & right_forms()) == []


def test_a_form_belongs_to_one_row() -> None:
    forms = [form for row in phrases.phrases() for form in (row.term, *row.variants)]
    assert [form for form, count in Counter(forms).items() if count > 1] == []


def test_expressions_one_edit_apart_are_variants_of_one_row() -> None:
    """Terms may be neighbours by nature (第一种形态, 四种形态); wordings are variants."""
    apart = []
    for form, row in phrases.by_form().items():
        for near in phrases.index().near(form):
            other = phrases.by_form()[near.phrase]
            kinds = {row.kind, other.kind}
            if (
                near.end - near.start == len(form)
                and other is not row
                and kinds.isdisjoint({Kind.PROPER, Kind.TERM})
            ):
                apart.append((form, near.phrase))
    assert apart == []


@pytest.mark.skipif(not CLEAN.exists(), reason="the clean text is not there")
def test_clean_text_stays_as_good_as_free_of_findings() -> None:
    """At most half of the allowance of all families together: 1.0 and 0.2 in 10,000 characters."""
    characters = 0
    found: Counter[Severity] = Counter()
    lines = CLEAN.read_text(encoding="utf-8").splitlines()
    for line in itertools.islice(lines, 0, None, 4):
        day_, text = line.split("\t", 1)
        today = date.fromisoformat(day_)
        characters += len(text)
        for finding in check(read(text), Context(today=today, year=today.year)):
            if finding.rule.startswith("EXP"):
                found[finding.severity] += 1
    allowed = characters / 10_000
    assert found[Severity.ERROR] <= 0.1 * allowed
    assert found[Severity.ERROR] + found[Severity.WARNING] <= 0.5 * allowed
