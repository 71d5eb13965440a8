"""The page of rules is what the registry says."""

from drafting.checks.manual import PAGE, page
from drafting.checks.registry import rules


def test_every_rule_has_its_row_on_the_page() -> None:
    rows = [line.split(" | ")[0] for line in page().splitlines() if line.startswith("| ")]
    assert [row for row in rows if row[-1].isdecimal()] == [f"| {rule.code}" for rule in rules()]


def test_the_page_in_the_documentation_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m drafting.checks.manual"
