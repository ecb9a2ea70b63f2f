"""A cursor for the few statements that are asked all day long, always in the same words.

PostgreSQL reads and plans a statement anew each time, which costs more than finding one row. Through this cursor the
values travel apart from the words, so that after the second time psycopg has it prepared and only sends the values.
Everything else keeps Django's own cursor, which writes the values into the words: that suits queries of every shape.
SQLite keeps what it has prepared by itself.
"""

from typing import Any

from django.db import connection


def hot_cursor() -> Any:
    """Return a cursor to be used with `with`, as `connection.cursor()` does; its queries are counted and logged alike."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  (psycopg need not be there)

    connection.ensure_connection()
    raw = connection.connection
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        return connection.cursor()
    finally:
        raw.cursor_factory = usual
