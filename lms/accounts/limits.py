"""Counts tries in the database, for all processes. `lms.lib.limits` is the door; this is settings.RATE_COUNTER."""

from django.db import connection

from lms.accounts.rate_window import RateWindow


def count_in_database(key_hash: str, ends_at: int, add: int = 1) -> int:
    """Count one try in a window that ends at `ends_at` (Unix seconds); return how many there were, this one included.

    With `add=-1` a try is taken back; there are never fewer than none. One statement, so that two processes never count the same number. The ORM has no "insert, or else add one".
    """
    table = connection.ops.quote_name(RateWindow._meta.db_table)
    statement = (
        f"INSERT INTO {table} (key_hash, ends_at, count) VALUES (%s, %s, %s) "  # noqa: S608  (our own table's name)
        f"ON CONFLICT (key_hash) DO UPDATE SET count = CASE WHEN {table}.count + %s < 0 THEN 0 "
        f"ELSE {table}.count + %s END RETURNING count"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [key_hash, ends_at, max(add, 0), add, add])
        return int(cursor.fetchone()[0])
