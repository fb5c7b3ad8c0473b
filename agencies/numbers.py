"""Gap-free numbers: taken inside the transaction that uses them, or not at all."""

from django.db import connection

from agencies.models import NumberRegister

# Registers of the whole installation; facilities count without years.
INSTALLATION = "*"


def take(*, owner: str, register: str, year: int) -> int:
    """The next number of a register; the counter row stays locked until commit.

    A rolled-back transaction gives its number back, so there is no gap, and numbers
    rise in the order of commits (invariant INV-2). Call it last, just before the
    trail: the lock order is case, parts, counter, trail. Raises RuntimeError outside
    a transaction, where the lock would not hold.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Numbers are taken inside a transaction.")
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(NumberRegister._meta.db_table)
        cursor.execute(
            f"INSERT INTO {table} AS held (owner, register, year, last)"  # noqa: S608
            " VALUES (%s, %s, %s, 1) ON CONFLICT (owner, register, year)"
            " DO UPDATE SET last = held.last + 1 RETURNING last",
            [owner, register, year],
        )
        return int(cursor.fetchone()[0])
