"""How well the proposals of doubles find what was planted among honest look-alikes."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from django.db import connection

from facilities.models import ProposedDouble
from facilities.services import find_doubles
from reliability import planted
from reliability.stage import own_database

# The aim for 300 among 20,000; a search for all takes at most two minutes.
LEAST = 0.95
MOST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Found:
    facilities: int
    planted: int
    proposed: int
    right: int
    missed: dict[str, int]
    seconds: float

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.planted if self.planted else 0.0

    @property
    def passed(self) -> bool:
        return min(self.precision, self.recall) >= LEAST and (
            self.seconds <= MOST_SECONDS
        )


def run(*, facilities: int, doubles: int, seed: int) -> Found:
    with own_database(f"doubles_{seed}"):
        return search(facilities=facilities, doubles=doubles, seed=seed)


def search(*, facilities: int, doubles: int, seed: int) -> Found:
    """Plant in the database at hand, search it all, compare."""
    truth = planted.plant(facilities=facilities, planted=doubles, seed=seed)
    with connection.cursor() as cursor:
        # As autovacuum would have done by the next morning.
        cursor.execute("ANALYZE")
    began = time.monotonic()
    find_doubles(by=None, at=planted.AT)
    seconds = time.monotonic() - began
    proposed = set(ProposedDouble.objects.values_list("one_id", "other_id"))
    right = proposed & truth.pairs.keys()
    return Found(
        facilities=truth.facilities,
        planted=len(truth.pairs),
        proposed=len(proposed),
        right=len(right),
        missed=dict(
            sorted(Counter(truth.pairs[p] for p in truth.pairs.keys() - right).items())
        ),
        seconds=round(seconds, 1),
    )
