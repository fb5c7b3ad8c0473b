"""The database of the tests: loaded once, restored whole after tests that commit.

Append-only tables refuse TRUNCATE, so Django's flush is not for us: a test that
commits gets a fresh copy of a template database instead (some 100 ms).
"""

from contextlib import contextmanager

import psycopg
from django.db import connection, connections
from django.test import TransactionTestCase

from agencies import reference as agencies_reference
from agencies.models import User
from demo.accounts import create_accounts
from documents import reference as documents_reference
from inspections import reference as inspections_reference
from regulations import reference as regulations_reference
from tests.moments import day, moment

LOADED_AT = moment("01/12/2025", "07:00")
ROLES_UNTIL = day("31/12/2029")


def load_cast() -> None:
    """Reference data and the demonstration's officers, who cannot log in here."""
    for reference in (
        agencies_reference,
        regulations_reference,
        inspections_reference,
        documents_reference,
    ):
        reference.load(at=LOADED_AT)
    if not User.objects.exists():
        create_accounts(at=LOADED_AT, until=ROLES_UNTIL, password="")


def keep_template() -> None:
    """Keep a copy of the database as it is now."""
    name = connection.settings_dict["NAME"]
    with _outside() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}_kept" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}_kept" TEMPLATE "{name}"')


def restore_template(test_case: TransactionTestCase) -> None:
    """Put the kept copy back in place of what the test committed."""
    name = connection.settings_dict["NAME"]
    with _outside() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{name}_kept"')


@contextmanager
def _outside():
    """A connection to the server beside the test database, which nobody uses now."""
    connections.close_all()
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as server:
        yield server
