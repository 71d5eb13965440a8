"""What document kinds ask for, read from the file that the product comes with."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from drafting.checks.context import Kind, KindSection
from reports.outline.tree import Role

DATA = Path(__file__).parents[2] / "reports" / "data" / "templates.toml"


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of templates.toml by key, in its order."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {row["key"]: _kind(row) for row in data["templates"]}


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(
        key=row["key"],
        first_person=row["first_person"],
        min_characters=row.get("min_characters"),
        max_characters=row.get("max_characters"),
        minimum_problems=row.get("minimum_problems", 0),
        required_roles=tuple(Role(role) for role in row.get("required_roles", ())),
        sections=tuple(
            KindSection(
                heading=section["heading"],
                role=Role(section["role"]),
                required=section["required"],
                min_characters=section["min_characters"] or None,
            )
            for section in row["sections"]
        ),
        source=row.get("source", ""),
    )
