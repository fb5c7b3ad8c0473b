"""Migrations run once, into a template; each test process copies it in a moment.

The template stays on the server and is made anew when a migration or the lock of the
requirements changes.
"""

import hashlib
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

from config.embedded.places import ROOT


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Give this process a database of its own; replaces pytest-django's fixture."""
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as cursor:
            copy_template(cursor, name)
        _use(name)
    yield
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy_template(cursor: CursorWrapper, name: str) -> None:
    """Make the database `name` as the migrations leave it."""
    family = f"template_{settings.DATABASES['default']['NAME']}_"
    template = family + _state_of_migrations()
    # The processes of one run, and runs side by side, come one after another.
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [family])
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family]
    )
    known = {row[0] for row in cursor.fetchall()}
    if template not in known:
        for old in known:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{family}unfinished"')
        _migrate(f"{family}unfinished")
        cursor.execute(f'ALTER DATABASE "{family}unfinished" RENAME TO "{template}"')
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [family])


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    _use(name)
    call_command("migrate", verbosity=0)
    _use(before)


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _state_of_migrations() -> str:
    state = hashlib.sha256((ROOT / "requirements" / "dev.lock").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()[:12]
