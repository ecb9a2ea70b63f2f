"""Imports and relations go down only: between the apps, and inside each app."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {"lms.accounts": 0, "cms": 1, "courses": 2, "webinars": 3, "lms.demo": 4}


def floor_of(model: type[models.Model]) -> int:
    """Return the floor a model lives on; below everything for what others wrote."""
    return FLOORS.get(apps.get_app_config(model._meta.app_label).name, -1)


def upward(candidates: list[type[models.Model]]) -> list[str]:
    """Return the relations that climb. A string ForeignKey is an import too."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in candidates
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if isinstance(field.related_model, type) and floor_of(field.related_model) > floor_of(model) >= 0
    ]


def test_no_import_climbs() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_no_relation_climbs() -> None:
    assert upward(list(apps.get_models(include_auto_created=True))) == []


def test_the_relation_test_sees_a_climbing_string_relation() -> None:
    class Climber(models.Model):  # noqa: DJ008  (never shown)
        group = models.ForeignKey("webinars.EventPage", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "courses"

    try:
        assert upward([Climber]) == ["courses.Climber.group -> webinars.EventPage"]
    finally:
        del apps.all_models["courses"]["climber"]
        apps.clear_cache()


@pytest.mark.parametrize("name", FLOORS)
def test_every_floor_is_a_real_app(name: str) -> None:
    assert [app.name for app in apps.get_app_configs() if app.name == name] == [name]
