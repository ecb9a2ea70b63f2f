"""Writes in one statement in which the database decides who came first: insert unless it is there, or insert or change.

Django's `bulk_create` can do most of this too, but it cannot say whether a row was new, nor keep an old value under a
condition, and it costs several times the statement. Both databases know `ON CONFLICT … RETURNING`. Column names and
expressions come from our code, values always travel apart from the statement.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model

from lms.lib.hot_cursor import hot_cursor


def insert_once(row: Model, *, unique: Sequence[str], also: Sequence[str] = ()) -> tuple[Any, ...] | None:
    """Insert a row unless one with the same `unique` fields is there; return None then, else its pk and what `also` asks.

    Two at once: one inserts, the other waits for its commit and gets None. Other constraints still raise.
    """
    return run(row, tuple(unique), (), tuple(also))


def upsert(
    row: Model, *, unique: Sequence[str], change: Mapping[str, str], also: Sequence[str] = ()
) -> tuple[Any, ...]:
    """Insert a row, or change the one with the same `unique` fields; return its pk and what `also` asks.

    `change` maps a field to SQL: `new.column` is the value that was to be inserted, `old.column` what is stored.
    Either way the row is locked until the transaction ends.
    """
    found = run(row, tuple(unique), tuple(change.items()), tuple(also))
    if found is None:
        raise RuntimeError("A row was neither inserted nor changed.")
    return found


def run(
    row: Model, unique: tuple[str, ...], change: tuple[tuple[str, str], ...], also: tuple[str, ...]
) -> tuple[Any, ...] | None:
    """Run one statement and give the row the pk it touched; return what it answered, None when nothing was written."""
    sql, fields = statement(type(row), unique, change, also, row.pk is not None, connection.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with hot_cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    if found is not None:
        row.pk = found[0]
        row._state.adding = False
    return found


@lru_cache(maxsize=200)
def statement(
    model: type[Model],
    unique: tuple[str, ...],
    change: tuple[tuple[str, str], ...],
    also: tuple[str, ...],
    with_pk: bool,
    vendor: str,
) -> tuple[str, list[Any]]:
    """Return the SQL and the fields whose values it takes, in their order. `vendor` only keeps databases apart."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if with_pk or not field.primary_key]
    columns = {field.name: quote(str(field.column)) for field in model._meta.concrete_fields}
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    names = ", ".join(columns[field.name] for field in fields)
    places = ", ".join(["%s"] * len(fields))
    target = ", ".join(columns[name] for name in unique)
    what = ", ".join(f"{columns[name]} = {sql}" for name, sql in change)
    what = f"UPDATE SET {what.replace('new.', 'excluded.').replace('old.', f'{table}.')}" if what else "NOTHING"
    answer = ", ".join([f"{table}.{key}", *(sql.replace("old.", f"{table}.") for sql in also)])
    insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  (our models' names; values are parameters)
    return f"{insert} ON CONFLICT ({target}) DO {what} RETURNING {answer}", fields
