"""A register file on its way: uploaded, its columns matched, its rows checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import can
from agencies.models import User, Ward
from audit import trail
from facilities.imports import columns as columns_
from facilities.imports import words
from facilities.imports.columns import Column
from facilities.imports.headers import SheetRow
from facilities.imports.places import Places
from facilities.imports.reading import open_table
from facilities.imports.rows import Reader
from facilities.models import ImportBatch, ImportRow
from facilities.states import FacilityKind, ImportChoice, ImportState, ImportVerdict
from kernel.clock import local_day
from kernel.errors import NotPermitted, NotReady, Refused

IMPORT = "facility.import"


class ImportNotThere(NotReady):
    code = "import_moved_on"
    text = gettext_lazy("The import is no longer at this step: look at it again.")


@transaction.atomic
def upload(
    *, file: BinaryIO, name: str, sheet: str = "", by: User, at: datetime
) -> ImportBatch:
    """Read a register file into rows; nothing goes into the register yet.

    Raises NotPermitted, KindRefused, TooLarge or Refused.
    """
    _ask(by, at)
    digest = _digest(file)  # a reader of text closes the file
    table = open_table(file, name, sheet=sheet)
    batch = ImportBatch(
        file_name=name[-200:],
        sha256=digest,
        sheet=table.sheet[:100],
        header_row=table.header_row,
        titles=table.titles,
        columns=columns_.matched(table.titles),
        default_kind=_kind_said(table.sheet, *table.title_lines),
        passed_over=table.passed_over,
        by=by,
        created_at=at,
    )
    batch.save()
    batch.rows_count = _stage(batch, table.rows)
    if not batch.rows_count:
        raise Refused(errors={"file": [_("There is no row below the header.")]})
    batch.save()
    return batch


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1024 * 1024):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _stage(batch: ImportBatch, rows: Iterable[SheetRow]) -> int:
    """Store the rows by COPY: a file may have 100,000, and the page waits."""
    empty = {
        "label": "",
        "verdict": ImportVerdict.WAITING.value,
        "remarks": "[]",
        "tax_key": "",
        "place_key": "",
        "outcome": "",
        "likely": "[]",
        "choice": "",
    }
    names = ", ".join(("batch_id", "number", "sealed", *empty))
    command = f"COPY {ImportRow._meta.db_table} ({names}) FROM STDIN"
    count = 0
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            sealed = ImportRow.sealed_of(row.cells, row.section)
            copy.write_row([batch.pk, row.number, sealed, *empty.values()])
            count += 1
    return count


def _kind_said(*lines: str) -> str:
    return next((kind for line in lines if (kind := words.kind_in(line))), "")


@transaction.atomic
def match_columns(
    *,
    batch: ImportBatch,
    columns: Sequence[str],
    default_kind: str = "",
    by: User,
    at: datetime,
) -> ImportBatch:
    """Say what each column of the file means; the rows are checked anew.

    Raises NotPermitted, NotReady or Refused.
    """
    batch = opened(
        batch,
        {ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED},
        by=by,
        at=at,
    )
    used = [column for column in columns if column]
    if len(columns) != len(batch.titles) or set(used) - set(Column.values):
        raise Refused(errors={"columns": [_("Choose a meaning from the list.")]})
    if len(set(used)) < len(used):
        twice = next(Column(item) for item in used if used.count(item) > 1)
        raise Refused(
            errors={
                "columns": [
                    _("Two columns cannot both be “%(column)s”: leave one out.")
                    % {"column": twice.label}
                ]
            }
        )
    if not {Column.NAME, Column.CODE} & set(used):
        raise Refused(
            errors={"columns": [_("Say which column has the name of the facility.")]}
        )
    if default_kind and default_kind not in FacilityKind.values:
        raise Refused(errors={"default_kind": [_("Choose an activity of the list.")]})
    batch.columns, batch.default_kind = list(columns), default_kind
    batch.state = ImportState.CHECKING
    batch.save()
    batch.rows.update(
        verdict=ImportVerdict.WAITING,
        remarks=[],
        tax_key="",
        place_key="",
        likely=[],
        choice=ImportChoice.UNDECIDED,
        facility=None,
    )
    return batch


@transaction.atomic
def cancel(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """Give an import up before anything was taken in; its rows are removed."""
    batch = opened(
        batch,
        {ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED},
        by=by,
        at=at,
    )
    batch.rows.all().delete()
    batch.state = ImportState.CANCELLED
    batch.save()
    return batch


# For the other steps -----------------------------------------------------------------


def _ask(by: User, at: datetime) -> None:
    if not can(by, IMPORT, None, at):
        raise NotPermitted


def opened(
    batch: ImportBatch, states: Collection[str], *, by: User, at: datetime
) -> ImportBatch:
    """The batch, locked for a step. Raises NotPermitted or ImportNotThere."""
    _ask(by, at)
    locked: ImportBatch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in states:
        raise ImportNotThere
    return locked


def reader_of(batch: ImportBatch, at: datetime) -> Reader:
    today = local_day(at)
    return Reader(
        batch.columns,
        Places(Ward.objects.in_force_on(today)),
        today,
        default_kind=batch.default_kind,
    )


def trace(batch: ImportBatch, action: str, *, by: User, at: datetime) -> None:
    """One entry of the trail for the batch as a whole; call it last."""
    trail.record(
        action=action,
        record=batch,
        at=at,
        by=by,
        after={
            "rows": batch.rows_count,
            "created": batch.created_count,
            "updated": batch.updated_count,
            "unchanged": batch.unchanged_count,
            "sha256": batch.sha256,
        },
        label=batch.file_name,
    )


def sentence(cell: str, column: str, text: str) -> str:
    """A remark as people read it: “Ô D17 (Mã số thuế): …”."""
    label = Column(column).label if column in Column.values else column
    return _("Cell %(cell)s (%(column)s): %(text)s") % {
        "cell": cell,
        "column": label,
        "text": text,
    }


_CASTS = {
    "verdict": "text[]",
    "label": "text[]",
    "remarks": "jsonb[]",
    "likely": "jsonb[]",
    "tax_key": "text[]",
    "place_key": "text[]",
    "outcome": "text[]",
    "choice": "text[]",
    "facility_id": "uuid[]",
    "version": "int[]",
    "before": "jsonb[]",
    "taken_at": "timestamptz[]",
}


def store(rows: Sequence[ImportRow], *names: str) -> None:
    """Write columns of many rows in one statement, where `bulk_update` takes long."""

    def values(name: str) -> list[Any]:
        found = [getattr(row, name) for row in rows]
        if _CASTS[name] != "jsonb[]":
            return found
        return [
            None if value is None else json.dumps(value, cls=DjangoJSONEncoder)
            for value in found
        ]

    table = ImportRow._meta.db_table
    sets = ", ".join(f"{name} = new.{name}" for name in names)
    casts = ", ".join(f"%s::{_CASTS[name]}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS row SET {sets}"  # noqa: S608 - our own names
            f" FROM unnest(%s::bigint[], {casts}) AS new (id, {', '.join(names)})"
            " WHERE row.id = new.id",
            [[row.pk for row in rows], *(values(name) for name in names)],
        )
