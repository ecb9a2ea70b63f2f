"""Stored lessons and the code must know the same blocks (learning.md section 8, G6).

A block that the code does not know is dropped when a lesson is read and gone when it is saved, with every answer to it
orphaned. So `manage.py migrate` (and `check --database default`) refuses to go on while one is stored.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from wagtail import blocks

from courses.models import LessonPage

MOST_NAMED = 5
HINT = (
    "Put the block back, or rename what is stored in a data migration. If such a migration is part of this release, "
    "run migrate --skip-checks once, then migrate again."
)


@register(Tags.database)
def stored_blocks_are_known(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each type of block that lessons hold and the code does not know. Two queries, no page made.

    Looks at what is published and at the latest draft. Says nothing where the tables are not there yet.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for alias in databases or []:
        for title, raw in stored_bodies(alias):
            for unknown in unknown_types(raw, LessonPage.body.field.stream_block):
                found[unknown].add(title)
    return [
        Error(
            f"A block that the code does not know, “{kind}”, is stored in: {named(titles)}.",
            hint=HINT,
            obj="courses.LessonPage",
            id="courses.E001",
        )
        for kind, titles in sorted(found.items())
    ]


def named(titles: set[str]) -> str:
    """Return the first few titles, and how many more there are."""
    more = len(titles) - MOST_NAMED
    return ", ".join(sorted(titles)[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def stored_bodies(alias: str) -> Iterator[tuple[str, Any]]:
    """Yield (title, raw body) of every lesson as it is stored, published and latest draft."""
    connection = connections[alias]
    tables = {"wagtailcore_page", "wagtailcore_revision", "courses_lessonpage"}
    if not tables <= set(connection.introspection.table_names()):
        return
    yield from rows(connection, "SELECT p.title, l.body FROM courses_lessonpage l", "")
    yield from (
        (title, (content or {}).get("body"))
        for title, content in rows(
            connection,
            "SELECT p.title, r.content FROM courses_lessonpage l",
            " JOIN wagtailcore_revision r ON r.id = p.latest_revision_id",
        )
    )


def rows(connection: Any, select: str, join: str) -> Iterator[tuple[str, Any]]:
    """Yield (title, parsed JSON). Plain SQL on columns that never changed: models may be ahead of the tables here."""
    with connection.cursor() as cursor:
        cursor.execute(f"{select} JOIN wagtailcore_page p ON p.id = l.page_ptr_id{join}")
        for title, stored in cursor.fetchall():
            yield title, parsed(stored)


def parsed(stored: Any) -> Any:
    """Return JSON that a database driver may or may not have parsed, once or twice packed; None for what is none."""
    for _ in range(2):
        if not isinstance(stored, str | bytes):
            break
        try:
            stored = json.loads(stored)
        except ValueError:
            return None
    return stored


def unknown_types(raw: Any, stream: blocks.StreamBlock) -> Iterator[str]:
    """Yield the type of every stored block, at any depth, that its stream does not have."""
    raw = parsed(raw)
    for item in raw if isinstance(raw, list) else []:
        if not isinstance(item, dict) or "type" not in item:
            continue
        block = stream.child_blocks.get(item["type"])
        if block is None:
            yield str(item["type"])
        else:
            yield from unknown_inside(item.get("value"), block)


def unknown_inside(value: Any, block: blocks.Block) -> Iterator[str]:
    """Yield unknown types inside a block's value."""
    if isinstance(block, blocks.StreamBlock):
        yield from unknown_types(value, block)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from unknown_inside(value.get(name), child)
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for item in value:
            yield from unknown_inside(item.get("value") if isinstance(item, dict) else item, block.child_block)
