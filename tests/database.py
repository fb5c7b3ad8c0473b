"""The database of the tests: migrated and loaded once, then copied in a moment.

Migrations, reference data and the cast go into a template that stays on the server
until one of them changes; each test process works on a copy. Append-only tables refuse
TRUNCATE, so Django's flush is not for us: after a test that commits, the process gets
a fresh copy (some 100 ms).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from agencies import reference as agencies_reference
from agencies.models import User
from demo.accounts import create_accounts
from documents import reference as documents_reference
from facilities import reference as facilities_reference
from inspections import reference as inspections_reference
from regulations import reference as regulations_reference
from tests.moments import day, moment

ROOT = Path(__file__).resolve().parent.parent
LOADED_AT = moment("01/12/2025", "07:00")
ROLES_UNTIL = day("31/12/2029")
# By the name that is configured: the processes of a run work on copies with others.
FAMILY = f"template_{settings.DATABASES['default']['NAME']}_"
# What the template is made of: any change makes a new one.
SOURCES = (
    "requirements/dev.lock",
    "*/migrations/*.py",
    "*/data/*",
    "*/reference.py",
    "*/packaged.py",
    "demo/accounts.py",
    "tests/database.py",
)


def load_cast() -> None:
    """Reference data and the demonstration's officers, who cannot log in here."""
    for reference in (
        agencies_reference,
        regulations_reference,
        facilities_reference,
        inspections_reference,
        documents_reference,
    ):
        reference.load(at=LOADED_AT)
    if not User.objects.exists():
        create_accounts(at=LOADED_AT, until=ROLES_UNTIL, password="")


def use_copy(name: str) -> str:
    """Make `name` a copy of the template and work on it; returns the template."""
    with _server() as cursor:
        template = _template(cursor)
        _copy(cursor, template, name)
    use(name)
    return template


def drop(name: str) -> None:
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def restoring(template: str):
    """The tear-down of tests that commit: a fresh copy in place of what they left."""

    def restore(test_case: TransactionTestCase) -> None:
        name = connection.settings_dict["NAME"]
        with _server() as cursor:
            _copy(cursor, template, name)

    return restore


def _template(cursor: CursorWrapper) -> str:
    """The name of the current template, made if it is not there yet."""
    name = FAMILY + _state()
    # The processes of one run, and runs side by side, come one after another.
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [FAMILY])
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [FAMILY]
    )
    known = {row[0] for row in cursor.fetchall()}
    if name not in known:
        for old in known:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{FAMILY}unfinished"')
        _fill(f"{FAMILY}unfinished")
        cursor.execute(f'ALTER DATABASE "{FAMILY}unfinished" RENAME TO "{name}"')
    cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [FAMILY])
    return name


def _fill(name: str) -> None:
    before = connection.settings_dict["NAME"]
    use(name)
    call_command("migrate", verbosity=0)
    load_cast()
    use(before)


def _copy(cursor: CursorWrapper, template: str, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    """A cursor on the server beside the test database, which nobody uses meanwhile."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        yield cursor


def _state() -> str:
    state = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()[:12]
