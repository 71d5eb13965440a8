from typing import Any

from django.db import migrations

from reports.document_kinds import install


def install_kinds(apps: Any, _schema_editor: Any) -> None:
    install(
        apps.get_model("reports", "ReportTemplate"), apps.get_model("reports", "TemplateSection")
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(install_kinds, migrations.RunPython.noop)]
