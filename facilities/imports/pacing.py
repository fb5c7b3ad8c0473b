"""How an import goes on: small files at once, long ones in pieces on demand."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from agencies.models import User
from facilities.imports import checking, taking, undoing
from facilities.models import ImportBatch
from facilities.states import ImportState

# What runs in chunks until the batch is in another state.
RUNNING: dict[str, Callable[..., ImportBatch]] = {
    ImportState.CHECKING: checking.check_some,
    ImportState.TAKING_IN: taking.take_some,
    ImportState.UNDOING: undoing.undo_some,
}


def go_on(*, batch: ImportBatch, by: User, at: datetime, seconds: float) -> ImportBatch:
    """The next chunks, for about so long. Raises as the step that runs."""
    until = time.monotonic() + seconds
    while work := RUNNING.get(batch.state):
        batch = work(batch=batch, by=by, at=at)
        if time.monotonic() >= until:
            break
    return batch


def take(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """A small file whole, the first chunk of a long one. Raises as `take_some`."""
    if batch.rows_count <= taking.WHOLE_UP_TO:
        return taking.take_whole(batch=batch, by=by, at=at)
    return taking.take_some(batch=batch, by=by, at=at)


def undo(*, batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    """A small file whole, the first chunk of a long one. Raises as `undo_some`."""
    if batch.rows_count <= taking.WHOLE_UP_TO:
        return undoing.undo(batch=batch, by=by, at=at)
    return undoing.undo_some(batch=batch, by=by, at=at)
