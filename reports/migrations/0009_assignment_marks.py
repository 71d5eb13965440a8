"""Give assignments of former versions the marks in the tree that stand for their organisations."""

from django.db import migrations
from django.db.models import F


def mark(apps, _schema_editor):
    """Mark where being asked changes from an organisation to those below it."""
    Assignment = apps.get_model("reports", "Assignment")
    AssignmentMark = apps.get_model("reports", "AssignmentMark")
    Organization = apps.get_model("accounts", "Organization")
    Assignment.objects.update(published_at=F("created_at"))
    tree = list(Organization.objects.order_by("path").values_list("pk", "path", "kind"))
    for assignment in Assignment.objects.all():
        asked = set(assignment.organizations.values_list("pk", flat=True))
        assignment.kinds = sorted({kind for pk, _, kind in tree if pk in asked})
        assignment.save(update_fields=["kinds"])
        inherited = {}
        marks = []
        for pk, path, kind in tree:
            above = inherited.get(path[:-4], False)
            inherited[path] = (pk in asked) if kind in assignment.kinds else above
            if inherited[path] != above:
                marks.append(
                    AssignmentMark(
                        assignment=assignment, organization_id=pk, included=inherited[path]
                    )
                )
        AssignmentMark.objects.bulk_create(marks)


class Migration(migrations.Migration):
    """Rows only."""

    dependencies = [("reports", "0008_layout_profiles")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
