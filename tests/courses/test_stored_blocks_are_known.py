"""Before tables change, stored lessons are compared with the code: a block nobody knows would be lost on saving (G6)."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from courses.checks import stored_blocks_are_known
from tests.courses.conftest import School
from tests.courses.school import block, single_choice


def store(school: School, body: list[dict[str, object]]) -> None:
    """Write a body as an older release would have left it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE courses_lessonpage SET body = %s WHERE page_ptr_id = %s", [json.dumps(body), school.first.pk]
        )


def found() -> list[str]:
    return [error.msg for error in stored_blocks_are_known(databases=["default"])]


def test_all_is_well_in_a_school_of_ours(school: School) -> None:
    assert found() == []


def test_a_block_that_the_code_does_not_know_is_named(school: School) -> None:
    store(school, [block("hot_spot", {"question": "Where?"}), single_choice()])
    assert found() == ["A block that the code does not know, “hot_spot”, is stored in: Who decides."]


def test_a_draft_counts_as_well(school: School) -> None:
    school.first.body = json.dumps([single_choice()])
    revision = school.first.save_revision()
    revision.content["body"] = json.dumps([block("hot_spot", {})])
    revision.save()
    assert len(found()) == 1


def test_nothing_is_asked_without_a_database_and_nothing_said_before_there_are_tables(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(school, [block("hot_spot", {})])
    assert stored_blocks_are_known() == []
    monkeypatch.setattr(type(connection.introspection), "table_names", lambda *args, **kwargs: ["wagtailcore_page"])
    assert found() == []


def test_migrating_stops_before_it_begins(school: School) -> None:
    store(school, [block("hot_spot", {})])
    with pytest.raises(SystemCheckError, match="hot_spot"):
        call_command("migrate", skip_checks=False, stdout=StringIO(), stderr=StringIO())
