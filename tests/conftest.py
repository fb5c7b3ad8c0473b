"""The cast and the stage: three agencies, their officers, one loaded database."""

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from agencies.models import User
from tests import database


def pytest_collection_finish() -> None:
    """What stays for the whole run is looked at no more by the collector."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name what failed in a worker at once: a run that is cut off still tells it."""
    if report.failed and hasattr(report, "node"):
        sys.stderr.write(f"\n{report.when} failed: {report.nodeid}\n")
        sys.stderr.write(f"{report.longreprtext[-4000:]}\n")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Give this process a copy of the loaded template; replaces pytest-django's."""
    name = connection.creation._get_test_db_name()
    before = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        template = database.use_copy(name)
    TransactionTestCase._fixture_teardown = database.restoring(template)
    yield
    TransactionTestCase._fixture_teardown = before
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rules are tested in the language of the code; the doors in Vietnamese."""
    if {"web", "browser", "api", "scenarios"} & set(request.path.parts):
        yield
        return
    with translation.override("en"):
        yield


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
