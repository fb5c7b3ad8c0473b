"""How each row of a trail is bound to the one before it, and how that is checked.

The hash of a row is `sha256(previous hash ‖ canonical row)`, computed by PostgreSQL in
a trigger; `audit_canonical(row)` is an SQL function made by a migration, so the trigger
and the check read the same text, whatever the session's time zone or settings.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pgtrigger
from django.db import connection, models
from pgtrigger import core

from audit.protection import FirmTrigger, insert_only

START = "0" * 64
_ROWS_AT_A_TIME = 20_000

# A lock for the rest of the transaction: the next writer waits for the commit and then
# reads, with a fresh snapshot (READ COMMITTED), the row that was committed. So write to
# the trail last; a rolled-back act gives its place back and leaves no gap.
_LINK = """
    PERFORM pg_advisory_xact_lock(hashtext('audit.chain'), TG_RELID::int);
    SELECT seq, hash INTO last FROM {meta.db_table} ORDER BY seq DESC LIMIT 1;
    NEW.seq := COALESCE(last.seq, 0) + 1;
    NEW.previous_hash := COALESCE(last.hash, repeat('0', 64));
    NEW.hash := encode(
        sha256(convert_to(NEW.previous_hash || audit_canonical(NEW), 'UTF8')), 'hex'
    );
    RETURN NEW;
"""

# At commit, once per transaction: where the chain ends. Without it the newest rows
# could be taken away and what is left would still be a whole chain.
_SEAL = """
    IF NOT EXISTS (SELECT 1 FROM {meta.db_table} WHERE seq > NEW.seq) THEN
        INSERT INTO audit_chainhead AS head (chain, seq, hash)
        VALUES (TG_TABLE_NAME, NEW.seq, NEW.hash)
        ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
    END IF;
    RETURN NULL;
"""

_ONLY_BY_THE_CHAIN = """
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '% is kept by the chain: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
"""


def chained(name: str) -> list[core.Trigger]:
    """For `Meta.triggers` of a trail: insert-only, each row hashed with the last."""
    return [
        *insert_only(name),
        FirmTrigger(
            name=f"{name}_link",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("last", "RECORD")],
            func=pgtrigger.Func(_LINK),  # type: ignore[no-untyped-call]
        ),
        FirmTrigger(
            name=f"{name}_seal",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            timing=pgtrigger.Deferred,
            func=pgtrigger.Func(_SEAL),  # type: ignore[no-untyped-call]
        ),
    ]


def kept_by_the_chain(name: str) -> list[core.Trigger]:
    """For `Meta.triggers` of the heads: no statement of a person changes them."""
    return [
        FirmTrigger(
            name=f"{name}_kept_by_the_chain",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Insert
            | pgtrigger.Update
            | pgtrigger.Delete
            | pgtrigger.Truncate,
            func=_ONLY_BY_THE_CHAIN,
        )
    ]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place that does not hold; `seq` is None where nothing is numbered."""

    chain: str
    seq: int | None
    what: str

    def __str__(self) -> str:
        place = self.chain if self.seq is None else f"{self.chain} {self.seq}"
        return f"{place}: {self.what}"


# One batch in order; the window's first row is held to the end of the batch before.
_BATCH = """
    WITH batch AS (
        SELECT seq, previous_hash, hash,
               encode(sha256(convert_to(previous_hash || audit_canonical(e), 'UTF8')),
                      'hex') AS computed
        FROM {table} e WHERE seq > %(seq)s ORDER BY seq LIMIT %(size)s
    ), linked AS (
        SELECT *,
               COALESCE(lag(seq) OVER w, %(seq)s) + 1 AS expected_seq,
               COALESCE(lag(hash) OVER w, %(hash)s) AS expected_previous
        FROM batch WINDOW w AS (ORDER BY seq)
    ), broken AS (
        SELECT seq, expected_seq,
               CASE WHEN seq <> expected_seq THEN 'missing'
                    WHEN previous_hash <> expected_previous THEN 'previous'
                    WHEN hash <> computed THEN 'hash' END AS what
        FROM linked
        WHERE seq <> expected_seq
           OR previous_hash <> expected_previous
           OR hash <> computed
        ORDER BY seq LIMIT 1
    ), newest AS (
        SELECT seq, hash FROM batch ORDER BY seq DESC LIMIT 1
    )
    SELECT (SELECT count(*) FROM batch), newest.seq, newest.hash,
           broken.seq, broken.expected_seq, broken.what
    FROM newest LEFT JOIN broken ON true
"""

_END = """
    SELECT COALESCE((SELECT max(seq) FROM {table}), 0), COALESCE(head.seq, 0),
           COALESCE(head.hash, ''), COALESCE(e.hash, '')
    FROM (SELECT) nothing
    LEFT JOIN audit_chainhead head ON head.chain = %(chain)s
    LEFT JOIN {table} e ON e.seq = head.seq
"""

_WORDS = {
    "previous": "it does not continue the row before it",
    "hash": "its content is not what was hashed when it was written",
}


def verify_chain(
    model: type[models.Model], *, progress: Callable[[int], object] | None = None
) -> Break | None:
    """The first broken link of a trail, or None; memory stays bounded.

    `progress` is told the number of rows read so far.
    """
    table, chain = model._meta.db_table, model._meta.label
    name = connection.ops.quote_name(table)
    seq, digest, rows = 0, START, 0
    with connection.cursor() as cursor:
        # First, and as one snapshot: rows that come later stand behind this end.
        cursor.execute(_END.format(table=name), {"chain": table})
        end = cursor.fetchone()
        while True:
            cursor.execute(
                _BATCH.format(table=name),
                {"seq": seq, "hash": digest, "size": _ROWS_AT_A_TIME},
            )
            found = cursor.fetchone()
            if found is None:
                return _break_at_end(chain, *end)
            count, seq, digest, broken_seq, expected_seq, what = found
            if what == "missing":
                return Break(chain, expected_seq, "this number is missing")
            if what:
                return Break(chain, broken_seq, _WORDS[what])
            rows += count
            if progress:
                progress(rows)


def _break_at_end(
    chain: str, last_seq: int, head_seq: int, head_hash: str, hash_there: str
) -> Break | None:
    if head_seq > last_seq:
        return Break(chain, last_seq + 1, f"rows up to {head_seq} were taken away")
    if head_hash != hash_there:
        return Break(chain, head_seq, "another hash was written down for this row")
    # Inside a transaction, its own rows are not written down before the commit.
    if head_seq < last_seq and not connection.in_atomic_block:
        return Break(chain, head_seq + 1, "this row was added behind the chain's end")
    return None
