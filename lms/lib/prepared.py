"""A query whose SQL is made once. Django makes it anew each time, which costs more than asking the database does.

For the few queries that every signed-in page asks. Everything else stays an ordinary queryset: this one only ever
answers the same question about other values.

    DONE = Prepared(
        lambda user: LessonCompletion.objects.filter(enrolment__user=user).values_list("lineage", flat=True),
        user=models.BigIntegerField(),
    )
    DONE.all(user=learner.pk)
"""

import datetime
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, QuerySet, ValuesListIterable

from lms.lib.hot_cursor import hot_cursor

Converter = tuple[int, list[Callable[..., Any]], Any]


@dataclass(frozen=True)
class Compiled:
    """One query for one kind of database. A parameter is a constant, or (name, field) of a value to come."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[Converter, ...]
    shape: Callable[[tuple[Any, ...]], Any]


@dataclass(frozen=True)
class Slot:
    """Where a value goes."""

    name: str
    field: models.Field[Any, Any]


class Prepared:
    """`build` returns a queryset of models or of `values_list` for the values it is given by name; `slots` say what
    kind of value each is. It is asked once, with examples, so it must not look at them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **slots: models.Field[Any, Any]) -> None:
        self.build = build
        self.slots = slots
        self._compiled: dict[str, Compiled] = {}

    def all(self, **values: Any) -> list[Any]:
        """Return the rows, as the queryset would give them. One query."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = self._compile(connection)
        parameters = [
            part.field.get_db_prep_value(values[part.name], connection) if isinstance(part, Slot) else part
            for part in compiled.parameters
        ]
        with hot_cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            rows = cursor.fetchall()
        if compiled.converters:
            rows = [converted(row, compiled.converters, connection) for row in rows]
        return [compiled.shape(row) for row in rows]

    def first(self, **values: Any) -> Any:
        """Return the first row, or None. The queryset itself says in which order, and asks for no more than it needs."""
        return next(iter(self.all(**values)), None)

    def _compile(self, connection: Any) -> Compiled:
        examples = dict(zip(self.slots, different_values(self.slots), strict=True))
        queryset = self.build(**examples)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, found = compiler.as_sql()
        slot_of = {
            field.get_db_prep_value(examples[name], connection): Slot(name, field) for name, field in self.slots.items()
        }
        parameters = tuple(slot_of.get(value, value) for value in found)
        missing = set(self.slots) - {part.name for part in parameters if isinstance(part, Slot)}
        if missing:
            raise ValueError(f"The query does not use {', '.join(sorted(missing))} as given.")
        columns = [column for column, _, _ in compiler.select]
        return Compiled(
            sql=sql,
            parameters=parameters,
            converters=tuple((place, *both) for place, both in compiler.get_converters(columns).items()),
            shape=shape_of(queryset, columns),
        )


def shape_of(queryset: QuerySet[Any, Any], columns: list[Any]) -> Callable[[tuple[Any, ...]], Any]:
    """Return what makes a result of a row, as the queryset's own kind of iteration would."""
    kind = queryset._iterable_class
    if getattr(queryset, "_prefetch_related_lookups", ()) or queryset.query.select_related:
        raise TypeError("Prepared takes no related rows; use an ordinary queryset.")
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return lambda row: row
    if kind is ModelIterable and not queryset.query.annotations:
        names = [column.target.attname for column in columns]
        return lambda row: queryset.model.from_db(DEFAULT_DB_ALIAS, names, row)
    raise TypeError("Prepared takes models as they are, or values_list.")


def converted(row: tuple[Any, ...], converters: tuple[Converter, ...], connection: Any) -> tuple[Any, ...]:
    """Return a row as Python values."""
    values = list(row)
    for place, steps, column in converters:
        for step in steps:
            values[place] = step(values[place], column, connection)
    return tuple(values)


def different_values(slots: dict[str, models.Field[Any, Any]]) -> Iterator[Any]:
    """Yield one value for each slot that no query holds by chance, and no other slot."""
    for number, field in enumerate(slots.values(), start=1):
        if isinstance(field, models.UUIDField):
            yield uuid.uuid5(uuid.NAMESPACE_OID, f"slot {number}")
        elif isinstance(field, models.DateTimeField):
            yield datetime.datetime(1001, 1, number, tzinfo=datetime.UTC)
        elif isinstance(field, models.CharField):
            yield f"slot {number} of a prepared query"
        elif isinstance(field, models.IntegerField):
            yield 31_007 + number  # fits the smallest column
        else:
            raise TypeError(f"Prepared has no example of a {type(field).__name__}.")
