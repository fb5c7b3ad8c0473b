"""Many new rows by COPY: the same rows that `bulk_create` inserts, at half the cost."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, whose keys are set, in their order.

    Constraints and triggers hold as for any insert (IntegrityError); what the database
    computes or gives by default is not read back.
    """
    if not rows:
        return
    first = rows[0]
    meta = type(first)._meta
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated
        and not isinstance(getattr(first, field.attname), DatabaseDefault)
    ]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    command = f"COPY {quoted(meta.db_table)} ({columns}) FROM STDIN"
    prepared = [(field.attname, field.get_db_prep_save) for field in fields]
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(command) as copy,
    ):
        for row in rows:
            copy.write_row(
                [save(getattr(row, name), connection) for name, save in prepared]
            )
            row._state.adding, row._state.db = False, connection.alias
