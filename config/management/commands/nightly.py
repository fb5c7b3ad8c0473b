"""What the office's computer does at night: proposals and ranks, nothing is decided."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, reset_queries
from django.utils import timezone

from cases.services.linking import find_links
from cases.services.risk import compute_risk
from documents.services import sweep_batches
from facilities.services import find_doubles
from kernel.errors import DomainError

log = structlog.get_logger(__name__)


def _forget(done: int) -> None:
    reset_queries()  # with DEBUG on, Django keeps them


def _doubles(at: datetime) -> str:
    return f"{find_doubles(by=None, at=at)} pairs may be doubles"


def _links(at: datetime) -> str:
    return f"{find_links(at=at, progress=_forget)} links are proposed newly"


def _risk(at: datetime) -> str:
    looked_at, changed = compute_risk(at=at, progress=_forget)
    return f"{changed} of {looked_at} risk scores are new"


def _prints(at: datetime) -> str:
    return f"{sweep_batches(at=at)} batches of printed papers are removed"


# In this order: links and scores read what stands; doubles are read by both pages.
JOBS: dict[str, Callable[[datetime], str]] = {
    "find_doubles": _doubles,
    "find_links": _links,
    "compute_risk": _risk,
    "sweep_prints": _prints,
}


class Command(BaseCommand):
    help = (
        "Runs all that is to run every night: searches for doubles and links, computes"
        " the risk, removes old prints. It may run again at any time; a job that fails"
        " keeps none of the others from running."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only",
            choices=list(JOBS),
            action="append",
            help="one job; again for more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["only"] or list(JOBS)
        said, failed = [], []
        for name, job in JOBS.items():
            if name not in wanted:
                continue
            start = time.monotonic()
            try:
                result = job(timezone.now())
            except (DatabaseError, DomainError):
                log.exception("nightly_job_failed", job=name)
                failed.append(name)
                continue
            said.append(result)
            self.stdout.write(f"{name}: {result} ({time.monotonic() - start:.1f} s)")
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}; the log says why.")
        self.stdout.write(f"Nightly run done: {'; '.join(said)}.")
