"""The document kinds that the product comes with (data/templates.toml)."""

import tomllib
from pathlib import Path

from django.db.models import Model

DATA = Path(__file__).parent / "data" / "templates.toml"


def install(template_model: type[Model], section_model: type[Model]) -> list[str]:
    """Create the kinds that are missing, by key, and return their names.

    What administrators have changed is left alone. The models are arguments because migrations
    bring their own.
    """
    created = []
    for kind in tomllib.loads(DATA.read_text(encoding="utf-8"))["templates"]:
        sections = kind.pop("sections")
        if template_model._default_manager.filter(key=kind["key"]).exists():
            continue
        template = template_model._default_manager.create(**kind)
        section_model._default_manager.bulk_create(
            section_model(template=template, position=position, **section)
            for position, section in enumerate(sections)
        )
        created.append(kind["name"])
    return created
