from typing import Any

from django.db import migrations

from drafting.deciding.review_points import install


def install_points(apps: Any, _schema_editor: Any) -> None:
    install(apps.get_model("drafting", "ReviewPoint"))


class Migration(migrations.Migration):
    dependencies = [("drafting", "0003_review_desk")]

    operations = [migrations.RunPython(install_points, migrations.RunPython.noop)]
