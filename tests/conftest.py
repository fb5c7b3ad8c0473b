"""The cast and the stage: three agencies, their officers, one loaded database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from agencies.models import User
from tests import database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load reference data and officers once; keep a copy for tests that commit."""
    with django_db_blocker.unblock():
        database.load_cast()
        database.keep_template()
    kept = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = database.restore_template
    yield
    TransactionTestCase._fixture_teardown = kept


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings) -> Path:
    """Files of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def officer(db) -> Callable[[str], User]:
    """An officer of the cast by user name, with agency and grants loaded."""

    def find(username: str) -> User:
        return User.objects.with_standing().get(username=username)

    return find
