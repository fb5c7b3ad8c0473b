"""Rows that tests begin from: made once in a process by the services, then put back.

Walking a case to its state costs a test more than all it asks. What the walk wrote is
read off the database the first time and put back the next, keys, trail and numbers as
they were. Only where a transaction has written nothing yet: on anything else the walk
is walked. Put back without triggers: the rows passed them when they were made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.utils.translation import get_language

_KEPT: dict[Hashable, tuple[Any, list[Table]]] = {}

_UNTOUCHED = """SELECT pg_current_xact_id_if_assigned() IS NULL,
  coalesce((SELECT max(seq) FROM audit_entry), 0)"""
_TABLES = """
SELECT c.relname,
       array_agg(quote_ident(a.attname)) FILTER (WHERE a.attgenerated = ''),
       array_agg(quote_ident(a.attname)) FILTER (WHERE a.attnum = ANY (i.indkey)),
       coalesce(max(pg_get_serial_sequence(quote_ident(c.relname), a.attname)), '')
FROM pg_class c
JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Table:
    """What one table got: rows as JSON, and the statement that puts them back."""

    put_back: str
    rows: str


def once(key: Hashable, make: Callable[[], Any]) -> Any:
    """What `make` gives, and all it writes; `key` names it in this process.

    `make` gives what can be kept: keys, not records.
    """
    if not connection.in_atomic_block:
        return make()
    with connection.cursor() as cursor:
        cursor.execute(_UNTOUCHED)
        is_untouched, head = cursor.fetchone()
        if not is_untouched:
            return make()
        key = (key, head, get_language())
        if key in _KEPT:
            made, tables = _KEPT[key]
            _put_back(cursor, tables)
            return made
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (since,) = cursor.fetchone()
        made = make()
        _KEPT[key] = made, _written(cursor, since)
        return made


def _written(cursor: Any, since: int) -> list[Table]:
    """The rows that this transaction wrote: those of it and of its savepoints."""
    found = []
    for name, columns, keys, sequence in _tables():
        cursor.execute(
            f'SELECT jsonb_agg(to_jsonb(t))::text FROM "{name}" t'  # noqa: S608 - our own names
            " WHERE t.xmin::text::bigint >= %s",
            [since],
        )
        (rows,) = cursor.fetchone()
        if rows:
            found.append(Table(_statement(name, columns, keys, sequence), rows))
    return found


def _put_back(cursor: Any, tables: list[Table]) -> None:
    cursor.execute(
        "SET LOCAL session_replication_role = replica;"
        + ";".join(table.put_back for table in tables)
        + ";SET LOCAL session_replication_role = origin",
        [table.rows for table in tables],
    )


def _statement(name: str, columns: list[str], keys: list[str], sequence: str) -> str:
    listed = ", ".join(columns)
    put = (
        f'INSERT INTO "{name}" ({listed}) OVERRIDING SYSTEM VALUE'  # noqa: S608
        f' SELECT {listed} FROM jsonb_populate_recordset(NULL::"{name}", %s::jsonb)'
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET "
        + ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    )
    if not sequence:
        return put
    # A copy of the template counts from its beginning again.
    return (
        f"{put}; SELECT setval('{sequence}', greatest((SELECT last_value FROM"  # noqa: S608
        f' {sequence}), (SELECT max(id) FROM "{name}")))'
    )


@cache
def _tables() -> list[tuple[str, list[str], list[str], str]]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found: list[tuple[str, list[str], list[str], str]] = cursor.fetchall()
    return found
