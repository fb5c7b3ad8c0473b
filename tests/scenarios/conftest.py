"""The demonstration's stage, with F1 to F8 in the register and files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import transaction
from django.test import override_settings

from demo import facilities
from demo.loading import ENTERED_AT
from demo.stage import Performance, Play, Stage
from tests.moments import moment

Plays = Callable[[Stage], list[Play]]
Performed = Callable[[Plays, datetime], tuple[Stage, Performance]]
LONG_AFTER = moment("31/12/2026")


@pytest.fixture
def stage(db: None) -> Stage:
    return furnished()


@pytest.fixture(scope="module")
def performed(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Performed]:
    """Performs plays once for the tests of a module; they read, and leave no trace."""
    media = tmp_path_factory.mktemp("media")

    def perform(plays: Plays, until: datetime) -> tuple[Stage, Performance]:
        stage = furnished()
        performance = Performance(plays(stage))
        performance.run(until=until)
        return stage, performance

    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        _rolled_back(),
    ):
        yield perform


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def furnished() -> Stage:
    stage = Stage.with_everybody()
    facilities.enter_all(stage, at=ENTERED_AT)
    return stage
