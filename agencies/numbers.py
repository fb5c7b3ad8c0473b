"""Gap-free numbers: taken inside the transaction that uses them, or not at all."""

from django.db import connection

from agencies.models import NumberRegister

# Registers of the whole installation; facilities count without years.
INSTALLATION = "*"


def take(*, owner: str, register: str, year: int) -> int:
    """The next number of a register; see `take_many`."""
    return take_many(1, owner=owner, register=register, year=year)[0]


def take_many(count: int, *, owner: str, register: str, year: int) -> range:
    """The next numbers of a register; the counter row stays locked until commit.

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
            " VALUES (%s, %s, %s, %s) ON CONFLICT (owner, register, year)"
            " DO UPDATE SET last = held.last + excluded.last RETURNING last",
            [owner, register, year, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
