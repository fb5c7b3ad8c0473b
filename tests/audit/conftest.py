"""Ways to do to the trail what only a superuser with intent can do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction


@pytest.fixture
def tamper(db) -> Callable[..., None]:
    """Runs SQL as if no trigger were there, as the owner of the server could."""

    def run(sql: str, *parameters: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, parameters)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return run


@pytest.fixture
def outsider(transactional_db):
    """A connection of its own to the test database, as `psql` opens one."""
    import psycopg

    params = connection.get_connection_params()
    names = ("dbname", "host", "port", "user", "password")
    given = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**given, autocommit=True) as opened:
        yield opened
