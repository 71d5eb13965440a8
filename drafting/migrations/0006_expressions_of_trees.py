from typing import Any

from django.db import migrations


def give_to_trees(apps: Any, _schema_editor: Any) -> None:
    """Expressions held for the whole installation: now for each of its trees."""
    tops = list(apps.get_model("accounts", "Organization").objects.filter(depth=1))
    entries = apps.get_model("drafting", "LexiconEntry").objects
    for row in apps.get_model("drafting", "Expression").objects.order_by("pk"):
        for top in tops:
            entries.create(
                organization=top,
                kind="former" if row.until or row.replaced_by else "phrase",
                term=row.term,
                since=row.since,
                until=row.until,
                replaced_by=row.replaced_by,
                source=row.source,
            )


class Migration(migrations.Migration):
    dependencies = [("drafting", "0005_lexicon_entries")]

    operations = [
        migrations.RunPython(give_to_trees, migrations.RunPython.noop),
        migrations.DeleteModel(name="Expression"),
    ]
