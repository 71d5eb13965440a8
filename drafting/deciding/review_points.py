"""The points of review that the product comes with (review_points.toml)."""

import tomllib
from pathlib import Path

from django.db.models import Model

DATA = Path(__file__).with_name("review_points.toml")


def install(model: type[Model]) -> list[str]:
    """Create the points that are missing, by label, and return their labels.

    What administrators have changed is left alone. The model is an argument because migrations
    bring their own.
    """
    created = []
    points = tomllib.loads(DATA.read_text(encoding="utf-8"))["points"]
    for position, point in enumerate(points):
        _, is_new = model._default_manager.get_or_create(
            label=point["label"], defaults={**point, "position": position}
        )
        if is_new:
            created.append(point["label"])
    return created
