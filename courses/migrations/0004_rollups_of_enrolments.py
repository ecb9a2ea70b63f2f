"""Gives every enrolment that is there already its rollup, dirty: the worker fills in the numbers."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHUNK = 1000


def give_rollups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert what is missing, in chunks."""
    rollups = apps.get_model("courses", "ProgressRollup").objects
    enrolments = apps.get_model("courses", "Enrolment").objects.filter(rollup=None).order_by("pk")
    last = 0
    while chunk := list(enrolments.filter(pk__gt=last).values_list("pk", "programme", "year")[:CHUNK]):
        rollups.bulk_create(
            [
                rollups.model(enrolment_id=number, programme=programme, year=year, dirty=True)
                for number, programme, year in chunk
            ],
            ignore_conflicts=True,
        )
        last = chunk[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_module_completion"),
    ]

    operations = [migrations.RunPython(give_rollups, migrations.RunPython.noop)]
